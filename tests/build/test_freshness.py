from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from strevview.build.freshness import Freshness, Verdict
from strevview.model.loading import load_shelf
from tests.command import ROOT, strevview
from tests.desk import change, make_desk


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_desk(tmp_path_factory.mktemp("desk"))
    # A style of the desk's own, so that tests can change it.
    shutil.copytree(ROOT / "styles" / "mpidsa", folder / "styles" / "mpidsa")
    done = strevview("build", cwd=folder)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def desk(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "desk")
    return tmp_path / "desk"


def judge(desk: Path) -> Verdict:
    issues = desk / "issues"
    pdf = desk / "out" / "2025-07.pdf"
    return Freshness().verdict(issues / "2025-07.yaml", load_shelf(issues), pdf)


def test_a_pdf_is_fresh_in_another_folder_and_at_another_time(desk: Path) -> None:
    verdict = judge(desk)
    assert verdict.fresh
    assert desk / "issues" / "2025-07.yaml" in verdict.inputs


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("issues/2025-07.yaml", "schema: 1\n", "# a remark\nschema: 1   # and another\n"),
        ("issues/2025-07.yaml", "period: 2025-07\n", "period: '2025-07'\nnote: private\n"),
        ("issues/actors.yaml", "actors:\n", "actors:\n  - name: Nobody in this issue\n"),
        ("issues/series.yaml", "style: mpidsa\n", "style: mpidsa\nlint:\n  ignore:\n    - SV6\n"),
    ],
)
def test_what_shapes_no_page_leaves_it_fresh(desk: Path, file: str, old: str, new: str) -> None:
    change(desk / file, old, new)
    assert judge(desk).reasons == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("issues/2025-07.yaml", "a satellite\n", "two satellites\n", "the text of launch changed"),
        ("issues/2025-07.yaml", "title: Space", "title: Orbit", "the sections changed"),
        ("issues/2025-07.yaml", "id: launch", "id: start", "item start is new"),
        (
            "issues/actors.yaml",
            "name: Space and Upper Atmosphere Research Commission",
            "name: Space Commission",
            "actor SUPARCO renamed",
        ),
        (
            "issues/series.yaml",
            "Review of Tests",
            "Test Review",
            "issues/series.yaml: `title` changed",
        ),
        ("styles/mpidsa/cover.css", "}", "} ", "styles/mpidsa/cover.css changed"),
    ],
)
def test_a_change_is_told_in_words(desk: Path, file: str, old: str, new: str, reason: str) -> None:
    change(desk / file, old, new)
    verdict = judge(desk)
    assert reason in verdict.reasons
    assert verdict.replaces


def test_another_renderer_makes_it_stale_but_is_no_other_edition(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from strevview.build import freshness
    from strevview.render.carried import engine_versions

    def newer() -> dict[str, str]:
        return {**engine_versions(), "weasyprint": "70.1"}

    monkeypatch.setattr(freshness, "engine_versions", newer)
    verdict = judge(desk)
    now = engine_versions()["weasyprint"]
    assert verdict.reasons == (f"WeasyPrint {now} → 70.1",)
    assert not verdict.replaces


def test_a_missing_or_foreign_pdf_is_made(desk: Path) -> None:
    pdf = desk / "out" / "2025-07.pdf"
    data = pdf.read_bytes()
    pdf.write_bytes(data[:-200])
    (reason,) = judge(desk).reasons
    assert reason.startswith("what is there needs --keep: strevview did not write it")
    pdf.unlink()
    assert judge(desk).reasons == ("there is none yet",)


def test_telling_that_all_is_fresh_needs_no_renderer(desk: Path) -> None:
    import subprocess

    code = (
        "import sys\nfrom strevview.cli.main import app\n"
        "try:\n    app(['build'])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'weasyprint', 'jinja2', 'pypdfium2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=desk,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "up to date" in done.stdout

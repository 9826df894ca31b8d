"""Whether a PDF is up to date, and why not, as `build --dry-run` tells it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from strevview.render.carried import engine_versions
from tests.cli.inside import strevview
from tests.command import ROOT, python
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


def reasons(desk: Path) -> list[str]:
    """Return why the PDF would be made."""
    done = strevview("build", "--dry-run", "--format", "json", cwd=desk)
    (issue,) = json.loads(done.out)["issues"]
    assert issue["state"] == ("stale" if issue["reasons"] else "fresh")
    found: list[str] = issue["reasons"]
    return found


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("issues/2025-07.yaml", "schema: 1\n", "schema: 1\n"),
        ("issues/2025-07.yaml", "schema: 1\n", "# a remark\nschema: 1   # and another\n"),
        ("issues/2025-07.yaml", "period: 2025-07\n", "period: '2025-07'\nnote: private\n"),
        ("issues/actors.yaml", "actors:\n", "actors:\n  - name: Nobody in this issue\n"),
        ("issues/series.yaml", "style: mpidsa\n", "style: mpidsa\nlint:\n  ignore:\n    - SV6\n"),
    ],
)
def test_what_shapes_no_page_leaves_it_fresh(desk: Path, file: str, old: str, new: str) -> None:
    change(desk / file, old, new)
    assert reasons(desk) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("issues/2025-07.yaml", "a satellite\n", "two satellites\n", "the text of launch changed"),
        ("issues/2025-07.yaml", "title: Space", "title: Orbit", "the sections changed"),
        ("issues/2025-07.yaml", "id: launch", "id: start", "item start is new"),
        ("issues/2025-07.yaml", "id: launch", "id: start", "item launch is gone"),
        ("issues/2025-07.yaml", "sections:", "sections: [", "the issue has faults"),
        ("issues/actors.yaml", "Upper Atmosphere", "Upper Air", "actor SUPARCO renamed"),
        ("issues/actors.yaml", "kind: org", "country: PK\n    kind: org", "actor SUPARCO changed"),
        ("issues/actors.yaml", "acronym: SUPARCO", "", "issues/actors.yaml is no longer used"),
        ("issues/series.yaml", "Review of", "Old", "issues/series.yaml: `title` changed"),
        ("styles/mpidsa/cover.css", "}", "} ", "styles/mpidsa/cover.css changed"),
    ],
)
def test_a_change_is_told_in_words(desk: Path, file: str, old: str, new: str, reason: str) -> None:
    change(desk / file, old, new)
    assert reason in reasons(desk)


def test_another_renderer_makes_it_stale_but_is_no_other_edition(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = {**engine_versions(), "weasyprint": "70.1"}
    monkeypatch.setattr("strevview.build.freshness.engine_versions", lambda: newer)
    assert reasons(desk) == [f"WeasyPrint {engine_versions()['weasyprint']} → 70.1"]
    assert "replaced" not in strevview("build", cwd=desk).out


def test_telling_that_all_is_fresh_needs_no_renderer(desk: Path) -> None:
    code = (
        "import sys\nfrom strevview.cli.main import app\n"
        "try:\n    app(['build'])\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'weasyprint', 'jinja2', 'pypdfium2'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = python(code, cwd=desk)
    assert done.code == 0, done.err
    assert "up to date" in done.out

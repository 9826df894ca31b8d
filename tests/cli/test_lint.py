from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from PIL import Image

from strevview import api
from strevview.lint.engine import Inputs, check
from strevview.lint.fixes import mend
from strevview.lint.selection import Selection
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.command import strevview as in_a_process
from tests.desk import change, copy_samples, make_desk

CASES = ROOT / "tests" / "cases" / "lint"
GOOD = (CASES / "SV101" / "good.yaml").read_text("utf-8")
DATE = "        date: 2025-07-31\n"
DOUBLE = "https://www.dawn.com/news/1927882?utm_source=rss"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a folder with one clean issue in issues/."""
    folder = tmp_path / "issues"
    folder.mkdir()
    for name in ("series.yaml", "actors.yaml"):
        (folder / name).write_bytes((CASES / name).read_bytes())
    (folder / "2025-07.yaml").write_text(GOOD, "utf-8")
    return tmp_path


def damage(desk: Path, old: str, new: str) -> Path:
    path = desk / "issues" / "2025-07.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")
    return path


def test_nothing_to_say_is_one_line(desk: Path) -> None:
    done = strevview("lint", cwd=desk)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("1 issue: nothing to complain about (")
    assert done.out.count("\n") == 1


def test_one_issue_alone_is_told_which_items_of_others_are_not_there() -> None:
    case = CASES / "SV802" / "bad"
    for path in ("2025-08.yaml", "."):
        done = strevview("lint", path, "--select", "SV802", cwd=case)
        assert [f"2025-08.yaml:{line}:13 SV802" in done.out for line in range(13, 17)] == [True] * 4
        assert done.out.count("SV802") == 4
        assert "2025-07 has no item `prss-l`" in done.out
        assert "help: did you mean 2025-07/prss-1?" in done.out


def test_an_error_is_shown_at_its_place_and_ends_in_1(desk: Path) -> None:
    damage(desk, DATE, "")
    damage(desk, "period: 2025-07", "period: 2025-06")
    done = strevview("lint", cwd=desk)
    assert done.code == 1
    assert done.out.splitlines()[3:6] == [
        "issues/2025-07.yaml:6:9 SV101 item has no date",
        "    6 |       - id: prss-1",
        "      |         ^^ help: write `date: 2025-06-30`, or `date: 2025-06` where only "
        "the month is known",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("series.yaml", "\npublisher:", "\nstyle: mpdisa\npublisher:", ":8"),
        ("2025-07.yaml", "\nsections:", "\nstyle: mpdisa\nsections:", ":8"),
        (
            "2025-07.yaml",
            "\nsections:",
            "\nseries:\n  title: A\n  publisher:\n    name: B\n  style: mpdisa\nsections:",
            ":10",
        ),
    ],
)
def test_a_misspelt_style_is_an_error_where_it_is_named(
    desk: Path, file: str, old: str, new: str, place: str
) -> None:
    path = desk / "issues" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    done = strevview("lint", cwd=desk)
    assert done.code == 1
    (line,) = (line for line in done.out.splitlines() if "SV905" in line)
    assert line.startswith(f"issues/{file}:")
    assert line.endswith(f"{place} SV905 there is no style `mpdisa`")
    assert "help: did you mean `mpidsa`?" in done.out


def test_a_style_beside_the_issues_is_found(desk: Path) -> None:
    damage(desk, "\nsections:", "\nstyle: ours\nsections:")
    assert strevview("lint", cwd=desk).code == 1
    (desk / "styles" / "ours").mkdir(parents=True)
    (desk / "styles" / "ours" / "style.yaml").write_text("schema: 1\n", "utf-8")
    assert strevview("lint", cwd=desk).code == 0


def test_warnings_count_only_when_strict(desk: Path) -> None:
    damage(desk, DATE, "")
    damage(desk, "period:", "draft: true\nperiod:")
    assert strevview("lint", cwd=desk).code == 0
    assert strevview("lint", "--strict", cwd=desk).code == 1
    assert strevview("lint", "--strict", "--ignore", "SV1", cwd=desk).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("issues/2025-99.yaml",), "issues/2025-99.yaml: no such file or folder"),
        (("--select", "SV1O1"), "no rule `SV1O1`; did you mean `SV101`?"),
        (("--ignore", "SV910"), "no rule `SV910`; codes SV9xx are no rules of the linter"),
        (("--ignore", "style"), "no rule `STYLE`; `strevview rule` lists them"),
        (("-", "issues"), "standard input"),
        (("empty",), "empty: no issues are here"),
    ],
)
def test_a_wrong_call_is_one_clear_line(desk: Path, arguments: tuple[str, ...], said: str) -> None:
    (desk / "empty").mkdir()
    done = strevview("lint", *arguments, cwd=desk)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("\n") == 1


def test_without_issues_folder_it_says_where_to_go(tmp_path: Path) -> None:
    done = strevview("lint", cwd=tmp_path)
    assert done.code == 2
    assert "go to the folder that holds `issues/`" in done.err


@pytest.mark.parametrize("path", ["issues", "issues/series.yaml", "issues/actors.yaml", "."])
def test_a_folder_and_its_shared_files_stand_for_all_issues(desk: Path, path: str) -> None:
    august = GOOD.replace("2025-07", "2025-08").replace("1927882", "1927883")
    (desk / "issues" / "2025-08.yaml").write_text(august.replace("prss-1", "prss-2"), "utf-8")
    where = desk if path != "." else desk / "issues"
    done = strevview("lint", path, "--select", "SV0,SV1", cwd=where)
    assert done.code == 0
    assert done.out.startswith("2 issues: ")


def test_a_file_named_twice_is_checked_once(desk: Path) -> None:
    done = strevview("lint", "issues", "./issues/2025-07.yaml", cwd=desk)
    assert done.out.startswith("1 issue: ")


def test_json_and_sarif_are_whole_documents_and_statistics_count_by_rule(desk: Path) -> None:
    damage(desk, DATE, "")
    found = strevview("lint", "--format", "json", "--statistics", cwd=desk)
    assert json.loads(found.out)["statistics"] == {"SV101": 1}
    log = json.loads(strevview("lint", "--format", "sarif", cwd=desk).out)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["SV101"]
    assert found.code == 1
    done = strevview("lint", "--format", "concise", "--statistics", cwd=desk)
    assert "    1  SV101  error    item-without-date" in done.out.splitlines()


def test_in_github_actions_annotations_come_by_themselves(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(desk, DATE, "")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    done = strevview("lint", cwd=desk)
    assert done.code == 1
    first = done.out.splitlines()[0]
    assert first.startswith("::error title=strevview SV101,file=issues/2025-07.yaml,line=6,")
    assert "::" not in strevview("lint", "--format", "text", cwd=desk).out


def test_standard_input_is_an_issue_of_the_folder(desk: Path) -> None:
    data = GOOD.replace(DATE, "").encode()
    done = strevview("lint", "-", "--format", "concise", cwd=desk, given=data)
    assert done.out.splitlines()[0] == "<stdin>:6:9 SV101 item has no date"
    named = ("lint", "-", "--stdin-filename", "issues/2025-08.yaml", "--format", "concise")
    lines = strevview(*named, cwd=desk, given=data).out.splitlines()
    assert lines[0].startswith("issues/2025-08.yaml:2:9 SV013 warning:")
    assert lines[1] == "issues/2025-08.yaml:6:9 SV101 item has no date"


def test_an_excerpt_of_unreadable_input_is_shown_all_the_same(desk: Path) -> None:
    data = GOOD.replace("title: Pakistan", "title: 'Pakistan").encode()
    done = strevview("lint", "-", cwd=desk, given=data)
    assert done.code == 1
    assert "  - title: 'Pakistan in Orbit" in done.out


def test_a_fix_is_written_and_nothing_else_is_touched(desk: Path) -> None:
    path = damage(desk, "https://www.dawn.com/news/1927882", f"{DOUBLE}  # remark")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o640)
    before = path.read_bytes()
    done = strevview("lint", "--fix", cwd=desk)
    assert done.code == 0, done.out
    assert "1 fixed, nothing to complain about" in done.out
    assert path.read_bytes() == before.replace(b"?utm_source=rss", b"")
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in path.parent.iterdir()) == [
        "2025-07.yaml",
        "actors.yaml",
        "series.yaml",
    ]


def test_a_diff_changes_nothing(desk: Path) -> None:
    path = damage(desk, "https://www.dawn.com/news/1927882", DOUBLE)
    before = path.read_bytes()
    done = strevview("lint", "--diff", cwd=desk)
    assert path.read_bytes() == before
    assert done.out.splitlines()[:2] == ["--- a/issues/2025-07.yaml", "+++ b/issues/2025-07.yaml"]
    assert f"-            url: {DOUBLE}" in done.out.splitlines()
    assert "+            url: https://www.dawn.com/news/1927882" in done.out.splitlines()


def test_a_link_to_a_file_is_mended_where_it_leads(desk: Path) -> None:
    path = damage(desk, "https://www.dawn.com/news/1927882", DOUBLE)
    real = desk / "real.yaml"
    path.rename(real)
    path.symlink_to(real)
    assert strevview("lint", "--fix", cwd=desk).code == 0
    assert path.is_symlink()
    assert "utm_source" not in real.read_text("utf-8")


def test_standard_input_is_mended_to_standard_output(desk: Path) -> None:
    data = GOOD.replace("https://www.dawn.com/news/1927882", DOUBLE).encode()
    done = in_a_process("lint", "-", "--fix", cwd=desk, given=data)
    assert (done.code, done.out) == (0, GOOD)
    assert "1 fixed" in done.err


def test_what_is_left_of_standard_input_is_shown_as_it_is_mended(desk: Path) -> None:
    pasted = "[launched][dawn] and [told](https://www.example.org/1) of"
    data = GOOD.replace("[launched][dawn]", pasted).encode()
    done = in_a_process("lint", "-", "--fix", cwd=desk, given=data)
    assert "1 fixed" in done.err
    told = done.err.splitlines()
    first = next(
        number for number, line in enumerate(told) if "the source `example` has no" in line
    )
    assert told[first + 1].endswith("|           example:")


def test_neighbours_are_read_only_when_wanted(desk: Path) -> None:
    broken = desk / "issues" / "2025-06.yaml"
    broken.write_text(GOOD.replace("2025-07", "2025-06").replace(DATE, ""), "utf-8")
    done = strevview("lint", "--neighbours", "issues/2025-07.yaml", "--select", "SV1", cwd=desk)
    assert (done.code, done.out.count("SV")) == (0, 0)
    assert done.out.startswith("1 issue: ")


def test_a_file_that_changed_meanwhile_is_left_alone(desk: Path) -> None:
    path = damage(desk, "https://www.dawn.com/news/1927882", DOUBLE)
    inputs = Inputs(api.load(path))
    mended = mend(inputs, Selection(), check(inputs.issues))
    assert mended.fixed == 1
    newer = path.read_text("utf-8") + "# a remark written meanwhile\n"
    path.write_text(newer, "utf-8")
    fault = mended.write()
    assert fault is not None
    assert fault.endswith("was changed while it was checked; it was left as it is")
    assert path.read_text("utf-8") == newer


def test_the_diff_of_a_file_with_windows_line_ends_fits_it(desk: Path) -> None:
    path = damage(desk, "https://www.dawn.com/news/1927882", DOUBLE)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = in_a_process("lint", "--diff", cwd=desk)
    assert f"-            url: {DOUBLE}\r\n" in done.out


def test_a_file_that_ends_in_yml_is_told_how_to_be_found(desk: Path) -> None:
    folder = desk / "issues"
    (folder / "2025-07.yaml").rename(folder / "2025-07.yml")
    alone = strevview("lint", "issues", cwd=desk)
    assert (alone.code, "ends in .yaml: rename 2025-07.yml" in alone.err) == (2, True)
    missed = strevview("lint", "issues/2025-07.yaml", cwd=desk)
    assert (missed.code, "rename 2025-07.yml to 2025-07.yaml" in missed.err) == (2, True)
    (folder / "2025-07.yml").rename(folder / "2025-07.yaml.txt")
    noted = strevview("lint", "issues", cwd=desk)
    assert (noted.code, "ends in .yaml: rename 2025-07.yaml.txt" in noted.err) == (2, True)
    (folder / "2025-07.yaml.txt").rename(folder / "2025-07.yml")
    named = strevview("lint", "issues/2025-07.yml", cwd=desk)
    assert named.code == 0
    assert "SV013 warning: the name of the file ends in .yml" in named.out
    assert "rename it 2025-07.yaml" in named.out


@pytest.mark.parametrize("unit", ["[", "![", "<!--", "*a", "(AB) "])
def test_no_title_takes_more_time_than_its_length_does(desk: Path, unit: str) -> None:
    title = next(line for line in GOOD.splitlines(keepends=True) if "- title: " in line)

    def seconds(unit: str) -> float:
        long = unit * (200_000 // len(unit))
        text = GOOD.replace(title, f"{title.partition(':')[0]}: '{long}'\n")
        (desk / "issues" / "2025-07.yaml").write_text(text, "utf-8")
        begun = time.process_time()
        strevview("lint", "issues/2025-07.yaml", cwd=desk)
        return time.process_time() - begun

    # What takes quadratic time takes hundreds of times as long.
    assert seconds(unit) < 30 * max(seconds("a "), 0.1)


@pytest.mark.parametrize(
    ("entry", "advice"),
    [
        ("Muhammad Yousaf Khan, Ahsan Iqbal", "write each actor as an entry of its own"),
        (
            "Ahsan Iqbal (guest)",
            "write `- name: Ahsan Iqbal` and, on the line below it, `role: guest`",
        ),
        (
            "Ahsan Iqbal, guest",
            "write `- name: Ahsan Iqbal` and, on the line below it, `role: guest`",
        ),
        ("Ahsan Iqbal (AIQ)", "write `- Ahsan Iqbal`; its acronym goes into actors.yaml"),
        ("Ahsan Iqbal, Ltd.", "name it in the text, or take it off the list"),
    ],
)
def test_what_to_write_for_an_entry_of_several_parts(
    tmp_path: Path, entry: str, advice: str
) -> None:
    (tmp_path / "issues").mkdir()
    issue = copy_samples(tmp_path) / "issues/2025-07.yaml"
    change(issue, "- Muhammad Yousaf Khan\n          - Ahsan Iqbal", f"- {entry}")
    done = strevview("lint", "--select", "SV301", cwd=tmp_path)
    assert f"the text does not name {entry}\n" in done.out
    assert f"help: {advice}" in done.out


def test_a_picture_with_too_many_pixels_is_to_be_made_smaller(desk: Path) -> None:
    figure = "        figures:\n          - file: map.png\n"
    (desk / "issues/2025-07.yaml").write_text(GOOD + figure, "utf-8")
    Image.new("1", (12_000, 9_000)).save(desk / "issues/map.png")
    done = strevview("lint", "--select", "SV714", cwd=desk)
    assert done.code == 1
    assert "`map.png` has too many pixels" in done.out
    assert "help: make it smaller" in done.out


def test_the_readme_shows_a_clean_issue_and_what_lacks_without_actors(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (issue,) = re.findall(r"^```yaml\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    (said,) = re.findall(r"^```text\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    path = make_desk(tmp_path) / "issues/2025-10.yaml"
    path.write_text(issue, "utf-8")
    done = strevview("lint", "--strict", path.relative_to(tmp_path), cwd=tmp_path)
    assert (done.code, done.out[:8]) == (0, "1 issue:")
    change(path, "        actors:\n          - SUPARCO\n", "")
    assert strevview("lint", path.relative_to(tmp_path), cwd=tmp_path).out.startswith(said)

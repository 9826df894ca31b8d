from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from strevview import api
from strevview.lint.engine import Inputs, check
from strevview.lint.fixes import mend
from strevview.lint.selection import Selection
from tests.cli.inside import strevview
from tests.command import ROOT
from tests.command import strevview as in_a_process
from tests.desk import change, issue_text, make_desk

DATE = "        date: 2025-07-21\n"
LINK = "https://example.org/2025-07"
DOUBLE = f"{LINK}?utm_source=rss"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return make_desk(tmp_path)


def damage(desk: Path, old: str, new: str) -> Path:
    path = desk / "issues" / "2025-07.yaml"
    change(path, old, new)
    return path


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


def test_a_fix_is_written_and_nothing_else_is_touched(desk: Path) -> None:
    path = damage(desk, LINK, f"{DOUBLE}  # remark")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path.chmod(0o640)
    before = path.read_bytes()
    done = strevview("lint", "--fix", cwd=desk)
    assert done.code == 0, done.out
    assert "1 fixed, nothing to complain about" in done.out
    assert path.read_bytes() == before.replace(b"?utm_source=rss", b"")
    assert path.stat().st_mode & 0o777 == 0o640
    names = {one.name for one in path.parent.iterdir()}
    assert names == {"2025-07.yaml", "actors.yaml", "series.yaml"}


def test_standard_input_is_mended_to_standard_output(desk: Path) -> None:
    data = issue_text().replace(LINK, DOUBLE).encode()
    done = in_a_process("lint", "-", "--fix", cwd=desk, given=data)
    assert (done.code, done.out) == (0, issue_text())
    assert "1 fixed" in done.err


def test_what_is_left_of_standard_input_is_shown_as_it_is_mended(desk: Path) -> None:
    pasted = "[told](https://www.example.org/1) and [launched][paper]"
    data = issue_text().replace("[launched][paper]", pasted).encode()
    done = in_a_process("lint", "-", "--fix", cwd=desk, given=data)
    assert "1 fixed" in done.err
    told = done.err.splitlines()
    first = next(n for n, line in enumerate(told) if "the source `example` has no" in line)
    assert told[first + 1].endswith("|           example:")


def test_a_file_that_changed_meanwhile_is_left_alone(desk: Path) -> None:
    path = damage(desk, LINK, DOUBLE)
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
    path = damage(desk, LINK, DOUBLE)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    done = in_a_process("lint", "--diff", cwd=desk)
    assert f"-            url: {DOUBLE}\r\n" in done.out


def test_no_title_takes_more_time_than_its_length_does(desk: Path) -> None:
    def seconds(unit: str) -> float:
        long = unit * (60_000 // len(unit))
        text = issue_text().replace("title: Space", f"title: '{long}'")
        (desk / "issues" / "2025-07.yaml").write_text(text, "utf-8")
        begun = time.process_time()
        strevview("lint", "issues/2025-07.yaml", cwd=desk)
        return time.process_time() - begun

    plain = max(seconds("a "), 0.1)
    # What takes quadratic time takes hundreds of times as long.
    slow = [unit for unit in ("[", "![", "<!--", "*a", "(AB) ") if seconds(unit) > 30 * plain]
    assert slow == []


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

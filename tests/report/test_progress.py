"""The bar is seen on a terminal alone, and nothing of it stays."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pytest

from tests.command import ROOT

CODE = """
import sys
from strevview.report.progress import Progress
with Progress(int(sys.argv[1])) as progress:
    progress.name("issues/2025-06.yaml")
    progress.advance(1)
    progress.name("issues/[red]2025\\x1b[31m-07.yaml")
    with progress.paused():
        print("a line between")
    progress.advance(1)
    progress.name("https://" + 90 * "a")
print("the end")
"""


def run(total: int, columns: int = 80, **env: str) -> tuple[str, str]:
    """Return what came out on standard output, and on a terminal as standard error."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", CODE, str(total)],
        env={"PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color", "COLUMNS": str(columns),
             "LINES": "24", "PYTHONUTF8": "1", **env},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        seen = b""
        # Linux ends the reading of a terminal that nobody holds any more with an error.
        try:
            while chunk := os.read(ours, 65536):
                seen += chunk
        except OSError:
            pass
        os.close(ours)
        out, _ = process.communicate(timeout=60)
    assert process.returncode == 0, seen.decode()
    return out, seen.decode()


def test_a_terminal_sees_how_far_it_is_and_output_stays_clean() -> None:
    out, seen = run(3)
    assert out == "a line between\nthe end\n"
    plain = re.sub(r"\x1b\[[\d;]*m", "", seen)
    assert "1/3, 1 page," in plain
    # A long name leaves room for the bar and the numbers.
    assert re.search("━ 2/3, 2 pages, https://a+…", plain)
    # A name is shown as it is: no colours of its own, and no steering of the terminal.
    assert "issues/[red]2025\\x1b[31m-07.yaml …" in seen
    assert "\x1b[31m-07" not in seen
    # The line is erased, and the cursor comes back.
    assert seen.rindex("\x1b[2K") > seen.rindex("pages")
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h") == 2


def test_of_one_issue_its_name_is_told() -> None:
    _, seen = run(1)
    assert "building issues/[red]2025" in seen
    assert "pages" not in seen


@pytest.mark.parametrize("columns", [20, 40])
def test_it_keeps_to_a_narrow_window(columns: int) -> None:
    _, seen = run(3, columns)
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", seen))
    assert any("1/3" in line or "…" in line for line in lines), lines
    assert max(map(len, lines)) <= columns


def test_where_there_is_no_terminal_nothing_is_shown() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "3"],
        env={"PYTHONPATH": str(ROOT / "src"), "FORCE_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "a line between\nthe end\n"
    assert done.stderr == ""

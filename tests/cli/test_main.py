from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from strevview import __version__
from strevview.cli.main import app
from tests.cli.inside import strevview as inside
from tests.command import environment, python, strevview
from tests.desk import change, make_desk

COMMANDS = (
    "build", "watch", "lint", "new", "add", "index", "stats", "site", "audit", "extract", "rule",
    "schema", "doctor", "import",
)  # fmt: skip
OF_GROUPS = ("sources check", "sources archive")


def test_help_names_every_command_and_how_to_start(tmp_path: Path) -> None:
    done = inside("--help", cwd=tmp_path)
    assert done.code == 0
    assert len(app.registered_commands) == len(COMMANDS)
    for command in COMMANDS:
        assert f"\n  {command} " in done.out
    assert "strevview new 2025-10" in done.out


@pytest.mark.parametrize("group", ["", "sources"])
def test_help_says_of_each_command_a_whole_sentence(tmp_path: Path, group: str) -> None:
    done = inside(*group.split(), "--help", cwd=tmp_path)
    listed = done.out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    assert len(listed) >= len(OF_GROUPS)
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("command", [*COMMANDS, *OF_GROUPS])
def test_each_command_has_an_example(tmp_path: Path, command: str) -> None:
    done = inside(*command.split(), "--help", cwd=tmp_path)
    assert done.code == 0
    assert "Example" in done.out
    assert f"strevview {command}" in done.out


@pytest.mark.parametrize("command", ["lint", "build", "site"])
def test_help_names_the_paths_without_their_type(tmp_path: Path, command: str) -> None:
    done = inside(command, "--help", cwd=tmp_path)
    assert f"{command} [OPTIONS] [PATHS]...\n" in done.out
    assert "\nArguments:\n  PATHS  Issue files" in done.out


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert inside("--version", cwd=tmp_path).out == f"strevview {__version__}\n"


def test_an_unknown_command_is_a_usage_fault(tmp_path: Path) -> None:
    done = inside("bild", cwd=tmp_path)
    assert done.code == 2
    assert "bild" in done.err


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    # What is printed waits in a buffer, as it does for users.
    env = {name: one for name, one in environment().items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [sys.executable, "-m", "strevview", "lint", "issues"],
        cwd=make_desk(tmp_path),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.wait(timeout=300), process.stderr.read()) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_standard_output_is_told_in_one_true_line(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    for command in ("build", "lint --format json", "schema issue", "--help"):
        with open("/dev/full", "wb") as full:  # noqa: PTH123
            done = subprocess.run(
                [sys.executable, "-m", "strevview", *command.split()],
                cwd=desk,
                env=environment(),
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
            )
        line = "strevview: standard output cannot be written to: No space left on device; "
        assert done.stderr.decode() == f"{line}each file that was written is whole\n"
        assert done.returncode == 2
    assert (desk / "out" / "2025-07.pdf").exists()


def test_a_path_that_the_system_refuses_is_told_in_one_line(tmp_path: Path) -> None:
    long = "x" * 300
    for command, told in (
        (f"new 2025-10 --folder {long}", f"strevview new: {long} cannot be written"),
        (f"import {long}.pdf", f"strevview: {long}.pdf cannot be used"),
    ):
        done = strevview(*command.split(), cwd=make_desk(tmp_path / command[:3]))
        assert done.code == 2
        assert done.out == ""
        assert done.err == f"{told}: File name too long\n"
    for output in (long, f"{long}.pdf"):
        done = inside("build", "-o", output, cwd=tmp_path / "new")
        assert done.code in (1, 2)
        assert "File name too long" in done.err


@pytest.mark.skipif(os.name != "posix", reason="the shell closes streams otherwise")
def test_closed_standard_streams_are_no_fault(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)

    def run(words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["/bin/sh", "-c", f'"$0" -m strevview {words}', sys.executable],
            cwd=desk,
            env=environment(),
            capture_output=True,
            check=False,
        )

    closed = run("build >&-")
    line = (
        "strevview: standard output is closed, so nothing was done; send it to a file or /dev/null"
    )
    assert (closed.returncode, closed.stderr.decode()) == (2, f"{line}\n")
    assert not (desk / "out").exists()
    assert run("lint >&- 2>&-").returncode == 2
    for words in ("lint <&-", "lint 2>&-", "build <&- 2>&-"):
        done = run(words)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"2025-07" in done.stdout or b"1 issue: nothing to complain about" in done.stdout


def test_a_fault_of_ours_is_two_lines(tmp_path: Path) -> None:
    code = (
        "import strevview.lint.engine as engine; engine.check = None;"
        "from strevview.cli.entry import main; main()"
    )
    done = python(code, "lint", "issues", cwd=make_desk(tmp_path))
    assert (done.code, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert first.startswith("strevview: a fault of strevview itself: TypeError(")
    assert second == "No file is left half-written. Please report it with the file at hand."


def test_letters_that_the_terminal_lacks_are_shown_as_escapes(tmp_path: Path) -> None:
    desk = make_desk(tmp_path)
    change(desk / "issues" / "2025-07.yaml", "sections:", "हि: 1\nsections:")
    code = "from strevview.cli.entry import main; main()"
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = python(code, "lint", "issues", cwd=desk, **ascii_only)
    assert (done.code, done.err) == (1, "")
    assert "unknown key `\\u0939\\u093f`" in done.out

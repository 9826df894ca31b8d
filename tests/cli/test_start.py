"""A lint or build of plain paths goes past Typer; nobody can tell by what it does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from strevview.cli.start import names_only_paths
from tests.command import ROOT
from tests.desk import make_desk

SHORT_WAY = "from strevview.cli.start import main; main()"
SECONDS = re.compile(r"\(\d+\.\d s\)")
THROUGH_TYPER = "from strevview.cli.main import main; main()"
# Where a fault of ours would end.
BREAK = "import strevview.cli.linting as work; work.check = None; "


@dataclass(frozen=True, slots=True)
class Told:
    code: int
    out: str
    err: str


def run(code: str, *arguments: str, cwd: Path, head: bool = False) -> Told:
    """Run a piece of Python as the command; with `head`, the reader of its output goes away."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    # What is printed waits in a buffer, as it does for users.
    for name in ("GITHUB_ACTIONS", "PYTHONUNBUFFERED"):
        environment.pop(name, None)
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        if head and process.stdout is not None and process.stderr is not None:
            process.stdout.close()
            return Told(process.wait(timeout=300), "", process.stderr.read())
        out, err = process.communicate(timeout=300)
    return Told(process.returncode, re.sub(r"\(\d+\.\d\d s\)", "(time)", out), err)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = make_desk(tmp_path)
    good = (folder / "issues" / "2025-07.yaml").read_text("utf-8")
    bad = good.replace("period: 2025-07", "period: 2025-10").replace("date: 2025-07-21", "dat: x")
    (folder / "issues" / "2025-10.yaml").write_text(bad, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 1),
        (("issues/2025-07.yaml",), 0),
        (("issues/2025-10.yaml", "issues/2025-07.yaml"), 1),
        (("issues/series.yaml",), 1),
        (("issues/2025-07.yaml", "--neighbours"), 0),
        (("--neighbours",), 1),
        (("gone", "issues/gone.yaml"), 2),
        (("pictures",), 2),
        (("",), 2),
    ],
)
def test_both_ways_tell_the_same(desk: Path, arguments: tuple[str, ...], code: int) -> None:
    assert names_only_paths(("lint", *arguments))
    short = run(SHORT_WAY, "lint", *arguments, cwd=desk)
    assert short == run(THROUGH_TYPER, "lint", *arguments, cwd=desk)
    assert short.code == code
    assert short.out or short.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("issues/2025-07.yaml",), 0), (("issues",), 1), (("issues/gone.yaml",), 2)],
)
def test_both_ways_build_the_same(desk: Path, arguments: tuple[str, ...], code: int) -> None:
    assert names_only_paths(("build", *arguments))
    # The first makes what is not up to date; then both tell of the same.
    run(SHORT_WAY, "build", *arguments, cwd=desk)
    short = run(SHORT_WAY, "build", *arguments, cwd=desk)
    through = run(THROUGH_TYPER, "build", *arguments, cwd=desk)
    assert (short.code, SECONDS.sub("", short.out), short.err) == (
        through.code,
        SECONDS.sub("", through.out),
        through.err,
    )
    assert short.code == code
    assert short.out or short.err


@pytest.mark.parametrize("code", [SHORT_WAY, THROUGH_TYPER])
def test_a_reader_that_goes_away_is_no_fault(desk: Path, code: str) -> None:
    assert run(code, "lint", "issues/2025-07.yaml", cwd=desk, head=True) == Told(1, "", "")


def test_a_fault_of_ours_is_told_alike(desk: Path) -> None:
    short = run(BREAK + SHORT_WAY, "lint", "issues/2025-07.yaml", cwd=desk)
    assert short == run(BREAK + THROUGH_TYPER, "lint", "issues/2025-07.yaml", cwd=desk)
    assert short.code == 2
    assert "a fault of strevview itself: TypeError" in short.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "--help"),
        ("lint", "--select", "SV2", "issues"),
        ("lint", "-"),
        ("lint", "--", "issues"),
        ("lint", "--neighbour"),
        ("--version",),
        ("build", "--force", "issues"),
        ("build", "--neighbours"),
        ("build", "-j2"),
        ("rule", "SV102"),
        (),
    ],
)
def test_whatever_has_options_goes_through_typer(arguments: tuple[str, ...]) -> None:
    assert not names_only_paths(arguments)


def test_plain_paths_do_not_load_typer(desk: Path) -> None:
    tell = "import sys, atexit; atexit.register(lambda: print('typer' in sys.modules)); "
    assert run(tell + SHORT_WAY, "lint", "issues/2025-07.yaml", cwd=desk).out.endswith("False\n")
    assert run(tell + SHORT_WAY, "lint", "issues", "--strict", cwd=desk).out.endswith("True\n")

"""The programs that are measured, as a user of this environment would call them."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.command import Command

BIN = Path(sys.executable).parent


class ProgramMissingError(Exception):
    """A program that a benchmark compares with is not installed."""


def program(
    name: str, *arguments: str, cwd: Path, label: str | None = None, makes: str | None = None
) -> Command:
    """Return the command that runs an installed program of this virtual environment.

    Raises:
        ProgramMissingError: it is not there.
    """
    path = BIN / name
    if not path.exists():
        raise ProgramMissingError(f"{name} is not in {BIN}; `make bench` installs it")
    return Command(label or name, [str(path), *arguments], cwd, makes=makes)

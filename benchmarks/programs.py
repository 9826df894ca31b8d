"""The programs that are measured, as a user of this environment would call them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.command import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent

BIN = Path(sys.executable).parent


class ProgramMissingError(Exception):
    """A program that a benchmark compares with is not installed."""


def program(
    name: str,
    *arguments: str,
    cwd: Path,
    label: str | None = None,
    makes: str | Sequence[str] = (),
) -> Command:
    """Return the command that runs an installed program of this virtual environment.

    Raises:
        ProgramMissingError: it is not there.
    """
    path = BIN / name
    if not path.exists():
        raise ProgramMissingError(f"{name} is not in {BIN}; `make bench` installs it")
    return Command(label or name, [str(path), *arguments], cwd, makes=_files(makes))


def module(
    name: str,
    *arguments: str,
    cwd: Path,
    label: str | None = None,
    makes: str | Sequence[str] = (),
) -> Command:
    """Return the command that runs a module of this repository in an interpreter of its own."""
    argv = [sys.executable, "-m", name, *arguments]
    env = {"PYTHONPATH": str(ROOT)}
    return Command(label or name, argv, cwd, env, makes=_files(makes))


def installed(*names: str) -> str:
    """Return the path of the first of these programs that the machine has.

    Raises:
        ProgramMissingError: it has none of them.
    """
    for name in names:
        path = shutil.which(name)
        if path is not None:
            return path
    raise ProgramMissingError(f"there is no {names[0]} on this machine")


def _files(makes: str | Sequence[str]) -> tuple[str, ...]:
    return (makes,) if isinstance(makes, str) else tuple(makes)

"""Ending a command that was called wrongly, or cannot do what it is asked."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import NoReturn

import typer

from strevview.cli import USAGE
from strevview.diagnostics import Diagnostic
from strevview.model.loading import expand
from strevview.report.text import print_diagnostics


def refuse(command: str, *messages: str) -> NoReturn:
    """End a command that was called wrongly, with a line for each thing that is wrong."""
    for message in messages:
        print(f"strevview {command}: {message}", file=sys.stderr)
    raise typer.Exit(USAGE)


def need(command: str, extra: str, *packages: str) -> None:
    """End a command whose extra is not installed, saying what to install."""
    absent = [name for name in packages if find_spec(name) is None]
    if absent:
        names = " and ".join(f"`{name}`" for name in absent)
        refuse(command, f"it needs {names}: {pip()} install 'strevview[{extra}]'")


def pip() -> str:
    """Return how pip is called here; beside a `.venv/bin/strevview` it is not the shell's own."""
    own = shutil.which("pip", path=str(Path(sys.executable).parent))
    if own is None or shutil.which("pip") == own:
        return "pip"
    folder = Path.cwd()
    return quote(str(Path(own).relative_to(folder) if Path(own).is_relative_to(folder) else own))


def issue_files(paths: Iterable[Path] | None) -> tuple[Path, ...]:
    """Return the issue files that paths stand for, or end the command that was given wrong ones."""
    expanded = expand(paths or ())
    if expanded.diagnostics:
        stop(expanded.diagnostics, USAGE)
    return expanded.issues


def stop(diagnostics: Sequence[Diagnostic], code: int = 1) -> NoReturn:
    """Show complaints on standard error and end the command."""
    print_diagnostics(diagnostics, sys.stderr)
    raise typer.Exit(code)

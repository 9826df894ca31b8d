"""Runs the command inside the test's own process: quicker, where no process is asked for."""

from __future__ import annotations

import contextlib
from pathlib import Path

from typer.testing import CliRunner

from strevview.cli.main import app
from tests.command import Finished


def strevview(*arguments: str | Path, cwd: Path, given: bytes = b"") -> Finished:
    """Run `strevview` in a folder; an exception fails the test."""
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(app, [*map(str, arguments)], input=given, catch_exceptions=False)
    return Finished(done.exit_code, done.stdout, done.stderr)

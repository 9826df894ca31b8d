"""Runs the command inside the test's own process: quicker, where no process is asked for."""

from __future__ import annotations

import contextlib
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from strevview.cli.main import app
from tests.command import Finished


def strevview(*arguments: str | Path, cwd: Path, given: bytes = b"") -> Finished:
    """Run `strevview` in a folder, as on a machine of one core; an exception fails the test."""
    words = [*map(str, arguments)]
    with contextlib.chdir(cwd), patch("os.cpu_count", return_value=1):
        done = CliRunner().invoke(app, words, input=given, catch_exceptions=False)
    return Finished(done.exit_code, done.stdout, done.stderr)

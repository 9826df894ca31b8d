"""Programs and fonts that some tests need: without them a test is skipped, or must not be."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable

import pytest

# `make test-full` sets it: nothing may then be skipped for want of a program.
FULL = "STREVVIEW_FULL"


class ProgramMissingError(Exception):
    """A program, or a font that it needs, is not installed on this machine."""


def find_program(name: str) -> str:
    """Return where a program is.

    Raises:
        ProgramMissingError: it is not installed.
    """
    path = shutil.which(name)
    if path is None:
        raise ProgramMissingError(f"{name} is not installed: make test-full installs it")
    return path


def find_font(family: str) -> str:
    """Return a family of fonts that is installed.

    Raises:
        ProgramMissingError: it is not, or there is no fontconfig to tell.
    """
    command = [find_program("fc-list"), family, "family"]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    if not found:
        raise ProgramMissingError(f"the font {family} is not installed: make test-full installs it")
    return found


def need_programs(*names: str, fonts: Iterable[str] = ()) -> None:
    """Skip the test that asks, or fail it under `make test-full`, where something is missing."""
    try:
        for name in names:
            find_program(name)
        for family in fonts:
            find_font(family)
    except ProgramMissingError as reason:
        if os.environ.get(FULL):
            pytest.fail(str(reason), pytrace=False)
        pytest.skip(str(reason))

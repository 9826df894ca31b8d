"""Programs that some tests need: without one a test is skipped, or fails where all must run."""

from __future__ import annotations

import os
import shutil

import pytest

# `make test-full` sets it: nothing may then be skipped for want of a program.
FULL = "STREVVIEW_FULL"


class ProgramMissingError(Exception):
    """A program is not installed on this machine."""


def find_program(name: str) -> str:
    """Return where a program is.

    Raises:
        ProgramMissingError: it is not installed.
    """
    path = shutil.which(name)
    if path is None:
        raise ProgramMissingError(f"{name} is not installed: make test-full installs it")
    return path


def need_programs(*names: str) -> None:
    """Skip the test that asks, or fail it under `make test-full`, where a program is missing."""
    try:
        for name in names:
            find_program(name)
    except ProgramMissingError as reason:
        if os.environ.get(FULL):
            pytest.fail(str(reason), pytrace=False)
        pytest.skip(str(reason))

from __future__ import annotations

from pathlib import Path

import pytest

from strevview import __version__
from tests.command import strevview

COMMANDS = ("build", "watch", "lint", "new", "audit", "extract", "rule", "schema", "doctor")


def test_help_names_every_command_and_how_to_start(tmp_path: Path) -> None:
    done = strevview("--help", cwd=tmp_path)
    assert done.code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in done.out
    assert "strevview new 2025-10" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_an_example(tmp_path: Path, command: str) -> None:
    done = strevview(command, "--help", cwd=tmp_path)
    assert done.code == 0
    assert "Example" in done.out
    assert f"strevview {command}" in done.out


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert strevview("--version", cwd=tmp_path).out == f"strevview {__version__}\n"


def test_an_unknown_command_is_a_usage_fault(tmp_path: Path) -> None:
    done = strevview("bild", cwd=tmp_path)
    assert done.code == 2
    assert "bild" in done.err

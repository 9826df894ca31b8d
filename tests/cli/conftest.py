"""A desk that is built once, and copies of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.inside import strevview
from tests.desk import make_desk


@pytest.fixture(scope="session")
def built_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with one issue and its PDF in out/, to read only."""
    folder = make_desk(tmp_path_factory.mktemp("built"))
    done = strevview("build", cwd=folder)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def desk(built_desk: Path, tmp_path: Path) -> Path:
    """A copy of the built desk, to change."""
    return Path(shutil.copytree(built_desk, tmp_path / "desk"))

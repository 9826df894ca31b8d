from __future__ import annotations

from collections.abc import Iterator

import pytest

from strevview.preview.edition import Edition
from tests.preview.turns import Desk


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with an issue that is built; its files are not to be changed."""
    desk = Desk(tmp_path_factory.mktemp("built"))
    assert desk.pdf.startswith(b"%PDF")
    return desk


@pytest.fixture
def edition(built: Desk) -> Iterator[Edition]:
    """Return the PDF of that desk, opened."""
    edition = built.edition()
    yield edition
    edition.close()

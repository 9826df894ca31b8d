from __future__ import annotations

import pytest

from tests.preview.turns import Desk


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk with an issue that is built; its files are not to be changed."""
    desk = Desk(tmp_path_factory.mktemp("built"))
    assert desk.pdf.startswith(b"%PDF")
    return desk

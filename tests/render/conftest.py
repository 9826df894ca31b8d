from __future__ import annotations

import pytest

from strevview.render.pdf import Rendered, Renderer
from tests.render.documents import ATTACHMENTS, DRAFT, FULL, METADATA, PICTURES, ROOTS, SHEETS


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    return Renderer(SHEETS, ROOTS)


@pytest.fixture(scope="session")
def full() -> Rendered:
    """The one document that has everything in it."""
    renderer = Renderer((*SHEETS, DRAFT), ROOTS)
    return renderer.render(FULL, metadata=METADATA, attachments=ATTACHMENTS, pictures=PICTURES)

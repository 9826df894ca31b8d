"""Old documents under tests/cases/blocks, read; what a reader is to find stands beside.

Beside each file, or folder that is zipped to a DOCX, stands `FILE.blocks`: a line for each block,
as Markdown has it (`^ ` is a caption, `!` a picture, `<…>` a link without words), then

    -- page 2          where another page begins
    = title: Review    a setting of the front matter
    ~ words (why)      what was left out

The files hold what real ones do: every letter and link is in a block, or was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from strevview.importers.blocks import Document
from tests.command import ROOT
from tests.importers.block_lists import left_out, read, shown
from tests.importers.docx_files import zipped

CASES = ROOT / "tests" / "cases" / "blocks"
FILES = sorted(one.name for one in CASES.iterdir() if one.suffix != ".blocks")


def lines(document: Document) -> Iterator[str]:
    """Yield what was read, as the cases have it."""
    page = 1
    for block, line in zip(document.blocks, shown(document), strict=True):
        if block.page is not None and block.page != page:
            page = block.page
            yield f"-- page {page}"
        yield line
    for key, value in document.front_matter.items():
        yield f"= {key}: {value}"
    for words, why in left_out(document):
        yield f"~ {words} ({why})"


def test_each_file_has_its_blocks() -> None:
    assert len(FILES) > 40
    assert {f"{name}.blocks" for name in FILES} == {one.name for one in CASES.glob("*.blocks")}


@pytest.mark.parametrize("name", FILES)
def test_a_document_gives_its_blocks(name: str, tmp_path: Path) -> None:
    case = CASES / name
    data = zipped(case) if case.is_dir() else case.read_bytes()
    expected = Path(f"{case}.blocks").read_text("utf-8").removesuffix("\n")
    assert "\n".join(lines(read(tmp_path / name, data))) == expected

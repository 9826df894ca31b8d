"""Old documents under tests/cases/blocks, read; what a reader is to find stands beside.

Beside each file, or folder that is zipped to a DOCX, stands `FILE.blocks`. An `.html` is printed
as a PDF with tags; what is read of one without them stands in `FILE.bare.blocks`. Each block is a
line, as Markdown has it (`^ ` is a caption, `!` a picture, `<…>` a link without words, `+` a row of
every other table, and `  # …` what the editor is asked to check), then

    -- page 2          where another page begins
    = title: Review    a setting of the front matter
    ~ words (why)      what was left out
    ! SV948 a message  what is told of the file

The files hold what real ones do: every letter and link is in a block, or was left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from strevview.importers.blocks import Document
from tests.command import ROOT
from tests.importers.block_lists import left_out, read, shown, told
from tests.importers.docx_files import zipped
from tests.importers.pdf.told import read as read_pdf
from tests.importers.pdf.typeset import typeset

CASES = ROOT / "tests" / "cases" / "blocks"
NAMES = sorted(one.name.removesuffix(".blocks") for one in CASES.glob("*.blocks"))


def lines(document: Document) -> Iterator[str]:
    """Yield what was read, as the cases have it."""
    page = 1
    for block, line in zip(document.blocks, shown(document), strict=True):
        if block.page is not None and block.page != page:
            page = block.page
            yield f"-- page {page}"
        yield f"{line}  # {block.check}" if block.check else line
    for key, value in document.front_matter.items():
        yield f"= {key}: {value}"
    for words, why in left_out(document):
        yield f"~ {words} ({why})"
    for code, message in told(document):
        yield f"! {code} {message}"


def file_of(name: str) -> Path:
    """Return the file of a case, whose name may have a word more."""
    path = CASES / name
    return path if path.exists() else path.with_suffix("")


def test_each_file_has_its_blocks() -> None:
    assert len(NAMES) > 40
    files = {one for one in CASES.iterdir() if one.suffix != ".blocks"}
    assert files == set(map(file_of, NAMES))


def document_of(name: str, folder: Path) -> Document:
    case = file_of(name)
    if case.suffix == ".html":
        body, tagged = case.read_text("utf-8"), case.name == name
        return read_pdf(typeset(folder / "a.pdf", body, tagged=tagged))
    return read(folder / name, zipped(case) if case.is_dir() else case.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_a_document_gives_its_blocks(name: str, tmp_path: Path) -> None:
    expected = (CASES / f"{name}.blocks").read_text("utf-8").removesuffix("\n")
    assert "\n".join(lines(document_of(name, tmp_path))) == expected

"""Any file that import reads, as blocks: which reader it is for, by its content and its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from strevview.diagnostics import Diagnostic, has_errors
from strevview.importers import faults
from strevview.importers.blocks import Document, FileContents
from strevview.importers.docx_reader import read_docx
from strevview.importers.file_contents import docx_contents, markdown_contents, text_contents
from strevview.importers.files import Format, first_bytes, format_of
from strevview.importers.markdown_reader import read_markdown
from strevview.importers.pdf_reader import read_pdf
from strevview.importers.text_reader import read_text

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
# What is read, with the endings that names of files have, the usual one first.
_READ = {
    Format.PDF: ("a PDF", ".pdf"),
    Format.ZIP: ("a DOCX", ".docx", ".docm", ".dotx", ".dotm"),
    Format.OLE: ("a DOCX", ".docx"),
    Format.TEXT: ("text", ".txt", ".text", ".asc", "", *_MARKDOWN),
}
# What is not read although it is text.
_OTHER = frozenset(
    {".html", ".htm", ".mhtml", ".xml", ".csv", ".json", ".eml", ".tex", ".rst", ".yaml", ".yml"}
)
_ADVICE = {
    ".yaml": "an issue that is YAML already needs no import: `strevview lint` checks it",
    Format.PICTURE: "a picture has no text: make a PDF with OCR of it",
    Format.ARCHIVE: "unpack it, and give the files in it",
}
_NO_TEXT = "look for another copy, with text; for pictures of pages, make one with OCR"


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Read a PDF, DOCX, Markdown or plain text, and count its words and links apart from that.

    The content says which it is, then the name's ending. What cannot be read is an error in the
    document's diagnostics, and has no contents.
    """
    head = first_bytes(path)
    if isinstance(head, Diagnostic):
        return _refused(path, head)
    ending = path.suffix.lower()
    found = format_of(head)
    if found is Format.HTML and ending in _MARKDOWN:
        found = Format.TEXT
    fault = _fault(str(path), head, found, ending)
    if fault is not None:
        return _refused(path, fault)
    document, contents = _read(path, found, ending)
    if not any(block.text for block in document.blocks):
        complaints = document.diagnostics
        if not any(one.is_error for one in complaints):
            complaints = (faults.without_text(str(path), _NO_TEXT), *complaints)
        return replace(document, blocks=(), diagnostics=complaints), FileContents(())
    kind, *endings = _READ[found]
    if ending in endings:
        return document, contents
    misnamed = faults.misnamed(str(path), kind, endings[0])
    return replace(document, diagnostics=(misnamed, *document.diagnostics)), contents


def _refused(path: Path, fault: Diagnostic) -> tuple[Document, FileContents]:
    return Document(path.name, diagnostics=(fault,)), FileContents(())


def _fault(name: str, head: bytes, found: Format, ending: str) -> Diagnostic | None:
    """Return why a file is not read, as far as its first bytes and its ending tell."""
    if not head:
        return faults.without_text(name, "look for another copy: this one has no bytes at all")
    if found is Format.TEXT and ending in {*_READ[Format.PDF], *_READ[Format.ZIP]}:
        what = f"its name ends in {ending}, but it does not begin as such a file"
        return faults.damaged(name, what, "look for another copy, or name it as what it is")
    if found in _READ and not (found is Format.TEXT and ending in _OTHER):
        return None
    kind = f"a file of the kind {ending}" if found is Format.TEXT else found.value
    advice = _ADVICE.get(ending) or _ADVICE.get(found) or "save it as DOCX or PDF"
    return faults.not_read(name, kind, advice)


def _read(path: Path, found: Format, ending: str) -> tuple[Document, FileContents]:
    """Read a file by its format."""
    if found is Format.PDF:
        return read_pdf(path)
    if found in {Format.ZIP, Format.OLE}:
        document, count = read_docx(path), docx_contents
    elif ending in _MARKDOWN:
        document, count = read_markdown(path), markdown_contents
    else:
        document, count = read_text(path), text_contents
    # Where signs without end are refused, to count would take as long as to read them.
    return document, FileContents(()) if has_errors(document.diagnostics) else count(path)

"""Any file that import reads, as blocks: which reader it is for, by its content and its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import Document, FileContents
from strevview.importers.file_contents import docx_contents, markdown_contents, text_contents
from strevview.importers.files import Format, first_bytes, format_of

_PDF = frozenset({".pdf"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_TEXT = frozenset({".txt", ".text", ".asc", ""})
_SAVE = "save it as DOCX or PDF"
_INSTALL = "pip install 'strevview[import]'"
# What is no text by its name, though its bytes may look like text.
_OTHER = {
    ".html": "a web page (HTML)",
    ".htm": "a web page (HTML)",
    ".mht": "a saved web page",
    ".mhtml": "a saved web page",
    ".rtf": "a rich text file (RTF)",
    ".odt": "an OpenDocument file (ODT)",
    ".tex": "a file for LaTeX",
    ".rst": "reStructuredText",
    ".yaml": "a YAML file",
    ".yml": "a YAML file",
    ".json": "a JSON file",
    ".csv": "a table (CSV)",
    ".xml": "an XML file",
    ".eml": "a mail",
}
_ADVICE = {
    ".yaml": "an issue that is YAML already needs no import: `strevview lint` checks it",
    ".tex": "give the PDF made from it, or turn it into Markdown or DOCX",
    ".rst": "turn it into Markdown or DOCX",
}
_ADVICE_BY_FORMAT = {
    Format.RTF: _SAVE,
    Format.POSTSCRIPT: "turn it into a PDF",
    Format.PICTURE: "a picture has no text: make a PDF with OCR of it",
    Format.ARCHIVE: "unpack it, and give the files in it",
}
_NOTHING = FileContents(())


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Read a PDF, DOCX, Markdown or plain text, and count its words and links apart from that.

    The content says which it is, then the name's ending. What cannot be read is an error in the
    document's diagnostics, and has no contents.
    """
    head = first_bytes(path)
    if isinstance(head, Diagnostic):
        return _refused(path, head)
    if not head:
        advice = "look for another copy: this one has no bytes at all"
        return _refused(path, faults.without_text(str(path), advice))
    found = format_of(head)
    try:
        if found is Format.PDF:
            return _read_pdf(path)
        if found in {Format.ZIP, Format.OLE}:
            return _read_docx(path)
    except ModuleNotFoundError as reason:
        if reason.name is None or reason.name.startswith("strevview"):
            raise
        what = f"to read {found.value}, `{reason.name}` is needed, which is not installed"
        return _refused(path, faults.not_opened(str(path), what, f"install it: {_INSTALL}"))
    return _read_words(path, found)


def _read_pdf(path: Path) -> tuple[Document, FileContents]:
    from strevview.importers.pdf_reader import read_pdf

    document, contents = read_pdf(path)
    return _with_name_told(document, path, "a PDF", _PDF), contents


def _read_docx(path: Path) -> tuple[Document, FileContents]:
    from strevview.importers.docx_reader import read_docx

    return _counted(_with_name_told(read_docx(path), path, "a DOCX", _WORD), path, docx_contents)


def _read_words(path: Path, found: Format) -> tuple[Document, FileContents]:
    """Read what is neither PDF nor DOCX."""
    from strevview.importers.markdown_reader import read_markdown
    from strevview.importers.text_reader import read_text

    ending = path.suffix.lower()
    fault = _why_not_text(str(path), ending, found)
    if fault is not None:
        return _refused(path, fault)
    if ending in _MARKDOWN:
        return _counted(read_markdown(path), path, markdown_contents)
    return _counted(_with_name_told(read_text(path), path, "text", _TEXT), path, text_contents)


def _why_not_text(name: str, ending: str, found: Format) -> Diagnostic | None:
    """Return why a file that is neither PDF nor DOCX is not read as text, if it is not."""
    if ending in _PDF or (ending in _WORD and found is Format.TEXT):
        kind = "PDF" if ending in _PDF else "DOCX"
        what = f"its name says {kind}, but it does not begin as one"
        return faults.damaged(name, what, "look for another copy, or name it as what it is")
    if found in _ADVICE_BY_FORMAT:
        return faults.not_read(name, found.value, _ADVICE_BY_FORMAT[found])
    if found is Format.TEXT:
        kind = _OTHER.get(ending, "")
        return faults.not_read(name, kind, _ADVICE.get(ending, _SAVE)) if kind else None
    if ending in _MARKDOWN:
        return None
    return faults.not_read(name, found.value, _ADVICE.get(ending, _SAVE))


def _with_name_told(document: Document, path: Path, what: str, fits: frozenset[str]) -> Document:
    """Return a document that also tells where a file's name says something else."""
    if not document.blocks or path.suffix.lower() in fits:
        return document
    ending = {"a PDF": ".pdf", "a DOCX": ".docx"}.get(what, ".txt")
    misnamed = faults.misnamed(str(path), what, ending)
    return replace(document, diagnostics=(misnamed, *document.diagnostics))


def _counted(
    document: Document, path: Path, count: Callable[[Path], FileContents]
) -> tuple[Document, FileContents]:
    """Return a document and what its file holds, which is not counted where it was not read."""
    return document, count(path) if document.blocks else _NOTHING


def _refused(path: Path, fault: Diagnostic) -> tuple[Document, FileContents]:
    return Document(path.name, diagnostics=(fault,)), _NOTHING

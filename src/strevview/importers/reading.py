"""Any file that import reads, as a manuscript: which reader it is for, by content and name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.files import Format, first_bytes, format_of
from strevview.importers.manuscript import Manuscript

_PDF = frozenset({".pdf"})
_WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_TEXT = frozenset({".txt", ".text", ".asc", ""})
_SAVE = "save it as DOCX or PDF"
# What is no text by its name, though its bytes may look like text.
_OTHER = {
    ".html": "a web page (HTML)", ".htm": "a web page (HTML)", ".mht": "a saved web page",
    ".mhtml": "a saved web page", ".rtf": "a rich text file (RTF)",
    ".odt": "an OpenDocument file (ODT)", ".tex": "a file for LaTeX", ".rst": "reStructuredText",
    ".yaml": "a YAML file", ".yml": "a YAML file", ".json": "a JSON file", ".csv": "a table (CSV)",
    ".xml": "an XML file", ".eml": "a mail",
}  # fmt: skip
_ADVICE = {
    ".yaml": "an issue that is YAML already needs no import: `strevview lint` checks it",
    ".tex": "give the PDF made from it, or turn it into Markdown or DOCX",
    ".rst": "turn it into Markdown or DOCX",
}


def read_manuscript(path: Path) -> Manuscript:
    """Read a PDF, DOCX, Markdown or plain text; the content says which, then the name's ending.

    What cannot be read is an error in the manuscript's diagnostics.
    """
    head = first_bytes(path)
    if isinstance(head, Diagnostic):
        return Manuscript(path.name, diagnostics=(head,))
    ending = path.suffix.lower()
    found = format_of(head)
    if not head:
        advice = "look for another copy: this one has no bytes at all"
        return Manuscript(path.name, diagnostics=(faults.without_text(str(path), advice),))
    if found is Format.PDF:
        from strevview.importers.pdf.reading import read_pdf

        return _told(read_pdf(path), path, found.value, ".pdf", _PDF)
    if found in {Format.ZIP, Format.OLE}:
        from strevview.importers.docx.reading import read_docx

        return _told(read_docx(path), path, "a DOCX", ".docx", _WORD)
    fault = _no_text(str(path), ending, found)
    if fault is not None:
        return Manuscript(path.name, diagnostics=(fault,))
    if ending in _MARKDOWN:
        from strevview.importers.markdown.reading import read_markdown

        return read_markdown(path)
    from strevview.importers.text.reading import read_text

    return _told(read_text(path), path, found.value, ".txt", _TEXT)


def _no_text(name: str, ending: str, found: Format) -> Diagnostic | None:
    """Return why a file that is neither PDF nor DOCX is not read as text, if it is not."""
    if ending == ".pdf":
        what = "its name says PDF, but it does not begin as one"
        return faults.damaged(name, what, "look for another copy, or name it as what it is")
    if ending in _WORD and found is Format.TEXT:
        what = "its name says DOCX, but it does not begin as one"
        return faults.damaged(name, what, "look for another copy, or name it as what it is")
    if ending not in {*_MARKDOWN, *_TEXT} and found in {Format.HTML, Format.XML, Format.TEXT}:
        kind = _OTHER.get(ending) if found is Format.TEXT else found.value
        return None if kind is None else faults.not_read(name, kind, _ADVICE.get(ending, _SAVE))
    if found in {Format.HTML, Format.XML} and ending not in _MARKDOWN:
        return faults.not_read(name, found.value, _SAVE)
    if found in {Format.RTF, Format.POSTSCRIPT, Format.PICTURE, Format.ARCHIVE}:
        advice = {
            Format.RTF: _SAVE,
            Format.POSTSCRIPT: "turn it into a PDF",
            Format.PICTURE: "a picture has no text: make a PDF with OCR of it",
            Format.ARCHIVE: "unpack it, and give the files in it",
        }[found]
        return faults.not_read(name, found.value, advice)
    return None


def _told(
    manuscript: Manuscript, path: Path, what: str, ending: str, fits: frozenset[str]
) -> Manuscript:
    """Return a manuscript that also tells where a file's name says something else."""
    if not manuscript.blocks or path.suffix.lower() in fits:
        return manuscript
    misnamed = faults.misnamed(str(path), what, ending)
    return replace(manuscript, diagnostics=(misnamed, *manuscript.diagnostics))

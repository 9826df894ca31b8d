"""Opening a PDF, and what to tell where it cannot be read: SV930 to SV936, one function a code."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from strevview.diagnostics import Diagnostic, Span, error, warning
from strevview.importers.files import read_bytes

# A thing of PDFium's own: a document, a page, an object of a page.
Handle: TypeAlias = Any

_ERR_PASSWORD = 4
_ERR_SECURITY = 5


def damaged(name: str, what: str) -> Diagnostic:
    """Return SV930: a file that is no PDF, or too broken to be read as one."""
    advice = "get the file anew, or mend it: open it in a browser and print it to a new PDF"
    return error("SV930", what, Span.point(name), advice)


def locked(name: str, what: str) -> Diagnostic:
    """Return SV931: a PDF that wants a password."""
    advice = "save a copy without it, e.g. `qpdf --decrypt --password=… locked.pdf open.pdf`"
    return error("SV931", what, Span.point(name), advice)


def without_text(name: str, pages: int) -> Diagnostic:
    """Return SV932: a PDF of pictures alone, as a scanner makes them."""
    what = f"there is no text on its {_pages(pages)}, only pictures, as a scanner makes them"
    advice = "it needs OCR: run e.g. `ocrmypdf scan.pdf with-text.pdf`, and import what that writes"
    return error("SV932", what, Span.point(name), advice)


def empty(name: str, what: str) -> Diagnostic:
    """Return SV933: a file without bytes or pages, or with nothing at all on its pages."""
    return error("SV933", what, Span.point(name), "look for another copy, or export the issue anew")


def too_much(name: str, what: str) -> Diagnostic:
    """Return SV934: a PDF over the bounds on pages, letters and drawn things."""
    advice = "an issue is a few dozen pages: give the issue alone"
    return error("SV934", what, Span.point(name), advice)


def unreadable_letters(name: str) -> Diagnostic:
    """Return SV936: a PDF whose fonts do not name their letters."""
    what = "the letters of this PDF cannot be told: its fonts only draw them and do not name them"
    advice = (
        "it needs OCR: run e.g. `ocrmypdf --force-ocr in.pdf out.pdf`, and import what that writes"
    )
    return error("SV936", what, Span.point(name), advice)


def page_left_out(name: str, page: int, what: str) -> Diagnostic:
    """Return SV935: a page, or something on it, that could not be read."""
    advice = f"look at page {page} of the old issue, and write by hand what is missing"
    return warning("SV935", f"page {page}: {what}", Span.point(name), advice)


def open_pdf(path: Path) -> Handle | Diagnostic:
    """Return a file as pypdfium2 opens it, or why it cannot be opened."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    name = str(path)
    data = read_bytes(path)
    if isinstance(data, Diagnostic):
        return data
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        match pdfium.FPDF_GetLastError():
            case code if code == _ERR_PASSWORD:
                return locked(name, "a password protects this PDF")
            case code if code == _ERR_SECURITY:
                return locked(name, "this PDF is protected in a way that cannot be read here")
            case _:
                return damaged(name, "this PDF is damaged and cannot be read")
    if not len(document):
        document.close()
        return empty(name, "this PDF has no page")
    return document


def _pages(number: int) -> str:
    return "page" if number == 1 else f"{number} pages"

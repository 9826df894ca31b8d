"""What the reader of PDFs complains of: SV930 to SV936, one function a code."""

from __future__ import annotations

from strevview.diagnostics import Diagnostic, Span, error, warning


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
    number = "page" if pages == 1 else f"{pages} pages"
    what = f"there is no text on its {number}, only pictures, as a scanner makes them"
    advice = "it needs OCR: run e.g. `ocrmypdf scan.pdf with-text.pdf`, and import what that writes"
    return error("SV932", what, Span.point(name), advice)


def empty(name: str, what: str) -> Diagnostic:
    """Return SV933: a file without bytes or pages, or with nothing at all on its pages."""
    return error("SV933", what, Span.point(name), "look for another copy, or export the issue anew")


def too_much(name: str, what: str) -> Diagnostic:
    """Return SV934: a PDF over the bounds on pages, letters and time."""
    advice = "an issue is a few dozen pages: give the issue alone"
    return error("SV934", what, Span.point(name), advice)


def page_left_out(name: str, page: int, what: str) -> Diagnostic:
    """Return SV935: a page, or something on it, that could not be read."""
    advice = f"look at page {page} of the old issue, and write by hand what is missing"
    return warning("SV935", f"page {page}: {what}", Span.point(name), advice)


def unnamed_letters(name: str) -> Diagnostic:
    """Return SV936: a PDF whose fonts do not name their letters."""
    what = "the letters of this PDF cannot be told: its fonts only draw them and do not name them"
    advice = (
        "it needs OCR: run e.g. `ocrmypdf --force-ocr in.pdf out.pdf`, and import what that writes"
    )
    return error("SV936", what, Span.point(name), advice)

"""What readers of old issues complain of: one function a code, so that a code has one meaning."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from strevview.diagnostics import Diagnostic, Span, error, warning

REPORT = "nothing was written; this is a fault of the import: please report it with the file"


def not_read(name: str, what: str, advice: str) -> Diagnostic:
    """Return SV940: a format, or a kind of content, that import does not read."""
    return error("SV940", f"this is {what}", Span.point(name), advice)


def not_opened(name: str, why: str, advice: str) -> Diagnostic:
    """Return SV941: a file that cannot be opened."""
    return error("SV941", why, Span.point(name), advice)


def damaged(name: str, what: str, advice: str) -> Diagnostic:
    """Return SV942: a file that is broken, or not what its first bytes say."""
    return error("SV942", what, Span.point(name), advice)


def locked(name: str, what: str) -> Diagnostic:
    """Return SV943: a file that wants a password."""
    advice = "open it in the program that made it, take the password off, and save it anew"
    return error("SV943", what, Span.point(name), advice)


def too_large(name: str, what: str) -> Diagnostic:
    """Return SV944: a file over the bounds, or one that would grow without bound."""
    advice = "an issue is a few dozen pages: give the issue alone, with its pictures made smaller"
    return error("SV944", what, Span.point(name), advice)


def without_text(name: str, advice: str) -> Diagnostic:
    """Return SV945: a file in which no words were found."""
    return error("SV945", "there are no words in this file", Span.point(name), advice)


def misnamed(name: str, what: str, ending: str) -> Diagnostic:
    """Return SV946: a file that is read as what it is, not as what its name says."""
    message = f"its name says otherwise, but this is {what}, and it is read as that"
    return warning("SV946", message, Span.point(name), f"name it with the ending {ending}")


def encoding_guessed(name: str, line: int, column: int) -> Diagnostic:
    """Return SV947: a text that is not UTF-8 and was read as Windows-1252."""
    return warning(
        "SV947",
        "the file is not UTF-8; it was read as Windows-1252",
        Span.point(name, line, column),
        "look at accents, dashes and quotation marks, or save it as UTF-8 and import it again",
    )


def picture_left_out(name: str, what: str, advice: str) -> Diagnostic:
    """Return SV948: a picture that could not be taken over."""
    return warning("SV948", what, Span.point(name), advice)


def left_out(name: str, what: str, advice: str) -> Diagnostic:
    """Return SV949: a link's address, or a part of the file, that could not be taken over."""
    return warning("SV949", what, Span.point(name), advice)


def pdf_damaged(name: str, what: str) -> Diagnostic:
    """Return SV930: a file that is no PDF, or too broken to be read as one."""
    advice = "get the file anew, or mend it: open it in a browser and print it to a new PDF"
    return error("SV930", what, Span.point(name), advice)


def pdf_locked(name: str, what: str) -> Diagnostic:
    """Return SV931: a PDF that wants a password."""
    advice = "save a copy without it, e.g. `qpdf --decrypt --password=… locked.pdf open.pdf`"
    return error("SV931", what, Span.point(name), advice)


def pdf_of_pictures(name: str, pages: int) -> Diagnostic:
    """Return SV932: a PDF of pictures alone, as a scanner makes them."""
    number = "page" if pages == 1 else f"{pages} pages"
    what = f"there is no text on its {number}, only pictures, as a scanner makes them"
    advice = "it needs OCR: run e.g. `ocrmypdf scan.pdf with-text.pdf`, and import what that writes"
    return error("SV932", what, Span.point(name), advice)


def pdf_empty(name: str, what: str) -> Diagnostic:
    """Return SV933: a file without bytes or pages, or with nothing at all on its pages."""
    return error("SV933", what, Span.point(name), "look for another copy, or export the issue anew")


def pdf_too_much(name: str, what: str) -> Diagnostic:
    """Return SV934: a PDF over the bounds on pages, letters and time."""
    advice = "an issue is a few dozen pages: give the issue alone"
    return error("SV934", what, Span.point(name), advice)


def pdf_pages_left_out(name: str, pages: Sequence[int], what: str) -> Diagnostic:
    """Return SV935: pages of a PDF, or something on them, that could not be read."""
    numbers = f"page {pages[0]}" if len(pages) == 1 else f"pages {_in_words(pages)}"
    advice = f"look at {numbers} of the old issue, and write by hand what is missing"
    return warning("SV935", f"{numbers}: {what}", Span.point(name), advice)


def _in_words(pages: Sequence[int]) -> str:
    """Return the numbers of pages, in order, those in a row as `3–9`."""
    ends = [n for n in range(1, len(pages)) if pages[n] != pages[n - 1] + 1]
    rows = (pages[start:end] for start, end in pairwise([0, *ends, len(pages)]))
    written = [str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}" for row in rows]
    return ", ".join(written)


def pdf_letters_unnamed(name: str) -> Diagnostic:
    """Return SV936: a PDF whose fonts do not name their letters."""
    what = "the letters of this PDF cannot be told: its fonts only draw them and do not name them"
    advice = (
        "it needs OCR: run e.g. `ocrmypdf --force-ocr in.pdf out.pdf`, and import what that writes"
    )
    return error("SV936", what, Span.point(name), advice)

"""Errors about a file to import, with what to do where that depends on the code alone."""

from __future__ import annotations

from strevview.diagnostics import Diagnostic, Span, error

REPORT = "nothing was written; this is a fault of the import: please report it with the file"
NO_WORDS = "there are no words in this file"
_ADVICE = {
    # A PDF that is damaged, locked, of pictures alone, empty, over the bounds, or without letters.
    "SV930": "get the file anew, or mend it: open it in a browser and print it to a new PDF",
    "SV931": "save a copy without it, e.g. `qpdf --decrypt --password=… locked.pdf open.pdf`",
    "SV932": (
        "it needs OCR: run e.g. `ocrmypdf scan.pdf with-text.pdf`, and import what that writes"
    ),
    "SV933": "look for another copy, or export the issue anew",
    "SV934": "an issue is a few dozen pages: give the issue alone",
    "SV936": (
        "it needs OCR: run e.g. `ocrmypdf --force-ocr in.pdf out.pdf`, and import what that writes"
    ),
    # Another file that is locked, or over the bounds.
    "SV943": "open it in the program that made it, take the password off, and save it anew",
    "SV944": "an issue is a few dozen pages: give the issue alone, with its pictures made smaller",
}


def fault(code: str, name: str, what: str, advice: str | None = None) -> Diagnostic:
    """Return an error about the file `name`; without `advice`, with that of its code."""
    return error(code, what, Span.point(name), advice or _ADVICE[code])

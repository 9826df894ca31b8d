"""Opening a PDF, and what to tell where it cannot be read.

- SV930 the file is no PDF, or damaged
- SV931 a password protects it
- SV932 it holds no text: its pages are pictures (a scan)
- SV933 the file is empty, or has no page
- SV934 the file cannot be opened
- SV935 a part was left out: a page, or what is beyond the bounds on size
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from strevview.diagnostics import Diagnostic, error

NO_PDF = "SV930"
PASSWORD = "SV931"  # noqa: S105
NO_TEXT = "SV932"
EMPTY = "SV933"
NOT_OPENED = "SV934"
LEFT_OUT = "SV935"

# A thing of PDFium's own: a document, a page, an object of a page.
Handle: TypeAlias = Any

_ERR_PASSWORD = 4
_SIGNATURE = b"%PDF-"
# ISO 32000-1, annex H, 3: readers look for the signature within the first 1024 bytes.
_SIGNATURE_WITHIN = 1024


def read_bytes(path: Path, name: str) -> bytes | Diagnostic:
    """Return the bytes of a file, or why there are none."""
    try:
        data = path.read_bytes()
    except OSError as reason:
        message = f"{name} cannot be opened: {reason.strerror or reason}"
        return error(NOT_OPENED, message, None, "check the path and who may read it")
    if not data.strip():
        return error(EMPTY, f"{name} is empty", None, "export the issue anew, or name another file")
    if _SIGNATURE not in data[:_SIGNATURE_WITHIN]:
        message = f"{name} is no PDF: it does not begin with %PDF"
        return error(NO_PDF, message, None, "give the file the suffix of what it is, e.g. .docx")
    return data


def open_document(data: bytes, name: str) -> Handle | Diagnostic:
    """Return the PDF as pypdfium2 opens it, or why it cannot be opened."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == _ERR_PASSWORD:
            message = f"{name} is protected by a password"
            help = "save a copy without the password, e.g. `qpdf --decrypt --password=… in out`"
            return error(PASSWORD, message, None, help)
        message = f"{name} is damaged and cannot be read as a PDF"
        help = "get the file anew, or mend it, e.g. with `qpdf` or by printing it to a new PDF"
        return error(NO_PDF, message, None, help)
    if not len(document):
        document.close()
        return error(EMPTY, f"{name} has no page", None, "export the issue anew")
    return document


def no_text(name: str) -> Diagnostic:
    """Return the complaint about a PDF without any text."""
    message = f"{name} holds no text: its pages are pictures, as a scanner makes them"
    help = "run OCR (text recognition) over it, e.g. `ocrmypdf in.pdf out.pdf`, and import that"
    return error(NO_TEXT, message, None, help)

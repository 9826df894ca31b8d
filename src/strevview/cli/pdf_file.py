"""Reading the PDF that a command is given."""

from __future__ import annotations

from pathlib import Path

from strevview.cli import exit_codes
from strevview.cli.refusing import stop
from strevview.diagnostics import Diagnostic, Span, error

MAX_PDF_BYTES = 1024 * 1024 * 1024


def read_pdf(path: Path) -> bytes:
    """Return the bytes of a PDF, or stop with exit code 2."""
    data = _read(path)
    if isinstance(data, Diagnostic):
        stop((data,), exit_codes.USAGE)
    return data


def _read(path: Path) -> bytes | Diagnostic:
    try:
        if not path.is_file():
            what = "no such file" if not path.exists() else "this is no file"
            return error("SV018", what, Span.point(str(path)), "check the spelling of the path")
        if path.stat().st_size > MAX_PDF_BYTES:
            return error("SV003", "the file is too large", Span.point(str(path)))
        return path.read_bytes()
    except OSError as reason:
        text = f"cannot be read: {reason.strerror or reason}"
        return error("SV018", text, Span.point(str(path)))

"""The bytes of a file to import, or why they cannot be had; what kind of file bytes are."""

from __future__ import annotations

import stat
from enum import StrEnum
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults

MAX_BYTES = 256 * 1024 * 1024
_HEAD = 4096


class Format(StrEnum):
    """What a file is by its first bytes."""

    PDF = "a PDF"
    ZIP = "a ZIP archive"
    OLE = "a file of an old Office program"
    RTF = "a rich text file (RTF)"
    HTML = "a web page (HTML)"
    XML = "an XML file"
    POSTSCRIPT = "a PostScript file"
    PICTURE = "a picture"
    ARCHIVE = "a packed archive"
    TEXT = "text"


_BEGINNINGS: tuple[tuple[bytes, Format], ...] = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OLE),
    (b"{\\rtf", Format.RTF),
    (b"%!PS", Format.POSTSCRIPT),
    (b"\x89PNG", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"GIF8", Format.PICTURE),
    (b"II*\x00", Format.PICTURE),
    (b"MM\x00*", Format.PICTURE),
    (b"\x1f\x8b", Format.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Format.ARCHIVE),
    (b"Rar!", Format.ARCHIVE),
)


def read_bytes(path: Path) -> bytes | Diagnostic:
    """Return a file's bytes, or SV941 or SV944."""
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return faults.not_opened(name, "this is a folder, not a file", "name the files in it")
        if not stat.S_ISREG(status.st_mode):
            return faults.not_opened(name, "this is no regular file", "name a file on the disk")
        if status.st_size > MAX_BYTES:
            return _too_large(name, status.st_size)
        with path.open("rb") as file:
            # A file may grow after it was looked at, or hide its size.
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return faults.not_opened(name, "no such file", "check the spelling of the path")
    except (OSError, ValueError) as reason:
        why = f"cannot be read: {getattr(reason, 'strerror', None) or reason}"
        return faults.not_opened(name, why, "check that you may open it")
    return _too_large(name, len(data)) if len(data) > MAX_BYTES else data


def first_bytes(path: Path) -> bytes | Diagnostic:
    """Return the first bytes of a file, enough to tell its format; or SV941."""
    name = str(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # The whole reading says what it is instead.
            data = read_bytes(path)
            return data if isinstance(data, Diagnostic) else data[:_HEAD]
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (FileNotFoundError, NotADirectoryError):
        return faults.not_opened(name, "no such file", "check the spelling of the path")
    except (OSError, ValueError) as reason:
        why = f"cannot be read: {getattr(reason, 'strerror', None) or reason}"
        return faults.not_opened(name, why, "check that you may open it")


def format_of(head: bytes) -> Format:
    """Return what a file is by its first bytes; TEXT where they say nothing else.

    A PDF may have up to 1,024 bytes before its header (ISO 32000-1, annex H, note 13).
    """
    for beginning, found in _BEGINNINGS:
        if head.startswith(beginning):
            return found
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:256].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    if start.startswith(b"<?xml"):
        return Format.HTML if b"<html" in head.lower() else Format.XML
    return Format.TEXT


def _too_large(name: str, size: int) -> Diagnostic:
    most = MAX_BYTES / 1_000_000
    return faults.too_large(
        name, f"the file is too large ({size / 1_000_000:.0f} MB; at most {most:.0f})"
    )

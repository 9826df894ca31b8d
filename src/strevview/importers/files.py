"""The bytes of a file to import, what kind of file they are, and their text."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from strevview.diagnostics import Diagnostic, Span, warning
from strevview.importers.faults import fault

MAX_BYTES = 256 * 1024 * 1024
# A hundred issues of a review, each of a few thousand words.
MAX_TEXT = 4 * 1024 * 1024
MAX_LINES = 50_000
_HEAD = 4096
_SAVE = "save its text as DOCX, PDF, Markdown or plain text"
_GUESSED = "look at accents, dashes and quotation marks, or save it as UTF-8 and import it again"


class Format(StrEnum):
    """What a file is by its first bytes."""

    PDF = "a PDF"
    ZIP = "a ZIP archive"
    OLE = "a file of an old Office program"
    RTF = "a rich text file (RTF)"
    HTML = "a web page (HTML)"
    POSTSCRIPT = "a PostScript file"
    PICTURE = "a picture"
    ARCHIVE = "a packed archive"
    TEXT = "text"


_BEGINNINGS = {
    Format.ZIP: (b"PK\x03\x04", b"PK\x05\x06"),
    Format.OLE: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    Format.RTF: (b"{\\rtf",),
    Format.POSTSCRIPT: (b"%!PS",),
    Format.PICTURE: (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"),
    Format.ARCHIVE: (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!"),
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Word's line break (U+000B), Unicode's line ends (Unicode Standard, 5.8), those of old Macs.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text whose lines end in line feeds, with what was guessed to read it."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes | Diagnostic:
    """Return a file's bytes, or SV941 or SV944."""
    data = _start(path, most + 1)
    if isinstance(data, Diagnostic) or len(data) <= most:
        return data
    return fault("SV944", str(path), f"the file is too large (at most {most / 1e6:.0f} MB)")


def first_bytes(path: Path) -> bytes | Diagnostic:
    """Return the first bytes of a file, enough to tell its format; or SV941."""
    return _start(path, _HEAD)


def _start(path: Path, most: int) -> bytes | Diagnostic:
    name = str(path)
    try:
        if path.exists() and not path.is_file():
            what = "this is a folder or a device, not a file"
            return fault("SV941", name, what, "name a file on the disk")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        return fault("SV941", name, "no such file", "check the spelling of the path")
    except (OSError, ValueError) as reason:
        why = f"cannot be read: {getattr(reason, 'strerror', None) or reason}"
        return fault("SV941", name, why, "check that you may open it")


def format_of(head: bytes) -> Format:
    """Return what a file is by its first bytes; TEXT where they say nothing else.

    A PDF may have up to 1,024 bytes before its header (ISO 32000-1, annex H, note 13).
    """
    for found, beginnings in _BEGINNINGS.items():
        if head.startswith(beginnings):
            return found
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    is_page = start.startswith((b"<!doctype html", b"<html"))
    is_page = is_page or (start.startswith(b"<?xml") and b"<html" in start)
    return Format.HTML if is_page else Format.TEXT


def read_plain(path: Path) -> PlainText | Diagnostic:
    """Return the text of a file by its byte order mark, else as UTF-8, at last as Windows-1252.

    Where there is none to be had it is SV940, SV941, SV942 or SV944.
    """
    name = str(path)
    data = read_bytes(path, MAX_TEXT)
    if isinstance(data, Diagnostic):
        return data
    mark, encoding = next((one for one in _MARKS if data.startswith(one[0])), (b"", "utf-8"))
    guessed: tuple[Diagnostic, ...] = ()
    try:
        text = data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as reason:
        if mark:
            what = f"the file begins as {encoding.upper()} and does not go on so"
            return fault("SV942", name, what, "save it as plain text in UTF-8")
        # Five bytes have no meaning in Windows-1252: they are controls here.
        text = data.decode("cp1252", errors="replace").replace("\ufffd", "\x00")
        before = data[: reason.start].split(b"\n")
        place = Span.point(name, len(before), len(before[-1]) + 1)
        what = "the file is not UTF-8; it was read as Windows-1252"
        guessed = (warning("SV947", what, place, _GUESSED),)
    if "\x00" in text or len(_CONTROLS.findall(text)) > 8 + len(text) // 100:
        return fault("SV940", name, "a binary file, or text of an unknown encoding", _SAVE)
    text = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text.replace("\ufeff", "")))
    if text.count("\n") > MAX_LINES:
        return fault("SV944", name, f"the text is too long (at most {MAX_LINES:,} lines)")
    return PlainText(text, guessed)

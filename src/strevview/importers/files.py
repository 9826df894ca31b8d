"""The files to import and their pictures: bytes within bounds, formats, faults, plain text."""

from __future__ import annotations

import base64
import binascii
import codecs
import io
import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote

from strevview.diagnostics import Diagnostic, Span, error, warning
from strevview.importers.blocks import Document, FileContents, FoundPicture

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


class RefusedError(Exception):
    """Why the file `name` is not read, as a diagnostic; without `advice`, with that of its code."""

    def __init__(self, code: str, name: str, what: str, advice: str | None = None) -> None:
        super().__init__(what)
        self.diagnostic = error(code, what, Span.point(name), advice or _ADVICE[code])


MAX_BYTES = 256 * 1024 * 1024
# A hundred issues of a review, each of a few thousand words.
MAX_TEXT = 4 * 1024 * 1024
MAX_LINES = 50_000
_HEAD = 4096
_SAVE = "save its text as DOCX, PDF, Markdown or plain text"
_GUESSED = "look at accents, dashes and quotation marks, or save it as UTF-8 and import it again"


def refused(path: Path, reason: RefusedError, *more: Diagnostic) -> tuple[Document, FileContents]:
    """Return what stands for a file that could not be read."""
    return Document(path.name, diagnostics=(reason.diagnostic, *more)), FileContents(())


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
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Word's line break (U+000B), Unicode's line ends (Unicode Standard, 5.8), those of old Macs.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return a file's bytes.

    Raises:
        RefusedError: there are none to be had, or too many (SV941, SV944).
    """
    data = first_bytes(path, most + 1)
    if len(data) > most:
        what = f"the file is too large (at most {most / 1e6:.0f} MB)"
        raise RefusedError("SV944", str(path), what)
    return data


def first_bytes(path: Path, most: int = _HEAD) -> bytes:
    """Return so many of a file's first bytes; those without `most` tell its format.

    Raises:
        RefusedError: there are none to be had (SV941).
    """
    name = str(path)
    try:
        if path.exists() and not path.is_file():
            what = "this is a folder or a device, not a file"
            raise RefusedError("SV941", name, what, "name a file on the disk")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        advice = "check the spelling of the path"
        raise RefusedError("SV941", name, "no such file", advice) from None
    except (OSError, ValueError) as reason:
        why = f"cannot be read: {getattr(reason, 'strerror', None) or reason}"
        raise RefusedError("SV941", name, why, "check that you may open it") from reason


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


def read_plain(path: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the text of a file, its lines ended by line feeds, with what was guessed to read it.

    It is read by its byte order mark, else as UTF-8, at last as Windows-1252.

    Raises:
        RefusedError: there is none to be had (SV940, SV941, SV942 or SV944).
    """
    name = str(path)
    data = read_bytes(path, MAX_TEXT)
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    guessed: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as reason:
        if encoding:
            what = f"the file begins as {encoding.upper()} and does not go on so"
            raise RefusedError("SV942", name, what, "save it as plain text in UTF-8") from reason
        # Five bytes have no meaning in Windows-1252: a file with one is in another encoding.
        text = data.decode("cp1252", errors="replace").replace("\ufffd", "\x00")
        before = data[: reason.start].split(b"\n")
        place = Span.point(name, len(before), len(before[-1]) + 1)
        what = "the file is not UTF-8; it was read as Windows-1252"
        guessed = (warning("SV947", what, place, _GUESSED),)
    if "\x00" in text or len(_CONTROLS.findall(text)) > 8 + len(text) // 100:
        raise RefusedError("SV940", name, "a binary file, or text of an unknown encoding", _SAVE)
    text = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text.replace("\ufeff", "")))
    if text.count("\n") > MAX_LINES:
        raise RefusedError("SV944", name, f"the text is too long (at most {MAX_LINES:,} lines)")
    return text, guessed


MAX_PIXELS = 100_000_000


_AS_THEY_ARE = {"PNG": ".png", "JPEG": ".jpg"}


_METAFILES = (
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
)


def usable_picture(data: bytes, alt: str | None) -> FoundPicture | str:
    """Return a picture as JPEG, PNG or SVG, or why it cannot be had.

    Bytes of a whole JPEG or PNG stay as they are; other pictures of dots become PNG.
    """
    for start, name in _METAFILES:
        if data.startswith(start):
            return f"it is in the format {name}, which no issue may hold"
    if b"<svg" in data[:4096]:
        return FoundPicture(data, ".svg", alt)
    return _of_dots(data, alt)


def _of_dots(data: bytes, alt: str | None) -> FoundPicture | str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return f"it has too many pixels ({width} × {height})"
            suffix = _AS_THEY_ARE.get(image.format or "")
            image.load()
            if suffix is not None:
                return FoundPicture(data, suffix, alt)
            out = io.BytesIO()
            mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
            image.convert(mode).save(out, "PNG")
            return FoundPicture(out.getvalue(), ".png", alt)
    except UnidentifiedImageError:
        return "it is in no known format"
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return "it is damaged"


_LARGEST_PICTURE = 64 * 1024 * 1024


_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\|\{\{", re.IGNORECASE)


def named_picture(path: Path, address: str, alt: str | None) -> FoundPicture | str:
    """Return the picture that the text of a file names, or why it is left out."""
    data = _bytes(path, address)
    return usable_picture(data, alt) if isinstance(data, bytes) else data


def _bytes(path: Path, address: str) -> bytes | str:
    """Return a picture's bytes, or why they cannot be had."""
    inside = _DATA.match(address)
    if inside is not None:
        try:
            return base64.b64decode(unquote(address[inside.end() :]), validate=True)
        except (binascii.Error, ValueError):
            return "it is damaged"
    if _SCHEME.match(address):
        return "it is not beside the text, and nothing is fetched from the network"
    file = unquote(address.partition("?")[0].partition("#")[0])
    for candidate in dict.fromkeys((address, unquote(address), file)):
        found = _below(path.parent, candidate)
        if found is not None:
            return found
    return "there is no such file"


def _below(folder: Path, file: str) -> bytes | str | None:
    """Return the bytes of a file below a folder, why they are refused, or None: no such file."""
    try:
        real = (folder / file).resolve()
        if not real.is_relative_to(folder.resolve()):
            return "it lies outside the text's folder"
        if not real.is_file():
            return None
        with real.open("rb") as opened:
            data = opened.read(_LARGEST_PICTURE + 1)
    except PermissionError:
        return "it may not be read"
    except (OSError, RuntimeError, ValueError):
        return None
    return (
        data if len(data) <= _LARGEST_PICTURE else f"it is larger than {_LARGEST_PICTURE >> 20} MiB"
    )

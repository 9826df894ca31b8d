"""The text of a file whose encoding nobody told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.files import Format, format_of, read_bytes

# A hundred issues of a review, each of a few thousand words.
MAX_TEXT = 4 * 1024 * 1024
MAX_LINES = 50_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Word's line break (U+000B), Unicode's line ends (Unicode Standard, 5.8), those of old Macs.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_NO_TEXT = "save its text as DOCX, PDF, Markdown or plain text"


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text whose lines end in line feeds, with what was guessed to read it."""

    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


def read_plain(path: Path) -> PlainText | Diagnostic:
    """Return the text of a file, or SV940 to SV945 where there is none to be had."""
    name = str(path)
    data = read_bytes(path)
    if isinstance(data, Diagnostic):
        return data
    found = format_of(data[:4096])
    if found not in {Format.TEXT, Format.HTML, Format.XML}:
        return faults.not_read(name, f"{found.value}, not text", _NO_TEXT)
    if len(data) > MAX_TEXT:
        what = f"the text is too long ({len(data) / 1_000_000:.0f} MB)"
        return faults.too_large(name, what)
    return decoded(data, name)


def decoded(data: bytes, name: str) -> PlainText | Diagnostic:
    """Return bytes as text: by their byte order mark, else as UTF-8, at last as Windows-1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _clean(data.removeprefix(mark).decode(encoding), name)
            except UnicodeDecodeError:
                what = f"the file begins as {encoding.upper()} and does not go on so"
                return faults.damaged(name, what, "save it as plain text in UTF-8")
    wide = _wide(data)
    try:
        return _clean(data.decode(wide or "utf-8"), name)
    except UnicodeDecodeError as reason:
        return _as_windows(data, name, reason.start)


def _as_windows(data: bytes, name: str, start: int) -> PlainText | Diagnostic:
    """Return bytes as Windows-1252; its five undefined bytes are no text."""
    if b"\x00" in data:
        return faults.not_read(name, "a binary file, not text", _NO_TEXT)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return faults.not_read(name, "a binary file, or text of an unknown encoding", _NO_TEXT)
    line = data.count(b"\n", 0, start) + 1
    column = start - (data.rfind(b"\n", 0, start) + 1) + 1
    guessed = faults.encoding_guessed(name, line, column)
    clean = _clean(text, name)
    if isinstance(clean, Diagnostic):
        return clean
    return PlainText(clean.text, (guessed,))


def _wide(data: bytes) -> str | None:
    """Return UTF-16 where every other byte of a text without a mark is zero."""
    head = data[:2000]
    if len(head) < 8 or len(data) % 2:
        return None
    low, high = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if high > half * 0.7 and low == 0:
        return "utf-16-le"
    return "utf-16-be" if low > half * 0.7 and high == 0 else None


def _clean(text: str, name: str) -> PlainText | Diagnostic:
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > 8 + len(text) // 100:
        return faults.not_read(name, "a binary file, not text", _NO_TEXT)
    text = _LINE_ENDS.sub("\n", _CONTROLS.sub("", text.replace("\ufeff", "")))
    lines = text.count("\n")
    if lines > MAX_LINES:
        return faults.too_large(name, f"the text is too long ({lines:,} lines)")
    return PlainText(text)

"""Bytes of a file to text, with a bound on the size and words for what is no text."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from strevview.diagnostics import Diagnostic, Span, error

MAX_BYTES = 4 * 1024 * 1024

# The byte order marks of UTF-16 and UTF-32 (Unicode Standard, section 23.8); UTF-8's is allowed.
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# What YAML 1.2 calls printable leaves out these (section 5.1).
_FORBIDDEN = frozenset(range(0x20)) - {0x09, 0x0A, 0x0D} | {0x7F}


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file under the name the user knows it by."""

    path: str
    text: str

    def line(self, number: int) -> str:
        """Return a line by its 1-based number, without its end; empty past the last line."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


def read_file(path: Path, name: str) -> SourceText | Diagnostic:
    """Read a file as UTF-8 text, or say in one complaint why that cannot be done."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            return error("SV018", "this is a folder, not a file", Span.point(name))
        if not stat.S_ISREG(status.st_mode):
            return error("SV018", "this is no regular file", Span.point(name))
        if status.st_size > MAX_BYTES:
            return too_large(name, status.st_size)
        data = path.read_bytes()
    except FileNotFoundError:
        return error("SV018", "no such file", Span.point(name), "check the spelling of the path")
    except OSError as reason:
        text = f"cannot be read: {reason.strerror or reason}"
        return error("SV018", text, Span.point(name), "check that you may open it")
    return decode(data, name)


def too_large(name: str, size: int) -> Diagnostic:
    """Return the complaint about a file over the bound; sizes in bytes."""
    return error(
        "SV003",
        f"the file is too large ({size / 1_000_000:.0f} MB; at most {MAX_BYTES / 1_000_000:.0f})",
        Span.point(name),
        "an issue is a few dozen kilobytes of text; pictures stand beside it as files of their own",
    )


def decode(data: bytes, name: str) -> SourceText | Diagnostic:
    """Turn bytes into text; what is not UTF-8, or holds control characters, is a complaint."""
    if len(data) > MAX_BYTES:
        return too_large(name, len(data))
    advice = "save it as plain text in the encoding UTF-8"
    if data.startswith(_WIDE_MARKS):
        return error("SV002", "the file is in UTF-16 or UTF-32, not UTF-8", Span.point(name), advice)
    zero = data.find(b"\x00")
    if zero >= 0:
        return error("SV002", "this is a binary file, not text", Span.point(name), advice)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        before = data[: reason.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        byte = data[reason.start]
        message = f"the file is not UTF-8: the byte 0x{byte:02X} here is no character"
        return error("SV002", message, Span.point(name, line, column), advice)
    return _control_character(text, name) or SourceText(name, text)


def _control_character(text: str, name: str) -> Diagnostic | None:
    if not text.isascii() or any(chr(code) in text for code in _FORBIDDEN):
        for number, line in enumerate(text.split("\n"), start=1):
            for column, letter in enumerate(line, start=1):
                code = ord(letter)
                if code in _FORBIDDEN or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
                    message = f"the control character U+{code:04X} stands here"
                    help_text = "delete it; it often comes along when text is pasted from a PDF"
                    return error("SV002", message, Span.point(name, number, column), help_text)
    return None

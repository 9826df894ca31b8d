"""Reads files as text in UTF-8, of 4 MiB at most; for any other a complaint says what is wrong."""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from strevview.diagnostics import Diagnostic, Span, error

MAX_BYTES = 4 * 1024 * 1024

# The byte order marks of UTF-16 and UTF-32 (Unicode Standard, section 23.8); UTF-8's is allowed.
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# What YAML 1.2.2 does not call printable (5.1); and what ends a line for some readers, not for all:
# a carriage return alone, next line, line and paragraph separator; and a byte order mark inside.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)


class LineIndex(NamedTuple):
    """The offsets at which the lines of a text start."""

    path: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str) -> LineIndex:
        """Return the index of a file's text; a carriage return belongs to the line that it ends."""
        starts = [0]
        position = text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        return cls(path, tuple(starts))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the characters `start:end` of the file."""
        line, end_line = bisect_right(self.starts, start), bisect_right(self.starts, end)
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column)


class SourceText:
    """The text of a file under the name the user knows it by; lines end as on Unix or Windows."""

    def __init__(self, path: str, text: str) -> None:
        self.path: Final = path
        self.text: Final = text

    def line(self, number: int) -> str:
        """Return a line by its 1-based number, without its end; empty past the last line."""
        lines = self._split
        return lines[number - 1].removesuffix("\r") if 0 < number <= len(lines) else ""

    @cached_property
    def lines(self) -> LineIndex:
        """Where its lines start."""
        return LineIndex.of(self.path, self.text)

    @cached_property
    def _split(self) -> list[str]:
        return self.text.split("\n")


def read_file(path: Path, name: str) -> SourceText | Diagnostic:
    """Read a file as UTF-8 text, or say in one complaint why that cannot be done."""
    advice = "name a text file, such as issues/2025-07.yaml"
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return error("SV018", "this is a folder, not a file", Span.point(name), advice)
        if not stat.S_ISREG(status.st_mode):
            return error("SV018", "this is no regular file", Span.point(name), advice)
        if status.st_size > MAX_BYTES:
            return too_large(name, status.st_size)
        with path.open("rb") as file:
            # A file may grow after it was looked at, or hide its size.
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return error("SV018", "no such file", Span.point(name), "check the spelling of the path")
    except (OSError, ValueError) as reason:
        text = f"cannot be read: {getattr(reason, 'strerror', None) or reason}"
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
        return error(
            "SV002", "the file is in UTF-16 or UTF-32, not UTF-8", Span.point(name), advice
        )
    data = data.removeprefix(b"\xef\xbb\xbf")
    zero = data.find(b"\x00")
    if zero >= 0:
        return error("SV002", "this is a binary file, not text", Span.point(name), advice)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as reason:
        before = data[: reason.start].decode("utf-8", "replace")
        place = LineIndex.of(name, before).span(len(before), len(before) + 1)
        byte = data[reason.start]
        message = f"the file is not UTF-8: the byte 0x{byte:02X} here is no character"
        return error("SV002", message, place, advice)
    return _control_character(text, name) or SourceText(name, text)


def _control_character(text: str, name: str) -> Diagnostic | None:
    found = INVISIBLE.search(text)
    if found is None:
        return None
    span = LineIndex.of(name, text).span(*found.span())
    if found.group() == "\r":
        message = "the line ends here in the way of an old Mac (a carriage return alone)"
        return error("SV002", message, span, "save the file with the line ends of Unix or Windows")
    message = f"the invisible character U+{ord(found.group()):04X} stands here"
    advice = "delete it; it often comes along when text is pasted from a PDF or a web page"
    return error("SV002", message, span, advice)

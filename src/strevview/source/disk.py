"""Files on the disk: names that every system can write, reading as text, and writing whole.

A text is in UTF-8, of 4 MiB at most; for any other a complaint says what is wrong.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from strevview.diagnostics import Diagnostic, Span, error

MAX_BYTES = 4 * 1024 * 1024

_NAME_ANOTHER = "name a text file, such as issues/2025-07.yaml"
# How files begin that are named by mistake.
_OTHER_KINDS = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a packed file such as a DOCX",
}
# The byte order marks of UTF-16 and UTF-32 (Unicode Standard, section 23.8); UTF-8's is allowed.
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# What YAML 1.2.2 does not call printable (5.1); and what ends a line for some readers, not for all:
# a carriage return alone, next line, line and paragraph separator; and a byte order mark inside.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|\r(?!\n)"
)
# The ending of a file that is being written; `.` in front keeps it out of listings.
_PART = ".part"
# Of 255 on most file systems; the rest is for what is added while a file is written.
_MOST_BYTES = 200
# Of 1,024 on macOS; the rest is for the folder that it is put into.
_MOST_PATH_BYTES = 500
_FAULTS = (
    (re.compile(r"[<>:\"|?*\\]"), 'it has one of < > : " | ? * \\'),
    # Control characters, line separators, and marks that turn the direction of a line.
    (
        re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u200e\u200f\u2066-\u2069\ufeff]"),
        "it has a character that cannot be seen",
    ),
    (re.compile("[\ud800-\udfff]"), "it is not UTF-8"),
    (re.compile(r"\A\."), "it begins with a dot"),
    (re.compile(r"\A\s|[\s.]\Z"), "it begins or ends with a space, or ends with a dot"),
    # "Naming Files, Paths, and Namespaces" of Windows: with any ending, too.
    (
        re.compile(
            r"\A(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|\Z)", re.IGNORECASE
        ),
        "Windows takes it for a device",
    ),
)


class LineIndex(NamedTuple):
    """The offsets at which the lines of a text start."""

    path: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, path: str, text: str) -> LineIndex:
        """Return the index of a file's text; a carriage return belongs to the line that it ends."""
        return cls(path, (0, *(found.end() for found in re.finditer("\n", text))))

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
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return error("SV018", "this is a folder, not a file", Span.point(name), _NAME_ANOTHER)
        if not stat.S_ISREG(status.st_mode):
            return error("SV018", "this is no regular file", Span.point(name), _NAME_ANOTHER)
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
    kind = next((kind for mark, kind in _OTHER_KINDS.items() if data.startswith(mark)), None)
    if kind is not None:
        return error("SV002", f"this is {kind}, not text", Span.point(name), _NAME_ANOTHER)
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


def write_whole(target: Path, data: bytes, *, durable: bool = True) -> Diagnostic | None:
    """Write a file whole or not at all; return SV920 where it cannot be written."""
    try:
        put_whole(target, data, durable=durable)
    except OSError as reason:
        return error(
            "SV920",
            f"{target} cannot be written: {reason.strerror or reason}",
            None,
            "check that the folder may be written to and the disk has room, or choose one with -o",
        )
    return None


def put_whole(target: Path, data: bytes, *, durable: bool = True) -> None:
    """Write beside the target, then put it in its place at once (`rename`), with its mode kept.

    The target is the old file or the new one, also after a kill; where it is a link, that is what
    it leads to. What is `durable` is there after a power cut, too. Raises OSError when the folder
    cannot be written to or the disk is full; no part of a file stays.
    """
    part: Path | None = None
    place = target.resolve() if target.is_symlink() else target
    try:
        _make_folder(place.parent)
        _sweep(place)
        part = place.parent / f".{place.name}.{os.getpid()}-{os.urandom(4).hex()}{_PART}"
        with part.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        with contextlib.suppress(OSError):
            # A new file has no mode to keep, and some disks know none.
            part.chmod(place.stat().st_mode & 0o7777)
        part.replace(place)
        part = None
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise NotADirectoryError(folder_fault(folder)) from None


def holds(path: Path, data: bytes) -> bool:
    """Return whether a path is a file with just these bytes."""
    try:
        return path.is_file() and path.read_bytes() == data
    except OSError:
        return False


def folder_fault(folder: Path) -> str | None:
    """Return why a path can be no folder, such as for a file that is in the way."""
    for path in (folder, *folder.parents):
        try:
            path.lstat()
            if path.is_dir():
                return None
            what = "a file, not a folder" if path.exists() else "a link that leads nowhere"
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as reason:
            return f"{path} cannot be used: {reason.strerror or reason}"
        return f"{path} is {what}"
    return None


def _sweep(target: Path) -> None:
    """Remove what killed runs left beside the target; a living one's stays."""
    with contextlib.suppress(OSError):
        for name in os.listdir(target.parent):  # noqa: PTH208
            if name.startswith(f".{target.name}.") and name.endswith(_PART):
                owner = name.removesuffix(_PART).rpartition(".")[2].partition("-")[0]
                if owner.isdigit() and not _is_alive(int(owner)):
                    (target.parent / name).unlink()


def _is_alive(process: int) -> bool:
    """Return whether a process runs; where that cannot be asked without harm, it may."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def name_fault(path: str) -> str | None:
    """Return why a file cannot be written under a path on every system; None where it can.

    `path` has / between folders.
    """
    if len(_bytes(path)) > _MOST_PATH_BYTES:
        return f"it is longer than {_MOST_PATH_BYTES} bytes"
    for part in PurePosixPath(path).parts:
        if len(_bytes(part)) > _MOST_BYTES:
            return f"a part of it is longer than {_MOST_BYTES} bytes"
        for pattern, fault in _FAULTS:
            if pattern.search(part):
                return fault
    return None


def same_on_some_systems(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each path with another before it that differs in capitals or accents' form alone."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            yield path, other


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

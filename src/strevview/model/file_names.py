"""Names of files that every system can write: the files of an issue travel in its PDF by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

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

"""The files of a style's folder, read once, with bounds; links that lead out of it are refused."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.model.files import name_fault, same_on_some_systems
from strevview.source.reader import decode

MAX_FILES = 200
MAX_BYTES = 32 * 1024 * 1024


class StyleFolderError(Exception):
    """A style's folder holds what a style cannot hold; the message says what."""


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The bytes of a style's files by their path in the folder, in order of the paths."""

    contents: Mapping[str, bytes]

    @classmethod
    def read(cls, folder: Path) -> FolderFiles:
        """Read every file of a folder, hidden ones left out.

        Raises:
            StyleFolderError: a link leads out of it, a file cannot be read or its name not written,
                or there is too much.
        """
        contents: dict[str, bytes] = {}
        room = MAX_BYTES
        for path, name in sorted(_walk(folder), key=lambda found: found[1]):
            if len(contents) == MAX_FILES:
                raise StyleFolderError(f"the style's folder has more than {MAX_FILES} files")
            fault = name_fault(name)
            if fault is not None:
                raise StyleFolderError(f"`{name}` cannot be written on every system: {fault}")
            contents[name] = _bytes(path, name, folder, room)
            room -= len(contents[name])
        for name, other in same_on_some_systems(contents):
            raise StyleFolderError(f"`{name}` and `{other}` are one file on some systems")
        return cls(contents)

    def text(self, name: str, shown: str) -> str | Diagnostic:
        """Return a file as text; `shown` is its name in complaints."""
        decoded = decode(self.contents[name], shown)
        return decoded if isinstance(decoded, Diagnostic) else decoded.text

    def suggestion(self, name: str) -> str:
        """Return what to do about a file that is not there."""
        close = get_close_matches(name, self.contents, n=1)
        return f"did you mean `{close[0]}`?" if close else "put it there, or delete the line"


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in names:
            if not name.startswith("."):
                path = Path(parent, name)
                yield path, path.relative_to(folder).as_posix()


def _bytes(path: Path, name: str, folder: Path, room: int) -> bytes:
    real = path.resolve()
    if not real.is_relative_to(folder.resolve()):
        raise StyleFolderError(f"`{name}` is a link out of the style's folder")
    if not real.is_file():
        raise StyleFolderError(f"`{name}` is no regular file")
    try:
        if real.stat().st_size > room:
            raise StyleFolderError(f"the style's folder holds more than {MAX_BYTES // 1024**2} MiB")
        return real.read_bytes()
    except OSError as reason:
        text = reason.strerror or type(reason).__name__
        raise StyleFolderError(f"`{name}` cannot be read: {text}") from None

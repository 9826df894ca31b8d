"""The lines that complaints are about, from files or from what was read already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from strevview.model.loading import LoadedIssue

# No excerpt is taken from a file that is larger than any issue may be.
_MAX_BYTES = 8 * 1024 * 1024
# Complaints come in the order of their files; now and then one is related to another file.
_KEPT = 4


class FileLines:
    """Gives a line of a file; a file is read when a line of it is wanted, and kept for a while."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known = dict(known or {})
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        """Return a line by its 1-based number without its end, or None where there is none."""
        lines = self._lines.get(path)
        if lines is None:
            if len(self._lines) >= _KEPT:
                del self._lines[next(iter(self._lines))]
            lines = self._lines[path] = self._text(path).split("\n")
        return lines[number - 1].rstrip("\r") if 0 < number <= len(lines) else None

    def add(self, path: str, data: bytes) -> None:
        """Take the bytes that were read under a name, such as those of standard input."""
        self._known.setdefault(path, _decoded(data))

    def _text(self, path: str) -> str:
        if path in self._known:
            return self._known[path]
        try:
            file = Path(path)
            if not file.is_file() or file.stat().st_size > _MAX_BYTES:
                return ""
            data = file.read_bytes()
        except (OSError, ValueError):
            return ""
        return _decoded(data)


def _decoded(data: bytes) -> str:
    return "" if b"\x00" in data else data.decode("utf-8-sig", "replace")


def lines_of(issues: Iterable[LoadedIssue]) -> FileLines:
    """Return the lines of issues and of the files beside them as they were read."""
    known = {}
    for issue in issues:
        for places in (issue.places, issue.shelf.series_places, issue.shelf.actors_places):
            if places is not None:
                known[places.source.path] = places.source.text
    return FileLines(known)

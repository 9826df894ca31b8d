"""Writing the site: only what `site` wrote is replaced or removed, and each file is written whole.

The list of what is ours stands in the site's folder. It is written before the first file with the
digests of what is there and of what is to come, so that a run that was killed is known by the next.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, error
from strevview.render.carried import bytes_digest
from strevview.source.disk import folder_fault, write_whole

MANIFEST = ".strevview-site.json"
FOREIGN = "SV972"
_MOST_TOLD = 5
# Begins a function in another process, as `pool.one_beside` gives it.
Beside = Callable[[Callable[[], bytes]], Future[bytes]]


class SiteFile(NamedTuple):
    """A file of the site by its path from the root."""

    path: str
    data: bytes


class Written(NamedTuple):
    """How many files were written, how many were as they should be, how many were removed."""

    written: int
    same: int
    removed: int


@dataclass
class Publishing:
    """The folder of a site, as its list of our files describes it, and what is to be written.

    `digests` has, by path, the SHA-256 that a file of ours may have. Files that take long (fonts,
    covers) are made in a worker process, by `beside`: `keys` has by path what those that are there
    were made from, `made_of` the same of the new ones. Where it is the same, the file stays.
    """

    folder: Path
    beside: Beside
    digests: Mapping[str, list[str]]
    keys: Mapping[str, str]
    made_of: dict[str, str] = field(default_factory=dict)
    _made: dict[str, bytes | Future[bytes]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, beside: Beside) -> Publishing:
        """Read what a site's folder says of itself; a list that cannot be read is none."""
        try:
            known = json.loads((folder / MANIFEST).read_text("utf-8"))
            return cls(folder, beside, dict(known["files"]), dict(known["made_of"]))
        except (OSError, ValueError, TypeError, KeyError):
            return cls(folder, beside, {}, {})

    def make(self, path: str, key: str, maker: Callable[[], bytes]) -> None:
        """Have a file made by the worker, unless what is there was made of the same."""
        key = bytes_digest(key.encode())
        data = self._there(path) if self.keys.get(path) == key else None
        if data is None or bytes_digest(data) not in self.digests.get(path, ()):
            self._made[path] = self.beside(maker)
        else:
            self._made[path] = data
        self.made_of[path] = key

    def _there(self, path: str) -> bytes | None:
        try:
            return (self.folder / path).read_bytes()
        except OSError:
            return None

    def write(
        self, first: Sequence[SiteFile], last: Sequence[SiteFile]
    ) -> Written | tuple[Diagnostic, ...]:
        """Write the first files, what the worker made meanwhile, the last; remove what is no more.

        Nothing is written where something that is not ours is in the way.
        """
        given = {file.path: file.data for file in (*first, *last)}
        paths = (*given, *self._made)
        there = {path: self._there(path) for path in {*self.digests, *paths}}
        faults = tuple(self._foreign(path, there[path], given.get(path)) for path in paths)
        if found := tuple(fault for fault in faults if fault is not None):
            return _first(found)
        new: dict[str, list[str]] = {}
        changed = 0
        for files in self._in_turn(first, last):
            new |= {file.path: [bytes_digest(file.data)] for file in files}
            differing = [file for file in files if file.data != there[file.path]]
            changed += len(differing)
            fault = self._put(differing, new)
            if fault is not None:
                return (fault,)
        gone = [path for path in self.digests if path not in new]
        removed = sum(self._remove(path, there[path]) for path in gone)
        fault = self._note(dict(sorted(new.items())), self.made_of)
        if fault is not None:
            return (fault,)
        return Written(changed, len(new) - changed, removed)

    def _in_turn(
        self, first: Sequence[SiteFile], last: Sequence[SiteFile]
    ) -> Iterator[Sequence[SiteFile]]:
        """Yield files in the order in which they are written, those of the worker once they are."""
        yield first
        yield [SiteFile(path, self._data(path)) for path in self._made]
        yield last

    def _data(self, path: str) -> bytes:
        """Return what the worker makes, once it is made."""
        data = self._made[path]
        return data if isinstance(data, bytes) else data.result()

    def _put(self, files: Sequence[SiteFile], new: Mapping[str, list[str]]) -> Diagnostic | None:
        """Write files, after listing the digests of both their old and their new content."""
        if not files:
            return None
        either = {
            path: sorted({*self.digests.get(path, ()), *new.get(path, ())})
            for path in sorted({*self.digests, *new})
        }
        fault = self._note(either, self.keys)
        for file in files:
            fault = fault or write_whole(self.folder / file.path, file.data, durable=False)
        return fault

    def _foreign(self, path: str, there: bytes | None, wanted: bytes | None) -> Diagnostic | None:
        """Return a complaint where something that is not ours is in the way of a file.

        `wanted` is its new content, None where the worker makes that.
        """
        target = self.folder / path
        wrong = None
        if there is None:
            is_folder = f"{target} is a folder" if target.is_dir() else None
            wrong = folder_fault(target.parent) or is_folder
        elif not self._is_own(path, there) and there != (
            self._data(path) if wanted is None else wanted
        ):
            wrong = f"{target} stays as it is: `site` did not write it, or it was changed"
        if wrong is None:
            return None
        return error(FOREIGN, wrong, None, "move it away, or choose another folder with -o")

    def _is_own(self, path: str, data: bytes) -> bool:
        return bytes_digest(data) in self.digests.get(path, ())

    def _remove(self, path: str, there: bytes | None) -> bool:
        """Remove a file of ours and the folders that it leaves empty; a changed one stays."""
        if there is None or not self._is_own(path, there):
            return False
        target = self.folder / path
        with contextlib.suppress(OSError):
            target.unlink()
            for folder in target.relative_to(self.folder).parents:
                if folder != Path():
                    (self.folder / folder).rmdir()
        return not target.exists()

    def _note(self, files: Mapping[str, list[str]], keys: Mapping[str, str]) -> Diagnostic | None:
        noted = {"files": files, "made_of": dict(sorted(keys.items()))}
        text = json.dumps(noted, indent=0, ensure_ascii=False)
        target = self.folder / MANIFEST
        there = self._there(MANIFEST)
        return None if there == text.encode() else write_whole(target, text.encode())


def _first(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """Return the first of some complaints, and how many more there are."""
    more = len(found) - _MOST_TOLD
    if more <= 0:
        return found
    rest = error(FOREIGN, f"{more} more files are not as `site` wrote them", None, found[0].help)
    return (*found[:_MOST_TOLD], rest)

"""Puts right what is mechanical in the files, or shows what would be."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.cli.linting import Work
from strevview.lint.engine import check
from strevview.lint.fixes import apply_fixes, difference
from strevview.model.loading import load_issue_text
from strevview.report.terminal import print_plain

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic
    from strevview.lint.selection import Selection
    from strevview.model.places import Places

# Cures that touch each other wait for the next pass; one that calls for another cannot go on.
MAX_PASSES = 10
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """Texts before and after by the names of their files, and what is left to complain about."""

    work: Work
    before: Mapping[str, str]
    after: Mapping[str, str]
    left: tuple[Diagnostic, ...]
    count: int
    paths: Mapping[str, Path]

    def show(self) -> None:
        """Print a unified diff."""
        for name, text in self.after.items():
            for line in difference(self.before[name], text, name).split("\n")[:-1]:
                print_plain(line, sys.stdout)

    def write(self) -> int:
        """Write the files that changed, or standard input's text; return an exit code."""
        if self.work.given is not None:
            (text,) = (self.after.get(issue.name) for issue in self.work.issues)
            data = self.work.given if text is None else _encoded(text, self.work.given)
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
            return 0
        for name, text in self.after.items():
            fault = self._write_one(name, text)
            if fault is not None:
                print(f"strevview lint: {name} {fault}", file=sys.stderr)
                return 2
        return 0

    def _write_one(self, name: str, text: str) -> str | None:
        """Write a file that is still what was checked; return what is wrong in words."""
        path = self.paths[name]
        try:
            data = path.read_bytes()
            if data.decode("utf-8-sig", "replace") != self.before[name]:
                return "was changed while it was checked; it was left as it is"
            _replace(path, _encoded(text, data))
        except OSError as reason:
            return f"cannot be written: {reason.strerror or reason}"
        return None


def mend(work: Work, selection: Selection, found: tuple[Diagnostic, ...]) -> Mended:
    """Apply cures to the texts in memory, pass by pass, until none is left."""
    issues = tuple(work.issues)
    places = _places(work)
    before = {name: p.source.text for name, p in places.items()}
    paths = _paths(work)
    texts = dict(before)
    shelf_files = before.keys() - {issue.name for issue in issues}
    count = 0
    for number in range(MAX_PASSES):
        changed = False
        for name in _named(found):
            # The series and the actors are read again only by the next run.
            if name not in texts or (number and name in shelf_files):
                continue
            fixed = apply_fixes(texts[name], [d for d in found if d.span and d.span.path == name])
            changed |= fixed.text != texts[name]
            texts[name] = fixed.text
            count += len(fixed.applied)
        if not changed:
            break
        issues = tuple(
            load_issue_text(texts[issue.name].encode(), issue.name, issue.shelf)
            if texts.get(issue.name) != before.get(issue.name)
            else issue
            for issue in issues
        )
        found = check(issues, selection, work.neighbours)
    after = {name: text for name, text in texts.items() if text != before[name]}
    left = tuple(d for d in found if not (d.fix and d.span and d.span.path in shelf_files))
    return Mended(work._replace(issues=issues), before, after, left, count, paths)


def _named(found: Sequence[Diagnostic]) -> list[str]:
    names = (d.span.path for d in found if d.fix is not None and d.span is not None)
    return list(dict.fromkeys(names))


def _places(work: Work) -> dict[str, Places]:
    shelves = {id(issue.shelf): issue.shelf for issue in work.issues}.values()
    all_places = [p for shelf in shelves for p in (shelf.series_places, shelf.actors_places)]
    all_places += [issue.places for issue in work.issues]
    return {places.source.path: places for places in all_places if places is not None}


def _paths(work: Work) -> dict[str, Path]:
    return {name: Path(name) for name in _places(work)}


def _encoded(text: str, original: bytes) -> bytes:
    return (_MARK if original.startswith(_MARK) else b"") + text.encode()


def _replace(path: Path, data: bytes) -> None:
    """Write beside the file and put it in its place at once, with its mode kept."""
    target = path.resolve()
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        part.write_bytes(data)
        part.chmod(target.stat().st_mode & 0o7777)
        os.replace(part, target)  # noqa: PTH105
    finally:
        part.unlink(missing_ok=True)

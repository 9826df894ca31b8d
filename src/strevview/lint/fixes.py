"""Puts right what is mechanical, by edits of the files that keep their comments and layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import unified_diff
from io import StringIO
from math import inf
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Edit
from strevview.lint.engine import Inputs, check
from strevview.lint.selection import Selection
from strevview.model.loading import load_issue_text
from strevview.source.disk import SourceText, put_whole
from strevview.source.nodes import Places
from strevview.source.parser import parse

# Cures that touch each other wait for the next pass; one that calls for another cannot go on.
MAX_PASSES = 10
_MARK = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r?\n")


class Fixed(NamedTuple):
    """A text after one pass, and the complaints whose cures were applied."""

    text: str
    applied: tuple[Diagnostic, ...]


def apply_fixes(text: str, diagnostics: Iterable[Diagnostic]) -> Fixed:
    """Apply the cures that do not touch each other; the others wait for the next pass.

    A cure after which the text could no longer be parsed is left out. Line ends are the text's.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    chosen: list[tuple[Diagnostic, tuple[Edit, ...]]] = []
    taken: list[Edit] = []
    for diagnostic in diagnostics:
        edits = diagnostic.fix.edits if diagnostic.fix else ()
        if not edits or any(_touches(edit, other) for edit in edits for other in taken):
            continue
        edits = tuple(edit._replace(text=_LINE_END.sub(ends, edit.text)) for edit in edits)
        chosen.append((diagnostic, edits))
        taken += edits
    if not chosen:
        return Fixed(text, ())
    result, faults = _edited(text, taken), _faults(text)
    if _faults(result) > faults:
        chosen = [(d, edits) for d, edits in chosen if _faults(_edited(text, edits)) <= faults]
        result = _edited(text, [edit for _, edits in chosen for edit in edits])
        if _faults(result) > faults:
            return Fixed(text, ())
    return Fixed(result, tuple(diagnostic for diagnostic, _ in chosen))


def difference(before: str, after: str, name: str) -> Iterator[str]:
    """Yield the lines of the unified diff between two texts of a file, without their ends."""
    # Not `splitlines`, which also breaks at characters that end no line of a file.
    old, new = (list(StringIO(text, newline="\n")) for text in (before, after))
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _touches(edit: Edit, other: Edit) -> bool:
    return edit.start <= other.end and other.start <= edit.end


def _edited(text: str, edits: Iterable[Edit]) -> str:
    # Backwards, and of two insertions at one place the second first.
    for edit in sorted(edits, key=lambda e: (e.start, e.end))[::-1]:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _faults(text: str) -> float:
    """Return the number of faults of a text as YAML; of one that cannot be read, no end."""
    parsed = parse(SourceText("", text))
    return len(parsed.diagnostics) if parsed.root is not None else inf


class Mended(NamedTuple):
    """Texts before and after by the names of their files, and what is left to complain about.

    `fixed` is the number of complaints that were put right.
    """

    inputs: Inputs
    before: Mapping[str, str]
    after: Mapping[str, str]
    left: tuple[Diagnostic, ...]
    fixed: int

    def differences(self) -> Iterator[str]:
        """Yield the lines of a unified diff."""
        for name, text in self.after.items():
            yield from difference(self.before[name], text, name)

    def write(self) -> str | None:
        """Write the files that changed; return what is wrong with the first that cannot be."""
        for name, text in self.after.items():
            fault = replace_text(Path(name), self.before[name], text)
            if fault is not None:
                return f"{name} {fault}"
        return None


def replace_text(path: Path, before: str, after: str) -> str | None:
    """Write a file that still has the text `before`; return what is wrong in words."""
    try:
        data = path.read_bytes()
        if data.decode("utf-8-sig", "replace") != before:
            return "was changed while it was checked; it was left as it is"
        put_whole(path, _encoded(after, data))
    except OSError as reason:
        return f"cannot be written: {reason.strerror or reason}"
    return None


def mend(inputs: Inputs, selection: Selection, found: tuple[Diagnostic, ...]) -> Mended:
    """Apply cures to the texts in memory, pass by pass, until none is left."""
    issues = tuple(inputs.issues)
    places = _places(inputs)
    before = {name: p.source.text for name, p in places.items()}
    texts = dict(before)
    shelf_files = before.keys() - {issue.name for issue in issues}
    count = 0
    for number in range(MAX_PASSES):
        changed = False
        for name, text in texts.items():
            # The series and the actors are read again only by the next run.
            if number and name in shelf_files:
                continue
            fixed = apply_fixes(text, [d for d in found if d.span and d.span.path == name])
            changed |= fixed.text != text
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
        found = check(issues, selection, inputs.neighbours)
    after = {name: text for name, text in texts.items() if text != before[name]}
    left = tuple(d for d in found if not (d.fix and d.span and d.span.path in shelf_files))
    given = inputs.given
    if given is not None and issues[0].name in after:
        given = _encoded(after[issues[0].name], given)
    return Mended(Inputs(issues, inputs.neighbours, given), before, after, left, count)


def _places(inputs: Inputs) -> dict[str, Places]:
    files = [file for issue in inputs.issues for file in issue.shelf.files]
    files += [issue.places for issue in inputs.issues if issue.places is not None]
    return {file.source.path: file for file in files}


def _encoded(text: str, original: bytes) -> bytes:
    return (_MARK if original.startswith(_MARK) else b"") + text.encode()

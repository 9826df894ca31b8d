"""Mechanical cures, as edits of the original text that keep its comments and layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff
from math import inf

from strevview.diagnostics import Diagnostic, Edit
from strevview.source.parser import parse
from strevview.source.reader import SourceText


@dataclass(frozen=True, slots=True)
class Fixed:
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
        edits = tuple(Edit(e.start, e.end, _with_ends(e.text, ends)) for e in edits)
        chosen.append((diagnostic, edits))
        taken += edits
    result = _edited(text, taken)
    faults = _faults(text)
    if chosen and _faults(result) > faults:
        chosen = [(d, edits) for d, edits in chosen if _faults(_edited(text, edits)) <= faults]
        result = _edited(text, [edit for _, edits in chosen for edit in edits])
        if _faults(result) > faults:
            return Fixed(text, ())
    return Fixed(result, tuple(diagnostic for diagnostic, _ in chosen))


def difference(before: str, after: str, name: str) -> str:
    """Return the unified diff between two texts of a file, or nothing where they are equal."""
    lines = unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _lines(text: str) -> list[str]:
    # Not `splitlines`, which also breaks at characters that end no line of a file.
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _touches(edit: Edit, other: Edit) -> bool:
    return edit.start <= other.end and other.start <= edit.end


def _with_ends(text: str, ends: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", ends)


def _edited(text: str, edits: Iterable[Edit]) -> str:
    # Backwards, and of two insertions at one place the second first.
    for edit in sorted(edits, key=lambda e: (e.start, e.end))[::-1]:
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _faults(text: str) -> float:
    """Return the number of faults of a text as YAML; of one that cannot be read, no end."""
    parsed = parse(SourceText("", text))
    return len(parsed.diagnostics) if parsed.root is not None else inf

"""A character stands for another that looks like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Fix, Severity, Span
from strevview.lint.faulty import is_faulty
from strevview.lint.item_actors import actor_place, register_names
from strevview.lint.lookalikes import (
    LookAlike,
    look_alikes,
    may_look_alike,
    names_look_alike,
    words_by_skeleton,
)
from strevview.lint.printed_texts import PrintedText, TextKind, fix_in, printed_texts, span_in
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Shelf
    from strevview.source.nodes import Path

_WORD = re.compile(r"[^\W\d_]+")
# A name with a short word such as El, where one letter alone does not show what is meant.
_SHORT_WORD = re.compile(r"\b(?:[A-Z]l|Il)\b")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the words with look-alike characters in the texts and names of an issue."""
    texts = [*printed_texts(issue), *_names(issue)]
    doubtful = [text for text in texts if may_look_alike(text.text)]
    if not doubtful:
        return
    names = register_names(issue.shelf).by_form
    written = (*names, *(text.text for text in texts))
    known = words_by_skeleton(word for text in written for word in _WORD.findall(text))
    short = [name for name in names if " " in name and _SHORT_WORD.search(name)]
    for text in doubtful:
        found = list(look_alikes(text.text, known))
        if short:
            named = list(names_look_alike(text.text, short))
            found = named + [f for f in found if not any(n.start <= f.start < n.end for n in named)]
        for one in found:
            yield _complaint(issue, text, one)


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yield the words with look-alike characters in the names of actors.yaml."""
    places = shelf.actors_places
    if places is None:
        return
    for number, actor in enumerate(shelf.register.actors):
        entries: list[tuple[Path, str]] = [(("actors", number, "name"), actor.name)]
        entries += [
            (("actors", number, "aliases", place), alias)
            for place, alias in enumerate(actor.aliases)
        ]
        for path, written in entries:
            for found in look_alikes(written, {}):
                edit = text_edit(places, path, found.start, found.end, found.meant)
                fix = Fix(f"type {found.meant}", (edit,)) if edit and found.certain else None
                span = places.within(path, found.start, found.end)
                yield _diagnostic(written, found, span, fix)


def _names(issue: LoadedIssue) -> Iterator[PrintedText]:
    for path, item, _ in issue.items():
        for number, entry in enumerate(item.actors):
            place = actor_place(issue, (*path, "actors", number))
            if not is_faulty(issue, place):
                size = range(len(entry.name) + 1)
                yield PrintedText(place, TextKind.CAPTION, entry.name, size)
        for key, source in item.sources.items():
            for part, value in (("title", source.title), ("publisher", source.publisher)):
                if value and "\n" not in value:
                    place = (*path, "sources", key, part)
                    yield PrintedText(place, TextKind.CAPTION, value, range(len(value) + 1))


def _complaint(issue: LoadedIssue, text: PrintedText, found: LookAlike) -> Diagnostic:
    fix = None
    if found.certain:
        fix = fix_in(issue, text, found.start, found.end, found.meant, f"type {found.meant}")
    place = span_in(issue, text, found.start, found.end)
    return _diagnostic(text.text, found, place, fix)


def _diagnostic(text: str, found: LookAlike, place: Span | None, fix: Fix | None) -> Diagnostic:
    message = f"“{text[found.start : found.end]}” has {found.what}"
    advice = f"type it anew: {found.meant}" if found.meant else "type the word anew"
    return Diagnostic("SV308", Severity.WARNING, message, place, advice, fix)


RULE = Rule(
    code="SV308",
    name="look-alike-characters",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)

"""One name is spelt in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, Span, warning
from strevview.lint.folding import fold_text, skeleton
from strevview.lint.item_actors import ItemActors, Spelling, item_actors, register_names
from strevview.lint.item_links import text_span
from strevview.lint.names_in_text import NameIndex
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Shelf


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield each other spelling of a known or listed name once."""
    told: set[tuple[str, str]] = set()
    for item in item_actors(issue):
        for spelling in (*item.spellings, *_among_lists(issue, item)):
            pair = (spelling.written, spelling.known)
            # Look-alike characters are told by SV308.
            if pair in told or skeleton(pair[0]) == skeleton(pair[1]):
                continue
            told |= {pair, pair[::-1]}
            where = "in this issue" if spelling.actor is None else "in actors.yaml"
            message = f"“{spelling.written}” is spelt “{spelling.known}” {where}"
            advice = "correct the wrong one; if both are in use, add the other to its `aliases:`"
            yield warning("SV306", message, _place(issue, item, spelling), advice)


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yield the actors of actors.yaml whose name is nearly that of another."""
    if shelf.actors_places is None:
        return
    index = register_names(shelf)
    doubtful = index.near_forms()
    for number, actor in enumerate(shelf.register.actors):
        form = fold_text(actor.name)
        for near in index.near_all(form) if form in doubtful else ():
            name = near.name
            if not near.certain or name.actor is None or name.actor is actor:
                continue
            first = next(n for n, other in enumerate(shelf.register.actors) if other is name.actor)
            if first < number:
                message = f"“{actor.name}” is nearly “{name.form}”, another actor"
                advice = "if they are one, delete one entry and give its name under `aliases:`"
                place = shelf.actors_places.value(("actors", number, "name"))
                yield warning("SV306", message, place, advice)
                break


def _among_lists(issue: LoadedIssue, item: ItemActors) -> Iterator[Spelling]:
    """Yield the listed names, in no register, that are nearly those of earlier items."""
    earlier: list[str] = []
    for other in item_actors(issue):
        if other.path == item.path:
            break
        earlier += [entry.name for entry in other.listed if entry.actor is None]
    known = set(earlier)
    unknown = [e for e in item.listed if e.actor is None and e.name not in known]
    if not earlier or not unknown:
        return
    index = NameIndex((name, None) for name in earlier)
    for entry in unknown:
        near = index.near(entry.name)
        if near is not None and near.certain:
            yield Spelling(entry.name, near.name.form, None, None, 0, 0, entry)


def _place(issue: LoadedIssue, item: ItemActors, spelling: Spelling) -> Span | None:
    if spelling.entry is not None:
        return issue.places.value(spelling.entry.place) if issue.places is not None else None
    if spelling.paragraph is None:
        return None
    offsets = spelling.paragraph.offsets
    return text_span(issue, item.path, offsets[spelling.start], offsets[spelling.end - 1] + 1)


RULE = Rule(
    code="SV306",
    name="two-spellings",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)

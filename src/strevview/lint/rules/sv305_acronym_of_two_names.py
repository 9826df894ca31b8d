"""One acronym stands for two names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, Span
from strevview.lint.acronyms import same_body
from strevview.lint.acronyms_in_text import Introduction, introductions
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Shelf


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the acronyms that are spelt out otherwise than before, or than in actors.yaml."""
    first: dict[str, Introduction] = {}
    for found in introductions(issue):
        if found.expansion is None or found.misspelt:
            continue
        earlier = first.setdefault(found.acronym, found)
        if earlier is not found and not same_body(earlier.expansion or "", found.expansion):
            message = f"{found.acronym} stands for {found.expansion} here"
            place = _place(issue, earlier)
            related = (Related(f"for {earlier.expansion} here", place),) if place else ()
            yield _complaint(
                message + f", and for {earlier.expansion} before", issue, found, related
            )
            continue
        actor = issue.shelf.register.find(found.acronym)
        if actor is None or (found.name is not None and found.name.actor is actor):
            continue
        if earlier is found and not any(same_body(f, found.expansion) for f in _long(actor.forms)):
            message = f"{found.acronym} stands for {found.expansion} here, and for {actor.name}"
            yield _complaint(message + " in actors.yaml", issue, found, ())


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yield the acronyms that two actors of actors.yaml have."""
    if shelf.actors_places is None:
        return
    first: dict[str, int] = {}
    for number, actor in enumerate(shelf.register.actors):
        if actor.acronym is None:
            continue
        known = first.setdefault(actor.acronym, number)
        if known != number:
            earlier = shelf.register.actors[known].name
            place = shelf.actors_places.value(("actors", known, "acronym"))
            yield Diagnostic(
                "SV305",
                Severity.WARNING,
                f"{actor.acronym} is also the acronym of {earlier}",
                shelf.actors_places.value(("actors", number, "acronym")),
                "keep it for one of the two; delete it at the other",
                related=(Related(f"the acronym of {earlier}", place),),
            )


def _long(forms: tuple[str, ...]) -> list[str]:
    return [form for form in forms if " " in form]


def _complaint(
    message: str, issue: LoadedIssue, found: Introduction, related: tuple[Related, ...]
) -> Diagnostic:
    advice = "keep the acronym for one of the two, and write the other out"
    place = _place(issue, found)
    return Diagnostic("SV305", Severity.WARNING, message, place, advice, related=related)


def _place(issue: LoadedIssue, found: Introduction) -> Span | None:
    offsets = found.paragraph.offsets
    return text_span(issue, found.path, offsets[found.start], offsets[found.end - 1] + 1)


RULE = Rule(
    code="SV305",
    name="acronym-of-two-names",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)

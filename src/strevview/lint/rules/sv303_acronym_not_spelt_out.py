"""An acronym is used before it is spelt out in the issue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity
from strevview.lint.acronyms import COMMON, is_acronym
from strevview.lint.acronyms_in_text import Introduction, Use, introductions, stands_beside, uses
from strevview.lint.folding import folded_items
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.actors import Actor
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the first use of each acronym that stands before its name."""
    known = {
        form: actor
        for actor in issue.shelf.register.actors
        for form in actor.forms
        if is_acronym(form)
    }
    order = _order(issue)
    spelt_out: dict[str, Introduction] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for found in introductions(issue):
        if (found.acronym, found.words) in seen:
            continue
        seen.add((found.acronym, found.words))
        for acronym in _spelt_out_by(found, known):
            spelt_out.setdefault(acronym, found)
    wanted = frozenset((*known, *spelt_out)) - COMMON
    told: set[str] = set()
    for use in uses(issue, wanted):
        if use.acronym in told:
            continue
        told.add(use.acronym)
        found_at = spelt_out.get(use.acronym)
        actor = known.get(use.acronym)
        if found_at is not None:
            first = (order[id(found_at.paragraph)], found_at.start)
            if first <= (order[id(use.paragraph)], use.start):
                continue
        if actor is None or not stands_beside(use, actor.forms):
            yield _complaint(issue, use, found_at, actor)


def _spelt_out_by(found: Introduction, known: dict[str, Actor]) -> tuple[str, ...]:
    own: tuple[str, ...] = ()
    if found.expansion or found.name:
        own = (found.acronym, found.acronym.removesuffix("s"))
    # Beside a wrong acronym, which SV304 tells of, the name still explains the right one.
    if found.name is not None:
        forms = found.name.actor.forms if found.name.actor else ()
        return (*own, *(form for form in forms if is_acronym(form)))
    before = " ".join(found.words)
    return (*own, *(acronym for acronym, actor in known.items() if _starts(before, actor)))


def _starts(before: str, actor: Actor) -> bool:
    """Return whether a text ends with the start of a name: "Joint Working Group (JWG) on …"."""
    for form in actor.forms:
        words = form.split()
        if words[0] in before and any(
            before.endswith(" ".join(words[:count])) for count in range(2, len(words))
        ):
            return True
    return False


def _order(issue: LoadedIssue) -> dict[int, int]:
    """Return the paragraphs' places in reading order."""
    paragraphs = (paragraph for _, _, found in folded_items(issue) for paragraph in found)
    return {id(paragraph): number for number, paragraph in enumerate(paragraphs)}


def _complaint(
    issue: LoadedIssue, use: Use, later: Introduction | None, actor: Actor | None
) -> Diagnostic:
    offsets = use.paragraph.offsets
    place = text_span(issue, use.path, offsets[use.start], offsets[use.end - 1] + 1)
    name = actor.name if actor else (later.expansion if later else None) or "its name"
    related: tuple[Related, ...] = ()
    if later is not None:
        offsets = later.paragraph.offsets
        span = text_span(issue, later.path, offsets[later.start], offsets[later.end - 1] + 1)
        related = (Related("spelt out here", span),) if span else ()
        message = f"{use.acronym} is used here and spelt out only later"
    else:
        message = f"{use.acronym} is nowhere spelt out in this issue"
    advice = f"write it out at its first use: {name} ({use.acronym})"
    return Diagnostic("SV303", Severity.WARNING, message, place, advice, related=related)


RULE = Rule(code="SV303", name="acronym-not-spelt-out", severity=Severity.WARNING, check=check)

"""An acronym's letters do not fit the name that it abbreviates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.acronyms import SMALL_WORDS, fits, initials, letters_of, word_parts
from strevview.lint.acronyms_in_text import Introduction, introductions
from strevview.lint.item_links import text_span
from strevview.lint.near_words import slip_between
from strevview.lint.rule import Rule
from strevview.model.actors import Actor, ActorKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Shelf


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the acronyms in brackets that do not fit the name in front of them."""
    for found in introductions(issue):
        reason = _reason(found, issue.shelf.register.find(found.acronym))
        if reason is not None:
            offsets = found.paragraph.offsets
            place = text_span(issue, found.path, offsets[found.start], offsets[found.end - 1] + 1)
            yield warning("SV304", reason[0], place, reason[1])


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Yield the acronyms of actors.yaml that fit no name of their actor."""
    for number, actor in enumerate(shelf.register.actors):
        if actor.acronym is None or shelf.actors_places is None:
            continue
        forms = (actor.name, *actor.aliases, *actor.names.values())
        if not any(fits(actor.acronym, form) for form in forms if form != actor.acronym):
            message = f"the letters of {actor.acronym} do not fit {actor.name}"
            advice = "correct it, or add the name it stands for to `names:` or `aliases:`"
            place = shelf.actors_places.value(("actors", number, "acronym"))
            yield warning("SV304", message, place, advice)


def _reason(found: Introduction, owner: Actor | None) -> tuple[str, str] | None:
    """Return what is wrong with an acronym behind a name, and what to do."""
    if found.misspelt:
        return None
    if found.name is None or found.name.actor is None:
        return _unlike(found) if found.expansion is None and owner is None else None
    actor = found.name.actor
    same = found.acronym.casefold() in {form.casefold() for form in actor.forms}
    if same or actor.kind is ActorKind.PERSON:
        return None
    if actor.acronym is not None:
        # In brackets behind a body may also stand the body it belongs to.
        if owner is not None and not _is_slip(found.acronym, actor.acronym):
            return None
        message = f"{found.acronym} is not the acronym of {actor.name}"
        return message, f"actors.yaml has {actor.acronym}: correct one of the two"
    if owner is None and not any(fits(found.acronym, form) for form in actor.forms):
        message = f"the letters of {found.acronym} do not fit {actor.name}"
        return message, "correct the acronym or the name"
    return None


def _unlike(found: Introduction) -> tuple[str, str] | None:
    """Judge an acronym behind words that no register knows: it must be nearly what fits."""
    letters = letters_of(found.acronym)
    words = _last_words(found.words, len(letters))
    wanted = initials(words)
    if len(letters) < 3 or len(wanted) != len(letters) or wanted[0] != letters[0]:
        return None
    if not _is_slip(letters, wanted):
        return None
    message = f"the letters of {found.acronym} do not fit “{' '.join(words)}”"
    return message, f"{wanted.upper()} would fit: correct the acronym or the name"


def _last_words(words: tuple[str, ...], count: int) -> list[str]:
    """Return the last words that have a number of parts of weight."""
    for start in range(len(words) - 1, -1, -1):
        parts = [part for word in words[start:] for part in word_parts(word)]
        if sum(part not in SMALL_WORDS for part in parts) >= count:
            return list(words[start:])
    return []


def _is_slip(one: str, other: str) -> bool:
    first, second = letters_of(one), letters_of(other)
    return sorted(first) == sorted(second) or slip_between(first, second) is not None


RULE = Rule(
    code="SV304",
    name="acronym-does-not-fit",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)

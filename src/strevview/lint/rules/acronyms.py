"""SV303 to SV305, SV309, SV804: acronyms not spelt out, unfit, or of two names.

A text spells an acronym out by giving it in brackets behind the name: "Name (ACR)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from strevview.diagnostics import Related, Span
from strevview.lint.checked_issue import CheckedIssue, registered_actors, repeated
from strevview.lint.name_forms import (
    SMALL_WORDS,
    WELL_KNOWN_ACRONYMS,
    expansion,
    explains,
    fits,
    initials,
    is_acronym,
    letters_of,
    same_body,
)
from strevview.lint.names_in_text import Name, NameIndex, is_slip
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.lint.registry import Finding, rule, rule_across, shelf_rule
from strevview.model.issue import Actor, ActorKind
from strevview.model.loading import Shelf

_IN_BRACKETS = re.compile(r"(?<=[\w'\"”’]) \(([A-Z0-9][A-Za-z0-9&-]{1,13})(?=[),;])")
_USED = re.compile(r"(?<![\w&-])[A-Z0-9](?:[A-Za-z0-9]|[&-](?=[A-Z0-9]))+(?![\w&])")
_BEFORE = re.compile(r"[^\W_][\w'&.-]*")
# Where a name in front of its acronym cannot go on; it can behind "U.S.".
_END_BEFORE = re.compile(r"(?<![A-Z]\.[A-Z])[.;:!?()],? ")
# What stands before an acronym that a name in another script explains: "国家航天局（CNSA）".
_BEHIND_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff][»”’」』》]? ?[(（]$")
# How far a name in front of its acronym may reach back.
_REACH = 160
# A name and its acronym stand together: "CAST, the China Association …", "…, or CAST".
_TOGETHER = 14


class Introduction(NamedTuple):
    """An acronym in brackets, behind what it stands for.

    `words` are those in front of it, `expansion` the name among them whose letters fit, `name` a
    known name that stands right before the bracket; `misspelt` where that is nearly one.
    """

    at: Stretch
    acronym: str
    words: tuple[str, ...]
    expansion: str | None
    name: Name | None
    misspelt: bool


def introductions(issue: CheckedIssue) -> tuple[Introduction, ...]:
    """Return the acronyms in brackets in the items' texts, in reading order."""
    return tuple(
        _introduction(Stretch(paragraph, *match.span(1)), issue.names)
        for paragraph in issue.paragraphs
        for match in _IN_BRACKETS.finditer(paragraph.text)
        if is_acronym(match[1])
    )


def _introduction(at: Stretch, index: NameIndex) -> Introduction:
    acronym, bracket = at.words, at.start - len(" (")
    before = _END_BEFORE.split(at.text.text[max(0, bracket - _REACH) : bracket])[-1]
    words = _BEFORE.findall(before)
    found = " ".join(expansion(acronym, words)) or None
    name, misspelt = _name_before(before, index)
    if name is not None and found is None and any(fits(acronym, form) for form in name.forms):
        found = name.form
    return Introduction(at, acronym, tuple(words), found, name, misspelt)


def _name_before(before: str, index: NameIndex) -> tuple[Name | None, bool]:
    """Return the known name at the end of a text, and whether it is misspelt there."""
    matches, variants = index.with_variants(before)
    if matches and matches[-1].end == len(before):
        return matches[-1].name, False
    if variants and variants[-1].end == len(before):
        return variants[-1].name, True
    return None, False


@rule("SV303")
def acronym_not_spelt_out(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the first use of each acronym that stands before its name."""
    known = {
        form: actor
        for actor in issue.shelf.register.actors
        for form in actor.forms
        if is_acronym(form)
    }
    spelt_out = _spelt_out(issue)
    acronyms = frozenset((*known, *spelt_out)) - WELL_KNOWN_ACRONYMS
    for acronym, uses in _uses(issue.paragraphs, acronyms).items():
        use, actor, found = uses[0].place, known.get(acronym), spelt_out.get(acronym)
        explained = [other.place for other in uses if _is_behind_other_script(other)]
        explained += [] if found is None else [found.at.place]
        first = min(explained, default=None)
        if first is not None and first <= use:
            continue
        if actor is None or not _stands_beside(uses[0], actor.forms):
            name = actor.name if actor else (found.expansion if found else None)
            advice = f"write it out at its first use: {name or 'its name'} ({acronym})"
            message = f"{acronym} is nowhere spelt out in this issue"
            related: tuple[Related, ...] = ()
            if first is not None:
                message = f"{acronym} is used here and spelt out only later"
                related = (Related("spelt out here", first),)
            yield Finding(use, message, advice, related=related)


def _uses(paragraphs: Iterable[PrintedText], acronyms: frozenset[str]) -> dict[str, list[Stretch]]:
    """Return where texts use certain acronyms, or their plurals, in words of their own.

    What stands in quotation marks or in a quotation is said by others, and left out.
    """
    found: dict[str, list[Stretch]] = {}
    for paragraph in paragraphs:
        for match in paragraph.own(_USED):
            acronym = match.group()
            if acronym not in acronyms:
                acronym = acronym.removesuffix("s")
            if acronym in acronyms:
                found.setdefault(acronym, []).append(Stretch(paragraph, *match.span()))
    return found


def _is_behind_other_script(use: Stretch) -> bool:
    return _BEHIND_OTHER_SCRIPT.search(use.text.text, max(use.start - 4, 0), use.start) is not None


def _stands_beside(use: Stretch, forms: tuple[str, ...]) -> bool:
    """Return whether a long form of the name stands beside a use: "CAST, the China …"."""
    text = use.text.text
    return any(
        form in text[max(0, use.start - len(form) - _TOGETHER) : use.end + len(form) + _TOGETHER]
        for form in forms
        if " " in form
    )


def _spelt_out(issue: CheckedIssue) -> dict[str, Introduction]:
    """Return the acronyms that the texts spell out, each with where they do so first."""
    found: dict[str, Introduction] = {}
    for one in issue.once(introductions):
        if one.expansion or one.name:
            # Behind a name a wrong acronym, which SV304 tells of, still explains the right one.
            forms = one.name.forms if one.name else ()
            for acronym in (one.acronym, one.acronym.removesuffix("s"), *filter(is_acronym, forms)):
                found.setdefault(acronym, one)
    return found


@rule("SV304")
def acronym_does_not_fit(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the acronyms in brackets that do not fit the name in front of them."""
    for found in issue.once(introductions):
        fault = _misfit(found, issue.shelf.register.find(found.acronym))
        if fault is not None:
            yield Finding(found.at.place, *fault)


@shelf_rule("SV304")
def registered_acronym_does_not_fit(shelf: Shelf) -> Iterator[Finding]:
    """Yield the acronyms of actors.yaml that fit no name of their actor."""
    for part in registered_actors(shelf):
        actor, acronym = part.model, part.model.acronym
        forms = (actor.name, *actor.aliases, *actor.names.values())
        if acronym and not any(fits(acronym, form) for form in forms if form != acronym):
            message = f"the letters of {acronym} do not fit {actor.name}"
            advice = "correct it, or add the name it stands for to `names:` or `aliases:`"
            yield Finding(part.place("acronym"), message, advice)


def _misfit(found: Introduction, owner: Actor | None) -> tuple[str, str] | None:
    """Return what is wrong with an acronym behind a name, and what to do.

    `owner` is the actor whose acronym it is.
    """
    acronym, actor = found.acronym, found.name.actor if found.name is not None else None
    if found.misspelt:
        return None
    if actor is None:
        return _nearly_fits(found) if found.expansion is None and owner is None else None
    if actor.kind is ActorKind.PERSON or acronym.casefold() in map(str.casefold, actor.forms):
        return None
    # In brackets behind a body may also stand the body it belongs to.
    if actor.acronym is not None and (
        owner is None or is_slip(letters_of(acronym), letters_of(actor.acronym))
    ):
        message = f"{acronym} is not the acronym of {actor.name}"
        return message, f"actors.yaml has {actor.acronym}: correct one of the two"
    if actor.acronym is None and owner is None and not any(fits(acronym, f) for f in actor.forms):
        message = f"the letters of {acronym} do not fit {actor.name}"
        return message, "correct the acronym or the name"
    return None


def _nearly_fits(found: Introduction) -> tuple[str, str] | None:
    """Judge an acronym behind words that no register knows: it must be nearly what fits."""
    letters = letters_of(found.acronym)
    ends = (list(found.words[start:]) for start in reversed(range(len(found.words))))
    words = next((end for end in ends if len(initials(end)) >= len(letters)), [])
    wanted = initials(words)
    if len(letters) < 3 or len(wanted) != len(letters) or wanted[0] != letters[0]:
        return None
    if not is_slip(letters, wanted):
        return None
    message = f"the letters of {found.acronym} do not fit “{' '.join(words)}”"
    return message, f"{wanted.upper()} would fit: correct the acronym or the name"


@rule("SV309", default=False)
def acronym_not_explained(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the acronyms behind names that no register knows and that do not account for them."""
    for found in issue.once(introductions):
        acronym, name = found.acronym, _capitalised(found.words)
        known = found.name or acronym in WELL_KNOWN_ACRONYMS or issue.shelf.register.find(acronym)
        # Else it is that of another body, such as where a person in front of it works. Among words
        # in capitals nothing tells an acronym.
        alike = SequenceMatcher(a=letters_of(acronym), b=initials(name)).ratio() >= 0.5
        meant = alike and not " ".join(name).isupper()
        if known or not meant or explains(name, acronym) or _nearly_fits(found):
            continue
        if found.expansion is None:
            message = f"the words of “{' '.join(name)}” do not give each letter of {acronym}"
        else:
            message = f"{acronym} has no letter for a word of “{found.expansion}”"
        advice = "correct the acronym or the name; if both are right, add them to actors.yaml"
        yield Finding(found.at.place, message, advice)


def _capitalised(words: tuple[str, ...]) -> list[str]:
    """Return the words with capitals at the end, and the small words between them."""
    name: list[str] = []
    for word in reversed(words):
        if not word[0].isupper() and word not in SMALL_WORDS:
            break
        name.insert(0, re.sub(r"'s?$", "", word))
    while name and not name[0][0].isupper():
        del name[0]
    return name


class SpeltOut(NamedTuple):
    """An acronym, and what a text spells it out as; `issue` is the issue's stem."""

    acronym: str
    name: str
    place: Span
    issue: str

    def and_for(self, other: str, where: str, there: Span | None = None) -> Finding:
        """Return that the acronym stands for another name elsewhere."""
        return Finding(
            self.place,
            f"{self.acronym} stands for {self.name} here, and for {other} {where}",
            "keep the acronym for one of the two, and write the other out",
            related=() if there is None else (Related(f"for {other} here", there),),
        )


def _names_spelt_out(issue: CheckedIssue) -> list[SpeltOut]:
    """Return the acronyms in brackets behind names that fit, in reading order."""
    return [
        SpeltOut(one.acronym, one.expansion, one.at.place, issue.stem)
        for one in issue.once(introductions)
        if one.expansion is not None and not one.misspelt
    ]


@rule("SV305")
def acronym_of_two_names(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the acronyms that are spelt out otherwise than before, or than in actors.yaml."""
    first: dict[str, SpeltOut] = {}
    for here in _names_spelt_out(issue):
        earlier = first.setdefault(here.acronym, here)
        actor = issue.shelf.register.find(here.acronym)
        if earlier is not here:
            if not same_body(earlier.name, here.name):
                yield here.and_for(earlier.name, "before", earlier.place)
        elif actor is not None and not any(
            same_body(form, here.name) for form in actor.forms if " " in form
        ):
            yield here.and_for(actor.name, "in actors.yaml")


@shelf_rule("SV305")
def acronym_of_two_actors(shelf: Shelf) -> Iterator[Finding]:
    """Yield the acronyms that two actors of actors.yaml have."""
    parts = (part for part in registered_actors(shelf) if part.model.acronym is not None)
    for first, part in repeated(parts, lambda part: part.model.acronym):
        # Told by SV310: one actor is listed twice.
        if part.model.name != first.model.name:
            message = f"{part.model.acronym} is also the acronym of {first.model.name}"
            advice = "keep it for one of the two; delete it at the other"
            there = Related(f"the acronym of {first.model.name}", first.place("acronym"))
            yield Finding(part.place("acronym"), message, advice, related=(there,))


def _of_no_actor(issue: CheckedIssue) -> list[SpeltOut]:
    """Return what an issue spells out first for each acronym that everybody need not know."""
    first = {one.acronym: one for one in reversed(_names_spelt_out(issue))}
    register = issue.shelf.register
    unknown = (acronym for acronym in first if register.find(acronym) is None)
    return [first[acronym] for acronym in unknown if acronym not in WELL_KNOWN_ACRONYMS]


@rule_across("SV804", _of_no_actor)
def acronym_of_another_before(issues: Sequence[list[SpeltOut]]) -> Iterator[Finding]:
    """Yield the acronyms that earlier issues spell out otherwise, the first in each issue."""
    for earlier, one in repeated(chain.from_iterable(issues), lambda one: one.acronym):
        if not same_body(earlier.name, one.name):
            yield one.and_for(earlier.name, f"in {earlier.issue}", earlier.place)

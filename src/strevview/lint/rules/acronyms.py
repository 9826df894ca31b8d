"""SV303 to SV305: acronyms that are not spelt out, do not fit, or stand for two names.

A text spells an acronym out by giving it in brackets behind the name: "Name (ACR)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from strevview.diagnostics import Related
from strevview.lint.checked_issue import CheckedIssue, registered_actors, repeated
from strevview.lint.name_forms import (
    COMMON,
    SMALL_WORDS,
    expansion,
    explains,
    fits,
    initials,
    is_acronym,
    letters_of,
    same_body,
    word_parts,
)
from strevview.lint.names_in_text import Name, NameIndex, is_slip
from strevview.lint.printed_texts import PrintedText, Stretch
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.model.issue import Actor, ActorKind
from strevview.model.loading import Shelf

# One bracket may be missing, which is told by SV607; then the letters must fit.
_IN_BRACKETS = re.compile(
    r"(?<=[\w'\"”’]) (\()?([A-Z0-9][A-Za-z0-9&-]{1,13})(?=([),;])?)(?![\w&-])"
)
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
        found
        for paragraph in issue.paragraphs
        if "(" in paragraph.text
        for found in _introductions(paragraph, issue.names)
    )


def _introductions(paragraph: PrintedText, index: NameIndex) -> Iterator[Introduction]:
    text = paragraph.text
    for match in _IN_BRACKETS.finditer(text):
        opening, acronym, closing = match.groups()
        # A missing bracket leaves one: "(JWG on", "Group JWG) on".
        if not is_acronym(acronym) or not (opening or closing == ")"):
            continue
        start = max(0, match.start() - _REACH)
        before = _END_BEFORE.split(text[start : match.start()])[-1]
        words = _BEFORE.findall(before)
        first = expansion(acronym, words)
        found = None if first is None else " ".join(words[first:])
        name, misspelt = _name_before(before, index)
        if name is not None and found is None and any(fits(acronym, f) for f in name.forms):
            found = name.form
        if found is None and not (opening and closing):
            continue
        at = Stretch(paragraph, *match.span(2))
        yield Introduction(at, acronym, tuple(words), found, name, misspelt)


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
    spelt_out = _spelt_out(issue, known)
    acronyms = frozenset((*known, *spelt_out)) - COMMON
    for acronym, uses in _uses(issue.paragraphs, acronyms).items():
        use, actor, found = uses[0], known.get(acronym), spelt_out.get(acronym)
        explained = list(filter(_is_behind_other_script, uses))
        explained += () if found is None else (found.at,)
        at = min(explained, key=lambda stretch: stretch.place[:3], default=None)
        if at is not None and at.place[:3] <= use.place[:3]:
            continue
        if actor is None or not _stands_beside(use, actor.forms):
            name = actor.name if actor else (found.expansion if found else None)
            yield _not_spelt_out(acronym, use, at, name or "its name")


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
    for form in (form for form in forms if " " in form):
        reach = len(form) + _TOGETHER
        if (
            form in text[max(0, use.start - reach) : use.start]
            or form in text[use.end : use.end + reach]
        ):
            return True
    return False


def _spelt_out(issue: CheckedIssue, known: dict[str, Actor]) -> dict[str, Introduction]:
    """Return the acronyms that the texts spell out, each with where they do so first."""
    found: dict[str, Introduction] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for introduction in issue.once(introductions):
        if (introduction.acronym, introduction.words) not in seen:
            seen.add((introduction.acronym, introduction.words))
            for acronym in _spelt_out_by(introduction, known):
                found.setdefault(acronym, introduction)
    return found


def _spelt_out_by(found: Introduction, known: dict[str, Actor]) -> tuple[str, ...]:
    own: tuple[str, ...] = ()
    if found.expansion or found.name:
        own = (found.acronym, found.acronym.removesuffix("s"))
    # Beside a wrong acronym, which SV304 tells of, the name still explains the right one.
    if found.name is not None:
        return (*own, *filter(is_acronym, found.name.forms))
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


def _not_spelt_out(acronym: str, use: Stretch, later: Stretch | None, name: str) -> Finding:
    advice = f"write it out at its first use: {name} ({acronym})"
    if later is None:
        return Finding(use.place, f"{acronym} is nowhere spelt out in this issue", advice)
    message = f"{acronym} is used here and spelt out only later"
    return Finding(use.place, message, advice, related=(Related("spelt out here", later.place),))


@rule("SV304")
def acronym_does_not_fit(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the acronyms in brackets that do not fit the name in front of them."""
    for found in issue.once(introductions):
        reason = _reason(found, issue.shelf.register.find(found.acronym))
        if reason is not None:
            yield Finding(found.at.place, *reason)


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


@rule("SV309", default=False)
def acronym_not_explained(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the acronyms behind names that no register knows and that do not account for them."""
    for found in issue.once(introductions):
        acronym, name = found.acronym, _capitalised(found.words)
        known = found.name or issue.shelf.register.find(acronym)
        # Who wrote "(Agile BPA)" explains nothing in brackets.
        if known or acronym in COMMON or found.at.text.text[found.at.start - 1] != "(":
            continue
        if not explains(name, acronym) and _seems_meant(acronym, name) and not _unlike(found):
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


def _seems_meant(acronym: str, name: list[str]) -> bool:
    """Return whether an acronym is meant for a name: half of its letters are those of its words.

    Else it is that of another body, such as where a person in front of it works. Among words in
    capitals nothing tells an acronym.
    """
    if " ".join(name).isupper():
        return False
    letters, wanted = letters_of(acronym), initials(name)
    blocks = SequenceMatcher(a=letters, b=wanted).get_matching_blocks()
    fitting = sum(block.size for block in blocks)
    return fitting >= 2 and fitting * 2 >= len(letters)


def _last_words(words: tuple[str, ...], count: int) -> list[str]:
    """Return the last words that have a number of parts of weight."""
    for start in range(len(words) - 1, -1, -1):
        parts = [part for word in words[start:] for part in word_parts(word)]
        if sum(part not in SMALL_WORDS for part in parts) >= count:
            return list(words[start:])
    return []


def _is_slip(one: str, other: str) -> bool:
    first, second = letters_of(one), letters_of(other)
    return sorted(first) == sorted(second) or is_slip(first, second)


# What to do about an acronym of two names.
ONE_OF_TWO = "keep the acronym for one of the two, and write the other out"


@rule("SV305")
def acronym_of_two_names(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the acronyms that are spelt out otherwise than before, or than in actors.yaml."""
    first: dict[str, Introduction] = {}
    for found in issue.once(introductions):
        if found.expansion is None or found.misspelt:
            continue
        here = f"{found.acronym} stands for {found.expansion} here, and for"
        earlier = first.setdefault(found.acronym, found)
        if earlier is not found:
            if not same_body(earlier.expansion or "", found.expansion):
                related = (Related(f"for {earlier.expansion} here", earlier.at.place),)
                message = f"{here} {earlier.expansion} before"
                yield Finding(found.at.place, message, ONE_OF_TWO, related=related)
            continue
        actor = issue.shelf.register.find(found.acronym)
        if actor is None or (found.name is not None and found.name.actor is actor):
            continue
        if not any(same_body(form, found.expansion) for form in actor.forms if " " in form):
            yield Finding(found.at.place, f"{here} {actor.name} in actors.yaml", ONE_OF_TWO)


@shelf_rule("SV305")
def acronym_of_two_actors(shelf: Shelf) -> Iterator[Finding]:
    """Yield the acronyms that two actors of actors.yaml have."""
    parts = (part for part in registered_actors(shelf) if part.model.acronym is not None)
    for first, part in repeated(parts, lambda part: part.model.acronym):
        # Told by SV310: one actor is listed twice.
        if part.model.name == first.model.name:
            continue
        message = f"{part.model.acronym} is also the acronym of {first.model.name}"
        advice = "keep it for one of the two; delete it at the other"
        there = Related(f"the acronym of {first.model.name}", first.place("acronym"))
        yield Finding(part.place("acronym"), message, advice, related=(there,))

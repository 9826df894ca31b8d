"""Where an issue's texts use acronyms, and where they spell them out: "Name (ACR)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.acronyms import expansion, fits, is_acronym
from strevview.lint.folding import folded_items
from strevview.lint.item_actors import register_names
from strevview.lint.names_in_text import Name, NameIndex, words_of
from strevview.lint.per_issue import once_per_issue

if TYPE_CHECKING:
    from strevview.lint.names_in_text import NameMatch, Variant
    from strevview.model.loading import LoadedIssue
    from strevview.model.prose import PlainParagraph
    from strevview.source.nodes import Path

# One bracket may be missing, which is told by SV607; then the letters must fit.
_IN_BRACKETS = re.compile(
    r"(?<=[\w'\"”’]) (\()?([A-Z0-9][A-Za-z0-9&-]{1,13})(?=([),;])?)(?![\w&-])"
)
_TOKEN = re.compile(r"(?<![\w&-])[A-Z0-9](?:[A-Za-z0-9]|[&-](?=[A-Z0-9]))+(?![\w&])")
_BEFORE = re.compile(r"[^\W_][\w'&.-]*")
# How far a name in front of its acronym may reach back.
_REACH = 160
# A name and its acronym stand together: "CAST, the China Association …", "…, or CAST".
_TOGETHER = 14


class Introduction(NamedTuple):
    """An acronym in brackets at `start:end` of a paragraph, behind what it stands for.

    `words` are those in front of it, `expansion` the name among them whose letters fit, `name` a
    known name that stands right before the bracket; `misspelt` where that is nearly one.
    """

    path: Path
    paragraph: PlainParagraph
    start: int
    end: int
    acronym: str
    words: tuple[str, ...]
    expansion: str | None
    name: Name | None
    misspelt: bool


class Use(NamedTuple):
    """An acronym at `start:end` of a paragraph."""

    path: Path
    paragraph: PlainParagraph
    start: int
    end: int
    acronym: str


@once_per_issue
def introductions(issue: LoadedIssue) -> tuple[Introduction, ...]:
    """Return the acronyms in brackets in the texts of an issue, in reading order."""
    index = register_names(issue.shelf)
    return tuple(
        found
        for path, _, paragraphs in folded_items(issue)
        for paragraph in paragraphs
        if "(" in paragraph.text
        for found in _introductions(path, paragraph, index)
    )


def uses(issue: LoadedIssue, acronyms: frozenset[str]) -> Iterator[Use]:
    """Yield where the texts of an issue use certain acronyms, in reading order.

    What stands in quotation marks or in a quotation is said by others, and left out.
    """
    for path, _, paragraphs in folded_items(issue):
        for paragraph in paragraphs:
            if paragraph.quoted:
                continue
            text = paragraph.text
            for match in _TOKEN.finditer(text):
                acronym = match.group()
                if acronym not in acronyms and acronym.endswith("s"):
                    acronym = acronym[:-1]
                if acronym in acronyms and not _is_quoted(text, match.start()):
                    yield Use(path, paragraph, *match.span(), acronym)


def stands_beside(use: Use, forms: tuple[str, ...]) -> bool:
    """Return whether a long form of the name stands beside a use: "CAST, the China …"."""
    text = use.paragraph.text
    for form in forms:
        if " " not in form:
            continue
        before = text[max(0, use.start - len(form) - _TOGETHER) : use.start]
        after = text[use.end : use.end + len(form) + _TOGETHER]
        if form in before or form in after:
            return True
    return False


def _introductions(
    path: Path, paragraph: PlainParagraph, index: NameIndex
) -> Iterator[Introduction]:
    text = paragraph.text
    for match in _IN_BRACKETS.finditer(text):
        opening, acronym, closing = match.groups()
        # A missing bracket leaves one: "(JWG on", "Group JWG) on".
        if not is_acronym(acronym) or not (opening or closing == ")"):
            continue
        start = max(0, match.start() - _REACH)
        before = re.split(r"[.;:!?()] ", text[start : match.start()])[-1]
        words = _BEFORE.findall(before)
        first = expansion(acronym, words)
        found = None if first is None else " ".join(words[first:])
        name, misspelt = _name_before(before, index)
        if name is not None and found is None and any(fits(acronym, f) for f in _forms(name)):
            found = name.form
        if found is None and not (opening and closing):
            continue
        yield Introduction(
            path, paragraph, *match.span(2), acronym, tuple(words), found, name, misspelt
        )


def _forms(name: Name) -> tuple[str, ...]:
    return name.actor.forms if name.actor else (name.form,)


def _name_before(before: str, index: NameIndex) -> tuple[Name | None, bool]:
    words = words_of(before)
    matches = index.matches(before, words)
    if matches and _ends_at(matches[-1], before):
        return matches[-1].name, False
    variants = index.variants(before, words, matches)
    if variants and _ends_at(variants[-1], before):
        return variants[-1].name, True
    return None, False


def _ends_at(found: NameMatch | Variant, text: str) -> bool:
    return found.end == len(text)


def _is_quoted(text: str, place: int) -> bool:
    near = max(0, place - 600)
    return text.rfind("“", near, place) > text.rfind("”", near, place)

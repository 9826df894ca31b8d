"""SV602: quotation marks and apostrophes of the kind that the series does not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from strevview.diagnostics import Fix
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.printed_texts import MOST_FINDINGS, PrintedText
from strevview.lint.registry import Finding, rule
from strevview.model.issue import Quotes

_STRAIGHT = re.compile("[\"']")
_CURLY = re.compile("[“”‘’]")
_STRAIGHT_FOR = {"“": '"', "”": '"', "‘": "'", "’": "'"}
# What may stand before a mark that opens and behind one that closes, but for spaces.
_OPENERS = tuple("([{—–-/“‘\"'")
_CLOSERS = tuple(")]}—–-/”’\"'.,;:!?…")
# A single mark that closes a quotation, or the apostrophe of a plural.
_END_OF_WORD = re.compile(r"(?<=\S)'(?!\w)")
_LONGEST = 600
# Inside a word, behind "U.S.", and where letters are left out in front: '90s, 'tis.
_APOSTROPHE = re.compile(
    r"(?<=[^\W_])'(?=[^\W_])|(?<=[.)!}])'(?=s\b)"
    r"|(?<![^\W_])'(?=(?:\d\ds?|tis|twas|em|n|til|cause)\b)",
    re.IGNORECASE,
)
# Languages that quote “so” (CLDR); others have marks of their own.
_LANGUAGES = "bn en gu hi id kn ko ml mr ms nl pa pt ta te th tr vi zh"
_QUOTES_SO = frozenset(_LANGUAGES.split())


class Mark(NamedTuple):
    """A mark of the wrong kind in a text, and the right one; None where that is not certain."""

    place: int
    meant: str | None


@rule("SV602")
def quotes_of_the_other_kind(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield, for each text, the first of the marks that can be mended and each that cannot."""
    series = issue.series
    straight = series is not None and series.lint.quotes is Quotes.STRAIGHT
    quotes_so = series is None or series.language.lower().split("-")[0] in _QUOTES_SO
    wrong, usual = ("curly", "straight") if straight else ("straight", "curly")
    for text in issue.texts:
        marks = _curly_marks(text.text) if straight else straight_marks(text.text, quotes_so)
        yield from _findings(text, marks, wrong, usual)


def _findings(
    text: PrintedText, marks: Iterator[Mark], wrong: str, usual: str
) -> Iterator[Finding]:
    message = f"a {wrong} quote, where the series has {usual} ones"
    mended: list[tuple[Mark, Fix]] = []
    for mark in islice(marks, MOST_FINDINGS):
        end = mark.place + 1
        fix = text.fix(mark.place, end, mark.meant, "") if mark.meant else None
        if fix is not None:
            mended.append((mark, fix))
            continue
        advice = f"write `{mark.meant}`" if mark.meant else f"write the {usual} mark that is meant"
        yield Finding(text.span(mark.place, end), message, advice)
    if mended:
        first, count = mended[0][0], len(mended)
        advice = f"write `{first.meant}`"
        if count > 1:
            message = f"{count} {wrong} quotes from here on, where the series has {usual} ones"
            advice = f"{advice}, and so on"
        fix = Fix(f"write {usual} quotes", tuple(edit for _, one in mended for edit in one.edits))
        yield Finding(text.span(first.place, first.place + 1), message, advice, fix)


def _curly_marks(text: str) -> Iterator[Mark]:
    for match in _CURLY.finditer(text):
        yield Mark(match.start(), _STRAIGHT_FOR[match.group()])


def straight_marks(text: str, quotes_so: bool) -> Iterator[Mark]:
    """Yield the straight quotation marks and apostrophes of a text.

    Feet, inches and the marks inside Hebrew words are none. `quotes_so` says that the text is of a
    language that quotes “so”; of others apostrophes alone are certain.
    """
    opened = {'"': False, "'": False}
    for match in _STRAIGHT.finditer(text):
        place, mark = match.start(), match.group()
        before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
        if "א" <= before <= "ת" or (before.isdigit() and not (opened[mark] or after.isalpha())):
            continue
        if _APOSTROPHE.match(text, place):
            yield Mark(place, "’")
            continue
        opens, closes = _opens(before, after), _closes(before, after)
        if opens and closes:
            opens = not opened[mark]
        alone = mark == "'" and not _END_OF_WORD.search(text, place + 1, place + _LONGEST)
        if not (opens or closes) or (opens and alone):
            yield Mark(place, None)
            continue
        opened[mark] = opens
        pair = "“”" if mark == '"' else "‘’"
        yield Mark(place, pair[not opens] if quotes_so else None)


def _opens(before: str, after: str) -> bool:
    return (not before or before.isspace() or before in _OPENERS) and (
        after not in ("", ")", "]", "}") and not after.isspace()
    )


def _closes(before: str, after: str) -> bool:
    return (not after or after.isspace() or after in _CLOSERS) and (
        before not in ("", "(", "[", "{") and not before.isspace()
    )

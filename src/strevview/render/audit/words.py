"""Where the parts of the issue stand in the PDF, and which words of it do not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from strevview.diagnostics import Diagnostic, error, warning
from strevview.render.audit.codes import WORDS_LOST
from strevview.render.audit.days import is_printed
from strevview.render.audit.expected import Expected
from strevview.render.audit.flow import Flow
from strevview.render.audit.matches import Match, Matches

_HELP = (
    "the layout dropped it, or hid it from readers: lay out with blocks, tables, or one grid or "
    "flex box an item"
)
_NUMBER_HELP = "number the entries of `ol` by the counter `list-item`, as browsers do"
_VALUE_HELP = "print it in the style's template; docs/styles.md lists what templates are given"


def check_words(flow: Flow, expected: Expected, matches: Matches) -> Iterator[Diagnostic]:
    """Yield the words of the issue that are not in the PDF, part by part."""
    for match in matches.optional:
        if match.lost:
            message = f"{match.part.where}: “{match.part.text}” is not printed by this style"
            yield warning(WORDS_LOST, message, match.part.span, _VALUE_HELP)
    for match in matches.all():
        yield from _lost_words(flow, match)
        if match.part.number is not None and 0 not in dict(match.lost):
            yield from _list_number(flow, match, match.part.number)
    yield from _days(flow, expected, matches.free)
    yield from _number(flow, expected, matches.free)


def _lost_words(flow: Flow, match: Match) -> Iterator[Diagnostic]:
    words, text = match.wording.words, match.part.text
    for first, end in match.lost:
        opening = text[words[first].start : words[first].end]
        closing = text[words[end - 1].start : words[end - 1].end]
        if end - first == 1:
            what = f"the word “{opening}” is lost"
        else:
            count = f"all {end}" if end - first == len(words) else f"{end - first}"
            what = f"{count} words lost, from “{opening}” to “{closing}”"
        before = match.stretch(first - 1) if first else None
        if before is not None:
            page = flow.page_at(before[0]) + 1
            what += f", after “{flow.nearest(before[1])}” on page {page}"
        span = match.part.span_of(words[first].start, words[end - 1].end)
        yield error(WORDS_LOST, f"{match.part.where}: {what}", span, _HELP)


def _list_number(flow: Flow, match: Match, number: int) -> Iterator[Diagnostic]:
    """Yield the number of a list's entry if another, or none, stands before its first word.

    Letters and Roman numerals are a style's choice.
    """
    start = match.stretch(0)
    if start is None:
        return
    before, is_label = flow.word_before(start[0])
    digits = "".join(str(unicodedata.decimal(one)) for one in before if one.isdecimal())
    if (digits and int(digits) == number) or (is_label and not digits):
        return
    what = f"is printed as {digits}" if is_label else "is not printed"
    message = f"{match.part.where}: the number {number} of a list’s entry {what}"
    yield error(WORDS_LOST, message, match.part.span_of(0, 1), _NUMBER_HELP)


def _days(flow: Flow, expected: Expected, free: str) -> Iterator[Diagnostic]:
    words = [free[start:end].replace("\0", "") for start, end in pairwise(flow.wording.starts)]
    for day in expected.days:
        if not is_printed(day, expected.language, words):
            shown = f"{day.year}-{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")
            message = f"the {day.where}, {shown}, is not printed"
            yield error(WORDS_LOST, message, day.span, _VALUE_HELP)


def _number(flow: Flow, expected: Expected, free: str) -> Iterator[Diagnostic]:
    if expected.number is None:
        return
    wanted = re.compile(rf"(?<!\d){expected.number}(?!\d)")
    for start, end in pairwise(flow.wording.starts):
        if wanted.search(free, start, end):
            return
    message = f"the issue's number, {expected.number}, is not printed"
    yield error(WORDS_LOST, message, expected.number_span, _VALUE_HELP)

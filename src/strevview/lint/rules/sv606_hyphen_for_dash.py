"""A hyphen stands where a dash is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.joined_lines import joined_texts
from strevview.lint.printed_texts import (
    MOST_FINDINGS,
    PrintedText,
    fix_in,
    is_english,
    printed_texts,
    span_in,
)
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_UNIT = (
    r"(?:%|per cent\b|percent\b|million\b|billion\b|trillion\b|thousand\b|years?\b|months?\b"
    r"|weeks?\b|days?\b|hours?\b|minutes?\b|seconds?\b|people\b|countries\b|kilometres?\b|km\b"
    r"|metres?\b|kilograms?\b|kg\b|tonnes?\b|times\b|participants\b)"
)
_APART = r"(?<![\w.,/:–-])"
_RANGES = (
    re.compile(rf"{_APART}(\d{{1,2}})-(\d{{1,2}}) {_MONTH}\b"),
    re.compile(rf"\b{_MONTH} (\d{{1,2}})-(\d{{1,2}})(?![\w–-])"),
    re.compile(rf"{_APART}((?:1[89]|20)\d\d)-((?:1[89]|20)\d\d)(?![\w–-])"),
    re.compile(r"\b(?:pp?\.|pages?) ?(\d{1,4})-(\d{1,4})(?![\w–-])"),
    re.compile(rf"{_APART}(\d{{1,4}}(?:\.\d)?)-(\d{{1,4}}(?:\.\d)?) ?{_UNIT}"),
)
# What each of these ranges holds: most hyphens stand between words.
_NUMBERS = re.compile(r"\d-\d")
_MONTHS = re.compile(rf"\b{_MONTH}-{_MONTH}\b")
_SPACED = re.compile(r"(?<=[^\s-]) (--?) (?=[^\s-])")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each hyphen in a range and each hyphen between spaces."""
    if not is_english(issue):
        return
    for text in printed_texts(issue):
        # A hyphen in a text whose lines are joined (SV019) may be the start of a list entry.
        if "-" not in text.text or text.path in joined_texts(issue):
            continue
        for pattern in _RANGES if _NUMBERS.search(text.text) else ():
            for match in islice(pattern.finditer(text.text), MOST_FINDINGS):
                if float(match.group(1)) < float(match.group(2)):
                    yield _told(issue, text, match.end(1), match.span(1)[0], match.end(2))
        for match in islice(_MONTHS.finditer(text.text), MOST_FINDINGS):
            place = match.group().index("-") + match.start()
            yield _told(issue, text, place, *match.span())
        for match in islice(_SPACED.finditer(text.text), MOST_FINDINGS):
            if not _is_sum(text.text, match.start(), match.end()):
                yield _spaced(issue, text, *match.span(1))


def _told(issue: LoadedIssue, text: PrintedText, place: int, start: int, end: int) -> Diagnostic:
    written = text.text[start:end]
    meant = written.replace("-", "–")
    message = f"a hyphen in the range `{written}`"
    found = warning("SV606", message, span_in(issue, text, place, place + 1), f"write `{meant}`")
    return found._replace(fix=fix_in(issue, text, place, place + 1, "–", f"write `{meant}`"))


def _spaced(issue: LoadedIssue, text: PrintedText, start: int, end: int) -> Diagnostic:
    message = f"`{text.text[start:end]}` between spaces in the place of a dash"
    found = warning("SV606", message, span_in(issue, text, start, end), "write `–`")
    return found._replace(fix=fix_in(issue, text, start, end, "–", "write a dash"))


def _is_sum(words: str, start: int, end: int) -> bool:
    """Whether numbers or single letters stand on both sides: `5 - 3`, `a - b`."""
    before, after = words[:start].rpartition(" ")[2], words[end:].partition(" ")[0]
    return all(
        word[:1].isdigit() or (len(word) == 1 and word not in "aAI") for word in (before, after)
    )


RULE = Rule(code="SV606", name="hyphen-for-dash", severity=Severity.WARNING, check=check)

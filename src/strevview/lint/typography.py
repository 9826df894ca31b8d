"""Signs of typography: straight and curly quotes, and where the issue has which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.per_issue import once_per_issue
from strevview.lint.printed_texts import PrintedText, printed_texts

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

STRAIGHT = "\"'"
CURLY = "“”‘’"


class QuoteMark(NamedTuple):
    """A quotation mark or an apostrophe in a printed text."""

    text: PrintedText
    place: int
    mark: str

    @property
    def is_straight(self) -> bool:
        """Whether it is a typewriter's mark."""
        return self.mark in STRAIGHT


@once_per_issue
def quote_marks(issue: LoadedIssue) -> tuple[QuoteMark, ...]:
    """Return the quotation marks and apostrophes of the issue; feet and inches are none."""
    return tuple(mark for text in printed_texts(issue) for mark in _marks(text))


def _marks(text: PrintedText) -> Iterator[QuoteMark]:
    words = text.text
    if not any(mark in words for mark in STRAIGHT + CURLY):
        return
    for place, letter in enumerate(words):
        if letter in CURLY or (letter in STRAIGHT and not words[place - 1 : place].isdigit()):
            yield QuoteMark(text, place, letter)


def curly_for(words: str, place: int) -> str | None:
    """Return the curly mark that a straight one stands for, or None where it is not certain."""
    mark = words[place]
    before, after = words[place - 1 : place] if place else "", words[place + 1 : place + 2]
    if mark == "'":
        return "’" if before.isalpha() and after.isalpha() else None
    opens = (not before or before.isspace() or before in "([—–") and after.isalnum()
    closes = (before.isalnum() or before in tuple(".,!?…")) and (
        not after or after.isspace() or after in ".,;:!?)]—–"
    )
    if opens == closes:
        return None
    return "“" if opens else "”"


def straight_for(mark: str) -> str:
    """Return the straight mark for a curly one."""
    return '"' if mark in "“”" else "'"

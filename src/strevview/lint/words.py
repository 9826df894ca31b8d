"""The words of an issue's texts with their places, found once for the rules about spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from strevview.lint.per_issue import once_per_issue
from strevview.lint.printed_texts import PrintedText, TextKind, printed_texts
from strevview.lint.quotations import is_inside, quotations

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_SMALL_WORD = re.compile(r"(?<![^\W_])(?<![-’'.@/\\])[a-z]{2,}(?![^\W_])(?!['’.@/\\][^\W_])")


class WordPlace(NamedTuple):
    """Where a word stands."""

    text: PrintedText
    start: int
    end: int


@once_per_issue
def small_words(issue: LoadedIssue) -> dict[str, tuple[WordPlace, ...]]:
    """Return the English words written small, outside quotations, each with its places.

    A word with a capital may be part of a name, and one inside an address or a file's name is no
    word.
    """
    found: dict[str, list[WordPlace]] = {}
    for text in printed_texts(issue):
        if text.quoted or text.kind is TextKind.HEADING:
            continue
        quoted = quotations(text.text)
        for match in _SMALL_WORD.finditer(text.text):
            if not quoted or not is_inside(match.start(), quoted):
                found.setdefault(match.group(), []).append(WordPlace(text, *match.span()))
    return {word: tuple(places) for word, places in found.items()}

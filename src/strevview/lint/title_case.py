"""Capitals in titles: which words of a title could have one, and which of them do."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Words that a title in capitals leaves small (articles, conjunctions, prepositions).
_SMALL = frozenset(
    {"a", "an", "the", "and", "but", "or", "nor", "as", "at", "by", "for", "from", "in", "into"}
    | {"of", "off", "on", "onto", "over", "per", "to", "up", "via", "with", "within", "vs", "de"}
    | {"la", "le", "du", "des", "und", "von", "van", "der", "al", "el", "its", "their", "about"}
    | {"after", "against", "among", "around", "before", "between", "during", "through", "toward"}
    | {"towards", "under", "until", "upon", "without", "than", "that", "s", "is"}
)


class TitleWord(NamedTuple):
    """A word of a title that could have a capital, with its place in the title."""

    text: str
    start: int
    end: int

    @property
    def is_small(self) -> bool:
        """Whether it starts with a small letter."""
        return self.text[0].islower()


def telling_words(title: str) -> tuple[TitleWord, ...]:
    """Return the words that tell how a title is set.

    A first word with a capital, small words, single letters, abbreviations and the second part of
    a hyphenated word tell nothing.
    """
    found = []
    for number, match in enumerate(_WORD.finditer(title)):
        word, start = match.group(), match.start()
        after_hyphen = title[start - 1 : start] in ("-", "‑", "'", "’", ".")
        small = word[0].islower()
        if after_hyphen or (number == 0 and not small) or (number and word.casefold() in _SMALL):
            continue
        if (
            word[1:] != word[1:].lower()
            or (len(word) == 1 and number)
            or word[0].upper() == word[0].lower()
        ):
            continue
        found.append(TitleWord(word, start, match.end()))
    return tuple(found)


def is_title_case(words: tuple[TitleWord, ...]) -> bool:
    """Whether each of at least two telling words has a capital."""
    return len(words) > 1 and not any(word.is_small for word in words)


def is_sentence_case(words: tuple[TitleWord, ...]) -> bool:
    """Whether a telling word is small."""
    return any(word.is_small for word in words)

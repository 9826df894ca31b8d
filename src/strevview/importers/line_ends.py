"""What stands between two lines of a paragraph once they are one: hyphens at line ends undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

# U+00AD and U+2010 stand at a line's end only where a program broke the word.
_SOFT = "\u00ad"
_HYPHENS = ("-", "\u2010", _SOFT)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?=.$)")
_ADDRESS_AT_END = re.compile(r"(?:https?://|www\.|doi\.org/)\S*$", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"[\w%~#?&=+./-]*[\d/_=&%#?-][\w%~#?&=+./-]*(?=[\s\])>,;.]|$)")
# A file that breaks words does so at the end of one in so many lines at least.
_FEW_LINES = 50


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words that stand whole inside a file's lines, in small letters.

    `marks` is whether the file marks a hyphen that only breaks a word as a soft one, `breaks`
    whether so many lines end with a hyphen that it breaks words at all.
    """

    words: frozenset[str]
    marks: bool = False
    breaks: bool = True


def words_of_lines(lines: Iterable[str]) -> LineWords:
    """Return the words of lines."""
    found: set[str] = set()
    broken = marks = False
    count = hyphens = 0
    for line in lines:
        count += 1
        for match in _WORD.finditer(line):
            is_first_half = line[match.end() : match.end() + 1] in _HYPHENS
            if not is_first_half and not (broken and match.start() == 0):
                found.add(match.group().casefold().replace("\u2010", "-"))
        broken = line.endswith(_HYPHENS)
        hyphens += broken
        marks = marks or line.endswith(_SOFT)
    return LineWords(frozenset(found), marks, hyphens * _FEW_LINES >= count)


def line_end(before: str, after: str, known: LineWords) -> str | None:
    """Return what stands between two lines of a paragraph; None where the first's hyphen goes.

    A soft hyphen goes, and so does U+2010. Another goes before a small letter, unless the file
    marks such hyphens as soft, breaks no words, has the word with its hyphen elsewhere, or its
    halves as words and not the whole.
    """
    is_address = _ADDRESS_AT_END.search(before) is not None
    if before.endswith(_HYPHENS) and before[-2:-1].strip():
        return "" if is_address else _after_hyphen(before, after, known)
    if is_address:
        goes_on = before[-1] in "/=&?_%#" and _REST_OF_ADDRESS.match(after)
        return "" if goes_on else " "
    if before[-1] in "/—" and before[-2:-1].strip() and after[0].isalnum():
        return ""
    return "" if _sets_no_spaces(before[-1]) and _sets_no_spaces(after[0]) else " "


def joined(before: str, after: str, known: LineWords) -> str:
    """Return two lines of a paragraph as one."""
    between = line_end(before, after, known)
    return before[:-1] + after if between is None else before + between + after


def _after_hyphen(before: str, after: str, known: LineWords) -> str | None:
    left, right = _LAST_WORD.search(before), _WORD.match(after)
    if before[-1] != "-":
        return None
    if left is None or right is None or not after[0].islower():
        # `PRSS-` and `1`, `China-` and `Pakistan`.
        return ""
    one, two = left.group().casefold(), right.group().casefold()
    if known.marks:
        return ""
    if one + two in known.words:
        return None
    if two in {"and", "or", "to"}:
        # A hyphen that hangs: `pre- and post-`.
        return " "
    halves = {one.split("-")[-1], two}
    kept = not known.breaks or f"{one}-{two}" in known.words or halves <= known.words
    return "" if kept else None


def _sets_no_spaces(letter: str) -> bool:
    """Return whether a letter is of a script that sets no spaces (Chinese, Japanese, Thai)."""
    if unicodedata.east_asian_width(letter) in "WF":
        return "HANGUL" not in unicodedata.name(letter, "")
    return "\u0e00" <= letter <= "\u0eff" and letter.isalpha()

"""What joins a line to the next one of its paragraph: hyphenation at line ends undone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

# U+00AD and U+2010 stand at a line's end only where a program broke the word.
_BREAKING = "\u00ad\u2010"
_HYPHENS = "-" + _BREAKING
_WORD = re.compile(r"[^\W\d_]+(?:[-'’\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+(?:[-'’][^\W\d_]+)*)[-\u00ad\u2010]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS_AT_END = re.compile(r"(?:https?://|www\.|doi\.org/)\S*$", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"[\w%~#?&=+./-]*[\d/_=&%#?-][\w%~#?&=+./-]*(?=[\s\])>,;.]|$)")
# Which parts keep a hyphen at a line's end in British spelling, where the file gives no example.
_BEFORE_HYPHEN = (
    "all cross decision double dual full half high large long low non one policy quasi self single "
    "small three two well world year zero"
)
_AFTER_HYPHEN = (
    "aided aligned assisted backed based bearing borne building capita chair chaired connected "
    "controlled cooled designed developed driven efficient elect enabled free friendly funded "
    "hosted hour intensive largest level linked making month off operated oriented owned party "
    "performance precision profile related resolution rich saving scale sensing sharing sided "
    "skilled specific sponsored stage style supported term tonne touch track winning"
)
_AFTER_NAME = "born built funded led made"
_AFTER_CO = ("author", "chair", "found", "fund", "host", "organis", "own", "sponsor", "pilot")
# Beginnings that make one word with what follows, and endings that never follow a hyphen.
_PREFIXES = "dis in inter mis out over pre re sub un under"
_ENDINGS = (
    "able age al ed en er ers es est ful ic ical ing ings ise ised ism ist istic ity land lands "
    "less light lights ly ment ments ness some tion tions way ways wide"
)
_KEEPS_BEFORE = frozenset(_BEFORE_HYPHEN.split())
_KEEPS_AFTER = frozenset(_AFTER_HYPHEN.split())
_KEEPS_AFTER_NAME = frozenset(_AFTER_NAME.split())
_ONE_WORD_BEFORE = frozenset(_PREFIXES.split())
_ONE_WORD_AFTER = frozenset(_ENDINGS.split())


class LineEnd(StrEnum):
    """What stands between two lines once they are one."""

    SPACE = "space"
    NOTHING = "nothing"
    # The hyphen only broke a word: it goes, and nothing takes its place.
    HYPHEN_GOES = "hyphen goes"


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that stand whole inside lines, in small letters, hyphened ones whole."""
    found: set[str] = set()
    broken = False
    for line in lines:
        ended = line.strip()
        for match in _WORD.finditer(ended):
            if match.end() < len(ended) and ended[match.end()] in _HYPHENS:
                continue
            if broken and match.start() == 0:
                # The rest of a word that the line before began.
                continue
            found.add(match.group().casefold().replace("\u2010", "-"))
        broken = ended.endswith(tuple(_HYPHENS))
    return frozenset(found)


def line_end(before: str, after: str, known: frozenset[str] = frozenset()) -> LineEnd:
    """Return what joins a line to the one after it; both without spaces at their ends.

    A hyphen goes where it broke a word: always a soft one (U+00AD) or a printed one (U+2010), and
    U+002D where a small letter follows and the file, by the words that it has inside lines, writes
    the word without. Where it has neither form, parts that usually keep a hyphen keep it.
    """
    if not before or not after:
        return LineEnd.NOTHING
    last, first = before[-1], after[0]
    if last in _HYPHENS and before[-2:-1].strip():
        if _ADDRESS_AT_END.search(before):
            return LineEnd.NOTHING
        return _after_hyphen(before, after, known)
    address = _ADDRESS_AT_END.search(before)
    if address:
        rest = _REST_OF_ADDRESS.match(after)
        return LineEnd.NOTHING if last in "/=&?_%#" and rest else LineEnd.SPACE
    if last in "/—" and before[-2:-1].strip() and first.isalnum():
        return LineEnd.NOTHING
    if _without_spaces(last) and _without_spaces(first):
        return LineEnd.NOTHING
    return LineEnd.SPACE


def joined(before: str, after: str, known: frozenset[str] = frozenset()) -> str:
    """Return two lines of one paragraph as one."""
    match line_end(before, after, known):
        case LineEnd.SPACE:
            return f"{before} {after}"
        case LineEnd.NOTHING:
            return before + after
        case LineEnd.HYPHEN_GOES:
            return before[:-1] + after


def _after_hyphen(before: str, after: str, known: frozenset[str]) -> LineEnd:
    """Return whether the hyphen at the end of a line stays."""
    last = _LAST_WORD.search(before)
    first = _FIRST_WORD.match(after)
    if before[-1] in _BREAKING:
        return LineEnd.HYPHEN_GOES
    if last is None or first is None:
        # `PRSS-` and `1`, or a hyphen that hangs, as in `pre- and post-`.
        return LineEnd.NOTHING
    left, right = last.group(1).casefold(), first.group().casefold()
    part = left.rpartition("-")[2]
    in_capitals = first.group().isupper() and (
        _is_in_capitals(before) or _is_new_name(last.group(1), right, known)
    )
    if not in_capitals and not first.group()[0].islower():
        # `China-` and `Pakistan`, `MP-` and `IDSA`.
        return LineEnd.NOTHING
    if right in {"and", "or", "to"} and left + right not in known:
        return LineEnd.SPACE
    if f"{left}-{right}" in known:
        return LineEnd.NOTHING
    if left + right in known or part + right in known:
        return LineEnd.HYPHEN_GOES
    whole = left if in_capitals else last.group(1)
    return LineEnd.NOTHING if _keeps_hyphen(whole, right) else LineEnd.HYPHEN_GOES


def _is_new_name(before: str, right: str, known: frozenset[str]) -> bool:
    """Return whether a name in capitals was broken: two names would stand alone elsewhere too."""
    part = before.rpartition("-")[2]
    return (
        bool(known)
        and len(part) > 1
        and part.isupper()
        and known.isdisjoint((part.casefold(), right))
    )


def _is_in_capitals(line: str) -> bool:
    """Return whether a line is set in capitals, as a cover is: its words look like acronyms."""
    return line.isupper() and len(_WORD.findall(line)) > 2


def _keeps_hyphen(before: str, right: str) -> bool:
    """Return whether two parts of a word keep their hyphen, as far as the parts alone tell."""
    part = before.rpartition("-")[2]
    left = part.casefold()
    if left in _ONE_WORD_BEFORE or right in _ONE_WORD_AFTER:
        return False
    if len(part) > 1 and part.isupper():
        return True
    if part[0].isupper() and right in _KEEPS_AFTER_NAME:
        return True
    if left == "co" and right.startswith(_AFTER_CO):
        return True
    return left in _KEEPS_BEFORE or right in _KEEPS_AFTER


def _without_spaces(letter: str) -> bool:
    """Return whether a letter is of a script that sets no spaces (Chinese, Japanese, Thai)."""
    if unicodedata.east_asian_width(letter) in "WF":
        return "HANGUL" not in unicodedata.name(letter, "")
    return "\u0e00" <= letter <= "\u0eff" and letter.isalpha()

"""The lines of a paragraph as runs of text: hyphens at line ends undone, looks and links kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from strevview.importers.blocks import Run, trimmed_runs
from strevview.importers.pdf_letters import SOFT_HYPHEN, Letter

CELLS = " · "
_HYPHENS = "-\u2010" + SOFT_HYPHEN
_WORD = re.compile(r"[^\W\d_]+(?:[-'’\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?=.$)")
_ADDRESS_AT_END = re.compile(r"(?:https?://|www\.|doi\.org/)\S*$", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"[\w%~#?&=+./-]*[\d/_=&%#?-][\w%~#?&=+./-]*(?=[\s\])>,;.]|$)")


@dataclass(frozen=True, slots=True)
class Known:
    """The words that stand whole inside a file's lines, in small letters.

    `marks` is whether the file marks a hyphen that only breaks a word as a soft one.
    """

    words: frozenset[str]
    marks: bool = False


def known_words(lines: Sequence[str]) -> Known:
    """Return the words of lines."""
    found: set[str] = set()
    broken = False
    for line in lines:
        for match in _WORD.finditer(line):
            first_half = line[match.end() : match.end() + 1] in tuple(_HYPHENS)
            if not first_half and not (broken and match.start() == 0):
                found.add(match.group().casefold().replace("\u2010", "-"))
        broken = line.endswith(tuple(_HYPHENS))
    return Known(frozenset(found), any(line.endswith(SOFT_HYPHEN) for line in lines))


def line_end(before: str, after: str, known: Known) -> str | None:
    """Return what stands between two lines of a paragraph; None where the first's hyphen goes.

    A soft hyphen goes, and so does U+2010. Another goes before a small letter, unless the file
    marks such hyphens as soft, has the word with its hyphen elsewhere, or its halves as words and
    not the whole.
    """
    if before[-1] in _HYPHENS and before[-2:-1].strip():
        if _ADDRESS_AT_END.search(before):
            return ""
        return _after_hyphen(before, after, known)
    if _ADDRESS_AT_END.search(before):
        goes_on = before[-1] in "/=&?_%#" and _REST_OF_ADDRESS.match(after)
        return "" if goes_on else " "
    if before[-1] in "/—" and before[-2:-1].strip() and after[0].isalnum():
        return ""
    return "" if _sets_no_spaces(before[-1]) and _sets_no_spaces(after[0]) else " "


def _after_hyphen(before: str, after: str, known: Known) -> str | None:
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
    kept = f"{one}-{two}" in known.words or halves <= known.words
    return "" if kept else None


def _sets_no_spaces(letter: str) -> bool:
    """Return whether a letter is of a script that sets no spaces (Chinese, Japanese, Thai)."""
    if unicodedata.east_asian_width(letter) in "WF":
        return "HANGUL" not in unicodedata.name(letter, "")
    return "\u0e00" <= letter <= "\u0eff" and letter.isalpha()


class PrintedLine(NamedTuple):
    """A line of a paragraph; `addresses` are those of its page's links, by number."""

    letters: Sequence[Letter]
    addresses: Sequence[str]
    begins_cell: bool = False


class _Piece(NamedTuple):
    """A letter or space; `link` is the address and, of a link to nowhere, its number."""

    text: str
    link: tuple[str, int] | None = None
    bold: bool = False
    italic: bool = False


def runs_of(lines: Iterable[PrintedLine], known: Known) -> tuple[Run, ...]:
    """Return lines as the runs of one paragraph; a link that goes on over a line's end is one."""
    pieces: list[_Piece] = []
    links = 0
    for line in lines:
        found = [_piece(letter, line.addresses, links) for letter in line.letters]
        links += len(line.addresses)
        if pieces:
            one, two = pieces[-1].link, found[0].link
            if one is not None and two is not None and one[0] == two[0] and not line.begins_cell:
                found = [each._replace(link=one) if each.link == two else each for each in found]
            before = "".join(piece.text for piece in pieces[-40:])
            after = "".join(piece.text for piece in found)
            between = CELLS if line.begins_cell else line_end(before, after, known)
            if between is None:
                pieces.pop()
            elif between:
                pieces.append(_Piece(between))
        pieces += found
    return trimmed_runs(
        Run("".join(piece.text for piece in same), look.link and look.link[0], *look[2:])
        for look, same in groupby(_with_spaces(pieces), key=lambda piece: piece._replace(text=""))
    )


def _piece(letter: Letter, addresses: Sequence[str], links: int) -> _Piece:
    link = None
    if letter.link >= 0:
        address = addresses[letter.link]
        link = (address, 0 if address else links + letter.link)
    return _Piece(letter.text, link, letter.look.bold, letter.look.italic)


def _with_spaces(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """Yield pieces; a space has the looks and the link that both its sides share."""
    for number, piece in enumerate(pieces):
        if piece.text.isspace() and 0 < number < len(pieces) - 1:
            one, two = pieces[number - 1], pieces[number + 1]
            link = one.link if one.link == two.link else None
            yield _Piece(piece.text, link, one.bold and two.bold, one.italic and two.italic)
        else:
            yield piece

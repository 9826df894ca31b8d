"""The lines of a paragraph as runs of text: hyphens at line ends undone, looks and links kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from strevview.importers.blocks import Run, trimmed_runs
from strevview.importers.line_ends import Known, line_end
from strevview.importers.pdf_letters import Letter

CELLS = " · "


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

"""The pieces of lines as runs: joined at line ends, parted where the look or the link changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strevview.importers.line_ends import LineEnd, line_end
from strevview.importers.manuscript import Run
from strevview.importers.pdf.letters import Piece

# So many pieces of a line's end tell how it is joined to the next.
_LOOK_BACK = 24


def joined_pieces(lines: Iterable[Sequence[Piece]], known: frozenset[str]) -> list[Piece]:
    """Return the pieces of lines as those of one paragraph, hyphenation at line ends undone."""
    joined: list[Piece] = []
    for pieces in lines:
        if joined and pieces:
            before = "".join(piece.text for piece in joined[-_LOOK_BACK:])
            after = "".join(piece.text for piece in pieces)
            match line_end(before, after, known):
                case LineEnd.SPACE:
                    joined.append(joined[-1]._replace(text=" "))
                case LineEnd.HYPHEN_GOES:
                    joined[-1] = joined[-1]._replace(text=joined[-1].text[:-1])
                case LineEnd.NOTHING:
                    pass
        joined += pieces
    return [piece._replace(text=" ") if piece.is_space else piece for piece in joined if piece.text]


def runs_of(pieces: Sequence[Piece]) -> tuple[Run, ...]:
    """Return pieces as runs; a space has the looks and the link that both its sides share."""
    runs: list[Run] = []
    texts: list[str] = []
    for number, piece in enumerate(pieces):
        run = Run("", piece.address, piece.source.bold, piece.source.italic)
        if piece.text == " " and 0 < number < len(pieces) - 1:
            before, after = runs[-1], pieces[number + 1]
            run = Run(
                "",
                before.address if before.address == after.address else None,
                before.bold and after.source.bold,
                before.italic and after.source.italic,
            )
        if runs and runs[-1] == run:
            texts[-1] += piece.text
        else:
            runs.append(run)
            texts.append(piece.text)
    return tuple(
        Run(text, run.address, run.bold, run.italic) for run, text in zip(runs, texts, strict=True)
    )

"""The letters of lines as runs: joined at line ends, parted where the look or the link changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strevview.importers.line_ends import LineEnd, line_end
from strevview.importers.manuscript import Run
from strevview.importers.pdf.letters import Letter

# So much of a line's end tells how it is joined to the next.
_LOOK_BACK = 200


def joined_letters(lines: Iterable[Sequence[Letter]], known: frozenset[str]) -> list[Letter]:
    """Return the letters of lines as those of one paragraph, hyphenation at line ends undone."""
    joined: list[Letter] = []
    for letters in lines:
        if joined and letters:
            before = "".join(letter.text for letter in joined[-_LOOK_BACK:])
            after = "".join(letter.text for letter in letters)
            match line_end(before, after, known):
                case LineEnd.SPACE:
                    joined.append(_space(joined[-1], letters[0]))
                case LineEnd.HYPHEN_GOES:
                    joined.pop()
                case LineEnd.NOTHING:
                    pass
        joined += letters
    return joined


def runs_of(letters: Iterable[Letter]) -> tuple[Run, ...]:
    """Return letters as runs; spaces at the edges of a look belong to no look."""
    runs: list[Run] = []
    for letter in _with_quiet_spaces(list(letters)):
        bold, italic = letter.source.bold, letter.source.italic
        last = runs[-1] if runs else None
        if last and (last.address, last.bold, last.italic) == (letter.address, bold, italic):
            runs[-1] = Run(last.text + letter.text, letter.address, bold, italic)
        else:
            runs.append(Run(letter.text, letter.address, bold, italic))
    return tuple(runs)


def _space(last: Letter, first: Letter) -> Letter:
    """Return the space between two lines: linked where both sides are by one link."""
    address = last.address if last.address == first.address else None
    return last._replace(text=" ", address=address)


def _with_quiet_spaces(letters: list[Letter]) -> list[Letter]:
    """Return letters with spaces that look as the letters on both sides do, or else plain."""
    quiet: list[Letter] = []
    for number, letter in enumerate(letters):
        if not letter.is_space or not 0 < number < len(letters) - 1:
            quiet.append(letter)
            continue
        before, after = quiet[-1], letters[number + 1]
        source = letter.source._replace(
            bold=before.source.bold and after.source.bold,
            italic=before.source.italic and after.source.italic,
        )
        address = before.address if before.address == after.address else None
        quiet.append(letter._replace(text=" ", source=source, address=address))
    return quiet

"""Whether every word of an old issue is in the draft, or among what was left out.

Independent of how the draft was made: the words as the library gave them are held against the
draft's file as the models read it. The words of a file are its pieces (titles, paragraphs, what
was left out) laid into each other, such as a paragraph with a page's foot inside: each piece in
its own order, none used twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strevview.diagnostics import Diagnostic, error, warning
from strevview.importers.manuscript import Manuscript
from strevview.importers.months import MonthsOf
from strevview.importers.printed_words import Piece, numbered_entries, printed_pieces
from strevview.importers.tally import Tally, letters_of
from strevview.model.dates import Period
from strevview.model.loading import LoadedIssue

# What stands before an entry of a list and is no word.
_SIGN = re.compile(r"[^\w\"'“”‘’()\[\]&%$€£+=]+|[o]", re.UNICODE)
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxl]{1,6})[.)]", re.IGNORECASE)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Accounting:
    """How the words of an old issue came out.

    `words` is their number, `gone` the stretches of words that are nowhere, `added` what the draft
    has and the file has not, `moved` the pieces that stand in another order.
    """

    words: int
    dropped: int
    gone: tuple[tuple[int, int], ...]
    added: tuple[str, ...]
    moved: int


def account(
    manuscript: Manuscript, loaded: LoadedIssue, dropped: Sequence[str]
) -> tuple[Accounting, tuple[Diagnostic, ...]]:
    """Hold the words of a file against the draft as read back, and against what was left out."""
    pieces = list(printed_pieces(loaded))
    pieces += [Piece(text) for text in dropped]
    period = loaded.issue.period if loaded.issue is not None else None
    months = MonthsOf(loaded.series.language if loaded.series is not None else None)
    pieces += [Piece(form) for form in (months.forms(period) if period else ())]
    # A soft hyphen is a line's end, where a library may have set a page's foot close to a word.
    words = [part for word in manuscript.words for part in word.split("\u00ad") if part]
    tally = Tally(words, [letters_of(piece.text) for piece in pieces])
    tally.run()
    gone = _without_signs(tally.gone, words, numbered_entries(loaded))
    gone = _without_month(gone, words, period, months)
    gone, displaced = _without_displaced(gone, words, pieces, tally) if gone else (gone, 0)
    moved = _moved([n for n in tally.started if n < len(pieces) and pieces[n].ordered])
    accounting = Accounting(
        len(manuscript.words),
        sum(len(text.split()) for text in dropped),
        tuple(gone),
        tuple(_added(pieces, tally, words)),
        tally.moved + moved + displaced,
    )
    return accounting, tuple(_complaints(accounting, manuscript.name, words))


def _without_signs(
    gone: Iterable[tuple[int, int]], words: Sequence[str], numbers: int
) -> list[tuple[int, int]]:
    """Leave out the signs of lists, which the draft writes in its own way."""
    kept: list[tuple[int, int]] = []
    for start, end in gone:
        left = [n for n in range(start, end) if _SIGN.fullmatch(words[n]) is None]
        for word in left:
            if numbers and _LIST_NUMBER.fullmatch(words[word]):
                numbers -= 1
            elif kept and kept[-1][1] == word:
                kept[-1] = (kept[-1][0], word + 1)
            else:
                kept.append((word, word + 1))
    return kept


def _without_month(
    gone: Iterable[tuple[int, int]], words: Sequence[str], period: Period | None, months: MonthsOf
) -> list[tuple[int, int]]:
    """Leave out the issue's month, which stands in the draft as `period`."""
    kept = []
    for start, end in gone:
        found = months.find(" ".join(words[start:end]))
        if found is not None and found[0] == period and end - start <= 5:
            continue
        kept.append((start, end))
    return kept


def _without_displaced(
    gone: Iterable[tuple[int, int]], words: Sequence[str], pieces: Sequence[Piece], tally: Tally
) -> tuple[list[tuple[int, int]], int]:
    """Leave out words that the draft has as often as the file: they are at another place.

    Where short pieces are alike, one may have been laid where the other belongs.
    """
    said = _said(pieces, tally)
    asked = Counter(map(letters_of, words))
    kept: list[tuple[int, int]] = []
    displaced = 0
    for start, end in gone:
        for word in range(start, end):
            letters = letters_of(words[word])
            if asked[letters] <= said[letters]:
                displaced += 1
            elif kept and kept[-1][1] == word:
                kept[-1] = (kept[-1][0], word + 1)
            else:
                kept.append((word, word + 1))
    return kept, displaced


def _said(pieces: Sequence[Piece], tally: Tally) -> Counter[str]:
    """Return how often the draft has each word, in pieces that are needed or were met."""
    said: Counter[str] = Counter()
    for piece, place in zip(pieces, tally.places, strict=False):
        if piece.needed or place:
            said.update(map(letters_of, piece.text.split()))
    return said


def _added(pieces: Sequence[Piece], tally: Tally, words: Sequence[str]) -> Iterable[str]:
    """Yield what the draft has and the file has not; nothing where it has each word as often."""
    if _said(pieces, tally) <= Counter(map(letters_of, words)):
        return
    yield from tally.passed_over
    letters = [letters_of(piece.text) for piece in pieces]
    # A title is among the highlights too; where it stands once, one of the two is left over.
    whole = {one for one, place in zip(letters, tally.places, strict=False) if place == len(one)}
    for piece, one, place in zip(pieces, letters, tally.places, strict=False):
        if piece.needed and place < len(one) and one not in whole:
            yield one[place:]


def _moved(order: Sequence[int]) -> int:
    """Return how many pieces would have to move for all to be in order (longest rising run)."""
    tails: list[int] = []
    for number in order:
        place = bisect_right(tails, number)
        tails[place : place + 1] = [number]
    return len(order) - len(tails)


def _complaints(accounting: Accounting, name: str, words: Sequence[str]) -> Iterable[Diagnostic]:
    if accounting.gone:
        count = sum(end - start for start, end in accounting.gone)
        shown = "; ".join(_quoted(words, *one) for one in accounting.gone[:_SHOWN])
        more = len(accounting.gone) - _SHOWN
        shown += f"; and at {more} more places" if more > 0 else ""
        yield error(
            "SV950",
            f"{name}: {_counted(count, 'word')} would be gone: {shown}",
            None,
            "nothing was written; this is a fault of the import: please report it with the file",
        )
    if accounting.added:
        shown = "; ".join(f"“{letters[:40]}”" for letters in accounting.added[:_SHOWN])
        yield warning(
            "SV951",
            f"{name}: the draft has what the file has not: {shown}",
            None,
            "compare the passage with the file",
        )
    if accounting.moved:
        yield warning(
            "SV952",
            f"{name}: {_counted(accounting.moved, 'paragraph')} would stand in another order than "
            "the words of the file",
            None,
            "compare the order with the file; columns may have been told apart wrongly",
        )


def _quoted(words: Sequence[str], start: int, end: int) -> str:
    """Return words that are gone with a few around them, so that they can be found."""
    before = " ".join(words[max(0, start - 3) : start])
    lost = " ".join(words[start : min(end, start + 12)]) + (" …" if end - start > 12 else "")
    after = " ".join(words[end : end + 3])
    return f"“… {before} [{lost}] {after} …”"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

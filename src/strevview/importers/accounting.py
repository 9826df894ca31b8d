"""Whether every word of an old issue is in the draft, or among what was left out.

Independent of how the draft was made: the words as the library gave them are held against the
draft's file as the models read it. The words of a file are its pieces (titles, paragraphs, what
was left out) laid into each other, such as a paragraph with a page's foot inside: each piece in
its own order, none used twice.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from strevview.diagnostics import Diagnostic, error, warning
from strevview.importers.manuscript import Manuscript
from strevview.importers.months import MonthsOf
from strevview.importers.printed_words import Piece, numbered_entries, printed_pieces
from strevview.model.dates import Period
from strevview.model.loading import LoadedIssue

_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑­", "-"))
# What stands before an entry of a list and is no word.
_SIGN = re.compile(r"[^\w\"'“”‘’()\[\]&%$€£+=]+|[o]", re.UNICODE)
# A hyphen at the end of a word may be a line's end; so may one inside, where a library joined it.
_LOOSE = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]{2}|$)")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivxl]{1,6})[.)]", re.IGNORECASE)
# Letters by which a piece that begins is found, and as far as rivals are compared.
_KEY = 16
_LOOK_AHEAD = 120
_RESUME = 24
_SHORTEST_TAIL = 5
_MOST_SEARCHES = 2000
_RESUME_WITHIN = 600
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
    # A soft hyphen is a line's end, where a library may have set a page's foot close to a word.
    words = [part for word in manuscript.words for part in word.split("\u00ad") if part]
    tally = _Tally(words, [_letters(piece.text) for piece in pieces])
    tally.run()
    period = loaded.issue.period if loaded.issue is not None else None
    language = loaded.series.language if loaded.series is not None else None
    gone = _without_signs(tally.gone, words, numbered_entries(loaded))
    gone = _without_month(gone, words, period, MonthsOf(language))
    accounting = Accounting(
        len(manuscript.words),
        sum(len(text.split()) for text in dropped),
        tuple(gone),
        tuple(_added(pieces, tally)),
        _moved([number for number in tally.started if pieces[number].ordered]),
    )
    return accounting, tuple(_complaints(accounting, manuscript.name, words))


def _letters(text: str) -> str:
    """Return the letters and signs of a text in one form, without spaces."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_HYPHENS)
    return plain.casefold()


class _Tally:
    """Lays pieces into the letters of a file from its start to its end."""

    def __init__(self, words: Sequence[str], pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._stream, self._ends, self._loose = _stream(words)
        self._word_ends = frozenset(self._ends)
        self._open: list[int] = []
        self.places = [0] * len(pieces)
        self._begun = [False] * len(pieces)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for number, piece in enumerate(pieces):
            if any(map(str.isalnum, piece)):
                self._by_key[piece[:_KEY]].append(number)
        self.started: list[int] = []
        self.gone: list[tuple[int, int]] = []
        self.skipped: list[str] = []
        self._searches = 0

    def run(self) -> None:
        """Account for each letter of the file."""
        position, end = 0, len(self._stream)
        while position < end:
            best = self._best(position)
            if best is None:
                best = self._resumed(position)
            if best is None:
                position = self._lose(position)
                continue
            position = self._take(best, position)

    def _best(self, position: int) -> int | None:
        """Return the piece that goes on longest from here; none where none has a whole word."""
        best, longest = None, 0
        for number in (*reversed(self._open), *self._beginning(position)):
            _, _, length = self._match(number, position, _LOOK_AHEAD)
            if length > longest:
                best, longest = number, length
        return best

    def _beginning(self, position: int) -> Iterable[int]:
        """Return the pieces not yet begun whose first letters stand here."""
        keys = {self._stream[position : position + size] for size in range(1, _KEY + 1)}
        bare = "".join(
            letter
            for place, letter in enumerate(
                self._stream[position : position + _KEY + 2], start=position
            )
            if place not in self._loose
        )
        keys.add(bare[:_KEY])
        found = {n for key in keys for n in self._by_key.get(key, ()) if not self._begun[n]}
        return sorted(found)

    def _match(self, number: int, position: int, most: int | None) -> tuple[int, int, int]:
        """Follow a piece from here: where the file and the piece then are, and how far it went.

        It goes to the end of a word or of the piece. A hyphen at a line's end may be missing from
        the piece.
        """
        piece, place = self._pieces[number], self.places[number]
        stream, loose, ends = self._stream, self._loose, self._word_ends
        start, last = position, len(stream) if most is None else min(len(stream), position + most)
        safe = (position, place)
        while position < last and place < len(piece):
            if stream[position] == piece[place]:
                position += 1
                place += 1
            elif position in loose:
                position += 1
            else:
                break
            if position in ends or (position in loose and position + 1 in ends):
                safe = (position, place)
        if place == len(piece):
            safe = (position, place)
        length = safe[0] - start
        if place == len(piece) and length:
            length += 1
        return *safe, length

    def _take(self, number: int, position: int) -> int:
        if not self._begun[number]:
            self._begun[number] = True
            self.started.append(number)
        position, self.places[number], _ = self._match(number, position, None)
        if number in self._open:
            self._open.remove(number)
        if self.places[number] < len(self._pieces[number]):
            self._open.append(number)
        return position

    def _resumed(self, position: int) -> int | None:
        """Return a piece that goes on a little further on, past letters that the file has not.

        That is searched for only so often: a file that is all others has no such place.
        """
        ahead = self._stream[position : position + _RESUME]
        if self._searches >= _MOST_SEARCHES:
            return None
        self._searches += 1
        for number in reversed(self._open):
            left = len(self._pieces[number]) - self.places[number]
            for tail in range(min(left - 1, _RESUME), _SHORTEST_TAIL - 1, -1):
                if self._pieces[number].endswith(ahead[:tail]) and len(ahead) >= tail:
                    return self._skip(number, len(self._pieces[number]) - tail)
        if len(ahead) < _RESUME:
            return None
        unbegun = (n for n, begun in enumerate(self._begun) if not begun)
        for number in (*reversed(self._open), *unbegun):
            place = self.places[number]
            found = self._pieces[number].find(ahead, place, place + _RESUME_WITHIN)
            if found > place:
                return self._skip(number, found)
        return None

    def _skip(self, number: int, place: int) -> int:
        """Go on with a piece at a later place; what is passed over is not in the file."""
        self.skipped.append(self._pieces[number][self.places[number] : place])
        self.places[number] = place
        return number

    def _lose(self, position: int) -> int:
        """Take the word at a place for gone; return where the next one starts."""
        word = bisect_right(self._ends, position)
        if self.gone and self.gone[-1][1] == word:
            self.gone[-1] = (self.gone[-1][0], word + 1)
        else:
            self.gone.append((word, word + 1))
        return self._ends[word]


def _stream(words: Sequence[str]) -> tuple[str, list[int], frozenset[int]]:
    """Return the letters of all words, where each ends, and the hyphens that end one."""
    parts: list[str] = []
    ends: list[int] = []
    loose: set[int] = set()
    length = 0
    for word in words:
        letters = _letters(word)
        parts.append(letters)
        length += len(letters)
        ends.append(length)
        start = length - len(letters)
        loose.update(start + hyphen.start() for hyphen in _LOOSE.finditer(letters))
    return "".join(parts), ends, frozenset(loose)


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


def _added(pieces: Sequence[Piece], tally: _Tally) -> Iterable[str]:
    yield from tally.skipped
    for number, piece in enumerate(pieces):
        place, letters = tally.places[number], _letters(piece.text)
        if piece.needed and place < len(letters):
            yield letters[place:]


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

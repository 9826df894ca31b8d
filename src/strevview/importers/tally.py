"""Pieces of text laid into the letters of a file, each in its own order and none used twice."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑­", "-"))
# A hyphen at the end of a word may be a line's end; so may one inside, where a library joined it.
_LOOSE = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_]{2}|$)")
# Letters by which a piece that begins is found; where too many begin so, by more of them.
_KEY = 4
_LONG_KEY = 16
_MANY = 64
_BORDERS = "()[]|·•–—-:;,"
# As far as rivals are compared.
_LOOK_AHEAD = 120
_STEP = 60
_SEPARATORS = frozenset(",;:|/·•–—-")
_RESUME = 24
_SHORTEST_TAIL = 5
_MOST_SEARCHES = 2000
_RESUME_WITHIN = 600


def letters_of(text: str) -> str:
    """Return the letters and signs of a text in one form, without spaces."""
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_HYPHENS)
    return plain.casefold()


class Tally:
    """Lays pieces into the letters of a file from its start to its end."""

    def __init__(self, words: Sequence[str], pieces: Sequence[str]) -> None:
        self._pieces: list[str] = []
        self._stream, self._ends, self._loose = _stream(words)
        self._word_ends = frozenset(self._ends)
        self._open: list[int] = []
        self.places: list[int] = []
        self._begun: list[bool] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for piece in pieces:
            self._add(piece)
        self._given = len(pieces)
        self.started: list[int] = []
        self.gone: list[tuple[int, int]] = []
        self._searches = 0

    @property
    def passed_over(self) -> list[str]:
        """What was passed over inside pieces and stood nowhere else in the file."""
        holes = zip(self._pieces[self._given :], self.places[self._given :], strict=True)
        return [piece[place:] for piece, place in holes if place < len(piece)]

    @property
    def moved(self) -> int:
        """How often the rest of a piece stood before its beginning."""
        return sum(self._begun[self._given :])

    def _add(self, piece: str) -> None:
        number = len(self._pieces)
        self._pieces.append(piece)
        self.places.append(0)
        self._begun.append(False)
        if piece:
            for size in {min(_KEY, len(piece)), min(_LONG_KEY, len(piece))}:
                self._by_key[piece[:size]].append(number)

    def run(self) -> None:
        """Account for each letter of the file."""
        position, end = 0, len(self._stream)
        while position < end:
            best = self._best(position)
            if best is None:
                best = self._resumed(position)
            if best is None and self._is_border(position):
                position += 1
                continue
            if best is None:
                position = self._lose(position)
                continue
            position = self._take(best, position)

    def _is_border(self, position: int) -> bool:
        """Whether a sign only sets off what comes next, as "(" in "(No. 7)"."""
        if self._stream[position] not in _BORDERS or position + 1 >= len(self._stream):
            return False
        return self._best(position + 1) is not None

    def _best(self, position: int) -> int | None:
        """Return the piece that goes on longest from here; none where none has a whole word."""
        best, longest = None, 0
        for number in (*reversed(self._open), *self._beginning(position)):
            _, _, length = self._match(number, position, _LOOK_AHEAD)
            if length > longest:
                best, longest = number, length
        return best

    def _beginning(self, position: int) -> Iterable[int]:
        """Return the pieces not yet begun whose first letters stand here.

        Of many that begin alike only those are looked at that do so for longer.
        """
        bare = "".join(
            letter
            for place, letter in enumerate(
                self._stream[position : position + _KEY + 2], start=position
            )
            if place not in self._loose
        )
        keys = [self._stream[position : position + size] for size in range(1, _KEY + 1)]
        found = self._not_begun((*keys, bare[:_KEY]))
        if len(found) > _MANY:
            sizes = (*range(1, _KEY), *range(_KEY + 1, _LONG_KEY + 1))
            found = self._not_begun(self._stream[position : position + size] for size in sizes)
        return sorted(found)

    def _not_begun(self, keys: Iterable[str]) -> set[int]:
        return {n for key in keys for n in self._by_key.get(key, ()) if not self._begun[n]}

    def _match(self, number: int, position: int, most: int | None) -> tuple[int, int, int]:
        """Follow a piece from here: where the file and the piece then are, and how far it went.

        It goes to the end of a word or of the piece. A hyphen at a line's end may be missing from
        the piece.
        """
        piece, place = self._pieces[number], self.places[number]
        stream, start = self._stream, position
        last = len(stream) if most is None else min(len(stream), position + most)
        hyphens: list[int] = []
        while position < last and place < len(piece):
            alike = _alike(stream[position : min(last, position + _STEP)], piece, place)
            position += alike
            place += alike
            if alike < _STEP:
                if place == len(piece) or position >= last or position not in self._loose:
                    break
                hyphens.append(position)
                position += 1
        if place == len(piece):
            # A hyphen at the line's end goes with the word before it.
            position += position in self._loose and position + 1 in self._word_ends
            position = self._past_separators(position)
            return position, place, position - start + (position > start)
        end = self._word_end(position)
        if end <= start:
            return start, self.places[number], 0
        later = sum(hyphen >= end for hyphen in hyphens)
        return end, place - (position - end - later), end - start

    def _past_separators(self, position: int) -> int:
        """Go on to the word's end past what parts one thing from the next on a line of a cover."""
        if position in self._word_ends or position >= len(self._stream):
            return position
        end = self._ends[bisect_right(self._ends, position)]
        return end if _SEPARATORS.issuperset(self._stream[position:end]) else position

    def _word_end(self, position: int) -> int:
        """Return where the last word ends that is whole before a place."""
        whole = bisect_right(self._ends, position)
        return self._ends[whole - 1] if whole else 0

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
        """Return a piece that goes on a little further on, past letters that are not here.

        That is searched for only so often: a file that is all others has no such place.
        """
        if self._searches >= _MOST_SEARCHES:
            return None
        self._searches += 1
        ahead = self._ahead(position)
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

    def _ahead(self, position: int) -> str:
        """Return the letters from a place on, without hyphens that may be a line's end."""
        end = min(position + 2 * _RESUME, len(self._stream))
        letters = (self._stream[n] for n in range(position, end) if n not in self._loose)
        return "".join(letters)[:_RESUME]

    def _skip(self, number: int, place: int) -> int:
        """Go on with a piece at a later place; what is passed over may still come by itself.

        So it does where two columns were copied side by side.
        """
        self._add(self._pieces[number][self.places[number] : place])
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


def _alike(letters: str, piece: str, place: int) -> int:
    """Return how many letters a piece has in common with others from a place on."""
    if piece.startswith(letters, place):
        return len(letters)
    pairs = enumerate(zip(letters, piece[place : place + len(letters)], strict=False))
    common = min(len(letters), len(piece) - place)
    return next((n for n, (one, other) in pairs if one != other), common)


def _stream(words: Sequence[str]) -> tuple[str, list[int], frozenset[int]]:
    """Return the letters of all words, where each ends, and the hyphens that end one."""
    parts: list[str] = []
    ends: list[int] = []
    loose: set[int] = set()
    length = 0
    for word in words:
        letters = letters_of(word)
        parts.append(letters)
        length += len(letters)
        ends.append(length)
        start = length - len(letters)
        loose.update(start + hyphen.start() for hyphen in _LOOSE.finditer(letters))
    return "".join(parts), ends, frozenset(loose)

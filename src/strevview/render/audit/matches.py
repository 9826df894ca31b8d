"""Where the parts of the issue stand in the PDF."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from strevview.render.audit.expected import Part, PartKind
from strevview.render.audit.flow import Stretch, blanked
from strevview.render.audit.wording import Wording, comparable

# So many words in a row are a piece of a text, and not the same words in another.
TELLING = 3


@dataclass
class Match:
    """A part, the `number` it has among its kind, and where its words stand in the flow.

    `at` is where the whole part stands, word by word without a gap; otherwise `found` has the
    stretch of each word that stands in its place, by the word's number, and `counted` the words
    whose letters stand there in an order that the page does not tell. `moved` is true when the
    part stands elsewhere than its neighbours tell, `demoted` when a heading stands as plain text.
    """

    part: Part
    wording: Wording
    number: int = -1
    at: int | None = None
    found: dict[int, Stretch] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    moved: bool = False
    demoted: bool = False

    def stretch(self, word: int) -> Stretch | None:
        """Return where a word of the part stands in the stream, or None."""
        if self.at is None:
            return self.found.get(word)
        starts = self.wording.starts
        return (self.at + starts[word], self.at + starts[word + 1])

    def stretch_of(self, word: int, start: int, end: int) -> Stretch | None:
        """Return where the characters `start:end` of the text that are in a word stand."""
        whole = self.stretch(word)
        if whole is None:
            return None
        text, written = self.part.text, self.wording.words[word]
        skipped = len(comparable(text[written.start : max(start, written.start)]))
        dropped = len(comparable(text[min(end, written.end) : written.end]))
        return (whole[0] + skipped, max(whole[1] - dropped, whole[0] + skipped + 1))

    @property
    def stretches(self) -> list[Stretch]:
        """What of the stream belongs to the part."""
        if self.at is None:
            return list(self.found.values())
        return [(self.at, self.at + len(self.wording.stream))]

    @property
    def lost(self) -> list[tuple[int, int]]:
        """The words that are not there, as runs of numbers: first, and one after the last."""
        if self.at is not None:
            return []
        runs: list[tuple[int, int]] = []
        for index in range(len(self.wording.words)):
            if index in self.found or index in self.counted:
                continue
            if runs and runs[-1][1] == index:
                runs[-1] = (runs[-1][0], index + 1)
            else:
                runs.append((index, index + 1))
        return runs

    @property
    def heading(self) -> bool | None:
        """Whether the part stands in a heading; None where it may stand in either."""
        if self.part.kind is PartKind.SECTION:
            return True
        return False if self.part.kind is PartKind.PARAGRAPH else None


@dataclass(frozen=True)
class Matches:
    """Where the parts of the issue stand in the PDF; `free` is what no part of it has.

    `surroundings` are the stretches in which each text of a figure should stand.
    """

    body: list[Match]
    highlights: list[Match]
    front: list[Match]
    figure_texts: list[Match]
    optional: list[Match]
    surroundings: list[Stretch]
    free: str

    def all(self) -> Iterator[Match]:
        """Yield every match of what must be there."""
        yield from (*self.front, *self.highlights, *self.body, *self.figure_texts)

    def part_at(self, position: int) -> Part | None:
        """Return the part that a position of the stream belongs to."""
        index = bisect_right(self._taken, position, key=lambda taken: taken[0]) - 1
        if index < 0 or position >= self._taken[index][1]:
            return None
        return self._taken[index][2]

    @cached_property
    def _taken(self) -> list[tuple[int, int, Part]]:
        taken = [(*one, match.part) for match in self.all() for one in match.stretches]
        return sorted(taken, key=lambda one: one[:2])


def without(free: str, matches: Iterable[Match]) -> str:
    """Return the stream with what belongs to some parts blanked."""
    return blanked(free, [one for match in matches for one in match.stretches])

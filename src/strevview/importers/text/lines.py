"""Lines of a text with where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ENDED = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*(?:\[\d+\])?$")
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\[\d+\])?$")
_TAB = 8


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `gap` is the number of blank lines before it, `broken` whether a page or a column begins with
    it; `narrow` whether it stands in one of two columns.
    """

    text: str
    indent: int = 0
    gap: int = 0
    page: int | None = None
    broken: bool = False
    narrow: bool = False

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop or the like ends the line."""
        return bool(_STOP.search(self.text))

    @property
    def is_ended(self) -> bool:
        """Whether the line ends a sentence or leads on with a colon or a semicolon."""
        return bool(_ENDED.search(self.text))

    @property
    def first_word(self) -> str:
        """The first word."""
        return self.text.split(maxsplit=1)[0]


def lines_of(raw: list[str], page: int | None, *, narrow: bool = False) -> list[Line]:
    """Return the lines of a page or a column that are not blank; the first one is `broken`."""
    found: list[Line] = []
    gap = 0
    for text in raw:
        stripped = text.strip()
        if not stripped:
            gap += 1
            continue
        wide = text.expandtabs(_TAB)
        indent = len(wide) - len(wide.lstrip())
        found.append(Line(stripped, indent, gap, page, not found, narrow))
        gap = 0
    return found

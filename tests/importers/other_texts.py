"""Items of another hand than the samples': invented events, in the ways in which others write.

They stand in `other_texts.yaml`; a link is written `[word]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from strevview.importers.guesses import LinkText

_LINK = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text with the truth about it; `spare` are actors that an editor may list or not."""

    marked: str
    date: str | None
    place: str | None
    actors: tuple[str, ...]
    spare: tuple[str, ...] = ()
    period: str = "2025-07"

    @property
    def text(self) -> str:
        """The words without the marks of links."""
        return _LINK.sub(r"\1", self.marked)

    @property
    def links(self) -> tuple[LinkText, ...]:
        """The links, each to a page of its own."""
        found = []
        for number, match in enumerate(_LINK.finditer(self.marked)):
            start = match.start() - 2 * number
            word = match.group(1)
            address = f"https://news.example/{number}"
            found.append(LinkText(word, address, start, start + len(word)))
        return tuple(found)


def _other_texts() -> tuple[OtherText, ...]:
    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    lists = [{key: tuple(row.get(key, ())) for key in ("actors", "spare")} for row in rows]
    return tuple(OtherText(**{**row, **both}) for row, both in zip(rows, lists, strict=True))


OTHER_TEXTS = _other_texts()

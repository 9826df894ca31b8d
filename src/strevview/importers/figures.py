"""The pictures of an old issue, each with the lines that stand under or over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from strevview.importers.manuscript import Block, Kind, Picture
from strevview.importers.plain_runs import visible

_CREDIT = re.compile(r"(?:photo|picture|image|source|credit|courtesy|drawn|©)\b", re.IGNORECASE)
_LICENCE = re.compile(r"\s*\(((?:CC[ -]|CC0|public domain|©|licen[cs]e)[^()]*)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A picture with the lines under it."""

    picture: Picture
    caption: str | None = None
    credit: str | None = None
    licence: str | None = None


def with_figures(blocks: Sequence[Block]) -> Iterator[tuple[Block, FoundFigure | None]]:
    """Yield each block of text, and each picture with the captions beside it as one figure."""
    number = 0
    while number < len(blocks):
        block = blocks[number]
        before = block.kind is Kind.CAPTION and _is_picture(blocks, number + 1)
        if block.picture is None and not before:
            yield block, None
            number += 1
            continue
        lines = [block.text] if before else []
        picture = blocks[number + 1 if before else number]
        number += 2 if before else 1
        while number < len(blocks) and blocks[number].kind is Kind.CAPTION and not before:
            lines.append(blocks[number].text)
            number += 1
        assert picture.picture is not None
        yield picture, _figure(picture.picture, [*lines, picture.text])


def _is_picture(blocks: Sequence[Block], number: int) -> bool:
    return number < len(blocks) and blocks[number].picture is not None


def _figure(picture: Picture, lines: Sequence[str]) -> FoundFigure:
    """Return a figure: the first line is its caption, a last one with a source its credit."""
    said = [visible(line) for line in lines if line]
    credit = licence = None
    if said and (len(said) > 1 or _CREDIT.match(said[-1])):
        credit = said.pop()
        found = _LICENCE.search(credit)
        if found is not None and found.start() > 0:
            credit, licence = credit[: found.start()], found[1]
    return FoundFigure(picture, " ".join(said) or None, credit, licence)

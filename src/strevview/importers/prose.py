"""Blocks of an old issue to the text of an item, escaped so that it says what was printed.

What is written is read again by the model's own parser: where the two differ, more is escaped, and
at last emphasis is given up, for words and links come first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from strevview.importers.manuscript import Block, Kind, Run
from strevview.importers.plain_runs import tidy_runs
from strevview.model import prose as model
from strevview.model.prose_parser import parse_prose

WIDTH = 78
# Stands for a space at which no line may end.
_TIED = "\x1f"
_TIED_PATTERN = re.compile(_TIED)
_MARKS = re.compile(r"[\\*]|\[(?=[^\[\]]*\][\[(])|(?<![^\W_])_|_(?![^\W_])|<(?=\S*>)|&(?=#?\w+;)")
_EVERY_MARK = re.compile(r"[\\*_\[\]<>&`~#!()]")
# What opens a block at the start of a line; the sign to escape is the group.
_OPENING = re.compile(r"(?:(?P<sign>[-+>#=~`])|\d{1,9}(?P<number>[.)]))(?=\s|$|[-=~`#>])")


# A block as it reads: its lists and quotations, words, links, and the look of each letter.
_Shape = tuple[tuple[str, ...], str, tuple[tuple[int, int, str], ...], str]


@dataclass(frozen=True, slots=True)
class _Care:
    """How careful to write: every mark escaped, lines wrapped, emphasis kept."""

    every_mark: bool
    wrapped: bool
    emphasis: bool


_CARE = (
    _Care(every_mark=False, wrapped=True, emphasis=True),
    _Care(every_mark=True, wrapped=True, emphasis=True),
    _Care(every_mark=True, wrapped=False, emphasis=True),
    _Care(every_mark=False, wrapped=True, emphasis=False),
    _Care(every_mark=True, wrapped=False, emphasis=False),
)


class UnwritableProseError(Exception):
    """No way of writing a text reads back as what was printed."""


def write_prose(blocks: Sequence[Block], keys: Sequence[str], width: int = WIDTH) -> str:
    """Return the text of an item: paragraphs, quotations and lists with `[word][source]` links.

    `keys` are the names of the sources that the links lead to, in reading order. Lines have at most
    `width` characters where words allow.

    Raises:
        UnwritableProseError: what is written does not read back; a fault of ours.
    """
    named = _named(blocks, keys)
    text = "\n\n".join(_group_text(group, width) for group in _groups(named)) + "\n"
    if not _says(text, [shape for group in _groups(named) for shape in _wanted(group, True)]):
        # Each part is right by itself; so emphasis was given up in one, or two parts ran together.
        words = [(path, *rest[:2]) for g in _groups(named) for path, *rest in _wanted(g, True)]
        if [shape[:3] for shape in _read(parse_prose(text).blocks)] != words:
            raise UnwritableProseError(text[:80])
    return text


def _group_text(group: Sequence[Block], width: int) -> str:
    for care in _CARE:
        text = _written(group, care, width)
        if _says(text, list(_wanted(group, care.emphasis))):
            return text
    raise UnwritableProseError(" ".join(block.text for block in group)[:80])


def _says(text: str, wanted: list[_Shape]) -> bool:
    """Whether a text reads back as the blocks that were meant."""
    prose = parse_prose(text)
    return not prose.problems and list(_read(prose.blocks)) == wanted


def _named(blocks: Sequence[Block], keys: Sequence[str]) -> list[Block]:
    """Return tidy blocks whose runs hold the names of sources in the place of addresses."""
    left = iter(keys)
    named = [
        replace(
            block,
            runs=tuple(
                run if run.address is None else replace(run, address=next(left))
                for run in tidy_runs(block.runs)
            ),
        )
        for block in blocks
    ]
    return [block for block in named if block.runs]


# Writing.


def _groups(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the paragraphs one by one, and the blocks of each list and quotation together."""
    position = 0
    while position < len(blocks):
        end = position + 1
        while end < len(blocks) and _goes_on(blocks[position], blocks[end]):
            end += 1
        yield blocks[position:end]
        position = end


def _written(group: Sequence[Block], care: _Care, width: int) -> str:
    if group[0].kind is Kind.LIST_ENTRY:
        return "\n".join(_list_lines(group, care, width))
    if group[0].kind is Kind.QUOTATION:
        parts = [_lines(block.runs, care, width - 2) for block in group]
        return "\n>\n".join("\n".join(f"> {line}" for line in lines) for lines in parts)
    return "\n".join(_lines(group[0].runs, care, width))


def _goes_on(first: Block, block: Block) -> bool:
    if block.kind is not first.kind or first.kind not in (Kind.LIST_ENTRY, Kind.QUOTATION):
        return False
    # A list of another kind at the outermost level is another list.
    return first.kind is Kind.QUOTATION or not (
        block.level <= first.level and block.numbered != first.numbered
    )


def _list_lines(entries: Sequence[Block], care: _Care, width: int) -> Iterator[str]:
    """Yield the lines of a list; what stands deeper is indented under its entry."""
    numbers: list[int] = []
    indents: list[int] = [0]
    for depth, entry in zip(_depths(entries), entries, strict=True):
        del numbers[depth + 1 :], indents[depth + 1 :]
        if len(numbers) == depth:
            numbers.append(0)
        numbers[depth] += 1
        sign = f"{numbers[depth]}. " if entry.numbered else "- "
        indent = indents[depth]
        indents.append(indent + len(sign))
        lead = " " * indent + sign
        for line in _lines(entry.runs, care, width - len(lead)):
            yield lead + line
            lead = " " * len(lead)


def _depths(entries: Sequence[Block]) -> list[int]:
    """Return how deep each entry stands, from 0, no more than one below the entry before it."""
    open_levels: list[int] = []
    depths = []
    for entry in entries:
        while len(open_levels) > 1 and open_levels[-1] > entry.level:
            open_levels.pop()
        if not open_levels or entry.level > open_levels[-1]:
            open_levels.append(entry.level)
        depths.append(len(open_levels) - 1)
    return depths


def _lines(runs: Iterable[Run], care: _Care, width: int) -> list[str]:
    content = "".join(_marked(tuple(runs), care))
    lines = _filled(content, width) if care.wrapped else [content]
    return [_TIED_PATTERN.sub(" ", _safe_start(line)) for line in lines]


def _marked(runs: tuple[Run, ...], care: _Care) -> Iterator[str]:
    marks = _EVERY_MARK if care.every_mark else _MARKS
    open_mark = ""
    for number, run in enumerate(runs):
        if run.text == " ":
            if open_mark and _look(runs, number + 1, care) != open_mark:
                yield open_mark
                open_mark = ""
            yield " "
            continue
        look = _look(runs, number, care)
        if look != open_mark:
            yield open_mark[::-1] + look
            open_mark = look
        words = marks.sub(lambda found: f"\\{found.group()}", run.text)
        if run.address is not None:
            words = f"[{words.replace(' ', _TIED)}][{run.address}]"
        yield words
    yield open_mark


def _look(runs: tuple[Run, ...], number: int, care: _Care) -> str:
    """Return the marks of a run's emphasis."""
    if not care.emphasis or number >= len(runs):
        return ""
    run = runs[number]
    return ("**" if run.bold else "") + ("*" if run.italic else "")


def _filled(content: str, width: int) -> list[str]:
    lines: list[str] = []
    current = ""
    for word in content.split(" "):
        longer = f"{current} {word}" if current else word
        if current and len(longer) > width:
            lines.append(current)
            current = word
        else:
            current = longer
    return [*lines, current]


def _safe_start(line: str) -> str:
    match = _OPENING.match(line)
    if match is None:
        return line
    place = match.start("sign") if match["sign"] else match.start("number")
    return f"{line[:place]}\\{line[place:]}"


# What was meant, and what is read back.


def _wanted(group: Sequence[Block], emphasis: bool) -> Iterator[_Shape]:
    if group[0].kind is Kind.LIST_ENTRY:
        paths = _list_paths(group)
    else:
        quoted = group[0].kind is Kind.QUOTATION
        paths = [("quotation",) if quoted else () for _ in group]
    for path, block in zip(paths, group, strict=True):
        yield path, *_shape(block.runs, emphasis)


def _list_paths(entries: Sequence[Block]) -> list[tuple[str, ...]]:
    kinds: list[str] = []
    paths = []
    for depth, entry in zip(_depths(entries), entries, strict=True):
        if len(kinds) <= depth:
            kinds.append("")
        del kinds[depth + 1 :]
        kinds[depth] = "numbers" if entry.numbered else "bullets"
        paths.append(tuple(kinds))
    return paths


def _shape(
    runs: tuple[Run, ...], emphasis: bool
) -> tuple[str, tuple[tuple[int, int, str], ...], str]:
    words, looks, links = "", "", []
    for run in runs:
        if run.address is not None:
            links.append((len(words), len(words) + len(run.text), run.address))
        words += run.text
        look = (2 * run.bold + run.italic) if emphasis else 0
        looks += str(look) * len(run.text.replace(" ", ""))
    return words, tuple(links), looks


def _read(blocks: Iterable[model.Block], path: tuple[str, ...] = ()) -> Iterator[_Shape]:
    for block in blocks:
        if isinstance(block, model.Paragraph):
            runs = tuple(_runs(block.children))
            yield path, *_shape(runs, emphasis=True)
        elif isinstance(block, model.Quotation):
            yield from _read(block.children, (*path, "quotation"))
        else:
            kind = "numbers" if block.ordered else "bullets"
            for item in block.items:
                yield from _read(item.children, (*path, kind))


def _runs(
    children: Iterable[model.Inline], bold: bool = False, italic: bool = False
) -> Iterator[Run]:
    for child in children:
        if isinstance(child, model.Link):
            yield Run(child.text, child.source, bold, italic)
        elif isinstance(child, model.TextRun):
            yield Run(child.text, None, bold, italic)
        elif isinstance(child, model.LineBreak):
            yield Run("\n")
        else:
            yield from _runs(child.children, bold or child.strong, italic or not child.strong)

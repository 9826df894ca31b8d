"""A plain text as blocks: as copied out of a document, or written by pdftotext."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest
from pathlib import Path
from typing import NamedTuple

from strevview.importers.blocks import Block, Document, Kind, LeftOut, Run
from strevview.importers.running_text import (
    LineWords,
    addresses_linked,
    joined,
    last_word_linked,
    only_address,
    why_note_goes,
    words_of_lines,
)

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
# So many lines at the top and at the foot of a page may be furniture.
_EDGE = 3
_LONGEST = 120
# Where a word stands apart from the one before it, or from the margin.
_GAP = re.compile(r"(?:^ +|(?<=\S) {2,})(?=\S)")
# Of two columns: the fewest letters of most lines, the fewest lines, and how far from one another
# the lines of the right one may begin.
_NARROWEST = 18
_FEWEST = 4
_SLACK = 3


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank.

    `gap` is whether a blank line stands before it, `broken` whether a page or a column begins with
    it.
    """

    text: str
    indent: int
    gap: bool
    page: int | None
    broken: bool


def text_lines(text: str) -> tuple[list[TextLine], list[LeftOut], int | None]:
    """Return the lines of a text, what is furniture, and how many pages form feeds divide.

    The number of pages is None where there is no form feed.
    """
    pages = [page.expandtabs(8).split("\n") for page in text.removesuffix("\f").split("\f")]
    if len(pages) == 1:
        return list(_page_lines(pages[0], None)), [], None
    left_out = _without_furniture(pages)
    lines = [line for number, page in enumerate(pages, 1) for line in _page_lines(page, number)]
    return lines, left_out, len(pages)


def _without_furniture(pages: Sequence[list[str]]) -> list[LeftOut]:
    """Blank the furniture of pages, and return it.

    It is what stands, numbers aside, at the same edge of more than half of the pages, but for the
    top of the first page, which may be the title; and a page number as the outermost line.
    """
    found: Counter[tuple[str, str]] = Counter()
    for edge in (slice(None, _EDGE), slice(-_EDGE, None)):
        places = [[at for at, line in enumerate(page) if line.strip()][edge] for page in pages]
        seen = Counter(
            alike
            for page, rows in zip(pages, places, strict=True)
            for alike in {_without_numbers(page[row]) for row in rows}
        )
        is_top = edge.start is None
        for page, rows in zip(pages, places, strict=True):
            for row in rows if is_top else reversed(rows):
                line = " ".join(page[row].split())
                beyond = page[:row] if is_top else page[row + 1 :]
                repeats = seen[_without_numbers(line)] > len(pages) / 2 and len(line) <= _LONGEST
                if _PAGE_NUMBER.fullmatch(line) and not any(map(str.strip, beyond)):
                    why = "a page number"
                elif repeats and not (is_top and page is pages[0]):
                    why = "a running header" if is_top else "a running footer"
                else:
                    continue
                found[line, why] += 1
                page[row] = ""
    return [LeftOut(text, why, times) for (text, why), times in found.items()]


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _page_lines(rows: Sequence[str], page: int | None) -> Iterator[TextLine]:
    """Yield the lines of a page; where two columns stand side by side, one after the other."""
    gutter = _gutter(rows)
    if gutter is None:
        yield from _lines(rows, page)
        return
    halves = [_halves(row, gutter) for row in rows]
    for crosses, stretch in groupby(zip(rows, halves, strict=True), key=lambda row: not row[1]):
        whole, parts = zip(*stretch, strict=True)
        if crosses or not any(right.strip() for _, right in parts):
            yield from _lines(whole, page)
            continue
        left, right = zip(*parts, strict=True)
        yield from _lines(_without_offsets(left, right), page)
        yield from _lines(_without_offsets(right, left), page)


def _lines(rows: Sequence[str], page: int | None) -> Iterator[TextLine]:
    """Yield the rows of a page or a column that are not blank; the first one is `broken`."""
    before: str | None = None
    broken = True
    for row in rows:
        text = row.strip()
        if text:
            indent = len(row) - len(row.lstrip())
            yield TextLine(text, indent, before == "", page, broken)
            broken = False
        before = text


def _gutter(rows: Sequence[str]) -> int | None:
    """Return where the right one of two columns of running text begins, if there are two.

    Words stand apart there in three of ten rows, and hardly a row has words across it.
    """
    filled = [row for row in rows if row.strip()]
    places = [gap.end() for row in filled for gap in _GAP.finditer(row)]
    begins = Counter(place for place in places if place >= _NARROWEST)
    start = max(begins, key=lambda place: (begins[place], place), default=0)
    if sum(begins[start + more] for more in range(_SLACK)) < max(_FEWEST, 0.3 * len(filled)):
        return None
    halves = [both for row in filled if (both := _halves(row, start))]
    if len(halves) < 0.8 * len(filled):
        return None
    for column in zip(*halves, strict=True):
        lengths = sorted(len(part.strip()) for part in column if part.strip())
        if not lengths or lengths[len(lengths) // 2] < _NARROWEST:
            return None
    return start


def _halves(row: str, gutter: int) -> tuple[str, str] | None:
    """Return what a row has on both sides of a gutter; None where its words run across."""
    if len(row.rstrip()) <= gutter:
        return row, ""
    for gap in _GAP.finditer(row):
        if gap.start() - _SLACK < gutter <= gap.end() + _SLACK:
            # The right column keeps its indents.
            return row[: gap.start()], row[min(gap.end(), gutter) :]
    return None


def _without_offsets(column: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return a column without rows that are there for a line of the other column alone.

    Where the lines of two columns stand at different heights, each is a row of its own: a row is
    then blank because the other's line stands between two of this column.
    """
    kept = list(column[:1])
    for row in range(1, len(column) - 1):
        is_between = not column[row].strip() and column[row - 1].strip() and column[row + 1].strip()
        by_turns = other[row].strip() and not (other[row - 1].strip() and other[row + 1].strip())
        if not (is_between and by_turns):
            kept.append(column[row])
    return [*kept, *column[max(1, len(column) - 1) :]]


_MARK = re.compile(r"(\s?\[(\d{1,3}|[ivxlc]{1,6})\])")
_NOTE = re.compile(r"\[(\d{1,3}|[ivxlc]{1,6})\]\s*(\S.*)$", re.DOTALL)


def read_text(path: Path, plain: str) -> Document:
    """Read the text of a file: paragraphs by blank lines, by indents and by the length of lines.

    Two columns side by side are read one after the other; form feeds divide pages.
    """
    lines, furniture, pages = text_lines(plain)
    blocks, notes = _notes_linked(list(paragraph_blocks(lines)))
    return Document(path.name, tuple(blocks), (*furniture, *notes), pages=pages)


def _notes_linked(blocks: Sequence[Block]) -> tuple[list[Block], list[LeftOut]]:
    """Return blocks whose words before marks such as [1] lead to the addresses of notes.

    A note that does no more than name a source goes where its mark is met; any other stays.
    """
    notes: dict[str, tuple[Block, str]] = {}
    for block in blocks:
        found = _NOTE.match(block.text)
        address = found and only_address(found[2])
        if found and address:
            notes.setdefault(found[1], (block, address))
    kept: list[Block] = []
    left_out: list[LeftOut] = []
    met: dict[str, str] = {}
    for block in blocks:
        runs: list[Run] = []
        parts = [block.text] if _NOTE.match(block.text) else _MARK.split(block.text)
        for text, mark, name in zip_longest(parts[::3], parts[1::3], parts[2::3], fillvalue=""):
            runs.append(Run(text))
            linked = last_word_linked(runs, notes[name][1]) if name in notes else None
            if linked is None:
                runs.append(Run(mark))
                continue
            runs, word = linked
            left_out.append(LeftOut(mark.strip(), "the mark of a note"))
            met.setdefault(name, word)
        kept.append(replace(block, runs=addresses_linked(runs)))
    gone = {notes[name][0] for name in met}
    left_out += [LeftOut(notes[name][0].text, why_note_goes(word)) for name, word in met.items()]
    return [new for old, new in zip(blocks, kept, strict=True) if old not in gone], left_out


_SIGNS = "•●▪■◦○‣⁃∙➢❖✓\uf0b7\uf0a7"
# A number before a month is a day, as in `8. Juli 2025`.
_ENTRY = re.compile(
    rf"[{_SIGNS}·o*–—-](?:\s+|$)|\(?(?P<number>\d{{1,2}})[.)]\s+(?=\S)(?!\w+(?::|\s\d{{4}}\b))"
)
_RULE = re.compile(r"[-=_*~–—]{3,}$")
_UNDERLINES = {"=": 1, "-": 2}
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s?\[\d+\])?$")
_PAUSE = re.compile(r"[:;：；][\"'”’»)\]]*$")
# Longer lines are paragraphs of a word processor.
_WIDEST = 140
_FEWEST_PAIRS = 3
_ENOUGH = 12
# Of a full line's length: what is near it, and behind what no word fits.
_NEAR = 0.8
_FITS = 0.92
# A line that breaks off before so much of a full line's length ends its paragraph.
_SHORT = 0.7
# An address at the end of joined lines is looked for in so many letters.
_LONGEST_ADDRESS = 400


class Width(NamedTuple):
    """The length of full lines, and that up to which the next line's first word had room."""

    full: int
    room: float


def paragraph_blocks(lines: Sequence[TextLine]) -> Iterator[Block]:
    """Yield the paragraphs, underlined headings and entries of lists that lines make."""
    known = words_of_lines(line.text for line in lines)
    width = _width(lines)
    indents: list[int] = []
    group: list[TextLine] = []
    entry: re.Match[str] | None = None
    titles = _titles(lines)
    for line in lines:
        before = group[-1] if group else None
        begun = _ENTRY.match(line.text) if _may_begin(line, before, width) else None
        alone = line.text in titles or (before is not None and before.text in titles)
        if group and not (begun or alone) and _goes_on(group, entry, line, width):
            group.append(line)
            continue
        yield from _blocks(group, entry, indents, known)
        group, entry = [line], begun
    yield from _blocks(group, entry, indents, known)


def _width(lines: Sequence[TextLine]) -> Width | None:
    """Return how wide the lines of a text or its columns are; None where each is a paragraph.

    Half of the lines that another one follows directly come near the full length. A word had no
    room on the lines that went on in the midst of a sentence, but for a few odd ones.
    """
    pairs = [(line, after) for line, after in pairwise(lines) if not after.gap and not after.broken]
    lengths = sorted(len(line.text) for line, _ in pairs)
    full = lengths[len(lengths) * 4 // 5] if len(lengths) >= _FEWEST_PAIRS else 0
    near = sum(_NEAR * full <= length <= full / _NEAR for length in lengths)
    if not 0 < full <= _WIDEST or near * 2 < len(lengths):
        return None
    went_on = sorted(
        _with_next_word(line, after)
        for line, after in pairs
        if after.text[0].islower() and not _is_ended(line)
    )
    return Width(full, went_on[len(went_on) // 20] if len(went_on) >= _ENOUGH else _FITS * full)


def _with_next_word(line: TextLine, after: TextLine) -> int:
    return len(line.text) + 1 + len(after.text.split(maxsplit=1)[0])


def _is_ended(line: TextLine) -> bool:
    """Whether a line ends a sentence, or leads on with a colon or a semicolon."""
    return bool(_STOP.search(line.text) or _PAUSE.search(line.text))


def _titles(lines: Sequence[TextLine]) -> frozenset[str]:
    """Return the lines that stand in the text twice, as in a list of contents and further down."""
    seen = Counter(_ENTRY.sub("", line.text) for line in lines)
    return frozenset(text for text, times in seen.items() if times > 1 and text[-1:].isalpha())


def _may_begin(line: TextLine, before: TextLine | None, width: Width | None) -> bool:
    """Whether an entry may begin: a dash or a number begins one where the line before it ends."""
    if _RULE.match(line.text):
        return False
    if line.text[0] in _SIGNS or before is None or line.gap or line.broken or _is_ended(before):
        return True
    is_full = width is not None and len(before.text) >= _NEAR * width.full
    return not is_full or bool(_ENTRY.match(before.text))


def _goes_on(
    group: Sequence[TextLine], entry: re.Match[str] | None, line: TextLine, width: Width | None
) -> bool:
    """Whether a line goes on with a paragraph.

    A paragraph ends at a blank line, at a sentence's end where the next word had room on the line
    or the next line is set in, and at a line that is far from full. The end of a page or column
    ends it with a sentence, or where the next word had room.
    """
    before = group[-1]
    is_next = not line.gap and not line.broken
    if _RULE.match(line.text):
        return is_next and len(group) == 1 and line.text[0] in _UNDERLINES and entry is None
    if _RULE.match(before.text):
        return False
    if entry is not None and (before.text == entry[0].strip() or _is_set_in(group, line)):
        return True
    if line.gap and not line.broken:
        return False
    small = line.text[0].islower()
    had_room = width is None or _with_next_word(before, line) < width.room
    if width is None or line.broken:
        return not _is_ended(before) and (small or not had_room)
    if _STOP.search(before.text):
        return not had_room and line.indent < before.indent + 2
    return small or len(before.text) > _SHORT * width.full


def _is_set_in(group: Sequence[TextLine], line: TextLine) -> bool:
    """Whether a line stands under the words of an entry."""
    return not line.gap and not line.broken and line.indent > group[0].indent


def _blocks(
    group: list[TextLine], entry: re.Match[str] | None, indents: list[int], known: LineWords
) -> Iterator[Block]:
    """Yield a group of lines as a block; `indents` are those of the entries that it may be below.

    A rule below a line makes it a heading; a rule alone is nothing.
    """
    if not group or _RULE.match(group[0].text):
        return
    first = group[0]
    rank = _UNDERLINES.get(group.pop().text[0], 0) if _RULE.match(group[-1].text) else 0
    runs = (Run(_joined(group, entry.end() if entry else 0, known)),)
    if entry is None:
        indents.clear()
        yield Block(Kind.HEADING if rank else Kind.PARAGRAPH, runs, level=rank, page=first.page)
        return
    while indents and indents[-1] >= first.indent:
        indents.pop()
    indents.append(first.indent)
    number = int(entry["number"]) if entry["number"] else None
    if runs[0].text:
        yield Block(Kind.LIST_ENTRY, runs, len(indents), number, first.page)


def _joined(group: Sequence[TextLine], start: int, known: LineWords) -> str:
    """Return the words of lines from a place of the first on, hyphens at line ends undone."""
    done, end = "", group[0].text[start:]
    for line in group[1:]:
        end = joined(end, line.text, known) if end else line.text
        done += end[:-_LONGEST_ADDRESS]
        end = end[-_LONGEST_ADDRESS:]
    return done + end

"""A plain text as blocks: as copied out of a document, or written by pdftotext.

Its lines become paragraphs, headings and entries of HTML, and that blocks, as of other formats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

from strevview.importers.blocks import Document
from strevview.importers.files import named_picture
from strevview.importers.grouping import grouped
from strevview.importers.html_blocks import HtmlBlocks, left_out
from strevview.importers.running_text import LineWords, joined, only_address, words_of_lines

# So many lines at the top and at the foot of a page may be furniture.
_EDGE = 3
# Of words in such a line.
_LONGEST = 20
# Where a word stands apart from the one before it, or from the margin.
_GAP = re.compile(r"(?:^ +|(?<=\S) {2,})(?=\S)")
# Of two columns: the fewest letters of most lines, the fewest lines, and how far from one another
# the lines of the right one may begin.
_NARROWEST = 18
_FEWEST = 4
_SLACK = 3
_MARK = re.compile(r"\s?\[(\d{1,3}|[ivxlc]{1,6})\]")
_NOTE = re.compile(r"\[(\d{1,3}|[ivxlc]{1,6})\]\s*(\S.*)$", re.DOTALL)
_SIGNS = "•●▪■◦○‣⁃∙➢❖✓\uf0b7\uf0a7"
# A number before a month is a day, as in `8. Juli 2025`.
_ENTRY = re.compile(
    rf"[{_SIGNS}·o*–—-](?:\s+|$)|\(?(?P<number>\d{{1,2}})[.)]\s+(?=\S)(?!\w+(?::|\s\d{{4}}\b))"
)
_RULE = re.compile(r"[-=_*~–—]{3,}$")
_UNDERLINES = {"=": "h1", "-": "h2"}
_STOP = re.compile(r"[.!?…。！？][\"'”’»)\]]*(?:\s?\[\d+\])?$")
_PAUSE = re.compile(r"[:;：；][\"'”’»)\]]*$")
# Longer lines are paragraphs of a word processor.
_WIDEST = 140
_FEWEST_PAIRS = 3
# Of a full line's length: what is near it, and a line that breaks off before so much of it.
_NEAR = 0.8
_SHORT = 0.7
# An address at the end of joined lines is looked for in so many letters.
_LONGEST_ADDRESS = 400


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank.

    `gap` is whether a blank line stands before it, `broken` whether a page or a column begins with
    it, `entry` the mark of the list's entry that it begins.
    """

    text: str
    indent: int
    gap: bool
    broken: bool
    entry: re.Match[str] | None = None


class Width(NamedTuple):
    """The length of full lines, and that up to which the next line's first word had room."""

    full: int
    room: int


def read_text(path: Path, plain: str) -> Document:
    """Read the text of a file: paragraphs by blank lines, by indents and by the length of lines.

    Two columns side by side are read one after the other; form feeds divide pages.
    """
    pages = [page.expandtabs(8).split("\n") for page in plain.removesuffix("\f").split("\f")]
    furniture = _without_furniture(pages) if len(pages) > 1 else ""
    lines = [line for page in pages for line in _page_lines(page)]
    html, notes = _html(list(_paragraphs(lines)))
    reading = HtmlBlocks(partial(named_picture, path), frozenset())
    document = reading.document(path, furniture + html, notes)
    return replace(document, pages=len(pages) if len(pages) > 1 else None)


def _without_furniture(pages: Sequence[list[str]]) -> str:
    """Blank the furniture of pages, page numbers among it, and return it as left out.

    It is what stands, numbers aside, at the same edge of more than half of the pages, but for the
    top of the first page, which may be the title.
    """
    html = ""
    for why, edge in (
        ("a running header", slice(None, _EDGE)),
        ("a running footer", slice(-_EDGE, None)),
    ):
        edges = [
            (page, row)
            for page in pages
            for row in [number for number, row in enumerate(page) if row.strip()][edge]
        ]
        seen = Counter(_without_numbers(page[row]) for page, row in edges)
        for page, row in edges:
            is_title = page is pages[0] and edge.start is None
            repeats = seen[_without_numbers(page[row])] > len(pages) / 2
            if repeats and len(page[row].split()) <= _LONGEST and not is_title:
                line, page[row] = " ".join(page[row].split()), ""
                is_number = not any(letter.isalpha() for letter in line)
                html += left_out(line, "a page number" if is_number else why)
    return html


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _page_lines(rows: Sequence[str]) -> Iterator[TextLine]:
    """Yield the lines of a page; where two columns stand side by side, one after the other."""
    gutter = _gutter(rows)
    if gutter is None:
        yield from _lines(rows)
        return
    halves = [_halves(row, gutter) for row in rows]
    for crosses, stretch in groupby(zip(rows, halves, strict=True), key=lambda row: not row[1]):
        whole, parts = zip(*stretch, strict=True)
        if crosses or not any(right.strip() for _, right in parts):
            yield from _lines(whole)
            continue
        left, right = zip(*parts, strict=True)
        yield from _lines(_without_offsets(left, right))
        yield from _lines(_without_offsets(right, left))


def _lines(rows: Sequence[str]) -> Iterator[TextLine]:
    """Yield the rows of a page or a column that are not blank; the first one is `broken`."""
    before: str | None = None
    broken = True
    for row in rows:
        text = row.strip()
        if text:
            yield TextLine(text, len(row) - len(row.lstrip()), before == "", broken)
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


def _html(paragraphs: Sequence[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """Return the HTML of paragraphs, and that of notes such as `[1] https://…` by their names.

    A note that does no more than name a source, and whose mark is met, is one; any other stays.
    """
    texts = [text for _, text in paragraphs]
    met = Counter(name for text in texts for name in _MARK.findall(text))
    notes: dict[str, re.Match[str]] = {}
    for found in filter(None, map(_NOTE.match, texts)):
        if met[found[1]] > 1 and only_address(found[2]):
            notes.setdefault(found[1], found)

    def marked(mark: re.Match[str]) -> str:
        if mark[1] not in notes:
            return mark[0]
        return f"[^{mark[1]}]" + left_out(f"[{mark[1]}]", "the mark of a note")

    html = ""
    gone = {found[0] for found in notes.values()}
    for tag, text in paragraphs:
        if text in gone:
            html += left_out(text.partition("]")[0] + "]", "the mark of a note")
        else:
            words = _MARK.sub(marked, escape(" ".join(text.split())))
            html += f"<{tag}>{words}</{tag.partition(' ')[0]}>"
    return html, {name: escape(found[2]) for name, found in notes.items()}


def _paragraphs(lines: Sequence[TextLine]) -> Iterator[tuple[str, str]]:
    """Yield the tag and the text of each paragraph, underlined heading and entry of a list."""
    known = words_of_lines(line.text for line in lines)
    width, titles = _width(lines), _titles(lines)
    pairs = pairwise((None, *lines))
    marked = [replace(line, entry=_entry(line, before, width)) for before, line in pairs if line]
    indents: list[int] = []
    for group in grouped(marked, partial(_goes_on, titles, width)):
        yield from _paragraph(group, indents, known)


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
    return Width(full, went_on[len(went_on) // 20] if went_on else full)


def _with_next_word(line: TextLine, after: TextLine) -> int:
    return len(line.text) + 1 + len(after.text.split(maxsplit=1)[0])


def _is_ended(line: TextLine) -> bool:
    """Whether a line ends a sentence, or leads on with a colon or a semicolon."""
    return bool(_STOP.search(line.text) or _PAUSE.search(line.text))


def _titles(lines: Sequence[TextLine]) -> frozenset[str]:
    """Return the lines that stand in the text twice, as in a list of contents and further down."""
    seen = Counter(_ENTRY.sub("", line.text) for line in lines)
    return frozenset(text for text, times in seen.items() if times > 1 and text[-1:].isalpha())


def _entry(line: TextLine, before: TextLine | None, width: Width | None) -> re.Match[str] | None:
    """Return the mark of an entry; a dash or a number is one where the line before it ends."""
    mark = None if _RULE.match(line.text) else _ENTRY.match(line.text)
    if line.text[0] in _SIGNS or before is None or line.gap or line.broken or _is_ended(before):
        return mark
    is_full = width is not None and len(before.text) >= _NEAR * width.full
    return None if is_full and not _ENTRY.match(before.text) else mark


def _goes_on(
    titles: frozenset[str], width: Width | None, group: Sequence[TextLine], line: TextLine
) -> bool:
    """Whether a line goes on with a paragraph.

    A paragraph ends before an entry and beside a title, at a blank line, at a sentence's end where
    the next word had room on the line or the next line is set in, and at a line that is far from
    full. The end of a page or column ends it with a sentence, or where the next word had room.
    """
    before, entry = group[-1], group[0].entry
    if line.entry is not None or line.text in titles or before.text in titles:
        return False
    is_next = not line.gap and not line.broken
    if _RULE.match(line.text):
        return is_next and len(group) == 1 and line.text[0] in _UNDERLINES and entry is None
    if _RULE.match(before.text):
        return False
    is_set_in = is_next and line.indent > group[0].indent
    if entry is not None and (before.text == entry[0].strip() or is_set_in):
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


def _paragraph(
    group: list[TextLine], indents: list[int], known: LineWords
) -> Iterator[tuple[str, str]]:
    """Yield a group of lines as one; `indents` are those of the entries that it may be below.

    A rule below a line makes it a heading; a rule alone is nothing.
    """
    if _RULE.match(group[0].text):
        return
    entry = group[0].entry
    if entry is None:
        indents.clear()
        underline = group.pop().text[0] if _RULE.match(group[-1].text) else ""
        yield _UNDERLINES.get(underline, "p"), _joined(group, 0, known)
        return
    indent = group[0].indent
    while indents and indents[-1] >= indent:
        indents.pop()
    indents.append(indent)
    number = f" value='{entry['number']}'" if entry["number"] else ""
    yield f"li aria-level='{len(indents)}'{number}", _joined(group, entry.end(), known)


def _joined(group: Sequence[TextLine], start: int, known: LineWords) -> str:
    """Return the words of lines from a place of the first on, hyphens at line ends undone."""
    done, end = "", group[0].text[start:]
    for line in group[1:]:
        end = joined(end, line.text, known) if end else line.text
        done += end[:-_LONGEST_ADDRESS]
        end = end[-_LONGEST_ADDRESS:]
    return done + end

"""Text for a person: complaints with their place, the line marked under it, and what to do; tables.

At a terminal there are colours, and lines are wrapped; elsewhere they are plain. No control sign
of a file is printed.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TextIO

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.table import Table
from rich.text import Text

from strevview.diagnostics import Diagnostic, Span
from strevview.model.loading import LoadedIssue
from strevview.source.disk import SourceText

# Wider than any line: a line to a file or a pipe is not wrapped.
_ENDLESS = 1_000_000
TAB = "    "
# Joiners shape Hindi letters; the other format characters are shown, for they hide or turn text.
_JOINERS = "\u200c\u200d"
_ESCAPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_MANY, _FEW = 10, 3
# No excerpt is taken from a file that is larger than any issue may be.
_MAX_BYTES = 8 * 1024 * 1024
# Complaints come in the order of their files; now and then one is related to another file.
_KEPT = 4
# What stands in the place of the part of a line that is not shown.
_CUT = "…"
GUTTER = 5
# Of a long line so much is shown where lines have no end.
_COLUMNS = 80
# With less room than this beside the mark, the help moves to lines of its own.
_ROOM_FOR_HELP = 28
_HELP = "help: "
_INDENT = Text("    ")
# Nothing is said by colour alone.
_SEVERITIES = {"error": "bold red", "warning": "bold yellow"}
_GUTTER_STYLE = _RELATED_STYLE = "blue"
_HELP_STYLE = "cyan"


def console_of(stream: TextIO) -> Console:
    """Return a console that writes to a stream.

    It has the columns of the stream's window; lines to files and pipes have no end. Colours are for
    terminals that want them (NO_COLOR, TERM), or for who asks (FORCE_COLOR).
    """
    return Console(
        file=stream,
        width=None if stream.isatty() else _ENDLESS,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def columns_of(console: Console) -> int | None:
    """Return the columns of a console's window; None where lines are not wrapped."""
    return None if console.width == _ENDLESS else console.width


def table_of(*headers: str, numbers: tuple[int, ...] = ()) -> Table:
    """Return an empty table without lines; the columns of `numbers` stand to the right.

    Without headers there is no line of them.
    """
    table = Table(box=None, show_header=any(headers), pad_edge=False, padding=(0, 2, 0, 0))
    for index, header in enumerate(headers):
        table.add_column(header, justify="right" if index in numbers else "left", overflow="fold")
    return table


def print_table(table: Table, stream: TextIO) -> None:
    """Print a table; its cells are wrapped at a terminal alone, and no line ends in spaces."""
    console = console_of(stream)
    with console.capture() as captured:
        console.print(table, soft_wrap=False)
    for line in captured.get().splitlines():
        print(line.rstrip(), file=stream)


def counted(number: int, noun: str) -> str:
    """Return "1 page" or "1,395 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def visible(text: str) -> str:
    r"""Return a text as it may be shown, on one line.

    Control, bidirectional and other invisible characters are shown as escapes such as `\u202e`, so
    that a file cannot steer the terminal; a tab as four spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def visible_lines(text: str) -> str:
    """Return a text of several lines as it may be shown: the lines to write, in a help."""
    return "\n".join(map(visible, text.split("\n")))


def _shown(letter: str) -> str:
    if letter == "\t":
        return TAB
    if letter in _JOINERS or unicodedata.category(letter) not in _ESCAPED:
        return letter
    code = ord(letter)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class FileLines:
    """Gives a line of a file; a file is read when a line of it is wanted, and kept for a while."""

    def __init__(self, known: Mapping[str, str] | None = None) -> None:
        self._known = dict(known or {})
        self._source = lru_cache(maxsize=_KEPT)(self._read)

    def line(self, path: str, number: int) -> str:
        """Return a line by its 1-based number without its end; empty where there is none."""
        return self._source(path).line(number)

    def add(self, path: str, data: bytes) -> None:
        """Take the bytes that were read under a name, such as those of standard input."""
        self._known.setdefault(path, _decoded(data))

    def _read(self, path: str) -> SourceText:
        return SourceText(path, self._known[path] if path in self._known else _text_of(path))


def _text_of(path: str) -> str:
    """Return the text of a file; nothing of one that cannot be read or is too large."""
    try:
        file = Path(path)
        is_small = file.is_file() and file.stat().st_size <= _MAX_BYTES
        return _decoded(file.read_bytes()) if is_small else ""
    except (OSError, ValueError):
        return ""


def _decoded(data: bytes) -> str:
    return "" if b"\x00" in data else data.decode("utf-8-sig", "replace")


def lines_of(issue: LoadedIssue) -> FileLines:
    """Return the lines of an issue and of the files beside it as they were read."""
    files = (*issue.shelf.files, *filter(None, (issue.places,)))
    return FileLines({file.source.path: file.source.text for file in files})


class Excerpt(NamedTuple):
    """What is shown of a line: what stands before the marked part, that part, and what is after."""

    before: str
    marked: str
    after: str


def excerpt(line: str, span: Span, columns: int) -> Excerpt:
    """Return the part of a line around a span that fits into `columns` columns.

    Of a span over several lines, the first line is marked. Widths are those that Rich measures.
    """
    line = line.rstrip()
    start = min(span.column - 1, len(line))
    end = len(line) if span.end_line > span.line else min(span.end_column - 1, len(line))
    end = max(end, start + 1)
    # Of a line of megabytes, what may be in the window is looked at; some letters have no width.
    reach = 2 * columns + 100
    before = visible(line[max(start - reach, 0) : start])
    marked = visible(line[start : min(end, start + reach)])
    after = visible(line[end : end + reach])
    if cell_len(before + marked + after) <= columns and max(start, len(line) - end) <= reach:
        return Excerpt(before, marked, after)
    room = columns - 2 * cell_len(_CUT)
    context = max((room - cell_len(marked)) // 2, room // 4, room - cell_len(marked + after))
    # Cut from its end, so from the right; it does not begin with a mark on a letter that is gone.
    head = _as_much(before[::-1], context)[::-1]
    while head and cell_len(head[0]) == 0:
        head = head[1:]
    tail = _as_much(marked + after, room - cell_len(head))
    begins = len(head) == len(before) and start <= reach
    ends = len(tail) == len(marked + after) and len(line) - end <= reach
    rest = tail[len(marked) :] + ("" if ends else _CUT)
    return Excerpt(("" if begins else _CUT) + head, tail[: len(marked)], rest)


def _as_much(text: str, columns: int) -> str:
    """Return as much of the start of a text as fits."""
    # Of letters without width alone Rich makes no line.
    return next(iter(chop_cells(text, columns)), text) if columns > 0 else ""


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], stream: TextIO, lines: FileLines | None = None
) -> None:
    """Print complaints with excerpts, from `lines` as they were read, else from the files."""
    console = console_of(stream)
    layout = _Layout(console, lines or FileLines())
    for diagnostic in diagnostics:
        for line in layout.lines(diagnostic):
            line.rstrip()
            console.print(line)


def place(span: Span) -> str:
    """Return `path:line:column`."""
    return f"{visible(span.path)}:{span.line}:{span.column}"


def numbers_of(diagnostics: Sequence[Diagnostic]) -> tuple[int, int, int]:
    """Return how many complaints are errors, are warnings, and can be put right by `lint --fix`."""
    errors = sum(found.is_error for found in diagnostics)
    fixable = sum(found.fix is not None for found in diagnostics)
    return errors, len(diagnostics) - errors, fixable


def where_errors_are(diagnostics: Sequence[Diagnostic]) -> str:
    """Return ` at path:line:column, …` of up to three errors among ten complaints or more, or "".

    Among so many the reader, who sees the last lines, would have to look for them.
    """
    spans = [found.span for found in diagnostics if found.is_error]
    places = [place(span) for span in spans if span is not None]
    if len(diagnostics) < _MANY or not 0 < len(spans) == len(places) <= _FEW:
        return ""
    return f" at {', '.join(places)}"


def concise_line(diagnostic: Diagnostic) -> str:
    """Return a complaint on one line, without its help: `path:line:column CODE message`."""
    return _header(diagnostic).plain


def _header(diagnostic: Diagnostic) -> Text:
    kind = "" if diagnostic.is_error else "warning: "
    return Text.assemble(
        (f"{place(diagnostic.span)} " if diagnostic.span else "", "bold"),
        (f"{diagnostic.code} ", _SEVERITIES[diagnostic.severity.value]),
        kind + visible(diagnostic.message),
    )


class _Layout:
    """Lays complaints out as lines that are as wide as a console's window."""

    def __init__(self, console: Console, lines: FileLines) -> None:
        self._console = console
        self._columns = columns_of(console)
        self._lines = lines

    def lines(self, diagnostic: Diagnostic) -> Iterator[Text]:
        """Yield the lines of one complaint."""
        yield from self._hanging(Text(), _INDENT, _header(diagnostic))
        advice = visible_lines(diagnostic.help or "")
        label = Text(_HELP if advice else "", _HELP_STYLE)
        sign = ("^", _SEVERITIES[diagnostic.severity.value])
        yield from self._marked(diagnostic.span, sign, label, advice)
        for related in diagnostic.related:
            message = visible(related.message)
            if diagnostic.span is None or related.span.path != diagnostic.span.path:
                where = f"{place(related.span)} {message}"
                yield Text.assemble((f"{'':>{GUTTER}} = ", _GUTTER_STYLE), (where, _RELATED_STYLE))
                message = ""
            yield from self._marked(related.span, ("-", _RELATED_STYLE), Text(), message)

    def _hanging(self, first: Text, rest: Text, body: Text) -> Iterator[Text]:
        """Yield a text that is wrapped, `first` before its first line and `rest` before others."""
        lines = body.split(allow_blank=True)
        if self._columns is not None:
            room = max(self._columns - max(first.cell_len, rest.cell_len), 10)
            lines = body.wrap(self._console, room)
        for number, line in enumerate(lines):
            yield (rest if number else first) + line

    def _marked(
        self, span: Span | None, sign: tuple[str, str], label: Text, text: str
    ) -> Iterator[Text]:
        """Yield a line of a file with signs under a span, and a text beside or below them."""
        gutter = GUTTER if span is None else max(GUTTER, len(str(span.line)))
        columns = max((self._columns or _COLUMNS) - gutter - 3, 12)
        bar = Text(f"{'':>{gutter}} | ", _GUTTER_STYLE)
        line = "" if span is None else self._lines.line(span.path, span.line)
        first = bar + label
        if span is not None and line.strip():
            shown = excerpt(line, span, columns)
            yield Text.assemble((f"{span.line:>{gutter}} | ", _GUTTER_STYLE), "".join(shown))
            width = cell_len(shown.marked)
            # A combining mark stands over the letter before it.
            over = cell_len(shown.before[-1:]) if shown.marked and width == 0 else 0
            start, width = cell_len(shown.before) - over, max(1, width)
            signs = Text.assemble(bar, " " * start, (sign[0] * width, sign[1]))
            room = columns - start - width - 1
            fits = label.cell_len + Text(text).cell_len <= room or room >= _ROOM_FOR_HELP
            if text and "\n" not in text and (self._columns is None or fits):
                first = Text.assemble(signs, " ", label)
            else:
                yield signs
        if text:
            rest = bar.copy()
            rest.pad_right(first.cell_len - bar.cell_len)
            yield from self._hanging(first, rest, Text(text, _HELP_STYLE))

"""Complaints for a person: the place, the line with a mark under it, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from rich.console import Console
from rich.text import Text

from strevview.diagnostics import Diagnostic, Related, Span
from strevview.report.excerpt import excerpt
from strevview.report.lines import FileLines
from strevview.report.terminal import columns_of, console_of
from strevview.report.visible import visible

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


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], stream: TextIO, lines: FileLines | None = None
) -> None:
    """Print complaints with excerpts, from `lines` as they were read, else from the files."""
    console = console_of(stream)
    telling = _Telling(console, lines or FileLines())
    for diagnostic in diagnostics:
        for line in telling.lines(diagnostic):
            line.rstrip()
            console.print(line)


def place(span: Span) -> str:
    """Return `path:line:column`."""
    return f"{visible(span.path)}:{span.line}:{span.column}"


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


class _Mark(NamedTuple):
    """A place with the sign under it, and what stands beside the sign."""

    span: Span
    sign: str
    style: str
    label: str
    text: str


class _Telling:
    """Makes the lines that tell of complaints, as wide as the window of a console."""

    def __init__(self, console: Console, lines: FileLines) -> None:
        self._console = console
        self._columns = columns_of(console)
        self._lines = lines

    def lines(self, diagnostic: Diagnostic) -> Iterator[Text]:
        """Yield the lines of one complaint."""
        yield from self._hanging(Text(), _INDENT, _header(diagnostic))
        advice = visible(diagnostic.help) if diagnostic.help else ""
        label = _HELP if advice else ""
        if diagnostic.span is not None:
            style = _SEVERITIES[diagnostic.severity.value]
            yield from self._marked(_Mark(diagnostic.span, "^", style, label, advice))
        elif advice:
            yield from self._below(label, advice)
        for related in diagnostic.related:
            yield from self._related(related, diagnostic.span)

    def _hanging(self, first: Text, rest: Text, body: Text) -> Iterator[Text]:
        """Yield a text that is wrapped, `first` before its first line and `rest` before others."""
        if self._columns is None:
            yield first + body
            return
        room = max(self._columns - max(first.cell_len, rest.cell_len), 10)
        for number, line in enumerate(body.wrap(self._console, room)):
            yield (rest if number else first) + line

    def _related(self, related: Related, span: Span | None) -> Iterator[Text]:
        message = visible(related.message)
        if span is None or related.span.path != span.path:
            where = Text(f"{place(related.span)} {message}", _RELATED_STYLE)
            yield Text.assemble((f"{'':>{GUTTER}} = ", _GUTTER_STYLE), where)
            message = ""
        yield from self._marked(_Mark(related.span, "-", _RELATED_STYLE, "", message))

    def _marked(self, mark: _Mark) -> Iterator[Text]:
        span = mark.span
        gutter = max(GUTTER, len(str(span.line)))
        columns = max((self._columns or _COLUMNS) - gutter - 3, 12)
        line = self._lines.line(span.path, span.line)
        if line is None or not line.strip():
            if mark.text:
                yield from self._below(mark.label, mark.text, gutter)
            return
        shown = excerpt(line, span, columns)
        yield Text.assemble((f"{span.line:>{gutter}} | ", _GUTTER_STYLE), shown.text)
        signs = Text.assemble(
            (f"{'':>{gutter}} | ", _GUTTER_STYLE),
            (" " * shown.mark_start + mark.sign * shown.mark_width, mark.style),
        )
        end = shown.mark_start + shown.mark_width + 1
        fits = end + len(mark.label) + Text(mark.text).cell_len <= columns
        if not mark.text:
            yield signs
        elif self._columns is None or fits or columns - end >= _ROOM_FOR_HELP:
            first = signs + Text(f" {mark.label}", _HELP_STYLE)
            yield from self._beside(first, gutter, mark.text)
        else:
            yield signs
            yield from self._below(mark.label, mark.text, gutter)

    def _below(self, label: str, text: str, gutter: int = GUTTER) -> Iterator[Text]:
        first = Text.assemble((f"{'':>{gutter}} | ", _GUTTER_STYLE), (label, _HELP_STYLE))
        yield from self._beside(first, gutter, text)

    def _beside(self, first: Text, gutter: int, text: str) -> Iterator[Text]:
        """Yield what is to be done beside `first`; a bar goes on before its other lines."""
        rest = Text(f"{'':>{gutter}} | ", _GUTTER_STYLE)
        rest.pad_right(first.cell_len - rest.cell_len)
        yield from self._hanging(first, rest, Text(text, _HELP_STYLE))

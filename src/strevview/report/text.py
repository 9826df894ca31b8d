"""Complaints for a person: the place, the line with a mark under it, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TextIO

from strevview.diagnostics import Diagnostic, Related, Span
from strevview.report.cells import visible, width, wrap
from strevview.report.excerpt import excerpt
from strevview.report.lines import FileLines, lines_of

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

GUTTER = 5
# With less room than this beside the mark, the help moves to lines of its own.
_ROOM_FOR_HELP = 28
_HELP = "help: "

# A line as stretches of text with the names of their styles (`style_names`).
Line = tuple[tuple[str, str], ...]


class Layout(NamedTuple):
    """The columns there are; `wraps` is false where lines go to a file or a pipe."""

    columns: int = 80
    wraps: bool = False


def print_text(
    diagnostics: Iterable[Diagnostic], issues: Iterable[LoadedIssue], stream: TextIO
) -> None:
    """Print complaints with excerpts from issues as they were read, else from their files."""
    from strevview.report.terminal import print_diagnostics

    print_diagnostics(diagnostics, stream, lines_of(issues))


def text_lines(
    diagnostics: Iterable[Diagnostic], lines: FileLines, layout: Layout
) -> Iterator[Line]:
    """Yield the lines that tell of complaints, without line ends."""
    for diagnostic in diagnostics:
        yield from _header(diagnostic, layout)
        mark_style = diagnostic.severity.value
        if diagnostic.span is not None:
            advice = diagnostic.help and _HELP + visible(diagnostic.help)
            mark = _Mark(diagnostic.span, "^", mark_style, advice)
            yield from _marked(mark, lines, layout)
        elif diagnostic.help:
            yield from _below(_HELP + visible(diagnostic.help), GUTTER, layout)
        for related in diagnostic.related:
            yield from _related(related, diagnostic.span, lines, layout)


def plain(line: Line) -> str:
    """Return a line's characters."""
    return "".join(text for text, _ in line).rstrip()


def place(span: Span) -> str:
    """Return `path:line:column`."""
    return f"{visible(span.path)}:{span.line}:{span.column}"


def _header(diagnostic: Diagnostic, layout: Layout) -> Iterator[Line]:
    where = f"{place(diagnostic.span)} " if diagnostic.span else ""
    kind = "" if diagnostic.is_error else "warning: "
    message = kind + visible(diagnostic.message)
    start = width(where) + len(diagnostic.code) + 1
    head = (where, "path"), (f"{diagnostic.code} ", diagnostic.severity.value)
    if not layout.wraps or start + width(message) <= layout.columns:
        yield (*head, (message, "message"))
        return
    indent = 4
    room = max(layout.columns - indent, 16)
    first, *rest = wrap(message, max(layout.columns - start, 16))
    yield (*head, (first, "message"))
    for line in wrap(" ".join(rest), room) if rest else ():
        yield ((" " * indent, "message"), (line, "message"))


class _Mark(NamedTuple):
    """A place with the sign under it, and what stands beside the sign."""

    span: Span
    sign: str
    style: str
    advice: str | None


def _marked(mark: _Mark, lines: FileLines, layout: Layout) -> Iterator[Line]:
    span, advice = mark.span, mark.advice
    number = str(span.line)
    gutter = max(GUTTER, len(number))
    columns = max(layout.columns - gutter - 3, 12)
    line = lines.line(span.path, span.line)
    if line is None or not line.strip():
        yield from _below(advice, gutter, layout)
        return
    shown = excerpt(line, span, columns)
    yield ((f"{number:>{gutter}} | ", "gutter"), (shown.text, "excerpt"))
    bar = (f"{'':>{gutter}} | ", "gutter")
    signs = (" " * shown.mark_start + mark.sign * shown.mark_width, mark.style)
    end = len(signs[0]) + 1
    if advice is None:
        yield (bar, signs)
    elif not layout.wraps or end + width(advice) <= columns:
        yield (bar, signs, (f" {advice}", "help"))
    elif columns - end >= _ROOM_FOR_HELP:
        first, *rest = wrap(advice, columns - end)
        yield (bar, signs, (f" {first}", "help"))
        indent = end + len(_HELP)
        for more in wrap(" ".join(rest), columns - indent) if rest else ():
            yield (bar, (" " * indent + more, "help"))
    else:
        yield (bar, signs)
        yield from _below(advice, gutter, layout)


def _below(advice: str | None, gutter: int, layout: Layout) -> Iterator[Line]:
    if advice is None:
        return
    bar = (f"{'':>{gutter}} | ", "gutter")
    room = max(layout.columns - gutter - 3, 16)
    first, *rest = wrap(advice, room) if layout.wraps else [advice]
    yield (bar, (first, "help"))
    for more in wrap(" ".join(rest), max(room - len(_HELP), 10)) if rest else ():
        yield (bar, (" " * len(_HELP) + more, "help"))


def _related(
    related: Related, span: Span | None, lines: FileLines, layout: Layout
) -> Iterator[Line]:
    message = visible(related.message)
    if span is None or related.span.path != span.path:
        yield ((f"{'':>{GUTTER}} = ", "gutter"), (f"{place(related.span)} {message}", "related"))
        message = ""
    yield from _marked(_Mark(related.span, "-", "related", message or None), lines, layout)

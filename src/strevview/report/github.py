"""Complaints as annotations of a pull request (GitHub Actions' workflow commands)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from strevview.diagnostics import Diagnostic
from strevview.report.text import concise_line


def github_lines(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a command a complaint: `::error title=…,file=…,line=…,col=…::message`."""
    for diagnostic in diagnostics:
        message = concise_line(diagnostic)
        if diagnostic.help:
            message += f"\nhelp: {diagnostic.help}"
        properties = ",".join(f"{name}={value}" for name, value in _properties(diagnostic))
        yield f"::{diagnostic.severity.value} {properties}::{_data(message)}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, object]]:
    yield "title", _property(f"strevview {diagnostic.code}")
    span = diagnostic.span
    if span is None:
        return
    yield "file", _property(span.path.replace("\\", "/"))
    yield "line", span.line
    yield "endLine", span.end_line
    # Columns mean something to GitHub only within one line.
    if span.end_line == span.line:
        yield "col", span.column
        yield "endColumn", max(span.end_column, span.column)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

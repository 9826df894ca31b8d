"""Complaints as values: all parts return them, from YAML syntax to the audit of a PDF."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a complaint weighs: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A stretch of a file: 1-based lines and columns in characters; the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def point(cls, path: str, line: int = 1, column: int = 1) -> Span:
        """Return the span of one character."""
        return cls(path, line, column, line, column + 1)


class Edit(NamedTuple):
    """Replace the characters `start:end` (0-based offsets into the file's text) by `text`."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """What `lint --fix` does: edits of the file's text that keep its comments and layout."""

    message: str
    edits: tuple[Edit, ...]


class Related(NamedTuple):
    """Another place that belongs to a complaint, such as the first of two equal keys."""

    message: str
    span: Span


class Diagnostic(NamedTuple):
    """One complaint: a stable code, how grave it is, what is wrong, where, and what to do."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    help: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the complaint stops a build."""
        return self.severity is Severity.ERROR

    def as_warning(self) -> Diagnostic:
        """Return the same complaint as a warning (the gaps of a draft are warnings)."""
        return self._replace(severity=Severity.WARNING)


def error(code: str, message: str, span: Span | None = None, help: str | None = None) -> Diagnostic:
    """Return an error."""
    return Diagnostic(code, Severity.ERROR, message, span, help)


def warning(
    code: str, message: str, span: Span | None = None, help: str | None = None
) -> Diagnostic:
    """Return a warning."""
    return Diagnostic(code, Severity.WARNING, message, span, help)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any complaint is an error."""
    return any(diagnostic.is_error for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the complaints by file, line, column and code; those without a place come last."""

    def key(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
        span = diagnostic.span or Span("", 0, 0, 0, 0)
        place = (span.path, span.line, span.column)
        return (diagnostic.span is None, *place, diagnostic.code, diagnostic.message)

    return tuple(sorted(diagnostics, key=key))

"""Complaints as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from strevview.diagnostics import Diagnostic, Span
from strevview.report.outcome import Outcome

# Counted up when a key changes its meaning; new keys may come.
VERSION = 1


def json_report(outcome: Outcome) -> str:
    """Return one object: the complaints in order, their numbers, and how many issues there were."""
    document = {
        "version": VERSION,
        "issues": outcome.issues,
        "errors": outcome.errors,
        "warnings": outcome.warnings,
        "fixed": outcome.fixed,
        "statistics": {code: count for code, _, count in outcome.counts()},
        "diagnostics": [as_dict(diagnostic) for diagnostic in outcome.diagnostics],
    }
    return json.dumps(document, indent=2)


def as_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a complaint as dicts and lists; lines and columns count from 1, edits from 0."""
    fix = diagnostic.fix
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "span": _span(diagnostic.span),
        "help": diagnostic.help,
        "fix": fix
        and {
            "message": fix.message,
            "edits": [{"start": e.start, "end": e.end, "text": e.text} for e in fix.edits],
        },
        "related": [{"message": r.message, "span": _span(r.span)} for r in diagnostic.related],
    }


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }

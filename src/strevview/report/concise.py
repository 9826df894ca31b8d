"""One line a complaint: `path:line:column CODE message`."""

from __future__ import annotations

from strevview.diagnostics import Diagnostic
from strevview.report.cells import visible
from strevview.report.text import place


def concise_line(diagnostic: Diagnostic) -> str:
    """Return the complaint on one line, without its help."""
    where = f"{place(diagnostic.span)} " if diagnostic.span else ""
    kind = "" if diagnostic.is_error else "warning: "
    return f"{where}{diagnostic.code} {kind}{visible(diagnostic.message)}"

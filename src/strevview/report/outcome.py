"""What a run came to, for every form of report."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Severity
from strevview.report.lines import FileLines


class Outcome(NamedTuple):
    """The complaints about a number of issues, and the seconds it took to find them.

    `fixed` counts the complaints that `--fix` put right.
    """

    diagnostics: tuple[Diagnostic, ...]
    issues: int
    seconds: float
    fixed: int = 0
    lines: FileLines | None = None

    @property
    def errors(self) -> int:
        """The number of errors."""
        return sum(found.is_error for found in self.diagnostics)

    @property
    def warnings(self) -> int:
        """The number of warnings."""
        return len(self.diagnostics) - self.errors

    @property
    def fixable(self) -> int:
        """The number of complaints that `--fix` can put right."""
        return sum(found.fix is not None for found in self.diagnostics)

    def counts(self) -> tuple[tuple[str, Severity, int], ...]:
        """Return each code with its severity and how often it stands, the most frequent first."""
        found = Counter((d.code, d.severity) for d in self.diagnostics)
        ordered = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
        return tuple((code, severity, count) for (code, severity), count in ordered)


def summary(outcome: Outcome) -> str:
    """Return one line: what was found in how many issues, and how long it took."""
    issues = _counted(outcome.issues, "issue")
    time = f"{outcome.seconds:.2f} s"
    fixed = f"{outcome.fixed} fixed, " if outcome.fixed else ""
    if not outcome.diagnostics:
        return f"{issues}: {fixed}nothing to complain about ({time})"
    counts = (_counted(outcome.errors, "error"), _counted(outcome.warnings, "warning"))
    found = ", ".join(count for count in counts if not count.startswith("0 "))
    cure = f"; `--fix` puts {outcome.fixable} right" if outcome.fixable else ""
    return f"{issues}: {fixed}{found}{cure} ({time})"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

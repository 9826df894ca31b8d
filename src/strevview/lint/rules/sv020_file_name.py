r"""The name of an issue's file is not one that every system can write.

What:
    The file of an issue is called `What now?.yaml`, `CON.yaml` or the like: it has one of
    `< > : " | ? * \`, a character that cannot be seen, a dot or a space in front or a space at the
    end, more than 200 bytes, or is the name of a device of Windows.

Why:
    The file travels in the PDF under its name, and `strevview extract` writes it out again, on any
    system.

Example:
    # in issues/What now?.yaml
    period: 2025-07

Fix:
    Rename the file by its period: `2025-07.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from strevview.diagnostics import Diagnostic, Severity, Span, error
from strevview.lint.rule import Rule
from strevview.model.collecting import STANDARD_INPUT
from strevview.model.file_names import name_fault
from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about the name of the issue's file."""
    if issue.issue is None or issue.name == STANDARD_INPUT:
        return
    fault = name_fault(f"{issue.stem}.yaml")
    if fault is not None:
        message = f"a file of this name cannot be written on every system: {fault}"
        advice = f"rename the file to {issue.issue.period.stem}.yaml"
        yield error("SV020", message, Span.point(issue.name), advice)


RULE = Rule(code="SV020", name="file-name", severity=Severity.ERROR, check=check)

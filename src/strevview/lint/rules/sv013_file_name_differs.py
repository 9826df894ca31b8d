"""The file's name is not that of its period.

What:
    An issue of July 2025 in a file that is not called `2025-07.yaml`. For two months the name
    is `2025-07_2025-08.yaml`. An ending `.yml` is told too.

Why:
    The PDF takes the file's name, and other issues refer to an item by it. Of a folder, the files
    that end in `.yaml` are its issues.

Example:
    # in issues/2025-08.yaml, copied from July
    period: 2025-07

Fix:
    Correct the period, or rename the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule
from strevview.model.collecting import STANDARD_INPUT

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the period that the file's name does not fit."""
    if issue.issue is None or issue.places is None or issue.name == STANDARD_INPUT:
        return
    stem = issue.issue.period.stem
    if issue.stem != stem and not is_faulty(issue, ("period",)):
        message = f"the file is called {issue.stem}, but its period is {issue.issue.period}"
        advice = f"correct the period, or rename the file to {stem}.yaml"
        yield warning("SV013", message, issue.places.value(("period",)), advice)
    elif issue.name.endswith(".yml"):
        message = "the name of the file ends in .yml: it is not found with its folder"
        yield warning("SV013", message, issue.places.value(("period",)), f"rename it {stem}.yaml")


RULE = Rule(code="SV013", name="file-name-differs", severity=Severity.WARNING, check=check)

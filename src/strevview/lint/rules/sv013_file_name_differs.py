"""The file's name is not that of its period."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from strevview.diagnostics import Diagnostic, Severity, Span, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule
from strevview.model.collecting import STANDARD_INPUT
from strevview.model.loading import LoadedIssue, Shelf

# An issue's name, and those of what issues share.
_READ = re.compile(r"\d{4}-\d{2}(_\d{4}-\d{2})?|series|actors", re.ASCII)


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


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Complain about files of the folder that would be read if their names ended in .yaml."""
    try:
        names = sorted(os.listdir(shelf.folder))  # noqa: PTH208
    except OSError:
        return
    for name in names:
        stem, _, ending = name.rpartition(".")
        if ending.lower() in ("yml", "yaml") and ending != "yaml" and _READ.fullmatch(stem):
            message = f"{name} is passed over: its name does not end in .yaml"
            yield warning(
                "SV013", message, Span.point(shelf.name_of(name)), f"rename it {stem}.yaml"
            )


RULE = Rule(
    code="SV013",
    name="file-name-differs",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)

"""SV0xx: the names of files, and how a text is written in one.

The other codes SV0xx are found while a file is read, by `source` and `model`, or by the engine.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Edit, Fix, Severity, Span
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.model.files import name_fault
from strevview.model.loading import STANDARD_INPUT
from strevview.source.nodes import Scalar

if TYPE_CHECKING:
    from strevview.lint.checked_issue import CheckedIssue
    from strevview.model.loading import Shelf

# An issue's name, and those of what issues share.
_READ = re.compile(r"\d{4}-\d{2}(_\d{4}-\d{2})?|series|actors", re.ASCII)


@rule("SV013")
def file_name_differs(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the period that the file's name does not fit."""
    if issue.name == STANDARD_INPUT:
        return
    place, period = issue.place("period"), issue.model.period
    if issue.stem != period.stem and issue.reads("period"):
        message = f"the file is called {issue.stem}, but its period is {period}"
        advice = f"correct the period, or rename the file to {period.stem}.yaml"
        yield Finding(place, message, advice)
    elif issue.name.endswith(".yml"):
        message = "the name of the file ends in .yml: it is not found with its folder"
        yield Finding(place, message, f"rename it {period.stem}.yaml")


@shelf_rule("SV013")
def file_passed_over(shelf: Shelf) -> Iterator[Finding]:
    """Yield the files of the folder that would be read if their names ended in .yaml."""
    try:
        names = sorted(os.listdir(shelf.folder))  # noqa: PTH208
    except OSError:
        return
    for name in names:
        stem, _, ending = name.rpartition(".")
        if ending.lower() in ("yml", "yaml") and ending != "yaml" and _READ.fullmatch(stem):
            message = f"{name} is passed over: its name does not end in .yaml"
            yield Finding(Span.point(shelf.name_of(name)), message, f"rename it {stem}.yaml")


@rule("SV019", Severity.ERROR)
def lines_joined(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the texts whose lines say more, read one by one, than the value made of them."""
    for item in issue.items():
        if item.is_joined:
            message = "the paragraphs, lists or quotations of this text are joined into one"
            advice = "write `text: |` and the text below it, indented"
            fix = None
            node = item.places.node((*item.path, "text"))
            if isinstance(node, Scalar) and node.style == ">":
                fix = Fix("put `|` in the place of `>`", (Edit(node.start, node.start + 1, "|"),))
            yield Finding(item.place("text"), message, advice, fix)


@rule("SV020", Severity.ERROR)
def file_name(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the name of the issue's file, if some system cannot write it."""
    fault = name_fault(f"{issue.stem}.yaml")
    if fault is not None and issue.name != STANDARD_INPUT:
        message = f"a file of this name cannot be written on every system: {fault}"
        advice = f"rename the file to {issue.model.period.stem}.yaml"
        yield Finding(Span.point(issue.name), message, advice)

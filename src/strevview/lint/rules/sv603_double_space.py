"""Two spaces stand where one is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Fix, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.item_links import text_start
from strevview.lint.printed_texts import MOST_FINDINGS, TextKind, printed_texts
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path

_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
# What stands in front of the words of a line in a list or a quotation.
_MARKS = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?\Z")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each run of spaces between words."""
    for path, value in _values(issue):
        if "  " not in value or issue.places is None:
            continue
        before = text_start(issue, path)
        for match in islice(_SPACES.finditer(value), MOST_FINDINGS):
            start = match.start()
            if _MARKS.match(value, value.rfind("\n", 0, start) + 1, start):
                continue
            first, last = before + start, before + match.end()
            span = issue.places.within(path, first, last)
            found = warning("SV603", f"{last - first} spaces in a row", span, "leave one of them")
            edit = text_edit(issue.places, path, first, last, " ")
            yield found._replace(fix=Fix("leave one space", (edit,)) if edit else None)


def _values(issue: LoadedIssue) -> Iterator[tuple[Path, str]]:
    for path, item, _ in issue.items():
        if item.text is not None and not is_faulty(issue, (*path, "text")):
            yield (*path, "text"), item.text
    for text in printed_texts(issue):
        if text.kind is not TextKind.PARAGRAPH:
            yield text.path, text.text


RULE = Rule(code="SV603", name="double-space", severity=Severity.WARNING, check=check)

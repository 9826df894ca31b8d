"""An invisible character stands in the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Fix, Severity, warning
from strevview.lint.invisible import invisible_characters, may_hold_invisible
from strevview.lint.printed_texts import MOST_FINDINGS
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit
from strevview.source.nodes import scalars

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each invisible character in the file's values."""
    if issue.places is None or not may_hold_invisible(issue.places.source.text):
        return
    for path, scalar in scalars(issue.places.root):
        if scalar.value.isascii():
            continue
        for place in islice(invisible_characters(scalar.value), MOST_FINDINGS):
            letter = scalar.value[place]
            name = unicodedata.name(letter, "unnamed").lower()
            message = f"an invisible character stands here: {name} (U+{ord(letter):04X})"
            span = issue.places.within(path, place, place + 1)
            found = warning("SV608", message, span, "delete it")
            edit = text_edit(issue.places, path, place, place + 1, "")
            yield found._replace(fix=Fix(f"delete U+{ord(letter):04X}", (edit,)) if edit else None)


RULE = Rule(code="SV608", name="invisible-character", severity=Severity.WARNING, check=check)

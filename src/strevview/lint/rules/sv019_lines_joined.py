"""Paragraphs, lists or quotations of a text are joined: its value is not written below `|`."""

from __future__ import annotations

from collections.abc import Iterator

from strevview.diagnostics import Diagnostic, Edit, Fix, Severity, error
from strevview.lint.joined_lines import joined_texts
from strevview.lint.rule import Rule
from strevview.model.loading import LoadedIssue
from strevview.source.nodes import Scalar


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield the texts whose lines say more, read one by one, than the value made of them."""
    for place, node in joined_texts(issue).items():
        if issue.places is not None:
            message = "the paragraphs, lists or quotations of this text are joined into one"
            advice = "write `text: |` and the text below it, indented"
            found = error("SV019", message, issue.places.value(place), advice)
            yield found._replace(fix=_fix(node))


def _fix(node: Scalar) -> Fix | None:
    if node.style != ">":
        return None
    return Fix("put `|` in the place of `>`", (Edit(node.start, node.start + 1, "|"),))


RULE = Rule(code="SV019", name="lines-joined", severity=Severity.ERROR, check=check)

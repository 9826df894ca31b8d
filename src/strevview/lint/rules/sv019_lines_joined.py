"""Paragraphs, lists or quotations of a text are joined: its value is not written below `|`.

What:
    An item's `text:` goes over several lines without a `|` after the colon, and these lines would
    be other paragraphs, list entries or quotations than the text that YAML makes of them.

Why:
    YAML joins the lines of a plain, a quoted and a folded (`>`) value: an empty line between two
    paragraphs and the start of a list's line are lost.

Example:
    text: >
      SUPARCO launched a satellite.

      It carries:
      - a camera
      - a radio

Fix:
    Write `text: |` and the text below it, indented. `strevview lint --fix` puts `|` in the place of
    `>`.
"""

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

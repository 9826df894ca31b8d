"""Brackets name a source and are no link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Fix, Severity, error
from strevview.lint.item_links import passage_span, text_start
from strevview.lint.lost_links import LostLink, lost_links
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each link that prints as brackets."""
    for passage in issue.passages():
        for link in lost_links(passage.text, passage.prose, passage.item.sources):
            span = passage_span(issue, passage, link.start, link.end)
            found = error("SV408", _message(link), span, _advice(link, passage.text))
            yield found._replace(fix=_fix(issue, passage.path, link))


def _message(link: LostLink) -> str:
    if link.doubled:
        return "the brackets around the link print as they are"
    return f"the brackets name the source `{link.source}` and are no link"


def _advice(link: LostLink, text: str) -> str:
    right = f"write `[{link.words or 'words'}][{link.source}]`"
    if link.tail is not None and text[link.tail[0] + 1 : link.tail[0] + 2].isspace():
        return f"{right} without a space"
    return right


def _fix(issue: LoadedIssue, path: Path, link: LostLink) -> Fix | None:
    if link.tail is None or issue.places is None:
        return None
    before = text_start(issue, path)
    start, end = link.tail
    edit = text_edit(issue.places, path, start + before, end + before, f"][{link.source}]")
    return None if edit is None else Fix("make it a link", (edit,))


RULE = Rule(code="SV408", name="brackets-that-are-no-link", severity=Severity.ERROR, check=check)

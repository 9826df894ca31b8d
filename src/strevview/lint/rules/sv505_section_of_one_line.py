"""A section is one short sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

FEWEST_WORDS = 25
_SENTENCE_END = re.compile(r"[.!?…。！？][”’\")\]]*\s+(?=\S)")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each section of one short sentence."""
    if issue.issue is None or issue.places is None:
        return
    texts: dict[int, list[str]] = {}
    unread = set()
    for path, item, prose in issue.items():
        section = int(path[1])
        texts.setdefault(section, []).append(prose.text)
        if item.text is None or is_faulty(issue, (*path, "text")):
            unread.add(section)
    for section, parts in texts.items():
        if section in unread:
            continue
        text = "\n".join(parts).strip()
        words = len(text.split())
        if 0 < words < FEWEST_WORDS and not _SENTENCE_END.search(text):
            message = f"the whole section is one sentence of {words} words"
            span = issue.places.value(("sections", section, "title"))
            yield warning("SV505", message, span, "write it out, or put it into another section")


RULE = Rule(code="SV505", name="section-of-one-line", severity=Severity.WARNING, check=check)

"""A space stands before a full stop, a comma or another sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.printed_texts import (
    MOST_FINDINGS,
    fix_in,
    is_english,
    printed_texts,
    span_in,
)
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

# A sign that starts something (.NET, :name, ...) is none that ends a word.
_BEFORE = re.compile(r"(?<=[\w)\]”’\"'%]) {1,9}(?=[,;:!?.](?![\w.,:;!?)(=/-])|[)\]](?!\w))")
# After such a word a sign is spoken of: "a line that starts with # or ; is a remark".
_LEADS_ON = re.compile(
    r"(?<![\w’'])(?:a|an|the|with|or|and|of|by|as|to|like|for|in|from|is|are|on|at|this|that)\Z",
    re.IGNORECASE,
)
# What both hold, found sooner: most texts have neither.
_PERHAPS = re.compile(r" [,;:!?.)\]]|[(\[] ")
_AFTER = re.compile(r"(?<![\w:;])[(\[] {1,9}(?=[\w“\"])")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each space before a sign or after an opening bracket."""
    if not is_english(issue):
        return
    for text in printed_texts(issue):
        if not _PERHAPS.search(text.text):
            continue
        for match in islice(_BEFORE.finditer(text.text), MOST_FINDINGS):
            start, end = match.span()
            if text.text[end] not in ")]" and _LEADS_ON.search(text.text, max(start - 5, 0), start):
                continue
            message = f"a space before `{text.text[end]}`"
            found = warning("SV604", message, span_in(issue, text, start, end), "delete the space")
            yield found._replace(fix=fix_in(issue, text, start, end, "", "delete the space"))
        for match in islice(_AFTER.finditer(text.text), MOST_FINDINGS):
            start, end = match.start() + 1, match.end()
            message = f"a space after `{text.text[start - 1]}`"
            found = warning("SV604", message, span_in(issue, text, start, end), "delete the space")
            yield found._replace(fix=fix_in(issue, text, start, end, "", "delete the space"))


RULE = Rule(code="SV604", name="space-before-sign", severity=Severity.WARNING, check=check)

"""The words of a link are not plain, or there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Fix, Severity, error
from strevview.lint.item_links import problems, text_start
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit
from strevview.model.prose import ProblemKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue, Passage
    from strevview.model.prose import ProseProblem

_MARKED = re.compile(r"\[(\*{1,3}|_{1,3})([^*_\[\]]+)\1\](\[[^\[\]]*\])")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about links whose words are marked or missing."""
    for _, _, span in problems(issue, ProblemKind.EMPTY_LINK):
        advice = "write the words that the source supports between the first brackets"
        yield error("SV407", "the link has no words", span, advice)
    for passage, problem, span in problems(issue, ProblemKind.MARKED_LINK):
        advice = "put emphasis around the link, `*[words][name]*`, not inside it"
        found = error("SV407", "the words of the link are not plain", span, advice)
        yield found._replace(fix=_fix(issue, passage, problem))


def _fix(issue: LoadedIssue, passage: Passage, problem: ProseProblem) -> Fix | None:
    written = passage.text[problem.start : problem.end]
    match = _MARKED.fullmatch(written)
    if match is None or issue.places is None:
        return None
    mark, words, source = match.groups()
    start = problem.start + text_start(issue, passage.path)
    text = f"{mark}[{words}]{source}{mark}"
    if "\n" in written:
        return None
    edit = text_edit(issue.places, passage.path, start, start + len(written), text)
    return None if edit is None else Fix("put the emphasis around the link", (edit,))


RULE = Rule(code="SV407", name="link-not-plain", severity=Severity.ERROR, check=check)

"""A link holds its address in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.item_links import problems
from strevview.lint.pasted_links import NewSources
from strevview.lint.rule import Rule
from strevview.model.prose import ProblemKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each link with its address in the text."""
    known: dict[Path, NewSources] = {}
    for passage, problem, span in problems(issue, ProblemKind.INLINE_LINK):
        owner = passage.owner
        sources = known.setdefault(owner, NewSources(issue, owner, passage.item))
        message = "the link holds its address in the text"
        words = problem.text or "words"
        advice = f"write `[{words}][name]`, and the address under `sources:` as `name:` with `url:`"
        if not problem.target:
            message = "the link has no address"
            advice = f"write `[{words}][name]` with the name of one of the item's sources"
        found = error("SV403", message, span, advice)
        yield found._replace(fix=sources.fix(passage, problem))


RULE = Rule(code="SV403", name="inline-link", severity=Severity.ERROR, check=check)

"""An acronym stood for something else in an earlier issue.

What:
    An acronym that a text spells out otherwise than an earlier issue did. Acronyms that
    actors.yaml gives are compared with it instead (SV305).

Why:
    A reader of the series has learnt it otherwise.

Example:
    issues/2025-06.yaml: the Centre for Space Science (CSS)
    issues/2025-07.yaml: the China Space Station (CSS)

Fix:
    Keep the acronym for one of the two, and write the other out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, Span
from strevview.lint.acronyms import COMMON, same_body
from strevview.lint.acronyms_in_text import Introduction, introductions
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


def check_all(issues: Sequence[LoadedIssue]) -> Iterator[Diagnostic]:
    """Yield the acronyms that earlier issues spell out otherwise, the first in each issue."""
    before: dict[str, tuple[LoadedIssue, Introduction]] = {}
    for issue in issues:
        own: set[str] = set()
        for found in introductions(issue):
            acronym, name = found.acronym, found.expansion
            known = issue.shelf.register.find(acronym) is not None or acronym in COMMON
            if known or name is None or acronym in own:
                continue
            own.add(acronym)
            earlier, said = before.setdefault(acronym, (issue, found))
            if earlier is not issue and not same_body(said.expansion or "", name):
                yield _complaint(issue, found, earlier, said)


def _complaint(
    issue: LoadedIssue, found: Introduction, earlier: LoadedIssue, said: Introduction
) -> Diagnostic:
    place = _place(earlier, said)
    return Diagnostic(
        "SV804",
        Severity.WARNING,
        f"{found.acronym} stands for {found.expansion} here, "
        f"and for {said.expansion} in {earlier.stem}",
        _place(issue, found),
        "keep the acronym for one of the two, and write the other out",
        related=(Related(f"for {said.expansion} here", place),) if place else (),
    )


def _place(issue: LoadedIssue, found: Introduction) -> Span | None:
    offsets = found.paragraph.offsets
    return text_span(issue, found.path, offsets[found.start], offsets[found.end - 1] + 1)


RULE = Rule(
    code="SV804",
    name="acronym-of-another-before",
    severity=Severity.WARNING,
    check_all=check_all,
)

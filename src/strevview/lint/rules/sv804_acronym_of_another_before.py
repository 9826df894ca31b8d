"""An acronym stood for something else in an earlier issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Diagnostic, Related, Severity, Span
from strevview.lint.acronyms import COMMON, same_body
from strevview.lint.acronyms_in_text import Introduction, introductions
from strevview.lint.item_links import text_span
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue


class SpeltOut(NamedTuple):
    """An acronym, and what an issue first spells it out as."""

    acronym: str
    name: str
    place: Span | None
    issue: str


def gather(issue: LoadedIssue) -> tuple[SpeltOut, ...]:
    """Return the acronyms that an issue spells out, each once, but for those of the register."""
    found: dict[str, SpeltOut] = {}
    for one in introductions(issue):
        acronym, name = one.acronym, one.expansion
        known = issue.shelf.register.find(acronym) is not None or acronym in COMMON
        if not known and name is not None and acronym not in found:
            found[acronym] = SpeltOut(acronym, name, _place(issue, one), issue.stem)
    return tuple(found.values())


def check_all(issues: Sequence[tuple[SpeltOut, ...]]) -> Iterator[Diagnostic]:
    """Yield the acronyms that earlier issues spell out otherwise, the first in each issue."""
    before: dict[str, SpeltOut] = {}
    for spelt_out in issues:
        for one in spelt_out:
            earlier = before.setdefault(one.acronym, one)
            if earlier is not one and not same_body(earlier.name, one.name):
                yield _complaint(one, earlier)


def _complaint(found: SpeltOut, earlier: SpeltOut) -> Diagnostic:
    said = Related(f"for {earlier.name} here", earlier.place) if earlier.place else None
    return Diagnostic(
        "SV804",
        Severity.WARNING,
        f"{found.acronym} stands for {found.name} here, and for {earlier.name} in {earlier.issue}",
        found.place,
        "keep the acronym for one of the two, and write the other out",
        related=(said,) if said else (),
    )


def _place(issue: LoadedIssue, found: Introduction) -> Span | None:
    offsets = found.paragraph.offsets
    return text_span(issue, found.path, offsets[found.start], offsets[found.end - 1] + 1)


RULE = Rule(
    code="SV804",
    name="acronym-of-another-before",
    severity=Severity.WARNING,
    gather=gather,
    check_all=check_all,
)

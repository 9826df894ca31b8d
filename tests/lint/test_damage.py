"""The sample issues damaged in one place at a time: the fault is found, and nothing else is said.

`tests/cases/damage/2025-07.diff` has the damages of an issue, each a piece of a diff below a line
that names it, with the code and the line of the damaged file that are to be told:
`@@ date impossible: SV201 at date: 2025-06-31`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest

from strevview.diagnostics import Diagnostic
from strevview.lint.engine import check
from strevview.model.loading import LoadedIssue, load_all, load_issue_text
from tests.command import ROOT, SAMPLES

DAMAGE = ROOT / "tests" / "cases" / "damage"


@dataclass(frozen=True, slots=True)
class Damage:
    """A damage to a sample, what is to be told of it, and the text of the line that is named."""

    stem: str
    name: str
    code: str
    line: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.stem} {self.name}: {self.code}"


def damages_of(stem: str, diff: str) -> list[Damage]:
    found = []
    for piece in f"\n{diff}".split("\n@@ ")[1:]:
        head, *lines = piece.removesuffix("\n").split("\n")
        told, line = head.split(" at ", 1)
        name, code = told.rsplit(": ", 1)
        before, after = (
            "".join(f"{line[1:]}\n" for line in lines if line[0] in signs) for signs in (" -", " +")
        )
        found.append(Damage(stem, name, code, line, before, after))
    return found


ALL = [
    damage
    for path in sorted(DAMAGE.glob("*.diff"))
    for damage in damages_of(path.stem, path.read_text("utf-8"))
]


@cache
def samples() -> dict[str, LoadedIssue]:
    return {issue.stem: issue for issue in load_all(SAMPLES)}


def findings(issue: LoadedIssue) -> tuple[Diagnostic, ...]:
    neighbours = [other for stem, other in samples().items() if stem != issue.stem]
    return check((issue,), neighbours=neighbours)


def said(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code, diagnostic.message


@cache
def said_before(stem: str) -> Counter[tuple[str, str]]:
    return Counter(map(said, findings(samples()[stem])))


@pytest.mark.parametrize("damage", ALL, ids=str)
def test_a_damage_gives_its_code_on_its_line_and_nothing_else(damage: Damage) -> None:
    whole = samples()[damage.stem]
    text = (ROOT / "issues" / f"{damage.stem}.yaml").read_text("utf-8")
    assert text.count(damage.before) == 1
    damaged = text.replace(damage.before, damage.after)
    told = findings(load_issue_text(damaged.encode(), whole.name, whole.shelf))
    new = Counter(map(said, told)) - said_before(damage.stem)
    assert {code for code, _ in new} == {damage.code}
    lines = {d.span.line for d in told if d.span and said(d) in new}
    assert damage.line in {damaged.split("\n")[line - 1].strip() for line in lines}

"""What `lint --fix` makes of the bad examples: the fault is gone, and nothing else changed."""

from __future__ import annotations

import pytest

from strevview.diagnostics import Diagnostic
from strevview.lint.engine import check
from strevview.lint.fixes import apply_fixes
from strevview.lint.selection import Selection
from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf
from tests.lint.cases import CASES, Case, cases, in_folder

FIXABLE = (
    "SV403", "SV407", "SV409", "SV412", "SV601", "SV602", "SV603", "SV604", "SV605", "SV606",
    "SV608", "SV609", "SV611",
)  # fmt: skip
ALL = [
    case for case in cases() if case.code in FIXABLE and not case.is_good and case.path.is_file()
]
PASSES = 5


def read(text: str, case: Case) -> LoadedIssue:
    issue = load_issue_text(text.encode(), "2025-07.yaml", load_shelf(CASES))
    return in_folder(issue, case.path.parent)


def found(text: str, case: Case) -> list[Diagnostic]:
    return [d for d in check((read(text, case),), Selection((case.code,))) if d.code == case.code]


def mended(text: str, case: Case) -> str:
    for _ in range(PASSES):
        text = apply_fixes(text, found(text, case)).text
    return text


@pytest.mark.parametrize("case", ALL, ids=str)
def test_what_has_a_cure_is_cured_and_nothing_else_comes(case: Case) -> None:
    before = case.path.read_text("utf-8")
    without_cure = sum(diagnostic.fix is None for diagnostic in found(before, case))
    after = mended(before, case)
    assert len(found(after, case)) == without_cure
    assert mended(after, case) == after
    usual = {d.code for d in check((read(before, case),))}
    # A new source has no publisher and no date yet.
    assert {d.code for d in check((read(after, case),))} <= {*usual, "SV416"}
    whole = case.path.with_name(f"mended_{case.path.name}")
    assert not whole.exists() or after == whole.read_text("utf-8")


@pytest.mark.parametrize("code", FIXABLE)
def test_every_fixable_rule_has_an_example_that_is_cured(code: str) -> None:
    texts = [(case, case.path.read_text("utf-8")) for case in ALL if case.code == code]
    assert any(mended(text, case) != text for case, text in texts)

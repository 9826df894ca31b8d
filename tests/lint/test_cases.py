"""Every rule has examples, and finds in them what they say and nothing else."""

from __future__ import annotations

import pytest

from strevview.lint.registry import rule_codes
from tests.lint.cases import CASES, Case, cases, expected, findings, found, words

ALL = cases()
# Found where no example file can bring it about; tested in test_engine.py.
WITHOUT_EXAMPLES = {"SV000"}


@pytest.mark.parametrize("case", ALL, ids=str)
def test_an_example_gives_what_it_says_and_nothing_else(case: Case) -> None:
    told = findings(case)
    assert found(told) == expected(case)
    messages = " | ".join(f"{one.message} {one.help}" for one in told)
    assert [part for part in words(case) if part not in messages] == []


@pytest.mark.parametrize("case", [case for case in ALL if not case.is_good], ids=str)
def test_a_bad_example_speaks_of_its_rule(case: Case) -> None:
    assert case.code in {code for _, code, _, _ in expected(case)}


@pytest.mark.parametrize("case", [case for case in ALL if case.is_good], ids=str)
def test_a_good_example_expects_nothing(case: Case) -> None:
    assert not expected(case)


@pytest.mark.parametrize("code", [code for code in rule_codes() if code not in WITHOUT_EXAMPLES])
def test_every_rule_has_a_good_and_a_bad_example(code: str) -> None:
    kinds = {case.is_good for case in ALL if case.code == code}
    assert kinds == {True, False}


def test_every_folder_stands_for_a_rule() -> None:
    folders = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert len(folders) > 20
    assert folders <= set(rule_codes())

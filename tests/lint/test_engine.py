from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import count

import pytest

from strevview.diagnostics import Severity, Span
from strevview.lint import engine
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.engine import check
from strevview.lint.registry import RULES, Finding, Rule, Subject, failed
from strevview.lint.selection import Selection
from strevview.model.loading import LoadedIssue, load_shelf
from tests.lint.examples import ACTORS, CASES, DATE, GOOD, NAME, codes, lint, read


def broken(issue: CheckedIssue) -> Iterator[Finding]:
    yield Finding(Span.point(issue.name, 2), "before it broke", "mend it")
    raise ZeroDivisionError("no days")


def of_issue(
    code: str, check: Callable[[CheckedIssue], Iterator[Finding]], *, default: bool = True
) -> Rule:
    return Rule(code, Severity.WARNING, Subject.ISSUE, check, default)


def put_rules(monkeypatch: pytest.MonkeyPatch, *rules: Rule) -> None:
    monkeypatch.setattr(engine, "RULES", [*rules, *RULES])


def test_a_rule_that_breaks_hides_no_finding_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    put_rules(monkeypatch, of_issue("SV299", broken))
    found = lint(GOOD.replace(DATE, "").replace(ACTORS, ""))
    assert codes(found) == ["SV000", "SV299", "SV101", "SV102"]
    assert "SV299 failed: ZeroDivisionError: no days" in found[0].message
    assert found[0].span == Span.point(NAME)
    assert failed(found)
    assert not failed(found[1:])


def name_of(issue: CheckedIssue) -> str:
    return issue.name


def across(names: Sequence[str]) -> Iterator[Finding]:
    for name in names:
        yield Finding(Span.point(name), f"one of {len(names)}", "leave it")


def test_rules_across_issues_read_neighbours_and_speak_of_the_issues_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rule = Rule("SV899", Severity.WARNING, Subject.ACROSS, across, gather=name_of)
    put_rules(monkeypatch, rule)
    july, august = read(GOOD), read(GOOD.replace("2025-07", "2025-08"), "issues/2025-08.yaml")
    only = Selection(("SV899",))
    assert check((july,), only) == ()
    beside = check((july,), only, (august,))
    assert [(d.message, d.span and d.span.path) for d in beside] == [("one of 2", NAME)]
    assert len(check((july, august), only)) == 2


def test_of_many_issues_one_is_in_memory_at_a_time() -> None:
    texts = {month: GOOD.replace("2025-07", f"2025-{month}") for month in ("06", "07", "08")}
    seen: list[weakref.ref[LoadedIssue]] = []

    class OneByOne(Collection[LoadedIssue]):
        def __iter__(self) -> Iterator[LoadedIssue]:
            shelf = load_shelf(CASES, "issues")
            for month, text in texts.items():
                assert [ref() for ref in seen if ref() is not None] == []
                issue = read(text, f"issues/2025-{month}.yaml", shelf)
                seen.append(weakref.ref(issue))
                yield issue
                del issue

        def __len__(self) -> int:
            return len(texts)

        def __contains__(self, _: object) -> bool:
            return False

    assert codes(check(OneByOne(), Selection(("SV203",)))) == []
    check(OneByOne(), Selection(("ALL",)))
    assert len(seen) == 6


def test_findings_come_in_the_order_of_the_file_and_each_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def twice(issue: CheckedIssue) -> Iterator[Finding]:
        for line, message in ((9, "late"), (3, "early"), (9, "late")):
            yield Finding(Span.point(issue.name, line), message, "leave it")

    put_rules(monkeypatch, of_issue("SV298", twice))
    assert [found.message for found in lint(GOOD)] == ["early", "late"]


def test_a_flood_of_one_kind_is_dammed_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def flood(issue: CheckedIssue) -> Iterator[Finding]:
        for line in count(1):
            yield Finding(Span.point(issue.name, line), "wet", "dry it")

    put_rules(monkeypatch, of_issue("SV298", flood))
    found = lint(GOOD.replace(DATE, ""))
    assert codes(found).count("SV298") == engine.MOST
    assert codes(found).count("SV101") == 1
    assert found[-1].message == "wet (more of this kind follow)"
    assert {d.message for d in found[:-1]} == {"wet", "item has no date"}

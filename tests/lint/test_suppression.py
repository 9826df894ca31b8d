"""How far a comment reaches; what is wrong with comments is in tests/cases/lint/SV014 to SV017."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from strevview.diagnostics import Severity
from strevview.lint import engine
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.registry import Finding, Rule, Subject
from strevview.lint.selection import Selection
from strevview.source.nodes import scalars
from tests.lint.examples import ACTORS, DATE, GOOD, codes, lint, read

ITEM = "      - id: prss-1\n"
COMMENT = "# strevview: ignore[SV298] for a reason\n"


def every_value(issue: CheckedIssue) -> Iterator[Finding]:
    """Complain about every value of the issue."""
    for path, _ in scalars(issue.places.root):
        yield Finding(issue.place(*path), ".".join(map(str, path)), "leave it")


@pytest.fixture(autouse=True)
def _one_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("SV298", Severity.WARNING, Subject.ISSUE, every_value)
    monkeypatch.setattr(engine, "RULES", [rule])
    monkeypatch.setattr("strevview.lint.selection.rule_codes", lambda: ("SV298", "SV102"))


def silenced(text: str, before: str, comment: str = COMMENT) -> set[str]:
    """Return the paths of which nothing is said when a comment stands above a line."""
    start = text.index(before)
    indent = before[: len(before) - len(before.lstrip())]
    assert codes(lint(text))
    commented = text[:start] + indent + comment + text[start:]
    everything = {found.message for found in lint(text)}
    found = lint(commented)
    assert {d.code for d in found} <= {"SV298"}, found
    return everything - {d.message for d in found}


def below(*prefixes: str) -> set[str]:
    return {d.message for d in lint(GOOD) if d.message.startswith(prefixes)}


ITEM_PATH = "sections.0.items.0"


def test_above_an_item_it_speaks_of_the_whole_item() -> None:
    assert silenced(GOOD, ITEM) == below(ITEM_PATH)
    assert len(below(ITEM_PATH)) > 6


def test_above_an_item_it_does_not_reach_the_next() -> None:
    second = GOOD[GOOD.index(ITEM) :].replace("prss-1", "prss-2")
    assert silenced(GOOD + second, ITEM) == below(ITEM_PATH)
    assert silenced(GOOD + second, ITEM.replace("prss-1", "prss-2")) == {
        path.replace("items.0", "items.1") for path in below(ITEM_PATH)
    }


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        (DATE, (f"{ITEM_PATH}.date",)),
        ("        text: |\n", (f"{ITEM_PATH}.text",)),
        ("        actors:\n", (f"{ITEM_PATH}.actors.0",)),
        ("          - SUPARCO\n", (f"{ITEM_PATH}.actors.0",)),
        ("          dawn:\n", (f"{ITEM_PATH}.sources",)),
        ("            publisher: Dawn\n", (f"{ITEM_PATH}.sources.dawn.publisher",)),
        ("  - title:", ("sections.",)),
        ("sections:", ("sections.",)),
    ],
)
def test_above_a_key_it_speaks_of_that_key(line: str, paths: tuple[str, ...]) -> None:
    assert silenced(GOOD, line) == below(*paths)


def test_other_comments_and_blank_lines_may_stand_between() -> None:
    assert silenced(GOOD, DATE, f"{COMMENT}\n        # of the day\n") == below(f"{ITEM_PATH}.date")


def test_several_codes_share_a_reason() -> None:
    comment = "# strevview: ignore[SV298, SV102] for a reason\n"
    found = lint(GOOD.replace(DATE, f"        {comment}{DATE}"))
    assert [d.code for d in found if d.code != "SV298"] == ["SV014"]
    assert "there is no SV102" in found[[d.code for d in found].index("SV014")].message


def test_a_comment_is_unused_only_if_its_rule_ran() -> None:
    text = GOOD.replace(ACTORS, f"        {COMMENT}{ACTORS}")
    assert codes(engine.check((read(text),), Selection(("SV0",)))) == []


def test_windows_line_ends_change_nothing() -> None:
    text = GOOD.replace(DATE, f"        {COMMENT}{DATE}").replace("\n", "\r\n")
    found = lint(text)
    assert f"{ITEM_PATH}.date" not in {d.message for d in found}
    assert {d.code for d in found} == {"SV298"}


def test_many_comments_and_findings_are_met() -> None:
    many = "".join(f"          {COMMENT}          - Actor {n}\n" for n in range(3000))
    text = GOOD.replace("          - SUPARCO\n", many)
    issue = read(text)
    assert issue.diagnostics == ()
    assert not {d.message for d in engine.check((issue,)) if "actors" in d.message}

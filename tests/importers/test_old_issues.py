"""Old-looking issues, made by other programs, give back what they print."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.importers.measuring import FOUND, MOST_WRONG, TARGETS, measure, shortfalls, tables, told
from tests.importers.old_issues.kinds import KINDS, OldIssues
from tests.importers.old_issues.printed import MONTHS, printed_issue
from tests.importers.scoring import Score
from tests.programs import need_programs

Measured = Callable[[str], Score]


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Return the measurement of a kind, each kind made and imported once."""
    folder = tmp_path_factory.mktemp("old-issues")
    old = OldIssues(folder / "old")

    @cache
    def of(kind: str) -> Score:
        need_programs(*KINDS[kind].programs, fonts=KINDS[kind].fonts)
        return measure(old, kind, folder / "new")

    return of


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_issue_gives_back_what_it_prints(measured: Measured, kind: str) -> None:
    counts = measured(kind)
    assert not shortfalls(counts)
    # What could not be missed would prove nothing.
    printed = [printed_issue(month) for month in MONTHS]
    links = [
        words.address
        for issue in printed
        for event in issue.events
        for passage in event.passages
        for words in passage.words
        if words.address is not None
    ]
    there = {
        "sections": sum(len(issue.themes) for issue in printed),
        "highlights": sum(len(issue.highlights) for issue in printed),
        "items": sum(len(issue.events) for issue in printed),
        "links": sum(KINDS[kind].links and (bool(one) or KINDS[kind].dead_links) for one in links),
        "pictures": sum(len(issue.drawings) for issue in printed) if KINDS[kind].pictures else 0,
    }
    assert {name: counts[name].expected for name in there} == there
    assert counts["dates"].expected == 20
    assert counts["actors"].expected > 100


def test_the_page_tells_of_every_kind() -> None:
    rows = [line.split(" | ")[0].removeprefix("| ") for line in told().splitlines()]
    for kind in KINDS.values():
        assert rows.count(kind.title) == 2


def test_what_the_page_tells_meets_the_targets() -> None:
    found, _, wrong = told().partition("Wrong, ")
    for line in _rows(found):
        for name, cell in zip(FOUND, line, strict=True):
            if cell != "–":
                count, of = map(int, cell.split("/"))
                assert count >= TARGETS.get(name, 0) * of, (name, line)
    for line in _rows(wrong):
        for cell in line:
            if cell != "–":
                count, of = map(int, cell.split("/"))
                assert count <= MOST_WRONG * of, line


def _rows(table: str) -> list[list[str]]:
    titles = {kind.title for kind in KINDS.values()}
    cells = [line.strip("| ").split(" | ") for line in table.splitlines()]
    rows = [row[1:] for row in cells if row[0] in titles]
    assert len(rows) == len(KINDS)
    return rows


def test_the_page_tells_what_is_measured(measured: Measured) -> None:
    programs = {program for kind in KINDS.values() for program in kind.programs}
    need_programs(*programs, fonts={font for kind in KINDS.values() for font in kind.fonts})
    fresh = tables({kind: measured(kind) for kind in KINDS})
    assert told() == fresh, "run `python -m scripts.measure_import --write`"

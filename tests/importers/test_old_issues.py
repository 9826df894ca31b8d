"""Old-looking issues, made by other programs, give back what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.measuring import measure, shortfalls, tables, told
from tests.importers.old_issues.kinds import KINDS, OldIssues
from tests.importers.old_issues.printed import MONTHS, printed_issue
from tests.programs import need_programs

AGAIN = "run `python -m scripts.measure_import --write`"


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> OldIssues:
    return OldIssues(tmp_path_factory.mktemp("old-issues"))


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_issue_gives_back_what_it_prints(old: OldIssues, kind: str, tmp_path: Path) -> None:
    need_programs(*KINDS[kind].programs, fonts=KINDS[kind].fonts)
    counts = measure(old, kind, tmp_path)
    assert not shortfalls(counts)
    rows = [row for row in tables({kind: counts}).splitlines() if KINDS[kind].title in row]
    assert len(rows) == 2
    assert [row for row in rows if row not in told().splitlines()] == [], AGAIN
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


def test_the_page_tells_of_every_kind_twice() -> None:
    rows = [line.removeprefix("| ").split(" | ")[0] for line in told().splitlines()]
    titles = [kind.title for kind in KINDS.values()]
    assert [row for row in rows if row in titles] == titles * 2

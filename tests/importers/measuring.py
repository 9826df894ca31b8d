"""What the import makes of each kind of old issue, measured, as the tables in docs/import.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from strevview.importers.importing import import_file
from strevview.model.loading import load_issue_text, load_shelf
from tests.importers.count import Count
from tests.importers.old_issues.kinds import KINDS, OldIssues
from tests.importers.old_issues.printed import MONTHS, ROOT
from tests.importers.other_months import register_without
from tests.importers.scoring import Score, score, total

# The least share that must be found, and the most of the proposed values that may be wrong.
TARGETS = {
    "sections": 1.0,
    "highlights": 1.0,
    "items": 0.9,
    "splits": 0.9,
    "links": 1.0,
    "dates": 0.95,
    "actors": 0.75,
}
MOST_WRONG = 0.1

FOUND = (
    *("sections", "highlights", "items", "splits", "links", "pictures"),
    *("dates", "places", "actors"),
)
WRONG = (*FOUND, "publishers", "source days")
PAGE = ROOT / "docs" / "import.md"
BEGIN, END = "<!-- measured -->\n", "<!-- /measured -->\n"


def measure(old: OldIssues, kind: str, folder: Path) -> Score:
    """Import the three sample months of a kind, each beside the register of the other two.

    Raises:
        ProgramMissingError: a program that makes this kind is not installed.
    """
    return total(score_month(old.path(kind, month), kind, month, folder) for month in MONTHS)


def score_month(path: Path, kind: str, month: str, folder: Path) -> Score:
    """Import one old issue and hold its draft against the issue file."""
    desk = folder / kind / month
    desk.mkdir(parents=True)
    (desk / "actors.yaml").write_text(register_without(month), "utf-8")
    imported = import_file(path, desk)
    assert not [one for one in imported.diagnostics if one.is_error], imported.diagnostics
    assert imported.text is not None
    draft = load_issue_text(imported.text.encode(), f"{month}.yaml", load_shelf(desk))
    return score(draft, KINDS[kind], month)


def shortfalls(counts: Score) -> list[str]:
    """Return in words which targets are missed."""
    low = [
        f"{name}: {counts[name].found} of {counts[name].expected} found, {target:.0%} wanted"
        for name, target in TARGETS.items()
        if counts[name].share < target
    ]
    high = [
        f"{name}: {count.wrong} of {count.proposed} wrong, at most {MOST_WRONG:.0%} wanted"
        for name, count in counts.items()
        if count.error > MOST_WRONG
    ]
    return low + high


def tables(scores: Mapping[str, Score]) -> str:
    """Return what was found and what is wrong, each as a table in Markdown, a kind a line."""
    return (
        "Found, of what the old issue holds:\n\n"
        f"{_table(scores, FOUND, _found)}\n\n"
        "Wrong, of what the draft proposes:\n\n"
        f"{_table(scores, WRONG, _wrong)}\n"
    )


def _table(scores: Mapping[str, Score], values: Sequence[str], cell: Callable[[Count], str]) -> str:
    rows = [
        f"| Old issue | {' | '.join(values)} |",
        f"| --- |{' ---: |' * len(values)}",
        *(
            f"| {KINDS[kind].title} | {' | '.join(cell(counts[value]) for value in values)} |"
            for kind, counts in scores.items()
        ),
    ]
    return "\n".join(rows)


def _found(count: Count) -> str:
    return f"{count.found}/{count.expected}" if count.expected else "–"


def _wrong(count: Count) -> str:
    return f"{count.wrong}/{count.proposed}" if count.proposed else "–"


def told() -> str:
    """Return what docs/import.md says of the measurement."""
    return PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0].strip("\n") + "\n"


def tell(text: str) -> None:
    """Write a measurement into docs/import.md."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8", newline="\n")

"""The measure of false alarms reads prose alone and counts what was not judged right."""

from __future__ import annotations

from pathlib import Path

from benchmarks.foreign_paragraphs import ForeignParagraph, prose_in
from benchmarks.foreign_prose import findings, table

PARAGRAPHS = (
    ForeignParagraph("one", ("The parser reads the the file and", "tells  what it holds.")),
    ForeignParagraph("one", ("It is described elsewhere; learn [more][page] of it there.",)),
    ForeignParagraph("two", ("Nothing is wrong with this paragraph of plain words at all.",)),
)


def test_findings_are_of_the_foreign_paragraphs_alone() -> None:
    found = [(finding.package, finding.code) for finding in findings(PARAGRAPHS)]
    assert sorted(found) == [("one", "SV414"), ("one", "SV603"), ("one", "SV605")]


def test_what_was_not_judged_right_counts_as_false() -> None:
    found = list(findings(PARAGRAPHS))
    judged = {finding.line for finding in found if finding.code != "SV603"}
    rows = table(found, 3, judged).splitlines()
    assert "| SV603 double-space | 1 | 1 | 100% | 33.3% | on |" in rows
    assert "| SV605 doubled-word | 1 | 0 | 0% | 0.0% | on |" in rows


def test_only_running_text_is_taken() -> None:
    readme = Path(__file__).with_name("readme.md").read_text("utf-8")
    assert prose_in(readme) == [
        (
            "It reads what you give it and, so the [guide][page] says,",
            "forgets nothing of it at all.",
        )
    ]

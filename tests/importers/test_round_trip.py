"""An issue that strevview printed, imported from the PDF alone, is the issue again.

What the style does not print is exempt: dates of which the month alone is known, the parts that
actors play, the names of items, and what a source says beside its address.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from strevview.importers.comparing import differences
from strevview.importers.importing import import_file
from strevview.model.loading import LoadedIssue, issues_in, load_all, load_issue, load_shelf
from tests.command import ROOT, strevview
from tests.programs import need_programs

MONTHS = ("2025-07", "2025-08")


@dataclass(frozen=True)
class Trip:
    """A folder with the first PDFs, bare, the drafts, and the PDFs of the drafts."""

    printed: Path
    drafts: Path
    again: Path


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    folder = tmp_path_factory.mktemp("trip")
    printed, drafts, again = folder / "printed", folder / "drafts", folder / "again"
    assert {path.stem for path in issues_in(ROOT / "issues")} >= set(MONTHS)
    named = [ROOT / "issues" / f"{month}.yaml" for month in MONTHS]
    built = strevview("build", *named, "-o", printed, cwd=folder)
    assert built.code == 0, built.err
    for month in MONTHS:
        _without_attachments(printed / f"{month}.pdf")
    imported = strevview("import", printed, "-o", drafts, "--jobs", "1", cwd=folder)
    assert imported.code == 0, imported.err
    for month in MONTHS:
        path = drafts / f"{month}.yaml"
        text = path.read_text("utf-8")
        assert "\ndraft: true\n" in text
        path.write_text(text.replace("\ndraft: true\n", "\n"), "utf-8")
    built = strevview("build", drafts, "-o", again, cwd=folder)
    assert built.code == 0, built.err
    return Trip(printed, drafts, again)


def _without_attachments(path: Path) -> None:
    """Leave only the pages: nothing then tells what the PDF was made from."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        assert len(pdf.attachments) > 0
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        assert "/AF" not in pdf.Root
        pdf.save()
    assert b"schema: 1" not in path.read_bytes()


def both(trip: Trip, month: str) -> tuple[LoadedIssue, LoadedIssue]:
    first = load_all([ROOT / "issues" / f"{month}.yaml"])[0]
    second = load_issue(trip.drafts / f"{month}.yaml", load_shelf(trip.drafts))
    assert second.issue is not None
    assert first.issue is not None
    return first, second


@pytest.mark.parametrize("month", MONTHS)
def test_sections_words_links_and_days_are_the_same(trip: Trip, month: str) -> None:
    assert differences(*both(trip, month)) == ()


@pytest.mark.parametrize("month", MONTHS)
def test_the_cover_says_the_same(trip: Trip, month: str) -> None:
    first, second = both(trip, month)
    assert first.series is not None
    assert second.series is not None
    assert second.issue is not None
    assert second.series.title == first.series.title
    assert second.series.cover_title == first.series.cover_title
    assert second.series.publisher == first.series.publisher
    assert second.series.language == first.series.language
    assert str(second.issue.period) == month


@pytest.mark.parametrize("month", MONTHS)
def test_pictures_stand_at_the_same_items_with_their_words(trip: Trip, month: str) -> None:
    def figures(loaded: LoadedIssue) -> list[list[tuple[str | None, ...]]]:
        return [
            [(one.alt, one.caption, one.credit, one.licence) for one in item.figures]
            for _, item, _ in loaded.items()
        ]

    first, second = both(trip, month)
    assert figures(second) == figures(first)
    for _, item, _ in second.items():
        assert all((trip.drafts / one.file).is_file() for one in item.figures)


@pytest.mark.parametrize("month", MONTHS)
def test_the_pdf_of_the_draft_has_the_text_of_the_first(trip: Trip, month: str) -> None:
    need_programs("pdftotext")

    def text(path: Path) -> str:
        done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    first = text(trip.printed / f"{month}.pdf")
    assert len(first.split()) > 500
    assert text(trip.again / f"{month}.pdf") == first


@pytest.mark.parametrize("month", MONTHS)
def test_importing_the_print_of_the_draft_changes_nothing(trip: Trip, month: str) -> None:
    _, second = both(trip, month)
    third = import_file(trip.again / f"{month}.pdf", trip.drafts)
    assert third.text is not None
    path = trip.drafts.parent / f"{month}-again.yaml"
    path.write_text(third.text, "utf-8")
    assert differences(second, load_issue(path, load_shelf(trip.drafts))) == ()

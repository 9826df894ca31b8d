"""An issue that strevview printed, imported from the pages of its PDF alone, is the issue again.

What the style does not print is exempt: dates of which the month alone is known, the parts that
actors play, the names of items, and what a source says beside its address.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from PIL import Image

from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import copy_samples
from tests.programs import need_programs

MONTHS = ("2025-07", "2025-08")
PRINTED = (*MONTHS, "2025-10", "2025-11")
OWN = ROOT / "tests" / "importers" / "own_print.yaml"
DRAFT = "drafts/2025-11.yaml"
UNDATED = ROOT / "tests" / "cases" / "build" / "items-whose-text-tells-no-day" / "issues"


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with samples, the first PDFs, bare, the drafts, and the PDFs of the drafts."""
    desk = copy_samples(tmp_path_factory.mktemp("trip"))
    shutil.copytree(UNDATED, desk / "issues", dirs_exist_ok=True)
    shutil.copy(OWN, desk / "issues" / "2025-11.yaml")
    red = Image.new("RGBA", (900, 600), (200, 0, 0, 128))
    red.save(desk / "issues" / "pictures" / "seen-through.png")
    run(desk, "build", *(f"issues/{month}.yaml" for month in PRINTED), "-o", "printed")
    for month in PRINTED:
        _without_attachments(desk / "printed" / f"{month}.pdf")
    run(desk, "import", "printed", "-o", "drafts", "--jobs", "1")
    for month in MONTHS:
        path = desk / "drafts" / f"{month}.yaml"
        text = path.read_text("utf-8")
        assert "\ndraft: true\n" in text
        path.write_text(text.replace("\ndraft: true\n", "\n"), "utf-8")
    run(desk, "build", "drafts", "-o", "again")
    return desk


def run(desk: Path, *arguments: str) -> str:
    done = strevview(*arguments, cwd=desk)
    assert done.code == 0, done.err
    return done.out


def _without_attachments(path: Path) -> None:
    """Leave only the pages: nothing then tells what the PDF was made from."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        assert len(pdf.attachments) > 0
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        assert "/AF" not in pdf.Root
        pdf.save()
    assert b"schema: 1" not in path.read_bytes()


@pytest.mark.parametrize("pdfs", ["printed", "again"])
def test_sections_words_links_and_days_of_a_pdf_are_those_of_the_issue(
    trip: Path, pdfs: str
) -> None:
    told = run(trip, "import", pdfs, "--check", "-o", "issues", "--jobs", "1", "--format=json")
    found = {Path(one["file"]).stem: one["differences"] for one in json.loads(told)["files"]}
    assert found == {month: [] for month in PRINTED}


@pytest.mark.parametrize("month", MONTHS)
def test_the_draft_has_the_cover_and_the_figures_of_the_issue(trip: Path, month: str) -> None:
    def read(path: str) -> dict[str, Any]:
        return dict(yaml.safe_load((trip / path).read_text("utf-8")))

    def pictures(issue: dict[str, Any]) -> list[list[list[str]]]:
        items = [item for section in issue["sections"] for item in section["items"]]
        keys = ("alt", "caption", "credit", "licence")
        return [
            [
                [" ".join(one.get(key, "").split()) for key in keys]
                for one in item.get("figures", ())
            ]
            for item in items
        ]

    issue, draft = read(f"issues/{month}.yaml"), read(f"drafts/{month}.yaml")
    assert pictures(draft) == pictures(issue)
    series = read("issues/series.yaml")
    for key in ("title", "cover_title", "publisher", "language"):
        assert draft["series"][key] == series[key]


def test_the_draft_has_the_text_the_ids_and_the_pictures_as_the_issue_writes_them(
    trip: Path,
) -> None:
    issue, draft = (yaml.safe_load(one.read_text("utf-8")) for one in (OWN, trip / DRAFT))
    told, found = (one["sections"][0]["items"][0] for one in (issue, draft))
    assert found["id"] == told["id"]
    assert found["text"].split() == told["text"].split()
    assert draft["cover"]["credit"] == issue["cover"]["credit"]
    with Image.open(trip / "drafts" / draft["cover"]["image"]) as picture:
        assert picture.getpixel((450, 150)) == (200, 0, 0, 128)


@pytest.mark.parametrize("month", MONTHS)
def test_the_pdf_of_the_draft_has_the_text_of_the_first(trip: Path, month: str) -> None:
    need_programs("pdftotext")

    def text(folder: str) -> str:
        pdf = trip / folder / f"{month}.pdf"
        return subprocess.run(
            ["pdftotext", pdf, "-"], capture_output=True, text=True, check=True
        ).stdout

    assert len(text("printed").split()) > 500
    assert text("again") == text("printed")

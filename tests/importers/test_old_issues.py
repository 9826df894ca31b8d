"""Old issues that other programs made, under tests/cases/old_issues, give back what they print.

In a folder for each sample month stand files with its texts: typed into a DOCX with and without
styles (python-docx) or as Markdown, exported by LibreOffice 7.4 in one column and in two, printed
by Chromium 156, converted by pandoc 2.17, copied as text by pdftotext 22.12. `actors.yaml` is the
register of the other two months. `expected.yaml` says what of the sample is printed; where an
actor or a place is one that the import does not find, it is not listed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from strevview.model.prose_parser import parse_prose
from tests.cli.inside import strevview
from tests.command import ROOT

CASES = ROOT / "tests" / "cases" / "old_issues"
OLD = sorted(one for one in CASES.glob("2*/*.*") if one.suffix in {".docx", ".md", ".pdf", ".txt"})


@pytest.mark.parametrize("old", OLD, ids=lambda old: f"{old.parent.name}-{old.name}")
def test_an_old_issue_gives_back_what_it_prints(old: Path, tmp_path: Path) -> None:
    expected = yaml.safe_load((old.parent / "expected.yaml").read_text("utf-8"))
    register = tmp_path / "issues" / "actors.yaml"
    register.parent.mkdir()
    register.write_bytes((old.parent / "actors.yaml").read_bytes())
    done = strevview("import", old, cwd=tmp_path)
    assert done.code == 0, done.err
    text = (tmp_path / "issues" / f"{old.parent.name}.yaml").read_text("utf-8")
    if old.suffix == ".txt":
        for item in (one for section in expected["sections"] for one in section["items"]):
            item["links"] = []
    assert printed(yaml.safe_load(text)) == expected


def printed(draft: dict[str, Any]) -> dict[str, Any]:
    """Return what of a draft can be read in print."""
    publisher = {key: draft["series"]["publisher"][key] for key in ("name", "names")}
    sections = [
        {
            "title": section["title"],
            "highlight": section.get("highlight", section["title"]),
            "items": [_printed_item(item) for item in section["items"]],
        }
        for section in draft["sections"]
    ]
    series = {"title": draft["series"]["title"], "publisher": publisher}
    return {"series": series, "sections": sections}


def _printed_item(item: dict[str, Any]) -> dict[str, Any]:
    sources = item["sources"].values()
    # A caption may be followed by its credit.
    captions = [figure["caption"].partition(" (")[0] for figure in item.get("figures", ())]
    return {
        "date": str(item["date"]),
        **({"place": item["place"]} if "place" in item else {}),
        "actors": [one if isinstance(one, str) else one["name"] for one in item["actors"]],
        # pandoc types quotes straight.
        "text": " ".join(parse_prose(item["text"]).text.replace("'", "’").split()),
        "links": [source["url"] for source in sources if "url" in source],
        **({"captions": captions} if captions else {}),
    }

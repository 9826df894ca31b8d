"""Pages set by hand, under tests/cases/sheets; the blocks that are read of them stand beside.

Each line of a page is `X Y: words`, in points from its upper left corner to the baseline, or
`X Y FONT SIZE: words` where they are not set in 10 points of `regular`; `: words` stand 12 points
below those before. `␣` is a space at an end. Other lines are

    link X0 X1 Y: an address, or an action as PDF writes it
    note: an annotation as PDF writes it
    image LEFT TOP RIGHT BOTTOM: photo
    raw: operators of PDF
    turned: 90

`{n}` is the number of the page; `times` is how often the pages come one after another. `blocks` are
as in test_blocks.py; `sizes` are those of the blocks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from pikepdf import Object

from tests.command import ROOT
from tests.importers.pdf.sheets import Sheet, Sheets, jpeg, web
from tests.importers.pdf.told import read
from tests.importers.test_blocks import lines

CASES: dict[str, Any] = {
    f"{path.stem}: {name}": case
    for path in sorted((ROOT / "tests" / "cases" / "sheets").glob("*.yaml"))
    for name, case in yaml.safe_load(path.read_text("utf-8")).items()
}
PLACE = re.compile(r"(\S+) (\S+)(?: ([a-z]+))?(?: ([\d.]+))?$")


@pytest.mark.parametrize("name", CASES)
def test_pages_give_their_blocks(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    sheets = Sheets()
    sheets.jpeg("photo", jpeg(), 60, 40)
    for number, page in enumerate(case["pages"] * case.get("times", 1), 1):
        set_page(sheets.sheet(), page.replace("{n}", str(number)))
    document = read(sheets.save(tmp_path / "a.pdf"))
    assert "\n".join(lines(document)) == case["blocks"].removesuffix("\n")
    if "sizes" in case:
        assert [block.size for block in document.blocks] == case["sizes"]


def set_page(sheet: Sheet, page: str) -> None:
    x, y, font, size = 0.0, 0.0, "regular", 10.0
    for line in page.splitlines():
        what, _, value = line.partition(":")
        value = value.removeprefix(" ").replace("␣", " ")
        kind, _, numbers = what.partition(" ")
        match kind:
            case "link":
                start, end, baseline = map(float, numbers.split())
                action = Object.parse(value.encode()) if value.startswith("<<") else web(value)
                sheet.link(start, end, baseline, action if value else None)
            case "note":
                sheet.notes.append(Object.parse(value.encode()))
            case "image":
                left, top, right, bottom = map(float, numbers.split())
                sheet.image((left, top, right, bottom), value)
            case "raw":
                sheet.raw(value)
            case "turned":
                sheet.turned = int(value)
            case _:
                if place := PLACE.match(what):
                    x, y = float(place[1]), float(place[2])
                    font, size = place[3] or "regular", float(place[4] or 10)
                else:
                    y += 12
                sheet.text(x, y, value, size, font)

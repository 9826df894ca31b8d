"""Paragraphs of a copied text that no blank line divides are told by the room at a line's end."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from strevview.importers.text_reader import read_text

LONG = "; ".join(
    f"the memorandum of {number} and of its years was signed in Beijing by {number} bodies "
    f"of {country}, with the minister and the embassy looking on while {number} others were absent"
    for number, country in enumerate(
        ("Spain", "Italy", "Egypt", "Jordan", "Algeria", "Tajikistan", "Pakistan", "Kazakhstan"), 21
    )
)
SECOND = (
    "The new centre for public health was launched on 9 July at the first hospital of the "
    "university in Hangzhou, and both sides had pledged it in an earlier year at their summit. "
    "More than a hundred people attended from governments, universities and medical bodies."
)


def paragraphs(folder: Path, text: str) -> list[str]:
    path = folder / "copied.txt"
    path.write_text(f"REVIEW\n\nJuly 2025\n\n{text}\n", "utf-8")
    return [block.text for block in read_text(path).blocks if len(block.text) > 40]


def lines_of(last: int) -> list[str]:
    """Return the lines of a long paragraph whose last one has so many letters."""
    lines = textwrap.wrap(LONG, 90)
    more = f"{lines[-1]} and of all the bodies and countries that have a part in it or in others"
    return [*lines[:-1], f"{more[:last].rstrip()}."]


@pytest.mark.parametrize("last", range(65, 85))
def test_a_paragraph_ends_where_the_next_word_had_room(tmp_path: Path, last: int) -> None:
    lines = lines_of(last)
    text = "\n".join([*lines, *textwrap.wrap(SECOND, 90)])
    assert paragraphs(tmp_path, text) == [" ".join(lines), SECOND]


def test_a_sentence_that_fills_its_line_ends_no_paragraph(tmp_path: Path) -> None:
    lines = lines_of(89)
    text = "\n".join([*lines, *textwrap.wrap(SECOND, 90)])
    assert paragraphs(tmp_path, text) == [f"{' '.join(lines)} {SECOND}"]

from __future__ import annotations

import textwrap
from collections import Counter
from pathlib import Path

import pytest

from strevview.importers.blocks import Document, Kind, LeftOut
from strevview.importers.file_contents import text_contents
from strevview.importers.text_reader import read_text
from tests.importers.block_lists import kinds, links, texts, untold

WRAPPED = """\
The satellite was launched on 31 July from the Xichang Satellite Launch Cen-
ter in Sichuan Province. It entered its preset orbit at once, and it will be
used for the survey of land resources.
"""
SECOND = """\
A memorandum of understanding was signed in Beijing on 26 July. Among the sig-
natories are the Institute of High Energy Physics and a consortium of Spain
that builds a light source, and others which will join in the years to come.
"""


THIRD = """\
The fourth meeting of the committee was held in Dushanbe from 20 to 22 July,
with the deputy minister in the chair. Both sides spoke of what they will do
until the next one.
"""


def read(folder: Path, text: str) -> Document:
    """Return what the reader makes of a text, with a proof that no letter was lost or invented."""
    path = folder / "issue.txt"
    path.write_text(text, "utf-8")
    document = read_text(path)
    assert untold(document, text_contents(path)) == (Counter(), [])
    return document


def test_lines_are_joined_and_words_made_whole(tmp_path: Path) -> None:
    document = read(tmp_path, f"{WRAPPED}\n{SECOND}")
    assert [kind for kind, _ in kinds(document)] == [Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert "Launch Center in" in document.blocks[0].text
    assert "the signatories are" in document.blocks[1].text
    assert document.pages is None


def test_a_copy_from_a_word_processor_has_a_paragraph_a_line(tmp_path: Path) -> None:
    long = WRAPPED.replace("-\n", "").replace("\n", " ")
    document = read(tmp_path, f"China Review\nCooperation\n{long}\n{long}\nDiscoveries\n{long}\n")
    assert [kind for kind, _ in kinds(document)] == [Kind.PARAGRAPH] * 6


def test_highlights_tell_the_headings(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "HIGHLIGHTS\n\n• Scientific Cooperation with\n  Neighbours\n• Discoveries\n\f"
        f"Scientific Cooperation with Neighbours\n{WRAPPED}{SECOND}Discoveries\n{THIRD}",
    )
    assert [(kind, text[:38]) for kind, text in kinds(document)] == [
        (Kind.PARAGRAPH, "HIGHLIGHTS"),
        (Kind.LIST_ENTRY, "Scientific Cooperation with Neighbours"),
        (Kind.LIST_ENTRY, "Discoveries"),
        (Kind.PARAGRAPH, "Scientific Cooperation with Neighbours"),
        (Kind.PARAGRAPH, "The satellite was launched on 31 July "),
        (Kind.PARAGRAPH, "A memorandum of understanding was sign"),
        (Kind.PARAGRAPH, "Discoveries"),
        (Kind.PARAGRAPH, "The fourth meeting of the committee wa"),
    ]
    assert [block.page for block in document.blocks] == [1, 1, 1, 2, 2, 2, 2, 2]
    assert document.pages == 2


def test_edges_of_pages_are_dropped_and_paragraphs_go_on(tmp_path: Path) -> None:
    pages = [
        f"CHINA REVIEW        July 2025\n\n{WRAPPED}\nA text that goes on over the end of the page "
        "is joined with the rest\n\nMP-IDSA    1\n",
        "CHINA REVIEW        July 2025\n\nof it on the next page, as the sentence shows.\n\n"
        f"{SECOND}\nMP-IDSA    2\n",
        f"CHINA REVIEW        July 2025\n\n{THIRD}\n- 3 -\n",
    ]
    document = read(tmp_path, "\f".join(pages))
    assert texts(document)[0] == "CHINA REVIEW July 2025"
    assert "joined with the rest of it on the next page" in texts(document)[2]
    assert len(document.blocks) == 5
    assert document.left_out == (
        LeftOut("CHINA REVIEW July 2025", "a running header", 2),
        LeftOut("MP-IDSA 1", "a running footer"),
        LeftOut("MP-IDSA 2", "a running footer"),
        LeftOut("- 3 -", "a page number"),
    )


def test_lists_with_signs_of_many_kinds(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "Three kinds are here:\n\n• one that goes on\n  in the next line\n  o inner\n  o another\n"
        "- dash\n- dash\n\n1. first\n2. second\n\n•\nalone on its line\n\nA - is no entry.\n",
    )
    assert [
        (block.level, block.number, block.text)
        for block in document.blocks
        if block.kind is Kind.LIST_ENTRY
    ] == [
        (1, None, "one that goes on in the next line"),
        (2, None, "inner"),
        (2, None, "another"),
        (1, None, "dash"),
        (1, None, "dash"),
        (1, 1, "first"),
        (1, 2, "second"),
        (1, None, "alone on its line"),
    ]


def test_addresses_and_notes(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        "It was launched [1] on 31 July.[2] See https://c.example/a-b-2025 for more.\n\n"
        "[1] https://a.example/x\n\n[2] Dawn, “Launched”, 1 August 2025, https://b.example\n\n"
        "[3] Nobody asks for https://d.example\n",
    )
    assert links(document.blocks[0]) == [
        ("launched", "https://a.example/x"),
        ("July", "https://b.example"),
        ("https://c.example/a-b-2025", "https://c.example/a-b-2025"),
    ]
    assert document.blocks[0].text.startswith("It was launched on 31 July. See https")
    assert texts(document)[1:] == ["[3] Nobody asks for https://d.example"]
    assert LeftOut("[1] https://a.example/x", "a note: it gives the source of “launched”") in (
        document.left_out
    )


def test_an_underlined_line_is_a_heading(tmp_path: Path) -> None:
    document = read(
        tmp_path, f"China Review\n============\n\nSpace\n-----\n\n{WRAPPED}\n-----\n\n{SECOND}"
    )
    assert [(block.kind, block.level) for block in document.blocks] == [
        (Kind.HEADING, 1),
        (Kind.HEADING, 2),
        (Kind.PARAGRAPH, 0),
        (Kind.PARAGRAPH, 0),
    ]


def test_other_scripts(tmp_path: Path) -> None:
    document = read(
        tmp_path, "中国的科学\n\n卫星于七月三十一日发射升空，\n进入预定轨道。\n\nशोध संस्थान\n"
    )
    assert texts(document)[0] == "中国的科学"
    assert texts(document)[-1] == "शोध संस्थान"


LONG = "; ".join(
    f"the memorandum of {number} and of its years was signed in Beijing by {number} bodies "
    f"of {country}, with the minister and the embassy looking on while {number} others were absent"
    for number, country in enumerate(
        ("Spain", "Italy", "Egypt", "Jordan", "Algeria", "Tajikistan", "Pakistan", "Kazakhstan"), 21
    )
)


@pytest.mark.parametrize("last", [65, 75, 84, 89])
def test_a_paragraph_ends_where_the_next_word_had_room(tmp_path: Path, last: int) -> None:
    lines = textwrap.wrap(LONG, 90)
    lines[-1] = f"{lines[-1]} and of all the bodies and countries that have a part in it, as well"
    lines[-1] = f"{lines[-1][:last].rstrip()}."
    next_one = textwrap.wrap(f"The new centre {LONG}", 90)
    document = read(tmp_path, "\n".join([*lines, *next_one]))
    first, second = " ".join(lines), " ".join(next_one)
    assert texts(document) == ([first, second] if last < 89 else [f"{first} {second}"])

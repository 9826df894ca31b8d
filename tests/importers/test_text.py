"""Reading text: paragraphs by lines, pages, columns side by side, lists and notes."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from strevview.importers.blocks import LeftOut
from tests.importers.block_lists import left_out, read, shown

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
# As one line each, with broken words made whole.
ONE, TWO, THREE = (" ".join(text.replace("-\n", "").split()) for text in (WRAPPED, SECOND, THIRD))

TEXTS = {
    "lines are joined": (f"{WRAPPED}\n{SECOND}", [ONE, TWO]),
    "a paragraph a line, as a word processor copies": (
        f"China Review\nCooperation\n{ONE}\n{ONE}\nDiscoveries\n{ONE}\n",
        ["China Review", "Cooperation", ONE, ONE, "Discoveries", ONE],
    ),
    "lines that highlights name stand alone": (
        "HIGHLIGHTS\n\n• Scientific Cooperation with\n  Neighbours\n• Discoveries\n\f"
        f"Scientific Cooperation with Neighbours\n{WRAPPED}{SECOND}Discoveries\n{THIRD}",
        ["HIGHLIGHTS", "- Scientific Cooperation with Neighbours", "- Discoveries",
         "Scientific Cooperation with Neighbours", ONE, TWO, "Discoveries", THREE],
    ),
    "lists with signs of many kinds": (
        "Three kinds are here:\n\n• one that goes on\n  in the next line\n  o inner\n  o another\n"
        "- dash\n- dash\n\n1. first\n2. second\n\n•\nalone on its line\n\nA - is no entry.\n",
        ["Three kinds are here:", "- one that goes on in the next line", "  - inner",
         "  - another", "- dash", "- dash", "1. first", "2. second", "- alone on its line",
         "A - is no entry."],
    ),
    "underlined lines are headings": (
        f"China Review\n============\n\nSpace\n-----\n\n{WRAPPED}\n-----\n\n{SECOND}",
        ["# China Review", "## Space", ONE, TWO],
    ),
    "scripts without spaces": (
        "中国的科学\n\n卫星于七月三十一日发射升空，进入\n预定轨道并将用于国土资源勘察以及\n"
        "农业估产和防灾减灾以及科学试验等\n领域。\n\nशोध संस्थान\n",
        ["中国的科学",
         "卫星于七月三十一日发射升空，进入预定轨道并将用于国土资源勘察"
         "以及农业估产和防灾减灾以及科学试验等领域。",
         "शोध संस्थान"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", TEXTS)
def test_text(tmp_path: Path, kind: str) -> None:
    text, expected = TEXTS[kind]
    document = read(tmp_path / "x.txt", text)
    assert shown(document) == expected
    assert document.left_out == ()


def test_a_number_before_a_month_is_a_day(tmp_path: Path) -> None:
    text = "8. Juli 2025: Es flog.\n\n9. Juli: Es fiel.\n\n1. Das Ende.\n"
    document = read(tmp_path / "x.txt", text)
    assert [block.number for block in document.blocks] == [None, None, 1]


def test_edges_of_pages_are_dropped_and_paragraphs_go_on(tmp_path: Path) -> None:
    pages = [
        f"CHINA REVIEW        July 2025\n\n{WRAPPED}\nA text that goes on over the end of the page "
        "is joined with the rest\n\nMP-IDSA    1\n",
        "CHINA REVIEW        July 2025\n\nof it on the next page, as the sentence shows.\n\n"
        f"{SECOND}\nMP-IDSA    2\n",
        f"CHINA REVIEW        July 2025\n\n{THIRD}\n- 3 -\n",
    ]
    document = read(tmp_path / "x.txt", "\f".join(pages))
    assert shown(document) == [
        "CHINA REVIEW July 2025",
        ONE,
        "A text that goes on over the end of the page is joined with the rest of it on the next "
        "page, as the sentence shows.",
        TWO,
        THREE,
    ]
    assert ([block.page for block in document.blocks], document.pages) == ([1, 1, 1, 2, 3], 3)
    assert document.left_out == (
        LeftOut("CHINA REVIEW July 2025", "a running header", 2),
        LeftOut("MP-IDSA 1", "a running footer"),
        LeftOut("MP-IDSA 2", "a running footer"),
        LeftOut("- 3 -", "a page number"),
    )


def test_addresses_and_notes(tmp_path: Path) -> None:
    document = read(
        tmp_path / "x.txt",
        "It was launched [1] on 31 July.[2] See https://c.example/a-b-2025 for more [9].\n\n"
        "[1] https://a.example/x\n\n[2] Dawn, “Launched”, 1 August 2025, https://b.example\n\n"
        "[3] Nobody asks for https://d.example\n",
    )
    assert shown(document) == [
        "It was [launched](https://a.example/x) on 31 [July](https://b.example). See "
        "[https://c.example/a-b-2025](https://c.example/a-b-2025) for more [9].",
        "[3] Nobody asks for [https://d.example](https://d.example)",
    ]
    assert left_out(document) == [
        ("[1]", "the mark of a note"),
        ("[2]", "the mark of a note"),
        ("[1] https://a.example/x", "a note: it gives the source of “launched”"),
        (
            "[2] Dawn, “Launched”, 1 August 2025, https://b.example",
            "a note: it gives the source of “July”",
        ),
    ]


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
    document = read(tmp_path / "x.txt", "\n".join([*lines, *next_one]))
    first, second = " ".join(lines), " ".join(next_one)
    assert shown(document) == ([first, second] if last < 89 else [f"{first} {second}"])


LEFT = """\
China-Pakistan S&T Cooperation

The fourth meeting of the Joint Working Group
(JWG) on Science and Technology (S&T) was
held virtually on 23 July. The JWG, a body un-
der the Joint Cooperation Committee (JCC) of
the corridor, met to take stock of the projects.
""".splitlines()
RIGHT = """\
10 a.m. Beijing time, and it entered its preset
orbit. The satellite was built jointly by the
Space and Upper Atmosphere Research Commission
and by a company of Beijing.

China Launches World Energy Vehicle
Development Organisation
""".splitlines()


@pytest.mark.parametrize("offset", [False, True])
@pytest.mark.parametrize("margin", [52, 62, 75])
def test_columns_side_by_side_are_read_one_after_the_other(
    tmp_path: Path, offset: bool, margin: int
) -> None:
    rows: list[str] = []
    for one, other in zip(LEFT, RIGHT, strict=True):
        if offset:
            # Each line between two of the other column; one that a column lacks is no row.
            rows += [row for row in (one, f"{'':{margin}}{other}".rstrip()) if row]
        else:
            rows.append(f"{one:{margin}}{other}".rstrip())
    assert shown(read(tmp_path / "x.txt", "\n".join(rows))) == [
        LEFT[0],
        " ".join(LEFT[2:]).replace("un- der", "under"),
        " ".join(RIGHT[:4]),
        " ".join(RIGHT[5:]),
    ]


def test_gaps_in_lines_are_no_columns(tmp_path: Path) -> None:
    numbers = [f"{number}.   {line}" for number, line in enumerate((*LEFT[2:], *RIGHT[:4]), 1)]
    document = read(tmp_path / "x.txt", "\n\n".join(numbers))
    assert shown(document) == [line.replace("   ", " ") for line in numbers]
    whole = [f"{one},  and {other}." for one, other in zip(LEFT[2:6], RIGHT[:4], strict=True)]
    document = read(tmp_path / "x.txt", "\n\n".join(whole))
    assert shown(document) == [" ".join(line.split()) for line in whole]

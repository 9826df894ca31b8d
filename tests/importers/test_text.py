from __future__ import annotations

from pathlib import Path

from strevview.importers.manuscript import Dropped, Kind, Manuscript
from strevview.importers.text.reading import read_text
from tests.importers.docx_files import kinds, links, texts

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


def read(folder: Path, text: str) -> Manuscript:
    """Return what the reader makes of a text, with a proof that no letter was lost or invented."""
    path = folder / "issue.txt"
    path.write_text(text, "utf-8")
    manuscript = read_text(path)
    have = [block.text for block in manuscript.blocks]
    have += [dropped.text for dropped in manuscript.dropped]
    assert letters(have) == letters(manuscript.words)
    return manuscript


def letters(parts: list[str] | tuple[str, ...]) -> list[str]:
    """Return letters and digits in the order of the alphabet: their order may change."""
    return sorted(letter for part in parts for letter in part if letter.isalnum())


def test_lines_are_joined_and_words_made_whole(tmp_path: Path) -> None:
    manuscript = read(tmp_path, f"{WRAPPED}\n{SECOND}")
    assert [kind for kind, _ in kinds(manuscript)] == [Kind.PARAGRAPH, Kind.PARAGRAPH]
    assert "Launch Center in" in manuscript.blocks[0].text
    assert "the signatories are" in manuscript.blocks[1].text
    assert manuscript.pages is None


def test_a_copy_from_a_word_processor_has_a_paragraph_a_line(tmp_path: Path) -> None:
    long = WRAPPED.replace("-\n", "").replace("\n", " ")
    manuscript = read(tmp_path, f"China Review\nCooperation\n{long}\n{long}\nDiscoveries\n{long}\n")
    assert [kind for kind, _ in kinds(manuscript)] == [
        Kind.HEADING,
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.PARAGRAPH,
    ]


def test_highlights_tell_the_headings(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path,
        "HIGHLIGHTS\n\n• Scientific Cooperation with\n  Neighbours\n• Discoveries\n\f"
        f"Scientific Cooperation with Neighbours\n{WRAPPED}{SECOND}Discoveries\n{THIRD}",
    )
    assert [(kind, text[:38]) for kind, text in kinds(manuscript)] == [
        (Kind.HEADING, "HIGHLIGHTS"),
        (Kind.LIST_ENTRY, "Scientific Cooperation with Neighbours"),
        (Kind.LIST_ENTRY, "Discoveries"),
        (Kind.HEADING, "Scientific Cooperation with Neighbours"),
        (Kind.PARAGRAPH, "The satellite was launched on 31 July "),
        (Kind.PARAGRAPH, "A memorandum of understanding was sign"),
        (Kind.HEADING, "Discoveries"),
        (Kind.PARAGRAPH, "The fourth meeting of the committee wa"),
    ]
    assert [block.page for block in manuscript.blocks] == [1, 1, 1, 2, 2, 2, 2, 2]
    assert manuscript.pages == 2


def test_highlights_without_bullets_are_told_by_their_headings(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path,
        "July 2025\n\nHIGHLIGHTS\n\nCooperation with Neighbours\nDiscoveries in Space\n\f"
        f"Cooperation with Neighbours\n{WRAPPED}\nDiscoveries in Space\n{SECOND}",
    )
    assert [(kind, text) for kind, text in kinds(manuscript) if len(text) < 40] == [
        (Kind.HEADING, "July 2025"),
        (Kind.HEADING, "HIGHLIGHTS"),
        (Kind.LIST_ENTRY, "Cooperation with Neighbours"),
        (Kind.LIST_ENTRY, "Discoveries in Space"),
        (Kind.HEADING, "Cooperation with Neighbours"),
        (Kind.HEADING, "Discoveries in Space"),
    ]


def test_edges_of_pages_are_dropped_and_paragraphs_go_on(tmp_path: Path) -> None:
    pages = [
        f"CHINA REVIEW        July 2025\n\n{WRAPPED}\nA text that goes on over the end of the page "
        "is joined with the rest\n\nMP-IDSA    1\n",
        "CHINA REVIEW        July 2025\n\nof it on the next page, as the sentence shows.\n\n"
        f"{SECOND}\nMP-IDSA    2\n",
        f"CHINA REVIEW        July 2025\n\n{THIRD}\n- 3 -\n",
    ]
    manuscript = read(tmp_path, "\f".join(pages))
    assert texts(manuscript)[0] == "CHINA REVIEW July 2025"
    assert "joined with the rest of it on the next page" in texts(manuscript)[2]
    assert len(manuscript.blocks) == 5
    assert manuscript.dropped == (
        Dropped("MP-IDSA    1", "a running footer", 1),
        Dropped("CHINA REVIEW        July 2025", "a running header", 2),
        Dropped("MP-IDSA    2", "a running footer", 2),
        Dropped("CHINA REVIEW        July 2025", "a running header", 3),
        Dropped("- 3 -", "a page number", 3),
    )


def test_edges_inside_a_copied_text_are_told_by_numbers_that_count_up(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path,
        f"{WRAPPED}\nMP-IDSA\n\n1\n\nReview, July 2025\n\n{SECOND}\nMP-IDSA\n\n2\n\n"
        f"Review, July 2025\n\n{THIRD}\nThere were\n\n12\n\nmembers.\n",
    )
    assert [one.text for one in manuscript.dropped] == [
        "MP-IDSA", "1", "Review, July 2025", "MP-IDSA", "2", "Review, July 2025",
    ]  # fmt: skip
    assert "12" in texts(manuscript)


def test_lists_with_signs_of_many_kinds(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path,
        "Three kinds are here:\n\n• one that goes on\n  in the next line\n  o inner\n  o another\n"
        "- dash\n- dash\n\n1. first\n2. second\n\n•\nalone on its line\n\nA - is no entry.\n",
    )
    assert [
        (block.level, block.numbered, block.text)
        for block in manuscript.blocks
        if block.kind is Kind.LIST_ENTRY
    ] == [
        (1, False, "one that goes on in the next line"),
        (2, False, "inner"),
        (2, False, "another"),
        (1, False, "dash"),
        (1, False, "dash"),
        (1, True, "first"),
        (1, True, "second"),
        (1, False, "alone on its line"),
    ]


def test_addresses_and_notes(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path,
        "It was launched [1] on 31 July.[2] See https://c.example/a-\nb-2025 for more.\n\n"
        "[1] https://a.example/x\n\n[2] Dawn, “Launched”, 1 August 2025, https://b.example\n\n"
        "[3] Nobody asks for https://d.example\n",
    )
    assert links(manuscript.blocks[0]) == [
        ("launched", "https://a.example/x"),
        ("July", "https://b.example"),
        ("https://c.example/a-b-2025", "https://c.example/a-b-2025"),
    ]
    assert manuscript.blocks[0].text.startswith("It was launched on 31 July. See https")
    assert texts(manuscript)[1:] == ["[3] Nobody asks for https://d.example"]
    assert Dropped("[1] https://a.example/x", "a note: it gives the source of “launched”") in (
        manuscript.dropped
    )


def test_a_line_across_the_page_and_captions(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path, f"China Review\n============\n\n{WRAPPED}\nFigure 1: The launch.\n\n{SECOND}"
    )
    assert [kind for kind, _ in kinds(manuscript)] == [
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.CAPTION,
        Kind.PARAGRAPH,
    ]
    assert manuscript.dropped == (Dropped("============", "a line across the page"),)


def test_other_scripts(tmp_path: Path) -> None:
    manuscript = read(
        tmp_path, "中国的科学\n\n卫星于七月三十一日发射升空，\n进入预定轨道。\n\nशोध संस्थान\n"
    )
    assert texts(manuscript)[0] == "中国的科学"
    assert texts(manuscript)[-1] == "शोध संस्थान"

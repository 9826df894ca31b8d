from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from strevview.importers.cover_names import as_title, local_language
from strevview.importers.manuscript import Block, Dropped, Kind, Run
from strevview.importers.months import MonthsOf, month_in_numbers
from strevview.importers.outline import outline
from strevview.model.loading import load_shelf
from tests.importers.manuscripts import (
    COVER,
    LAUNCH,
    MEETING,
    caption,
    entry,
    heading,
    line,
    manuscript,
    paragraph,
    picture,
)

SERIES = """\
schema: 1
title: Review of Tests
cover_title:
  - REVIEW
  - OF TESTS
publisher:
  name: Institute of Tests
  short: IT
  names:
    hi: परीक्षण संस्थान
"""


def titles(*blocks: Block) -> list[tuple[str, str | None, int]]:
    """Return each section's title, highlight and number of blocks."""
    found = outline(manuscript(*blocks))
    return [(one.title, one.highlight, len(one.blocks)) for one in found.sections]


def test_what_the_cover_announces_are_the_sections() -> None:
    found = titles(
        *COVER,
        line("HIGHLIGHTS", 9.0),
        entry("Space"),
        entry("Joint Committees"),
        heading("Space"),
        LAUNCH,
        heading("Joint Committees"),
        MEETING,
    )
    assert found == [("Space", "Space", 1), ("Joint Committees", "Joint Committees", 1)]


def test_case_dashes_and_two_lines_do_not_hide_a_heading() -> None:
    found = titles(
        *COVER,
        entry("China-Pakistan Cooperation in Science"),
        entry("S&T at Home"),
        heading("CHINA–PAKISTAN COOPERATION"),
        heading("IN SCIENCE"),
        LAUNCH,
        heading("S and T at home"),
        MEETING,
    )
    assert found == [
        ("China-Pakistan Cooperation in Science", "China-Pakistan Cooperation in Science", 1),
        ("S and T at home", "S&T at Home", 1),
    ]


def test_bold_lines_on_a_cover_are_highlights_too_and_text_has_no_marks() -> None:
    found = titles(
        line("Review of Tests", None),
        line("July 2025", None),
        line("Contents", None),
        line("Space", None, bold=True),
        line("Medicine", None, bold=True),
        line("Space", None),
        paragraph("A satellite was launched on 5 July from the coast.", size=None),
        line("Medicine", None),
        paragraph("A vaccine was approved on 6 July by the agency.", size=None),
    )
    assert found == [("Space", "Space", 1), ("Medicine", "Medicine", 1)]


def test_a_section_that_is_not_announced_is_told_by_its_look() -> None:
    found = titles(
        *COVER, entry("Space"), entry("Medicine"), heading("Space"), LAUNCH, heading("In Brief"),
        MEETING, heading("Medicine"), paragraph("A vaccine was approved on 6 July."),
    )  # fmt: skip
    assert found == [("Space", "Space", 1), ("In Brief", None, 1), ("Medicine", "Medicine", 1)]


def test_a_section_before_those_that_are_announced() -> None:
    found = titles(
        *COVER, heading("A line of the cover"), entry("Energy and so on"), entry("Space"),
        entry("Medicine"), heading("Energy"), paragraph("A reactor was lit on 6 July. " * 3),
        heading("Space"), LAUNCH, heading("Medicine"), MEETING,
    )  # fmt: skip
    assert found == [
        ("Energy", "Energy and so on", 1),
        ("Space", "Space", 1),
        ("Medicine", "Medicine", 1),
    ]


def test_a_highlight_in_other_words_goes_to_the_heading_at_its_place() -> None:
    found = titles(
        *COVER, entry("Space"), entry("Beijing and Islamabad meet"), entry("Medicine"),
        heading("Space"), LAUNCH, heading("Joint Committees"), MEETING, heading("Medicine"),
        paragraph("A vaccine was approved on 6 July."),
    )  # fmt: skip
    assert found[1] == ("Joint Committees", "Beijing and Islamabad meet", 1)


def test_without_highlights_the_highest_rank_over_text_makes_sections() -> None:
    found = titles(
        heading("Review of Tests, July 2025", 1, 30.0),
        heading("Space", 2), heading("A launch", 3, 12.0), LAUNCH,
        heading("Committees", 2), heading("A meeting", 3, 12.0), MEETING,
    )  # fmt: skip
    assert found == [("Space", None, 2), ("Committees", None, 2)]


def test_without_any_marks_short_lines_between_paragraphs_make_sections() -> None:
    text = "A satellite was launched on 5 July from the coast. " * 3
    found = titles(
        line("Review of Tests", None), line("July 2025", None), line("Space", None),
        paragraph(text, size=None), line("Medicine", None), paragraph(text, size=None),
    )  # fmt: skip
    assert [one[0] for one in found] == ["Space", "Medicine"]


def test_the_cover_gives_publisher_local_name_title_and_month() -> None:
    found = outline(
        manuscript(
            line("NATIONAL INSTITUTE FOR", 13.0),
            line("STUDIES OF TESTS", 13.0),
            line("परीक्षण संस्थान", 12.0),
            line("CHINA", 60.0),
            line("TEST REVIEW", 24.0),
            line("Vol. II No. 7", 10.0),
            line("July–August 2025", 17.0),
            heading("Space"),
            LAUNCH,
            heading("Committees"),
            MEETING,
        )
    )
    cover = found.masthead
    assert cover.publisher == "NATIONAL INSTITUTE FOR STUDIES OF TESTS"
    assert cover.publisher_names == (("hi", "परीक्षण संस्थान"),)
    assert cover.title_lines == ("CHINA", "TEST REVIEW")
    assert cover.number == 7
    assert found.period is not None
    assert str(found.period.period) == "2025-07/2025-08"
    assert [one.text for one in found.dropped] == ["Vol. II No. 7"]


def test_a_table_of_contents_with_numbers_and_pages() -> None:
    found = outline(
        manuscript(
            *COVER, line("Contents"), entry("I. Space ........ 2"), entry("II. Committees 3"),
            heading("I. Space"), LAUNCH, heading("II. Committees"), MEETING,
        )
    )  # fmt: skip
    assert [(one.title, one.highlight) for one in found.sections] == [
        ("I. Space", "I. Space"),
        ("II. Committees", "II. Committees"),
    ]
    assert [one.text for one in found.dropped if "page" in one.why] == ["........ 2", "3"]


def test_editors_and_the_day_of_publication() -> None:
    cover = outline(
        manuscript(
            *COVER, line("Editors: S. Rao, Chen Li and A. Khan"),
            line("Published on 11 August 2025"), heading("Space"), LAUNCH, heading("More"), MEETING,
        )
    ).masthead  # fmt: skip
    assert cover.editors == ("S. Rao", "Chen Li", "A. Khan")
    assert cover.published == "2025-08-11"
    assert [one.why for one in cover.dropped] == ["told by `editors`", "told by `published`"]


def test_a_local_name_over_two_lines_is_one_name() -> None:
    cover = (COVER[0], line("परीक्षण"), line("संस्थान"), *COVER[2:])
    found = outline(manuscript(*cover, heading("Space"), LAUNCH, heading("More"), MEETING))
    assert found.masthead.publisher_names == (("hi", "परीक्षण संस्थान"),)


def test_a_known_series_is_recognised_and_leaves_nothing_over(tmp_path: Path) -> None:
    (tmp_path / "series.yaml").write_text(SERIES, "utf-8")
    series = load_shelf(tmp_path).series
    assert series is not None
    found = outline(manuscript(*COVER, heading("Space"), LAUNCH, heading("More"), MEETING), series)
    assert found.masthead.known
    assert found.masthead.left == ()
    assert found.period is not None


def test_a_foreword_and_a_cover_picture_are_kept() -> None:
    words = (
        "This review has a new look, and its editors thank all readers for their patience so far."
    )
    found = outline(
        manuscript(
            *COVER, picture(), caption("Photo: agency"), paragraph(words), line("Price: 5"),
            heading("Space"), LAUNCH, heading("More"), MEETING,
        )
    )  # fmt: skip
    assert [block.text for block in found.masthead.left] == [words, "Price: 5"]
    assert [block.text for block in found.masthead.picture] == ["", "Photo: agency"]


@pytest.mark.parametrize(
    ("dropped", "name", "period", "doubt"),
    [
        ([Dropped("Review of Tests | March 2014", "a header", 2)], "old.pdf", "2014-03", False),
        ([], "archive/2014-03.pdf", "2014-03", True),
        ([], "archive/Review_March_2014 final.pdf", "2014-03", True),
        ([], "review-201403.docx", "2014-03", True),
    ],
)
def test_the_month_comes_from_headers_and_names_where_no_cover_has_it(
    dropped: list[Dropped], name: str, period: str, doubt: bool
) -> None:
    found = outline(
        manuscript(
            line("Review of Tests", 30.0), heading("Space"), LAUNCH, heading("More"), MEETING,
            name=name, dropped=dropped,
        )
    ).period  # fmt: skip
    assert found is not None
    assert str(found.period) == period
    assert (found.doubt is not None) is doubt


def test_nothing_tells_the_month() -> None:
    found = outline(
        manuscript(line("Review", 30.0), heading("Space"), LAUNCH, heading("More"), MEETING)
    )
    assert found.period is None


@pytest.mark.parametrize(
    ("text", "language", "period"),
    [
        ("July 2025", None, "2025-07"),
        ("JULY, 2025", "en-GB", "2025-07"),
        ("Sept. 2024", None, "2024-09"),
        ("December 2024–January 2025", None, "2024-12/2025-01"),
        ("December–January 2025", None, "2024-12/2025-01"),
        ("जुलाई 2025", "hi", "2025-07"),
        ("июль 2025", "ru", "2025-07"),
        ("juillet 2025", "fr-FR", "2025-07"),
        ("July 2025", "xx-none", "2025-07"),
    ],
)
def test_months_in_words(text: str, language: str | None, period: str) -> None:
    found = MonthsOf(language).find(f"The Review, {text}, No. 3")
    assert found is not None
    assert str(found[0]) == period


@pytest.mark.parametrize("text", ["Marching 2025", "2025", "May", "Mayor 2025", "July 1850"])
def test_what_is_no_month(text: str) -> None:
    assert MonthsOf().find(text) is None


def test_months_in_numbers() -> None:
    assert str(month_in_numbers("review-2014-03")) == "2014-03"
    assert str(month_in_numbers("03-2014")) == "2014-03"
    assert month_in_numbers("2014-13") is None
    assert month_in_numbers("120140345") is None


def test_capitals_become_a_title() -> None:
    assert as_title("INSTITUTE FOR THE STUDY OF S&T") == "Institute for the Study of S&T"
    assert as_title("MP-IDSA REVIEW") == "MP-IDSA Review"
    assert as_title("Already a Title") == "Already a Title"


def test_the_language_of_a_local_name() -> None:
    assert local_language("परीक्षण संस्थान") == "hi"
    assert local_language("测试研究所") == "zh"
    assert local_language("Институт") == "ru"
    assert local_language("Institute") is None
    assert local_language("2025") is None


def test_running_headers_that_were_not_dropped_make_no_section() -> None:
    header = Dropped("Review of Tests", "a header", 2)
    stray = replace(heading("Review of Tests"), kind=Kind.PARAGRAPH)
    found = outline(
        manuscript(
            line("Review of Tests", 30.0), line("July 2025", 17.0), entry("Space"), entry("More"),
            heading("Space"), LAUNCH, stray, heading("More"), MEETING, dropped=[header],
        )
    )  # fmt: skip
    assert [one.title for one in found.sections] == ["Space", "More"]


def test_the_words_of_a_picture_in_markdown_are_its_caption() -> None:
    blocks = (*COVER, heading("Space"), LAUNCH, picture(alt="A rocket"), heading("M"), MEETING)
    section = outline(manuscript(*blocks, name="old.md")).sections[0]
    assert [(one.kind, one.text) for one in section.blocks[1:]] == [
        (Kind.PICTURE, ""),
        (Kind.CAPTION, "A rocket"),
    ]
    section = outline(manuscript(*blocks, name="old.docx")).sections[0]
    assert [one.kind for one in section.blocks[1:]] == [Kind.PICTURE]


def test_an_empty_run_is_nothing() -> None:
    blank = Block(Kind.PARAGRAPH, (Run("   "),))
    found = outline(manuscript(*COVER, blank, heading("Space"), LAUNCH, heading("M"), MEETING))
    assert found.masthead.left == ()

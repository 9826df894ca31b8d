from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from strevview.importers.importing import checks_in
from strevview.importers.manuscript import Block, Dropped, Kind, Run
from strevview.lint.engine import check
from tests.desk import make_desk
from tests.importers.manuscripts import (
    COVER,
    LAUNCH,
    MEETING,
    caption,
    draft_of,
    entry,
    heading,
    imported,
    line,
    link,
    manuscript,
    paragraph,
    picture,
)

BODY = (entry("Space"), entry("More"), heading("Space"), LAUNCH, heading("More"), MEETING)


def text_of(*blocks: Block, folder: Path, name: str = "old.pdf") -> str:
    outcome = imported(manuscript(*blocks, name=name), folder)
    assert outcome.text is not None, outcome.diagnostics
    return outcome.text


def test_a_draft_is_an_issue_without_errors(tmp_path: Path) -> None:
    loaded = draft_of(manuscript(*COVER, *BODY), tmp_path)
    assert loaded.issue is not None
    assert loaded.series is not None
    assert loaded.draft
    assert [section.title for section in loaded.issue.sections] == ["Space", "More"]
    assert [str(item.date) for _, item, _ in loaded.items()] == ["2025-07-05", "2025-07-20"]
    assert loaded.series.title == "Review of Tests"
    assert loaded.series.publisher.name == "Institute of Tests"
    assert loaded.series.publisher.names == {"hi": "परीक्षण संस्थान"}
    assert [one for one in check((loaded,)) if one.is_error] == []


def test_the_file_reads_like_one_written_by_hand(tmp_path: Path) -> None:
    text = text_of(*COVER, *BODY, folder=tmp_path)
    lines = text.splitlines()
    assert lines[0] == "# yaml-language-server: $schema=issue.schema.json"
    assert lines[lines.index("schema: 1") :][:3] == ["schema: 1", "period: 2025-07", "draft: true"]
    assert "        date: 2025-07-05" in text
    assert "        text: |\n          A satellite of the Space Agency (SA) was [launched]" in text
    assert "            url: https://example.org/launch" in text


def test_guesses_have_a_remark_and_what_is_sure_has_none(tmp_path: Path) -> None:
    text = text_of(*COVER, *BODY, folder=tmp_path)
    checks = checks_in(text)
    assert "title: Review of Tests # check: the cover has it in capitals" in [
        one.text for one in checks
    ]
    for one in checks:
        assert "# check: " in text.splitlines()[one.line - 1]
    assert re.search(r"^period: 2025-07$", text, re.MULTILINE)
    guessed = text_of(*COVER[:3], *BODY, folder=tmp_path, name="2025-07.pdf")
    assert "period: 2025-07  # check: from the file's name, 2025-07" in guessed


def test_the_series_at_hand_is_not_said_again(tmp_path: Path) -> None:
    folder = make_desk(tmp_path) / "issues"
    assert "series:" not in text_of(*COVER, *BODY, folder=folder)
    other = text_of(line("BULLETIN OF OTHERS", 30.0), *COVER[3:], *BODY, folder=folder)
    assert "series:\n  title: Bulletin of Others" in other


def test_the_series_beside_the_old_issue_is_taken_over(tmp_path: Path) -> None:
    archive = make_desk(tmp_path) / "issues"
    found = manuscript(*COVER, *BODY, name="old.pdf")
    from strevview.importers.importing import import_manuscript
    from strevview.model.loading import load_shelf

    outcome = import_manuscript(found, archive / "old.pdf", load_shelf(tmp_path / "new"))
    assert outcome.text is not None
    assert "series:\n  title: Review of Tests\n  publisher:\n    name: Institute of Tests" in (
        outcome.text
    )
    assert "in capitals" not in outcome.text


def test_a_link_without_an_address_becomes_an_unavailable_source(tmp_path: Path) -> None:
    dead = paragraph("The vaccine was ", link("approved", ""), " on 7 July in Wuhan.")
    mail = paragraph("It was ", link("said", "mailto:a@example.org"), " on 8 July in Xi’an.")
    bare = paragraph("It was ", link("shown", "www.example.org/a b"), " on 9 July in Lhasa.")
    draft = draft_of(manuscript(*COVER, *BODY[:-1], dead, mail, bare), tmp_path)
    sources = [source for _, item, _ in draft.items() for source in item.sources.values()]
    assert [source.url for source in sources] == [
        "https://example.org/launch",
        None,
        None,
        "http://www.example.org/a%20b",
    ]
    assert sources[1].unavailable
    assert sources[2].unavailable == "the link led to mailto:a@example.org"


def test_an_item_without_any_link_says_that_its_source_is_to_be_found(tmp_path: Path) -> None:
    plain = paragraph("A vaccine was approved on 7 July in Wuhan by the agency.")
    draft = draft_of(manuscript(*COVER, *BODY[:-1], plain), tmp_path)
    source = draft.items()[-1][1].sources["unlinked"]
    assert source.url is None
    assert source.unavailable == "no word of it is linked in the old issue"


def test_highlights_that_differ_and_sections_without_one(tmp_path: Path) -> None:
    draft = draft_of(
        manuscript(
            *COVER, entry("Space"), entry("Neighbours meet"), entry("Health"), heading("Space"),
            LAUNCH, heading("Committees"), MEETING, heading("Health"),
            paragraph("A vaccine was approved on 7 July in Wuhan."), heading("In Brief"),
            paragraph("A robot was shown on 8 July in Wuhan."),
        ),
        tmp_path,
    )  # fmt: skip
    assert draft.issue is not None
    lines = [(section.title, section.cover_line) for section in draft.issue.sections]
    assert lines == [
        ("Space", "Space"),
        ("Committees", "Neighbours meet"),
        ("Health", "Health"),
        ("In Brief", None),
    ]


def test_pictures_get_files_and_keep_their_words(tmp_path: Path) -> None:
    outcome = imported(
        manuscript(
            *COVER, *BODY[:-2], picture(b"one", "A rocket."), caption("The start."),
            picture(b"two"), caption("The orbit."), *BODY[-2:], picture(b"one"),
        ),
        tmp_path,
    )  # fmt: skip
    assert outcome.text is not None
    assert sorted(outcome.pictures.values()) == [b"one", b"two"]
    assert all(name.startswith("pictures/2025-07-") for name in outcome.pictures)
    assert outcome.text.count("- file: pictures/") == 3
    assert "alt: A rocket.\n            caption: The start." in outcome.text


def test_a_picture_on_the_cover_is_the_cover_picture(tmp_path: Path) -> None:
    draft = draft_of(
        manuscript(*COVER, picture(b"c", "A tower."), caption("Photo: agency"), *BODY), tmp_path
    )
    assert draft.issue is not None
    assert draft.issue.cover is not None
    assert (draft.issue.cover.alt, draft.issue.cover.credit) == ("A tower.", "Photo: agency")


def test_other_pictures_of_the_cover_go_to_the_first_item(tmp_path: Path) -> None:
    outcome = imported(
        manuscript(*COVER, picture(b"c"), picture(b"d"), caption("A map."), *BODY), tmp_path
    )
    assert sorted(outcome.pictures.values()) == [b"c", b"d"]
    assert outcome.text is not None
    assert outcome.text.index("caption: A map.") < outcome.text.index("title: More")


def test_a_foreword_becomes_the_first_item_and_lines_of_the_cover_are_told(tmp_path: Path) -> None:
    words = (
        "This review has a new look, and its editors thank all readers for their patience so far."
    )
    text = text_of(*COVER, paragraph(words), line("Price: 5"), *BODY, folder=tmp_path)
    assert "# check: an item of its own? it stood before the first heading" in text
    head = " ".join(text.partition("schema: 1")[0].replace("#", " ").split())
    assert "Left out, for it is a line of the cover" in head
    assert "“Price: 5”" in head


def test_what_was_left_out_is_told_by_reasons(tmp_path: Path) -> None:
    dropped = [Dropped("Review | July", "a running header", n) for n in (2, 3)]
    dropped += [Dropped(str(n), "a page number", n) for n in (2, 3)]
    found = replace(manuscript(*COVER, *BODY, dropped=dropped))
    text = imported(found, tmp_path).text
    assert text is not None
    assert "# Left out, for it is a running header: “Review | July” (2 times)" in text
    assert "# Left out, for it is a page number: “2”, “3”" in text


@pytest.mark.parametrize(
    "title",
    ["Talks: China & Others", "No", "# 1 in AI", "'Quoted' “too”", "2025", "- dash", "a: b #c"],
)
def test_titles_that_yaml_would_take_for_something_else(title: str, tmp_path: Path) -> None:
    draft = draft_of(
        manuscript(*COVER, entry(title), entry("More"), heading(title), LAUNCH, *BODY[-2:]),
        tmp_path,
    )
    assert draft.issue is not None
    assert draft.issue.sections[0].title == title


def test_lists_and_quotations_stay_what_they_are(tmp_path: Path) -> None:
    said = Block(Kind.QUOTATION, (Run("We shall meet again."),))
    draft = draft_of(
        manuscript(
            *COVER, *BODY, entry("first", numbered=True), entry("second", numbered=True), said
        ),
        tmp_path,
    )
    text = draft.items()[-1][1].text
    assert text is not None
    assert "1. first\n2. second\n\n> We shall meet again.\n" in text


@pytest.mark.parametrize(
    "cover",
    [
        "Review of Tests (July 2025)",
        "Review of Tests, Vol. 3 (No. 7), July 2025",
        "Review of Tests | No. 7 | July 2025",
        "July 2025: Review of Tests",
    ],
)
def test_month_and_number_are_taken_out_of_a_line_with_their_signs(
    cover: str, tmp_path: Path
) -> None:
    draft = draft_of(manuscript(line(cover, 30.0), *BODY), tmp_path)
    assert draft.series is not None
    assert draft.series.title == "Review of Tests"
    assert draft.issue is not None
    assert (draft.issue.number == 7) is ("No. 7" in cover)


def test_no_month_and_no_review_are_told(tmp_path: Path) -> None:
    without = manuscript(*COVER[:3], *BODY)
    outcome = imported(without, tmp_path)
    assert outcome.text is None
    assert [one.code for one in outcome.diagnostics] == ["SV954"]
    assert "--period" in (outcome.diagnostics[0].help or "")
    letter = manuscript(paragraph("Dear Sir, " + "words " * 40), paragraph("Yours, A."))
    assert [one.code for one in imported(letter, tmp_path).diagnostics] == ["SV955"]
    assert imported(manuscript(), tmp_path).text is None

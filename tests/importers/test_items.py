from __future__ import annotations

import pytest

from strevview.importers.items import split_items
from strevview.importers.manuscript import Block, Run
from strevview.model.collecting import load_all
from strevview.model.dates import Period
from tests.command import ROOT
from tests.importers.manuscripts import (
    LAUNCH,
    MEETING,
    caption,
    entry,
    heading,
    link,
    paragraph,
    picture,
)

JULY = Period.parse("2025-07")


def starts(*blocks: Block, period: Period = JULY) -> list[str]:
    """Return the first words of each item."""
    found = split_items(blocks, period)
    assert [b for item in found for b in item.blocks] == [b for b in blocks if b.kind != "picture"]
    return [" ".join(item.blocks[0].text.split()[:3]) for item in found]


def test_a_new_linked_verb_with_a_new_day_begins_an_item() -> None:
    assert starts(LAUNCH, MEETING) == ["A satellite of", "The third meeting"]


@pytest.mark.parametrize(
    "text",
    [
        "The two sides also exchanged notes on progress in agriculture.",
        "It is the second such launch of the year.",
        "The satellite is meant for the survey of land.",
        "Addressing the ceremony on 5 July, the minister praised the agency.",
        "According to the agency, the cost of the project is 70 billion yuan.",
        "During his visit on 6 July, the Premier toured a laboratory in Sanya.",
        "The minister also met officials of the province on 6 July.",
        "He returned on 25 July and spoke to the press.",
        "Wan Gang, President of the Congress (WNC), gave the inaugural address.",
    ],
)
def test_what_goes_on_about_the_same_event_stays(text: str) -> None:
    assert starts(LAUNCH, paragraph(text)) == ["A satellite of"]


@pytest.mark.parametrize(
    "words",
    [
        ("Speaking in Lhasa on 16 July, Minister Wan Gang ", link("outlined"), " reforms."),
        ("According to Yonhap, South Korea ", link("signed"), " a pact in Riyadh on 21 July."),
        ("On June 28, the Energy Administration (NEA) ", link("approved"), " two lines."),
        ("Meanwhile, a robot was ", link("shown"), " to the public in Wuhan."),
        ("In another development, talks were ", link("held"), " with Mongolia."),
        ("A memorandum of understanding (MoU) was ", link("signed"), " in Tokyo in July."),
        ("On 17 July a telescope was ", link("opened"), " in Lhasa."),
    ],
)
def test_what_says_that_it_is_new_begins_an_item(words: tuple[str | Run, ...]) -> None:
    assert len(starts(LAUNCH, paragraph(*words))) == 2


def test_plain_text_that_was_joined_is_cut_before_a_sentence_that_surely_begins_an_event() -> None:
    joined = paragraph(
        "Japan’s cabinet adopted a plan in Tokyo on 11 July. The minister defended it. "
        "According to Yonhap, South Korea and Saudi Arabia signed a pact in Riyadh on 21 July. "
        "Under the pact, both sides form a committee. He returned to Seoul on 23 July.",
        size=None,
    )
    found = split_items([joined], JULY)
    assert [item.blocks[0].text[:20] for item in found] == [
        "Japan’s cabinet adop",
        "According to Yonhap,",
    ]
    assert " ".join(item.blocks[0].text for item in found) == joined.text
    # Where a file has sizes, its reader has seen the paragraphs.
    assert len(split_items([paragraph(joined.text)], JULY)) == 1


@pytest.mark.parametrize("month", ["2025-06", "2025-07", "2025-08"])
def test_a_whole_section_in_one_paragraph_is_cut_nowhere_else(month: str) -> None:
    for _, blocks, begins in blocks_of(month):
        text = " ".join(block.text for block in blocks)
        right = {blocks[n].text[:40] for n in begins}
        found = split_items([paragraph(text, size=None)], Period.parse(month))
        assert {item.blocks[0].text[:40] for item in found} <= right


def test_a_day_of_another_year_is_background() -> None:
    text = paragraph("The committee first ", link("met"), " in Vienna on 3 March 2011.")
    assert starts(LAUNCH, text) == ["A satellite of"]


def test_lists_stay_with_the_paragraph_before_them() -> None:
    assert starts(LAUNCH, entry("On 6 July: a test."), entry("On 7 July: another."), MEETING) == [
        "A satellite of",
        "The third meeting",
    ]


def test_headings_inside_a_section_are_titles_of_items() -> None:
    found = split_items(
        [heading("Satellite up", 3), LAUNCH, heading("Committee meets", 3), MEETING], JULY
    )
    assert [(item.title, len(item.blocks)) for item in found] == [
        ("Satellite up", 1),
        ("Committee meets", 1),
    ]


def test_a_figure_belongs_to_the_item_before_it_unless_its_caption_speaks_of_the_next() -> None:
    before = split_items([LAUNCH, picture(), caption("The satellite."), MEETING], JULY)
    assert [len(item.figures) for item in before] == [1, 0]
    assert before[0].figures[0].caption == "The satellite."
    after = split_items(
        [LAUNCH, picture(), caption("Third meeting of the Joint Committee"), MEETING], JULY
    )
    assert [len(item.figures) for item in after] == [0, 1]
    first = split_items([picture(), caption("A view"), LAUNCH, MEETING], JULY)
    assert [len(item.figures) for item in first] == [1, 0]


def test_the_last_line_under_a_picture_is_its_credit() -> None:
    lines = (caption("A robot at work."), caption("Photo: Xinhua (CC BY 4.0)"))
    figure = split_items([LAUNCH, picture(), *lines], JULY)[0].figures[0]
    assert (figure.caption, figure.credit, figure.licence) == (
        "A robot at work.",
        "Photo: Xinhua",
        "CC BY 4.0",
    )


def test_no_item_grows_longer_than_an_item_may_be() -> None:
    long = paragraph("word " * 9_000)
    assert len(split_items([long, long, long], JULY)) == 3


def blocks_of(month: str) -> list[tuple[str, list[Block], set[int]]]:
    """Return each section of a sample issue: its title, paragraphs and where items begin."""
    loaded = load_all([ROOT / "issues" / f"{month}.yaml"])[0]
    assert loaded.issue is not None
    found = []
    for s, section in enumerate(loaded.issue.sections):
        blocks: list[Block] = []
        begins = set()
        for i, item in enumerate(section.items):
            begins.add(len(blocks))
            for one in loaded.proses[s, i].paragraphs:
                place, runs = 0, []
                for start, end, key in one.links:
                    runs.append(Run(one.text[place:start]))
                    runs.append(Run(one.text[start:end], item.sources[key].url))
                    place = end
                blocks.append(paragraph(*runs, Run(one.text[place:])))
        found.append((section.title, blocks, begins))
    return found


@pytest.mark.parametrize("month", ["2025-06", "2025-07", "2025-08"])
def test_the_items_of_the_samples_are_found(month: str) -> None:
    for title, blocks, begins in blocks_of(month):
        found = set()
        place = 0
        for item in split_items(blocks, Period.parse(month)):
            found.add(place)
            place += len(item.blocks)
        assert found == begins, title

from __future__ import annotations

import random

import pytest

from strevview.importers.blocks import Block, Kind, Run
from strevview.importers.blocks import plain_text as plain_item
from strevview.importers.draft_writer import write_prose
from strevview.model.prose_parser import parse_prose


def link(text: str, address: str = "https://www.dawn.com/news/1") -> Run:
    return Run(text, address)


def paragraph(*words: str | Run) -> Block:
    """Return a paragraph of words and links."""
    return Block(Kind.PARAGRAPH, tuple(Run(w) if isinstance(w, str) else w for w in words))


def entry(text: str, level: int = 1, number: int | None = None) -> Block:
    return Block(Kind.LIST_ENTRY, (Run(text),), level, number)


def row(text: str, table: int) -> Block:
    return Block(Kind.LIST_ENTRY, (Run(text),), 1, check="the row of a table", table=table)


def quotation(text: str) -> Block:
    return Block(Kind.QUOTATION, (Run(text),))


@pytest.mark.parametrize(
    ("blocks", "written"),
    [
        (
            [
                paragraph(
                    "PRSS-1 was ", link("launched"), " on 31 July (Beijing time) & seen; 5 < 6."
                )
            ],
            "PRSS-1 was [launched][dawn] on 31 July (Beijing time) & seen; 5 < 6.\n",
        ),
        # Brackets that are no link do not look like one.
        (
            [paragraph("[new] ", link("Statics in patterns"))],
            "\\[new] [Statics in patterns][dawn]\n",
        ),
        # Emphasis stands around links and never at a space.
        (
            [
                paragraph(
                    Run("Bold ", bold=True),
                    Run("and", "https://example.org", bold=True),
                    Run(" slanted", italic=True),
                    Run(" words."),
                )
            ],
            "**Bold [and][dawn]** *slanted* words.\n",
        ),
        # Emphasis that cannot be written goes before words do.
        ([paragraph(Run("in"), Run("“side”", bold=True), Run("a word"))], "in“side”a word\n"),
        (
            [
                paragraph("Three things:"),
                entry("one"),
                entry("deeper", level=2, number=1),
                entry("and deeper", level=2, number=2),
                entry("two"),
                entry("first", number=1),
                quotation("Said."),
                quotation("Said again."),
            ],
            "Three things:\n\n- one\n  1. deeper\n  2. and deeper\n- two\n\n1. first\n\n"
            "> Said.\n>\n> Said again.\n",
        ),
        # Two tables are two lists.
        (
            [row("A · 1", 0), row("B · 2", 0), row("C · 3", 1), entry("no row")],
            "* A · 1\n* B · 2\n\n+ C · 3\n\n- no row\n",
        ),
    ],
)
def test_blocks_come_out_as_an_editor_would_write_them(blocks: list[Block], written: str) -> None:
    assert write_prose(blocks, ["dawn"]) == written
    assert parse_prose(written).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "1. July is no list",
        "1) nor is this",
        "- nor this",
        "+ or this",
        "# no heading",
        "> no quotation",
        "--- no rule",
        "=== none",
        "``` no code",
        "~~~ no code",
        "a *star* and **two**",
        "an _under_ and a snake_case_word",
        "[sic] and [words][key] and [words](https://example.org)",
        "![no](picture)",
        "<b>no tag</b> and <https://example.org>",
        "&amp; and &#38; and AT&T;",
        r"C:\temp\* and a last \ ",
        "a  lot\tof \u00a0 spaces",
        "soft\u00adhyphen and zero\u200bwidth",
        "नमस्ते, 江门中微子实验, Хабаров",
    ],
)
def test_what_would_mean_something_else_reads_back_as_it_was(text: str) -> None:
    written = write_prose([paragraph("Before."), paragraph(text), paragraph("After.")], [])
    prose = parse_prose(written)
    assert prose.problems == ()
    plain = " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())
    assert [one.text for one in prose.paragraphs] == ["Before.", plain, "After."]


def test_lines_are_filled_and_none_begins_a_list_or_a_heading() -> None:
    words = " ".join(f"{'word ' * n}1. - + # > = 2)" for n in range(1, 33))
    written = write_prose([paragraph(words, " is ", link("pointed out at length"))], ["key"])
    assert "[pointed out at length][key]" in written
    lines = written.splitlines()
    assert max(map(len, lines)) <= 79
    assert min(map(len, lines[:-1])) > 65
    assert [one.text for one in parse_prose(written).paragraphs] == [
        f"{words} is pointed out at length"
    ]


@pytest.mark.parametrize(
    ("block", "text", "linked"),
    [
        (paragraph("It ", link("pointed "), link("out"), " that."), "It pointed out that.",
         ["pointed out"]),
        (paragraph(link("one", ""), " ", link("two", "")), "one two", ["one", "two"]),
    ],
)  # fmt: skip
def test_a_split_link_is_one_and_two_dead_ones_stay_two(
    block: Block, text: str, linked: list[str]
) -> None:
    plain, links = plain_item([block])
    assert plain == text
    assert [text[one.start : one.end] for one in links] == linked
    assert [one.word for one in links] == linked


def test_random_marks_always_read_back() -> None:
    dice = random.Random(7)  # noqa: S311
    signs = list("*_[]()<>&#-+=~`!\\1.)|:;\"' ab\u00e9漢")
    for _ in range(400):
        text = "".join(dice.choice(signs) for _ in range(dice.randint(1, 60)))
        block = paragraph("x ", text, link(dice.choice(["w", "a *b*", "[c]"])), text)
        if not block.text:
            continue
        prose = parse_prose(write_prose([block], ["key"]))
        assert prose.problems == ()
        assert prose.paragraphs[0].text == plain_item([block])[0]
        assert len(prose.references) == 1

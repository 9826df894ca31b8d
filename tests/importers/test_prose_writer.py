from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from strevview.importers.blocks import Block, Kind, Run
from strevview.importers.blocks import plain_text as plain_item
from strevview.importers.draft_writer import write_prose
from strevview.model.prose_parser import parse_prose

TEXTS: list[str] = yaml.safe_load(Path(__file__).with_name("odd_texts.yaml").read_text("utf-8"))


def link(text: str, address: str = "https://www.dawn.com/news/1") -> Run:
    return Run(text, address)


def paragraph(*words: str | Run) -> Block:
    """Return a paragraph of words and links."""
    return Block(Kind.PARAGRAPH, tuple(Run(w) if isinstance(w, str) else w for w in words))


def test_two_tables_are_two_lists() -> None:
    def row(text: str, table: int) -> Block:
        return Block(Kind.LIST_ENTRY, (Run(text),), 1, check="the row of a table", table=table)

    entry = Block(Kind.LIST_ENTRY, (Run("no row"),), 1)
    written = write_prose([row("A · 1", 0), row("B · 2", 0), row("C · 3", 1), entry], [])
    assert written == "* A · 1\n* B · 2\n\n+ C · 3\n\n- no row\n"


@pytest.mark.parametrize("text", TEXTS)
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

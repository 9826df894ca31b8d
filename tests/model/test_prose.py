"""The text of an item: every word kept, every character led back to where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from strevview.model.prose import (
    Emphasis,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Prose,
    Quotation,
    TextRun,
    plain_text,
)
from strevview.model.prose_parser import parse_prose

PROBLEMS = yaml.safe_load(Path(__file__).with_name("prose_problems.yaml").read_text("utf-8"))


def check_places(text: str) -> Prose:
    prose = parse_prose(text)
    for paragraph in prose.paragraphs:
        assert len(paragraph.offsets) == len(paragraph.text) + 1
        assert list(paragraph.offsets) == sorted(paragraph.offsets)
        assert 0 <= paragraph.offsets[-1] <= len(text)
        for letter, offset in zip(paragraph.text, paragraph.offsets, strict=False):
            written = text[offset]
            if letter.isspace():
                assert written.isspace() or written == "&", (letter, offset)
            else:
                assert written in (letter, "\\", "&"), (letter, offset)
        for start, end, _ in paragraph.links:
            assert 0 <= start < end <= len(paragraph.text)
    for reference in prose.references:
        written = text[reference.start : reference.end]
        assert written[0] == "["
        assert written[-1] == "]"
        key = text[reference.source_start : reference.end - 1]
        assert " ".join(key.split()) == reference.source
        assert reference.text
    for problem in prose.problems:
        assert 0 <= problem.start < problem.end <= len(text)
    return prose


def test_paragraphs_links_and_emphasis() -> None:
    text = "It was *soon* **[launched][dawn]** on\n31 July.\n\nNext\\\n2*3*4.\n"
    prose = check_places(text)
    first, second = prose.blocks
    assert first == Paragraph(
        (
            TextRun("It was "),
            Emphasis((TextRun("soon"),)),
            TextRun(" "),
            Emphasis((Link("launched", "dawn"),), strong=True),
            TextRun(" on"),
            TextRun(" "),
            TextRun("31 July."),
        )
    )
    assert second == Paragraph((TextRun("Next"), LineBreak(), TextRun("2*3*4.")))
    assert prose.text == "It was soon launched on 31 July.\nNext 2*3*4."
    (reference,) = prose.references
    assert text[reference.start : reference.end] == "[launched][dawn]"
    assert text[reference.source_start :].startswith("dawn]")
    assert prose.paragraphs[0].links == ((12, 20, "dawn"),)
    assert plain_text(first.children) == prose.paragraphs[0].text


def test_quotations_and_lists() -> None:
    prose = check_places("He said:\n\n> One [a][b].\n>\n> - x\n>   - y\n\n3. c\n4. d\n")
    paragraph, quotation, numbered = prose.blocks
    assert isinstance(paragraph, Paragraph)
    assert isinstance(quotation, Quotation)
    assert isinstance(quotation.children[1], ListBlock)
    assert isinstance(quotation.children[1].items[0].children[1], ListBlock)
    assert isinstance(numbered, ListBlock)
    assert (numbered.ordered, [item.number for item in numbered.items]) == (True, [3, 4])
    assert [(p.text, p.quoted) for p in prose.paragraphs] == [
        ("He said:", False), ("One a.", True), ("x", True), ("y", True), ("c", False), ("d", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "words", "target", "written"), PROBLEMS)
def test_what_a_text_may_not_hold(
    text: str, kind: str, words: str, target: str, written: str
) -> None:
    (problem,) = parse_prose(text).problems
    found = (problem.kind.name.lower(), problem.text, problem.target)
    assert found == (kind, words, target)
    assert text[problem.start : problem.end] == written


@pytest.mark.parametrize("depth", [5, 40, 400])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_deep_nesting_loses_no_word(mark: str, depth: int) -> None:
    prose = check_places(f"one\n\n{mark * depth}two\n\nthree\n")
    words = prose.text.split()
    assert (words[0], words[-2], words[-1]) == ("one", "two", "three")


@pytest.mark.parametrize(
    "unit", ["[", "![", "[a](", "[a][", "*", "_", "*a_", "`", ">", "> ", "- ", "<", "\\", "&", "#"]
)
def test_a_mark_repeated_without_end(unit: str) -> None:
    # Anything quadratic would take minutes here.
    prose = check_places("x " + unit * (40_000 // len(unit)) + " y")
    letters = [letter for letter in prose.text if letter in "xy"]
    assert letters == ["x", "y"]


MARKED = st.text(st.sampled_from("ab \n\n*_>-#`~[]()!\\<:.&;=+1\t"), max_size=40)
LETTERS = st.text(st.sampled_from("ab \n\n*_>-#`~!\\:=+\t中é"), max_size=40)


@settings(max_examples=300, deadline=None)
@given(MARKED)
@example("- [a]\n  [b] c")
@example("> [a\n> b][c]")
@example("[][1]")
@example("R&amp;D \\*s\\* &mdash; &unknown; &amp;amp")
@example("[[sic] b][d] and [a\n  b\u00a0c][d]")
@example("**bold [b][c] and *both***")
@example("a\r\nb\rc")
@example("\tone\n\t\ttwo\n\n-\ta\n\n\tb")
def test_any_text_is_read_with_its_places(text: str) -> None:
    check_places(text)


@settings(max_examples=200, deadline=None)
@given(LETTERS)
def test_no_letter_is_lost_and_none_is_added(text: str) -> None:
    written = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in parse_prose(text).text if letter.isalpha()] == written


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_characters_do(text: str) -> None:
    parse_prose(text)

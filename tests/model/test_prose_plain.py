"""The short way through plain texts leads to the same as markdown-it's."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from strevview.model.loading import load_issue, load_shelf
from strevview.model.prose_parser import ProseParser
from strevview.model.prose_plain import plain_prose

ISSUES = Path(__file__).resolve().parents[2] / "issues"

PIECES = st.sampled_from(
    [
        "[launched][dawn]", "[two words][a_b-1.c]", "[x]", "[x](y)", "[", "]", "![", "word", "S&T",
        "&amp;", "&x", ";", " ", "  ", "\n", "\n\n", "\n \n", "\n  ", " \n", "1.", "1) ", "12", "-",
        "- ", "+ ", "> ", "#", "# ", "===", "---", "***", "*", "_", "`", "```", "~~~", "\\", "<b>",
        "https://a.b/c", "<https://a.b>", "\t", "\u00a0", "\u2003", "\u2028", "\x0b", "\x0c",
        "\x1c", "\x85", "\u0939\u093f", "\u4e2d\u6587", "\u201c", "\u2019s", "(", ")", "{", ":",
    ]
)  # fmt: skip
PLAIN = st.sampled_from(["word", " ", "[launched][dawn]", "[two words][a_b]", ", ", "\n", "\n\n"])


def check_same(text: str) -> bool:
    plain = plain_prose(text)
    if plain is None:
        return False
    assert plain == ProseParser(text).parse()
    return True


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=9).map("".join))
@example("A\u2028\n[b][c]\n")
@example("a\n\n\nb\n")
@example("\na\n\n")
@example("[a][b][c][d]")
@example("[a][b](c)")
def test_whatever_is_taken_for_plain_reads_the_same(text: str) -> None:
    check_same(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(PLAIN, max_size=12).map("".join))
def test_words_and_links_read_the_same(text: str) -> None:
    check_same(f"It was {text}on 31 July.\n")


@pytest.mark.parametrize("name", ["2025-06", "2025-07", "2025-08"])
def test_the_texts_of_the_sample_issues_are_plain(name: str) -> None:
    items = load_issue(ISSUES / f"{name}.yaml", load_shelf(ISSUES)).items()
    assert items
    assert all(check_same(item.text or "") for _, item, _ in items)


@pytest.mark.parametrize(
    "text",
    [
        "*soon*", "a_b_c", "AT&amp;T", "[a]",
        "\\[a][b]", "- a", "1. a", "> a", "# a", "a\n---", "a\n===", "```\na\n```",
        "![a][b]", "[a](https://b.c)", "<https://b.c>", "[a *b*][c]", "a  \nb", "  a",
        "[ a][b]", "[a\nb][c]", "[a][]", "", "\n", "[" + "a" * 3000 + "][b]",
    ],
)  # fmt: skip
def test_what_may_be_more_is_left_to_the_parser(text: str) -> None:
    assert plain_prose(text) is None

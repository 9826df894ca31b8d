from __future__ import annotations

import pytest

from strevview.lint.rules.characters import invisible_characters


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "क्\u200dष",
        "می\u200cخواهم",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "שלום\u200f!",
        "café — naïve",
    ],
)
def test_what_is_needed_stays(text: str) -> None:
    assert list(invisible_characters(text)) == []


@pytest.mark.parametrize(
    "letter",
    ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff"],
)
def test_what_does_nothing_is_found(letter: str) -> None:
    assert list(invisible_characters(f"Xi{letter}chang {letter}")) == [2, 9]

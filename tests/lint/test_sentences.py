"""Sentences start where a reader starts a new one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from strevview.lint.sentences import sentence_starts


@pytest.mark.parametrize(
    "text",
    [
        "It flew at 10 a.m. Beijing time.",
        "Changan Automobile Co., Ltd. and others met.",
        "Among them was Mamoun M. Al-Debi'e.",
        "It fell by 3.5 Billion.",
    ],
)
def test_full_stops_inside_a_sentence(text: str) -> None:
    assert sentence_starts(text) == [0]


def test_sentences() -> None:
    text = "It was held. “The academy” met! Was it 2025? 192 came."
    starts = [*sentence_starts(text), len(text)]
    sentences = [text[a:b].strip() for a, b in pairwise(starts)]
    assert sentences == ["It was held.", "“The academy” met!", "Was it 2025?", "192 came."]

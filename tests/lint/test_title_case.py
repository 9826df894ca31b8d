from __future__ import annotations

import pytest

from strevview.lint.rules.structure import is_sentence_case, is_title_case, telling_words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("China Science Diplomacy", ["Science", "Diplomacy"]),
        ("China launches the Body of WNEVC", ["launches", "Body"]),
        ("China-Pakistan S&T Cooperation", ["Cooperation"]),
        ("the Makers", ["the", "Makers"]),
        ("China’s Moon", ["Moon"]),
        ("古今交响", []),
    ],
)
def test_the_words_that_tell(title: str, words: list[str]) -> None:
    found = telling_words(title)
    assert [word.text for word in found] == words
    assert all(title[word.start : word.end] == word.text for word in found)


def test_how_a_title_is_set() -> None:
    capitals, sentence = telling_words("China Science Diplomacy"), telling_words("China at work")
    assert is_title_case(capitals)
    assert not is_sentence_case(capitals)
    assert is_sentence_case(sentence)
    assert not is_title_case(sentence)
    assert not is_title_case(telling_words("China Science"))

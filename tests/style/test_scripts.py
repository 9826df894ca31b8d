from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strevview.style.scripts import runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain, “quoted” – text", []),
        ("Café naïve Größe", []),
        ("the name मनोहर पर्रिकर रक्षा was", [("मनोहर पर्रिकर रक्षा", "hi")]),
        ("called 国家实验室 in", [("国家实验室", "zh")]),
        ("卡姆兰·卡里姆, he", [("卡姆兰·卡里姆", "zh")]),
        ("さくら計画 and", [("さくら計画", "ja")]),
        ("Роскосмос and Қазғарыш", [("Роскосмос", "ru"), ("Қазғарыш", "kk")]),
        ("Ҷумҳурии Тоҷикистон", [("Ҷумҳурии Тоҷикистон", "tg")]),
        ("says مرحبا بالعالم here", [("مرحبا بالعالم", "ar")]),
        ("says دوستی ہے here", [("دوستی ہے", "ur")]),
        ("क and 中", [("क", "hi"), ("中", "zh")]),
        ("says دوستی (ہے) (now)", [("دوستی (ہے)", "ur")]),
        ("says (دوستی) ہے!", [("(دوستی) ہے", "ur")]),
        ("says (دوستی (ہے)) now", [("دوستی (ہے)", "ur")]),
        ("says (دوستی “ہے 7”, now", [("دوستی “ہے 7”", "ur")]),
        ("says (दोस्ती (है)) now", [("दोस्ती (है", "hi")]),
        ("আমি গাই। তুমি, too।", [("আমি গাই। তুমি", "bn"), ("।", "hi")]),
        ("the ئۇيغۇر people", [("ئۇيغۇر", "ug")]),
    ],
)
def test_runs_have_the_language_of_their_script(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(run.text, run.language) for run in runs(text) if run.script]
    assert found == expected


def test_a_known_language_holds_where_it_is_written_in_the_script() -> None:
    (run,) = runs("मराठी", "mr")
    assert run.language == "mr"
    (run,) = runs("Москва", "hi")
    assert run.language == "ru"


@pytest.mark.parametrize(
    ("text", "language", "scripts"),
    [
        ("日本 and さくら", None, ["Hani", "Jpan"]),
        ("日本 and さくら", "ja", ["Jpan", "Jpan"]),
        ("漢字カナ", "en-GB", ["Jpan"]),
        ("北京", "zh-Hans", ["Hani"]),
        ("한국", "ja", ["Hang"]),
    ],
)
def test_han_characters_are_japanese_where_kana_or_the_language_tells(
    text: str, language: str | None, scripts: list[str]
) -> None:
    assert [run.script for run in runs(text, language) if run.script] == scripts


def test_a_run_says_which_pieces_its_own_font_sets() -> None:
    (run,) = runs("हिन्दी, 21 संस्थान")
    assert list(run.pieces()) == [("हिन्दी", True), (",", False), (" ", True), ("21", False),
                                  (" संस्थान", True)]  # fmt: skip


@given(st.text(alphabet="aé ,.1中国हिन्दीمرحباЖё·“”\n\u200d"))
def test_runs_joined_are_the_text(text: str) -> None:
    found = list(runs(text))
    assert "".join(run.text for run in found) == text
    assert all("".join(piece for piece, _ in run.pieces()) == run.text for run in found)

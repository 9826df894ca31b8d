from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from strevview.style.scripts import runs

SCRIPTS = yaml.safe_load(Path(__file__).with_name("scripts.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), SCRIPTS["runs"])
def test_runs_have_the_language_of_their_script(text: str, expected: list[list[str]]) -> None:
    found = [[run.text, run.language] for run in runs(text) if run.script]
    assert found == expected


def test_a_known_language_holds_where_it_is_written_in_the_script() -> None:
    (run,) = runs("मराठी", "mr")
    assert run.language == "mr"
    (run,) = runs("Москва", "hi")
    assert run.language == "ru"


@pytest.mark.parametrize(("text", "language", "scripts"), SCRIPTS["han"])
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

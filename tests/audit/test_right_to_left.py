"""Phrases from right to left in other lines: none is lost, and a word that is lost is found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from strevview.audit import AuditResult, expected_of
from strevview.audit.checks import check_pdf
from strevview.build import turn
from strevview.build.turn import IssuePrinter
from strevview.model.loading import LoadedIssue, load_issue_text, load_shelf
from tests.desk import make_desk

DATA = yaml.safe_load(Path(__file__).with_name("right_to_left.yaml").read_text("utf-8"))
WORDS: dict[str, str] = DATA["words"]


def phrase(chance: random.Random, words: list[str]) -> str:
    """Some words of a language, among them perhaps a number or a bracket."""
    chosen = [chance.choice(words) for _ in range(chance.choice((1, 2, 3, 3, 5, 12)))]
    if chance.random() < 0.4:
        chosen.insert(chance.randrange(len(chosen) + 1), chance.choice(DATA["numbers"]))
    if len(chosen) > 2 and chance.random() < 0.3:
        place = chance.randrange(1, len(chosen))
        chosen[place] = f"({chosen[place]})"
    return " ".join(chosen)


def texts(language: str) -> list[str]:
    chance = random.Random(language)  # noqa: S311
    words = WORDS[language].split()
    made = []
    for number in range(45):
        shape = DATA["shapes"][number % len(DATA["shapes"])]
        made.append(
            shape.format(words=phrase(chance, words), words2=phrase(chance, words)).replace(
                "{}", ""
            )
        )
    return made


def issue(folder: Path, written: list[str]) -> LoadedIssue:
    head = "schema: 1\nperiod: 2025-07\ndraft: true\nsections:\n  - title: Space\n    items:\n"
    items = (
        DATA["item"].format(number=n, day=n % 9 + 1, text=text.replace("\\", "\\\\"))
        for n, text in enumerate(written)
    )
    shelf = load_shelf(folder)
    return load_issue_text((head + "".join(items)).encode(), str(folder / "2025-07.yaml"), shelf)


def printed(loaded: LoadedIssue, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The PDF of an issue, whatever its audit says."""
    with monkeypatch.context() as patch:
        patch.setattr(turn, "audit_pdf", lambda *_: AuditResult((), 0, 0, 0))
        made = IssuePrinter().print(loaded, ())
    assert made.pdf is not None, made.diagnostics
    return made.pdf


@pytest.mark.parametrize("language", WORDS)
def test_no_phrase_is_lost_and_a_word_taken_out_of_any_is_found(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_desk(tmp_path) / "issues"
    whole = texts(language)
    loaded = issue(folder, whole)
    result = check_pdf(printed(loaded, monkeypatch), expected_of(loaded))
    assert [one.message for one in result.diagnostics if one.is_error] == []
    chance = random.Random(7)  # noqa: S311
    words = set(WORDS[language].split())
    shorter = []
    for text in whole:
        pieces = text.split(" ")
        places = [n for n, piece in enumerate(pieces) if piece.strip("()«»“”,.;:") in words]
        # A word that begins or ends a link is not taken out.
        if places:
            del pieces[chance.choice(places)]
        shorter.append(" ".join(pieces))
    result = check_pdf(printed(issue(folder, shorter), monkeypatch), expected_of(loaded))
    told = {one.message.split(":")[0] for one in result.diagnostics if one.code == "SV910"}
    # What another phrase became by its loss is there.
    left = [n for n, text in enumerate(whole) if text not in shorter]
    assert len(left) > 40
    missed = {f"item item-{n}" for n in left} - told
    assert missed == set()

"""What a rule finds in a text, says of it and mends: `texts.yaml` in the rule's folder of cases.

`found` are sentences with ⟦ ⟧ around each place that is told, `known` the same in an issue whose
actors are `known_actors.yaml`, `addresses` the same for the address of a source, `titles` the same
for the titles of an issue's sections. `named` and
`unnamed` are an actor whom the item lists, and a sentence that names it or does not. `said`, `help`
and `fixed` are what the rule says of a text, what it advises, and what `--fix` writes. `written`
are ways to write the link of the example, each with all that is told.
"""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from strevview.lint.engine import check
from strevview.lint.fixes import apply_fixes
from strevview.lint.selection import Selection
from strevview.model.loading import Shelf, load_shelf
from tests.lint.examples import CASES, GOOD, lint, read

TEXT = GOOD[GOOD.index("          The Space") : GOOD.index("        sources:")]
URL = "https://www.dawn.com/news/1927882"
# The example with a second link and source.
TWO = GOOD.replace("The craft rose", "The craft [rose][dawn-2]") + (
    "          dawn-2:\n            url: https://www.dawn.com/2\n            publisher: Dawn\n"
)
TEXTS = {
    path.parent.name: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(CASES.glob("SV*/texts.yaml"))
}


def rows(key: str) -> list[Any]:
    """Return each row of a key with its rule's code in front: of a mapping its two sides."""
    found: list[Any] = []
    for code, texts in TEXTS.items():
        entries = texts.get(key, [])
        if isinstance(entries, dict):
            found += [(code, *entry) for entry in entries.items()]
        else:
            found += [(code, entry) for entry in entries]
    return found


def marked(code: str, text: str, words: str, shelf: Shelf | None = None) -> str:
    """Return some words of an issue with ⟦ ⟧ around what a rule finds in them."""
    found = check((read(text, shelf=shelf),), Selection((code,)))
    before, line = text[: text.index(words)], text[: text.index(words)].count("\n") + 1
    column = len(before) - before.rfind("\n")
    spans = {d.span for d in found if d.code == code and d.span and d.span.line == line}
    for span in sorted(spans, reverse=True):
        start, end = span.column - column, span.end_column - column
        words = f"{words[:start]}⟦{words[start:end]}⟧{words[end:]}"
    return words


def with_text(sentence: str) -> str:
    """Return the example with a sentence as its text, or after it where it links nothing."""
    kept = "" if "[held]" in sentence else f"{TEXT}\n"
    return GOOD.replace(TEXT, f"{kept}          {sentence}\n")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "series.yaml").write_bytes((CASES / "series.yaml").read_bytes())
    (folder / "actors.yaml").write_bytes((CASES / "known_actors.yaml").read_bytes())
    return load_shelf(folder)


def bare(row: str) -> str:
    return row.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(("code", "row"), rows("found"))
def test_what_is_found_in_a_sentence(code: str, row: str) -> None:
    assert marked(code, with_text(bare(row)), bare(row)) == row


@pytest.mark.parametrize(("code", "written", "fixed"), rows("fixed"))
def test_what_a_fix_writes(code: str, written: str, fixed: str) -> None:
    text = with_text(written)
    assert apply_fixes(text, lint(text, code)).text == with_text(fixed)


@pytest.mark.parametrize(("code", "written", "advice"), rows("help"))
def test_what_to_write(code: str, written: str, advice: str) -> None:
    assert advice in {d.help for d in lint(with_text(written), code)}


@pytest.mark.parametrize(("code", "row"), rows("known"))
def test_what_is_found_of_known_names(code: str, row: str, shelf: Shelf) -> None:
    assert marked(code, with_text(bare(row)), bare(row), shelf) == row


@pytest.mark.parametrize(
    ("actor", "sentence", "told"),
    [
        (actor, sentence, told)
        for key, told in (("named", []), ("unnamed", ["SV301"]))
        for _, row in rows(key)
        for actor, sentence in row.items()
    ],
)
def test_a_listed_actor_is_named(actor: str, sentence: str, told: list[str], shelf: Shelf) -> None:
    text = with_text(f"It was [held][dawn]. {sentence}").replace("- SUPARCO", f"- {actor}")
    assert f"- {actor}\n" in text
    found = check((read(text, shelf=shelf),), Selection(("SV301", "SV306")))
    assert [d.code for d in found] == told


def test_a_misspelt_name_names_nobody(shelf: Shelf) -> None:
    text = with_text("It was [held][dawn]. Dai Geng spoke, and Dai left.")
    found = check((read(text.replace("SUPARCO", "Dai Gang"), shelf=shelf),), Selection(("SV3",)))
    assert [d.code for d in found] == ["SV306"]


@pytest.mark.parametrize(("code", "row"), rows("addresses"))
def test_what_is_found_in_an_address(code: str, row: str) -> None:
    assert marked(code, GOOD.replace(URL, f"'{bare(row)}'"), bare(row)) == row


@pytest.mark.parametrize(("code", "row"), rows("titles"))
def test_what_is_found_in_titles(code: str, row: list[str]) -> None:
    head, section = GOOD.split("  - title: Pakistan in Orbit\n")
    text = head + "".join(f"  - title: {bare(title)}\n{section}" for title in row)
    assert [marked(code, text, bare(title)) for title in row] == row


@pytest.mark.parametrize(("_", "written", "told"), rows("written"))
def test_a_broken_link_is_one_complaint(_: str, written: str, told: list[str]) -> None:
    text = TWO.replace("[launched][dawn]", written)
    assert [d.code for d in lint(text) if d.code != "SV416"] == told


@pytest.mark.parametrize(("code", "words", "message"), rows("said"))
def test_what_is_said_of_it(code: str, words: str, message: str) -> None:
    address = words.startswith("https:")
    text = GOOD.replace(URL, f"'{words}'") if address else with_text(words)
    assert [d.message for d in lint(text, code)] == [message]


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("http://dawn.com/news/1927882", True),
        ("https://WWW.Dawn.com/news/1927882/", True),
        ("https://www.dawn.com:443/news/1927882#comments", True),
        (f"{URL}?utm_source=a", True),
        ("https://www.dawn.com/news/1927883", False),
        (f"{URL}?id=2", False),
        (f"{URL}#/2", False),
        (f"{URL}#!2", False),
    ],
)
def test_one_page_under_other_addresses(address: str, same: bool) -> None:
    found = lint(f"{GOOD}          other:\n            url: {address}\n", "SV413")
    assert [d.code for d in found] == ["SV413"] * same


def test_a_text_that_repeats_itself_costs_little() -> None:
    for words in ("July 1 " * 15_000, "1" * 100_000, f"abab {'abab ' * 2000}({'ab' * 6}Z)"):
        assert "SV000" not in {found.code for found in lint(with_text(words), "ALL")}

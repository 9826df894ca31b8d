from __future__ import annotations

import pytest

from strevview.diagnostics import Edit
from strevview.lint.fixes import apply_fixes
from strevview.source.nodes import Places, find
from strevview.source.parser import parse
from strevview.source.reader import SourceText
from strevview.source.writer import as_scalar, line_end_after, text_edit


def places(text: str) -> Places:
    source = SourceText("issue.yaml", text)
    root = parse(source).root
    assert root is not None
    return Places(source, root)


def edited(text: str, edit: Edit | None) -> str:
    assert edit is not None
    return text[: edit.start] + edit.text + text[edit.end :]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a: one two three", "a: one 2 three"),
        ("a: 'one two three'  # why", "a: 'one 2 three'  # why"),
        ('a: "one two three"', 'a: "one 2 three"'),
        ("a: |\n  one two\n  three\n", "a: |\n  one 2\n  three\n"),
        ("a: >-\n  one\n  two three\n", "a: >-\n  one\n  2 three\n"),
    ],
)
def test_words_are_replaced_in_every_style(text: str, result: str) -> None:
    assert edited(text, text_edit(places(text), ("a",), 4, 7, "2")) == result


def test_quotes_stay_escaped() -> None:
    text = "a: 'it''s'"
    assert edited(text, text_edit(places(text), ("a",), 2, 3, "’")) == "a: 'it’s'"
    assert edited("a: 'it’s'", text_edit(places("a: 'it’s'"), ("a",), 2, 3, "'")) == text


def test_an_edit_that_could_harm_is_none() -> None:
    assert text_edit(places('a: "x\\u200by"'), ("a",), 1, 2, "") is None
    assert text_edit(places("a: 'x'"), ("b",), 0, 1, "y") is None
    assert text_edit(places("a: x y"), ("a",), 0, 1, "- ") is None
    assert text_edit(places("a: x y"), ("a",), 1, 2, ": ") is None
    assert text_edit(places("a: x y"), ("a",), 2, 9, "z") is None


@pytest.mark.parametrize(
    ("text", "scalar"),
    [
        ("https://dawn.com/a?b=c#d", "https://dawn.com/a?b=c#d"),
        ("ends:", "'ends:'"),
        ("it's: so", "'it''s: so'"),
        ("- x", "'- x'"),
    ],
)
def test_a_scalar_reads_back_as_the_text(text: str, scalar: str) -> None:
    assert as_scalar(text) == scalar
    root = places(f"a: {scalar}\n").root
    assert getattr(find(root, ("a",)), "value", None) == text


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  b: c  # why|\nz: 1\n",
        "a:\n  b: >-\n    c\n    d|\n\n# rest\nz: 1\n",
        "a:\n  b: {c: d, e: [1,\n    2]}|\nz: 1\n",
        "a:\n  b: []|\nz: 1\n",
        "a: b|",
    ],
)
def test_the_end_of_the_line_after_a_value(text: str) -> None:
    known = places(text.replace("|\n", "\n").removesuffix("|"))
    node = find(known.root, ("a",))
    assert node is not None
    assert line_end_after(known, node) == text.index("|")


def test_fixes_of_pasted_links_give_sources_and_keep_the_layout() -> None:
    from tests.lint.examples import codes, lint

    before = (
        "schema: 1\nperiod: 2025-07\nsections:\n  - title: Pakistan in Orbit\n    items:\n"
        "      - id: prss-1\n        date: 2025-07-31\n        actors:\n          - SUPARCO\n"
        "        text: |\n          SUPARCO [launched](https://www.dawn.com/1) it and\n"
        '          [showed](https://en.app.com.pk/2 "It is: new") it, as\n'
        "          [said](https://www.dawn.com/1).\n"
        "        sources:\n          dawn:\n              url: https://www.dawn.com/0\n"
        "        # the end\n"
    )
    text = before
    for _ in range(4):
        text = apply_fixes(text, lint(text, "SV403")).text
    assert "SV403" not in codes(lint(text, "SV4"))
    assert "SV401" not in codes(lint(text, "SV4"))
    head = before[: before.index("SUPARCO [")]
    assert text == head + (
        "SUPARCO [launched][dawn-2] it and\n          [showed][app] it, as\n"
        "          [said][dawn-2].\n"
        "        sources:\n          dawn:\n              url: https://www.dawn.com/0\n"
        "          dawn-2:\n              url: https://www.dawn.com/1\n"
        "          app:\n              url: https://en.app.com.pk/2\n"
        "              title: 'It is: new'\n"
        "        # the end\n"
    )

"""What YAML drops in silence is told; what an editor means is left alone."""

from __future__ import annotations

import pytest

from strevview.source.parser import parse, quiet_losses
from strevview.source.reader import SourceText


def losses(text: str) -> list[tuple[str, int, int]]:
    source = SourceText("a.yaml", text)
    parsed = parse(source)
    assert parsed.root is not None
    assert parsed.diagnostics == ()
    return [
        (found.code, found.span.line, found.span.column)
        for found in quiet_losses(source, parsed.root)
        if found.span
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: China #1 in AI\n", [("SV010", 1, 14)]),
        ("a:\n  - Room #5\n", [("SV010", 2, 10)]),
        ("a: see #metoo\r\nb: c #d\r\n", [("SV010", 1, 8), ("SV010", 2, 6)]),
        ("a: #c\n", [("SV010", 1, 4)]),
        ("a: #1 in AI\nb: #c\r\n", [("SV010", 1, 4), ("SV010", 2, 4)]),
        ("- #d\n- e\n", [("SV010", 1, 3)]),
        ("a: one\n  two #three\n", [("SV010", 2, 7)]),
        ("a: [Changan Automobile Co., Ltd.]\n", [("SV011", 1, 29)]),
        ("a: [b, Foo, Inc, c]\n", [("SV011", 1, 13)]),
        ("a: [Smith, Jr.]\n", [("SV011", 1, 12)]),
    ],
)
def test_losses(text: str, found: list[tuple[str, int, int]]) -> None:
    assert losses(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a: b # a remark\n",
        "a: b  # strevview: ignore[SV203] why\n",
        "a: b ##\n",
        "a: b #!\n",
        "a: b #\n",
        "a: 'b' #c\n",
        'a: "b #1" #c\n',
        "a: true #why\n",
        "a: 2025-07-31 #approximately\n",
        "a: 2025-07-20/2025-07-22 #x\n",
        "a: https://b.c/d#e\n",
        "a: https://b.c/d #e\n",
        "a: C#\n",
        "a: b#c\n",
        "a: # c\n",
        "a:  #\n",
        "- # c\n- d\n",
        "a: #c\n  b: d\n",
        "a: #c\n  - d\n",
        "a: |\n  China #1 in AI\n",
        "a: > #c\n  China #1 in AI\n",
        "a:\n  #b\n  c: d\n",
        "a: [b, c]  #d\n",
        "a: [Beijing, 'Co., Ltd.', Ltd-Name]\n",
        "a:\n  - Co., Ltd.\n  - Ltd.\n",
    ],
)
def test_no_false_alarm(text: str) -> None:
    assert losses(text) == []


def test_the_advice_can_be_pasted() -> None:
    source = SourceText("a.yaml", "title: China's #1\n")
    parsed = parse(source)
    assert parsed.root is not None
    (found,) = quiet_losses(source, parsed.root)
    assert found.help is not None
    assert "title: 'China''s #1'" in found.help

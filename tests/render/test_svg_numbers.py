"""Drawings read quickly come out as WeasyPrint itself reads them, to the byte."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint import HTML
from weasyprint.svg import utils

from strevview.render.svg_numbers import quick_svg_numbers

ROOT = Path(__file__).parents[2]
PATHS = """\
<svg xmlns="http://www.w3.org/2000/svg" width="10em" height="50%" viewBox="0 0 200 100">
<defs><path id="a" d="M0,0 10-5.5.5 1e1,2E-1 h4 v-3 l1 1 t 3 4 q 1 2 3 4 s 5 6 7 8 a5,5 0 01 9 9z"/>
<linearGradient id="g" x1="0%" x2="1"><stop offset="5%" stop-color="red"/></linearGradient></defs>
<path d="M 10 10 C 20 20, 40 20, 50 10 Z m5 5 50 50" fill="url(#g)" stroke-width="0.5mm"/>
<path d="M 10\n20\tL 1_0 5 L 3" stroke="black"/>
<use href="#a" x="5" y="1e1" transform="scale(1.5) translate(3, 4)"/>
<circle cx="10%" cy="5px" r="2.5"/><rect x="" y="1" width="3ex" height="4pt" rx=" 2 "/>
<polygon points="0,0 5 5 10,0"/><text x="5 9" y="10" font-size="8">word</text>
</svg>"""


@contextmanager
def as_it_is() -> Iterator[None]:
    yield


@pytest.mark.parametrize(
    "drawing",
    [PATHS, *((ROOT / "issues/pictures" / f"{name}.svg").read_text("utf-8") for name in
              ("timeline-2025-07", "teams-2025-08"))],
    ids=["every-kind", "timeline", "teams"],
)  # fmt: skip
def test_a_drawing_comes_out_the_same(drawing: str) -> None:
    pages = []
    for way in (as_it_is, quick_svg_numbers):
        with way():
            html = f"<html lang=en><title>A</title><body>{drawing}"
            pages.append(HTML(string=html).write_pdf(uncompressed_pdf=True))
    assert pages[0] == pages[1]


NUMBERS = st.text(st.sampled_from("0123456789.-+eE %pxm_ \n"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(NUMBERS)
def test_any_text_is_the_same_number_or_the_same_fault(text: str) -> None:
    assert outcome_of("size", text) == outcome_of("size", text, quick=True)
    assert outcome_of("point", text) == outcome_of("point", text, quick=True)


def outcome_of(what: str, text: str, *, quick: bool = False) -> str:
    from weasyprint.svg import path

    with quick_svg_numbers() if quick else as_it_is():
        drawing = SimpleNamespace(point=lambda x, y, _: (x, y))
        try:
            if what == "size":
                return repr(utils.size(text, 12, 100))
            return repr(path.point(drawing, text, 12))
        except (ValueError, utils.PointError) as fault:
            return type(fault).__name__


def test_the_renderer_is_left_as_it_was() -> None:
    before = utils.size
    with quick_svg_numbers():
        assert utils.size is not before
    with pytest.raises(ValueError, match="could not convert"), quick_svg_numbers():
        utils.size("1..2px", 12, 100)
    assert utils.size is before

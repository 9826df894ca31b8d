"""A drawing that was painted before gives the same bytes as one that is painted anew."""

from __future__ import annotations

from typing import Any

import pytest

from strevview.render.pdf import Rendered, Renderer
from strevview.render.resources import picture_url
from tests.render.documents import MAP, METADATA, ROOTS, SHEETS, page

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">'
CURVES = "".join(f'<path fill="#a3{n:02}b4" d="M{n} 1c1 2 3 4 5 6s7 8 9 1z"/>' for n in range(40))
# Each with whether it is put in again as it was, or painted each time.
DRAWINGS = {
    "plain": (f"{HEAD}{CURVES}</svg>", True),
    "see-through": (
        f'{HEAD}<rect width="9" height="9" fill-opacity=".3" stroke-opacity=".7" stroke="red"/>'
        f'<g transform="rotate(9)">{CURVES}</g></svg>',
        True,
    ),
    "group": (f'{HEAD}<circle cx="30" cy="20" r="5" opacity=".5"/></svg>', False),
    "text": (MAP.decode(), False),
    "gradient": (
        f'{HEAD}<linearGradient id="g"><stop stop-color="red"/><stop offset="1"/></linearGradient>'
        '<rect width="50" height="40" fill="url(#g)"/></svg>',
        False,
    ),
    "reference": (
        f'{HEAD}<defs><rect id="r" width="9" height="9"/></defs><use href="#r" x="20"/></svg>',
        False,
    ),
    "empty": (f"{HEAD}</svg>", True),
}


def document(name: str, before: str = "", width: int = 60) -> str:
    shown = f'<img src="{picture_url(f"pictures/{name}.svg")}" alt="It" style="width: {width}mm">'
    return page(f"<h1>Drawn</h1>{before}<p>{shown}</p><p>After it. {shown}</p>")


def pictures(name: str, drawing: str | None = None) -> dict[str, bytes]:
    return {f"pictures/{name}.svg": (drawing or DRAWINGS[name][0]).encode()}


def rendered(renderer: Renderer, html: str, served: dict[str, bytes]) -> Rendered:
    made = renderer.render(html, metadata=METADATA, pictures=served)
    assert made.pdf, made.diagnostics
    return made


def fresh(html: str, served: dict[str, bytes]) -> bytes:
    return rendered(Renderer(SHEETS, ROOTS), html, served).pdf


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the drawings that the renderer itself paints from now on."""
    from weasyprint.svg import SVG

    names: list[str] = []
    paint = SVG.draw

    def draw(svg: Any, *rest: Any) -> None:  # noqa: ANN401
        names.append(svg.url)
        paint(svg, *rest)

    monkeypatch.setattr(SVG, "draw", draw)
    return names


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_next_pdf_has_the_bytes_of_a_first_one(name: str, painted: list[str]) -> None:
    # Text before the drawing has its own colours and opacities, and more resources.
    coloured = '<p style="color: #a00b4">Half seen.</p><p style="opacity: .5">A group.</p>'
    documents = [document(name), document(name), document(name, coloured), document(name)]
    documents.append(document(name, width=40))
    wanted = [fresh(html, pictures(name)) for html in documents]
    renderer = Renderer(SHEETS, ROOTS)
    counts = []
    for html, pdf in zip(documents, wanted, strict=True):
        painted.clear()
        assert rendered(renderer, html, pictures(name)).pdf == pdf
        counts.append(len(painted))
    # Each document shows it twice. After other colours, and in another size, it is painted anew.
    assert counts == ([2, 0, 1, 1, 2] if DRAWINGS[name][1] else [2] * 5)


def test_a_drawing_that_changed_is_painted_anew(painted: list[str]) -> None:
    renderer = Renderer(SHEETS, ROOTS)
    html, other = document("plain"), pictures("plain", DRAWINGS["see-through"][0])
    first = rendered(renderer, html, pictures("plain")).pdf
    second = rendered(renderer, html, other).pdf
    assert second != first
    assert second == fresh(html, other)
    assert len(painted) == 6
    # What the last PDF did not have is not kept.
    painted.clear()
    assert rendered(renderer, html, pictures("plain")).pdf == first
    assert len(painted) == 2


def test_what_the_renderer_says_of_a_drawing_is_said_each_time() -> None:
    broken = f'{HEAD}{CURVES}<path d="M1 1L"/><rect width="1e999x" height="q"/></svg>'
    html, served = document("broken"), {"pictures/broken.svg": broken.encode()}
    renderer = Renderer(SHEETS, ROOTS)
    first, second = (renderer.render(html, metadata=METADATA, pictures=served) for _ in range(2))
    assert first.diagnostics == second.diagnostics
    assert first.pdf == second.pdf

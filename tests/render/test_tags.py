from __future__ import annotations

import pytest

from strevview.render.pdf import Rendered, Renderer
from strevview.render.pictures import picture_url
from tests.render.documents import METADATA, PICTURES, text_page
from tests.render.reading import opened, pdfium_text, structure


def test_headers_and_page_numbers_are_artifacts_outside_the_tree(full: Rendered) -> None:
    with opened(full.pdf) as pdf:
        for page in list(pdf.pages)[1:]:
            content = page.Contents.read_bytes()
            assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 3
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        claimed = {element.objgen for _, element in structure(pdf)}
        for parents in numbers[1 : 2 * full.pages : 2]:
            assert {one.objgen for one in parents if one} <= claimed
    assert "DRAFT" in pdfium_text(full.pdf)


def test_no_element_is_left_outside_the_tree(full: Rendered) -> None:
    with opened(full.pdf) as pdf:
        elements = [
            item
            for item in pdf.objects
            if hasattr(item, "get") and item.get("/Type") == "/StructElem"
        ]
        assert len(elements) == sum(1 for _ in structure(pdf))


def test_the_box_of_a_figure_is_where_the_figure_is(renderer: Renderer) -> None:
    url = picture_url("pictures/rover 1.png")
    body = f'<figure style="margin: 0"><img src="{url}" alt="A rover" style="width: 60mm"></figure>'
    outcome = renderer.render(text_page(body), metadata=METADATA, pictures=PICTURES)
    with opened(outcome.pdf) as pdf:
        (figure,) = (one for _, one in structure(pdf) if str(one.S) == "/Figure")
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
        assert str(figure.Alt) == "A rover"
    points = 72 / 25.4
    assert left == pytest.approx(25 * points, abs=0.1)
    assert right - left == pytest.approx(60 * points, abs=0.1)
    assert top - bottom == pytest.approx(40 * points, abs=0.1)
    assert 297 * points - 60 * points < top < 297 * points - 25 * points

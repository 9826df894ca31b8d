from __future__ import annotations

import pytest

from strevview.render.conformance import installed_validators
from strevview.render.pdf import Rendered, Renderer
from strevview.render.resources import picture_url
from tests.render.documents import METADATA, PICTURES, text_page
from tests.render.reading import opened, pdfium_text, structure, tags


def test_emphasis_within_a_link_leaves_one_annotation(renderer: Renderer) -> None:
    body = '<p>A <a href="https://www.example.org/x">very <em>strong</em> link</a> here.</p>'
    outcome = renderer.render(text_page(body), metadata=METADATA)
    with opened(outcome.pdf) as pdf:
        (annotation,) = list(pdf.pages[0].Annots)
        assert str(annotation.A.URI) == "https://www.example.org/x"
        assert str(annotation.Contents) == "very strong link (example.org)"


def test_a_host_beyond_ascii_is_written_by_idna_and_described_in_its_letters(
    renderer: Renderer,
) -> None:
    body = '<p>A <a href="https://www.пример.рф/новости?a=1">link</a> here.</p>'
    outcome = renderer.render(text_page(body), metadata=METADATA)
    with opened(outcome.pdf) as pdf:
        (annotation,) = list(pdf.pages[0].Annots)
        path = "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?a=1"
        assert str(annotation.A.URI) == f"https://www.xn--e1afmkfd.xn--p1ai{path}"
        assert str(annotation.Contents) == "link (пример.рф)"


def test_a_link_within_the_document_is_described_by_its_words(renderer: Renderer) -> None:
    body = '<p><a href="#there">Over\n there</a></p><p id="there">There</p>'
    outcome = renderer.render(text_page(body), metadata=METADATA)
    with opened(outcome.pdf) as pdf:
        (annotation,) = list(pdf.pages[0].Annots)
        assert str(annotation.Contents) == "Over there"
        assert str(annotation.Dest) == "there"


def test_a_link_that_attaches_a_file_is_refused(renderer: Renderer) -> None:
    body = '<p><a rel="attachment" href="file:///etc/hostname">x</a></p>'
    outcome = renderer.render(text_page(body), metadata=METADATA)
    (complaint,) = outcome.diagnostics
    assert (complaint.code, complaint.is_error) == ("SV901", True)
    with opened(outcome.pdf) as pdf:
        assert "/Annots" not in pdf.pages[0]
        assert not pdf.attachments


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


def test_running_elements_with_links_and_pictures_are_artifacts(renderer: Renderer) -> None:
    url = picture_url("pictures/rover 1.png")
    body = (
        "<style>.run { position: running(foot) } @page { @bottom-left { content: element(foot) } "
        f'@top-right {{ content: url("{url}"); font-family: "Mukta" }} }}</style>'
        '<div class="run">See <a href="https://example.org/f">our <b>page</b></a></div><p>x</p>'
    )
    outcome = renderer.render(text_page(body), metadata=METADATA, pictures=PICTURES)
    (complaint,) = outcome.diagnostics
    assert (complaint.code, complaint.is_error) == ("SV901", False)
    assert "https://example.org/f" in complaint.message
    assert tags(outcome.pdf) == ["Document", "  H1", "  P"]
    with opened(outcome.pdf) as pdf:
        assert "/Annots" not in pdf.pages[0]
        assert pdf.check_pdf_syntax() == []
    if "page-validation" in installed_validators():
        from page import validate_pdf_bytes

        assert validate_pdf_bytes(outcome.pdf, profile="ua1").is_compliant

from __future__ import annotations

import gc
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pytest

from strevview.render.carried import Attachment
from strevview.render.pdf import Rendered, Renderer
from strevview.render.resources import ResourceFetcher
from tests.render.documents import (
    ATTACHMENTS,
    DRAFT,
    FULL,
    HINDI,
    METADATA,
    PICTURES,
    ROOTS,
    SHEETS,
    text_page,
)
from tests.render.reading import not_conforming, opened, poppler_text


def test_the_full_document_renders_without_a_complaint(full: Rendered) -> None:
    assert full.diagnostics == ()
    assert full.pages >= 4


def test_the_full_document_is_pdf_a_3a_and_pdf_ua_1(full: Rendered) -> None:
    assert not_conforming(full.pdf) == []


def test_metadata_say_what_the_issue_says(full: Rendered) -> None:
    with opened(full.pdf) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == METADATA.title
        assert xmp["dc:creator"] == ["A. Editor", "B. Editor"]
        assert xmp["dc:publisher"] == {METADATA.publisher}
        assert xmp["dc:rights"] == "© 2025 MP-IDSA"
        assert xmp["dc:identifier"] == "urn:issn:1234-5679"
        assert xmp["dc:language"] == {"en-GB"}
        assert xmp["dc:description"] == METADATA.subject
        assert xmp["xmp:CreateDate"] == "2025-07-31T00:00:00+00:00"
        assert xmp["xmp:ModifyDate"] == "2025-08-04T00:00:00+00:00"
        assert xmp["xmp:CreatorTool"] == "strevview"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["pdfuaid:part"] == "1"
        info = {str(name): str(value) for name, value in pdf.docinfo.items()}
        assert info.pop("/Producer") == xmp["pdf:Producer"]
        assert info == {
            "/Title": METADATA.title,
            "/Author": "A. Editor, B. Editor",
            "/Subject": METADATA.subject,
            "/Creator": "strevview",
            "/CreationDate": "D:20250731000000Z",
            "/ModDate": "D:20250804000000Z",
        }
        assert pdf.Root.Lang == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/Filter" not in pdf.Root.Metadata


def test_what_xml_has_no_place_for_is_left_out_of_the_metadata(renderer: Renderer) -> None:
    odd = "a < b & c — ‘é’ \U0001f680 &lt;\x0b\uffff"
    metadata = replace(METADATA, title=odd, authors=(odd,), rights=odd, publisher=odd)
    rendered = renderer.render(text_page(""), metadata=metadata)
    with opened(rendered.pdf) as pdf, pdf.open_metadata(strict=True) as xmp:
        assert xmp["dc:title"] == xmp["dc:rights"] == odd[:-2]
        assert xmp["dc:creator"] == [odd[:-2]]
        assert xmp["dc:publisher"] == {odd[:-2]}


def test_pages_are_labelled_cover_then_from_one(full: Rendered) -> None:
    with opened(full.pdf) as pdf:
        labels = [page.label for page in pdf.pages]
    assert labels == ["Cover", *(str(number) for number in range(1, full.pages))]


def test_attachments_travel_as_associated_files(full: Rendered) -> None:
    with opened(full.pdf) as pdf:
        names = pdf.Root.Names.EmbeddedFiles.Names
        specifications = list(names)[1::2]
        by_name = {str(item.UF): item for item in specifications}
        assert set(by_name) == {attachment.name for attachment in ATTACHMENTS}
        for attachment in ATTACHMENTS:
            item = by_name[attachment.name]
            stream = item.EF.F
            assert stream.read_bytes() == attachment.data
            assert str(item.AFRelationship) == f"/{attachment.relationship}"
            assert str(item.Desc) == attachment.description
            assert str(stream.Subtype) == f"/{attachment.media_type}"
            assert str(stream.Params.ModDate) == "D:20250731000000Z"
            assert int(stream.Params.Size) == len(attachment.data)
        assert [item.objgen for item in pdf.Root.AF] == [item.objgen for item in specifications]


def test_two_attachments_of_one_name_are_refused(renderer: Renderer) -> None:
    twins = [Attachment("a", b"", "text/plain", "A", "Data", date(2025, 1, 1))] * 2
    with pytest.raises(ValueError, match="one name"):
        renderer.render(text_page("<p>x</p>"), metadata=METADATA, attachments=twins)


def test_bookmarks_are_the_headings(full: Rendered) -> None:
    with opened(full.pdf) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
    assert titles == [f"First section {HINDI}", "Second section"]


def test_no_picture_is_interpolated(full: Rendered) -> None:
    with opened(full.pdf) as pdf:
        pictures = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert len(pictures) == 2  # the picture and its mask
        assert not any(bool(item.Interpolate) for item in pictures)


def test_a_font_with_a_range_is_read_only_for_a_text_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    fetch = ResourceFetcher.fetch

    def fetch_and_note(self: ResourceFetcher, url: str, headers: object = None) -> object:
        asked.append(url.rpartition("/")[2])
        return fetch(self, url, headers)

    monkeypatch.setattr(ResourceFetcher, "fetch", fetch_and_note)
    renderer = Renderer(SHEETS, ROOTS)
    renderer.render(text_page("<p>No Chinese here.</p>"), metadata=METADATA)
    assert "GentiumBookPlus-Regular.ttf" in asked
    assert "NotoSansSC-Regular.ttf" not in asked
    rendered = renderer.render(text_page("<p lang=zh>&#x4e2d;</p>"), metadata=METADATA)
    assert rendered.diagnostics == ()
    assert "NotoSansSC-Regular.ttf" in asked


def test_bytes_do_not_depend_on_what_was_rendered_before(full: Rendered) -> None:
    renderer = Renderer((*SHEETS, DRAFT), ROOTS)
    others = (
        "<p lang=zh>中国 →</p>",
        f'<h2 style="font-size: 40pt">{HINDI}</h2>',
        "<style>@page { size: A5 } @counter-style decimal { system: cyclic; symbols: x }</style>",
    )
    for other in others:
        renderer.render(text_page(other), metadata=replace(METADATA, title="Other"))
    rendered = renderer.render(FULL, metadata=METADATA, attachments=ATTACHMENTS, pictures=PICTURES)
    assert rendered.pdf == full.pdf


def test_the_file_identifier_follows_fingerprint_and_content(renderer: Renderer) -> None:
    def identifier(text: str, fingerprint: str) -> list[bytes]:
        metadata = replace(METADATA, fingerprint={"strevview": fingerprint})
        rendered = renderer.render(text_page(f"<p>{text}</p>"), metadata=metadata)
        with opened(rendered.pdf) as pdf:
            return [bytes(part) for part in pdf.trailer.ID]

    first, again, other = identifier("a", "1"), identifier("a", "1"), identifier("b", "1")
    assert first == again
    assert first[0] == other[0]
    assert first[1] != other[1]
    assert identifier("a", "2")[0] != first[0]


def test_nothing_of_an_issue_stays_in_memory(renderer: Renderer) -> None:
    from weasyprint import Document

    renderer.render(FULL, metadata=METADATA, pictures=PICTURES)
    gc.collect()
    assert not [item for item in gc.get_objects() if type(item) is Document]


def test_poppler_reads_every_word_in_order(full: Rendered) -> None:
    text = re.sub(r"[\u00ad\u2010]\n", "", poppler_text(full.pdf))
    words = " ".join(text.split())
    for sentence in (
        "the ministry of extraordinarily wide responsibilities.",
        "much repeated announcement — “made in earnest” — came",
        "co-operation with international organisations",
    ):
        assert sentence in words

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pikepdf
import pydyf
import pytest

from strevview.audit.conformance import installed_validators
from strevview.render.carried import Attachment, is_sealed
from strevview.render.finish import write_pdf
from strevview.render.pdf import Rendered, Renderer
from tests.render.documents import ATTACHMENTS, DAY, METADATA, text_page
from tests.render.reading import not_conforming, opened, pdfium_text, poppler_text

# The last byte of zlib's data is the low byte of the checksum: 1 plus the sum of all bytes.
ENDS_IN_CARRIAGE_RETURN = bytes([0x0C])


def small(*streams: pydyf.Stream, title: str = "Small", attached: bytes = b"x") -> bytes:
    pdf = pydyf.PDF()
    references = pydyf.Array()
    for stream in streams:
        pdf.add_object(stream)
        references.append(stream.reference)
    pdf.catalog["Kept"] = references
    pdf.add_object(pydyf.Dictionary({"Never": "/Written"}))
    last = pydyf.Dictionary({"Is": "/Here"})
    pdf.add_object(last)
    pdf.catalog["Last"] = last.reference
    pdf.catalog["Metadata"] = pydyf.Dictionary()
    pdf.info["Title"] = pydyf.String(title)
    attachment = Attachment("a.txt", attached, "text/plain", "A", "Data", DAY)
    return write_pdf(pdf, replace(METADATA, title=title), (attachment,))


def assert_clear_ends(data: bytes) -> int:
    """Hold that each stream is as long as it says, however its end is looked for."""
    starts = list(re.finditer(rb"/Length (\d+)(?:(?!endobj).)*?>>\nstream\n", data, re.DOTALL))
    for start in starts:
        end = start.end() + int(start[1])
        assert data[end:].startswith(b"\nendstream\nendobj\n")
        assert data[end - 1 : end] != b"\r"
    assert len(starts) == data.count(b"\nendstream\nendobj\n")
    return len(starts)


def test_what_is_written_is_what_was_given() -> None:
    data = small(pydyf.Stream([b"one"]), pydyf.Stream([b"two" * 1000], compress=True))
    with opened(data) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.Kept] == [b"one", b"two" * 1000]
        assert str(pdf.docinfo.Title) == "Small"
        assert pdf.Root.Last.Is == "/Here"
        assert not [item for item in pdf.objects if "Never" in repr(item)]
        assert pdf.check_pdf_syntax() == ["ERROR: file does not contain any pages"]
    assert is_sealed(data)


def test_every_stream_is_as_long_as_it_says(full: Rendered) -> None:
    assert assert_clear_ends(full.pdf) > 10
    with opened(full.pdf) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_a_stream_that_would_end_in_a_carriage_return_ends_otherwise() -> None:
    assert zlib.compress(ENDS_IN_CARRIAGE_RETURN, 1).endswith(b"\r")
    assert zlib.compress(ENDS_IN_CARRIAGE_RETURN, 9).endswith(b"\r")
    picture = {"Subtype": "/Image", "Filter": pydyf.Array(["/DCTDecode"]), "DecodeParms": "[null]"}
    data = small(
        pydyf.Stream([ENDS_IN_CARRIAGE_RETURN], compress=True),
        pydyf.Stream([ENDS_IN_CARRIAGE_RETURN]),
        pydyf.Stream([b"\xff\xd8\xff\xd9\r"], picture),
        pydyf.Stream([b"text\r"]),
        attached=ENDS_IN_CARRIAGE_RETURN,
    )
    assert data.count(b"\r\0\nendstream") == 4
    assert assert_clear_ends(data) >= 7
    with opened(data) as pdf:
        assert [pdf.Root.Kept[place].read_bytes() for place in (0, 1, 3)] == [
            ENDS_IN_CARRIAGE_RETURN,
            ENDS_IN_CARRIAGE_RETURN,
            b"text\r",
        ]
        assert pdf.Root.Kept[2].read_raw_bytes() == b"\xff\xd8\xff\xd9\r\0"
        assert pdf.Root.Kept[2].Filter == pikepdf.Name.DCTDecode
        assert pdf.attachments["a.txt"].get_file().read_bytes() == ENDS_IN_CARRIAGE_RETURN


def watch_saves(monkeypatch: pytest.MonkeyPatch, spoilt: int = 0) -> list[pikepdf.ObjectStreamMode]:
    """Return a list that each save of a PDF is noted in; the first `spoilt` end ambiguously."""
    modes: list[pikepdf.ObjectStreamMode] = []
    original = pikepdf.Pdf.save

    # Any: the options are handed on as they are.
    def save(document: pikepdf.Pdf, target: io.BytesIO, **options: Any) -> None:  # noqa: ANN401
        modes.append(options["object_stream_mode"])
        original(document, target, **options)
        if len(modes) <= spoilt:
            target.write(b"\r\nendstream")

    monkeypatch.setattr(pikepdf.Pdf, "save", save)
    return modes


def test_nor_does_a_stream_that_qpdf_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    modes = watch_saves(monkeypatch)
    # The streams of objects and of their places would each end so in one of 256 files.
    for number in range(700):
        title = sha256(str(number).encode()).hexdigest()
        modes.clear()
        data = small(title=title)
        assert_clear_ends(data)
        if len(modes) > 1:
            break
    else:
        pytest.fail("no stream ended in a carriage return")
    assert data == small(title=title)
    with opened(data) as pdf:
        assert str(pdf.docinfo.Title) == title


@pytest.mark.parametrize("spoilt", [1, 2])
def test_each_way_of_writing_conforms(
    renderer: Renderer, monkeypatch: pytest.MonkeyPatch, spoilt: int
) -> None:
    modes = watch_saves(monkeypatch, spoilt)
    html = text_page("<p>Of this text</p>")
    rendered = renderer.render(html, metadata=METADATA, attachments=ATTACHMENTS)
    assert len(set(modes)) == len(modes) == spoilt + 1
    assert_clear_ends(rendered.pdf)
    assert not_conforming(rendered.pdf) == []
    assert "Of this text" in poppler_text(rendered.pdf)


@pytest.mark.skipif("page-validation" not in installed_validators(), reason="no validator")
def test_a_page_whose_stream_ends_in_a_carriage_return_conforms(renderer: Renderer) -> None:
    from page import validate_pdf_bytes

    for number in range(600):
        pdf = renderer.render(text_page(f"<p>{number}</p>"), metadata=METADATA).pdf
        if b"\r\0\nendstream" in pdf:
            break
    else:
        pytest.fail("no stream ended in a carriage return")
    assert validate_pdf_bytes(pdf, profile="3a").is_compliant
    for text in (pdfium_text(pdf), poppler_text(pdf)):
        assert str(number) in text


def test_an_identifier_is_two_digests_of_sixteen_bytes() -> None:
    with opened(small()) as pdf:
        assert [len(bytes(part)) for part in pdf.trailer.ID] == [16, 16]


def test_a_large_file_has_wide_enough_references() -> None:
    big = bytes(range(256)) * 70000  # more than 2 ** 24 bytes
    data = small(pydyf.Stream([big], {"Filter": "/DCTDecode"}), pydyf.Stream([b"after"]))
    assert len(data) > 2**24
    with opened(data) as pdf:
        assert pdf.Root.Kept[1].read_bytes() == b"after"

from __future__ import annotations

import re
import zlib

import pikepdf
import pydyf
import pytest

from strevview.render.conformance import installed_validators
from strevview.render.pdf import Rendered, Renderer
from strevview.render.write import write_pdf
from tests.render.documents import METADATA, text_page
from tests.render.reading import opened


def small(*streams: bytes, compress: bool = True) -> bytes:
    pdf = pydyf.PDF()
    references = pydyf.Array()
    for data in streams:
        stream = pydyf.Stream([data], compress=compress)
        pdf.add_object(stream)
        references.append(stream.reference)
    pdf.catalog["Kept"] = references
    free = pydyf.Dictionary({"Never": "/Written"})
    pdf.add_object(free)
    free.free = "f"
    pdf.info["Title"] = pydyf.String("Small")
    return write_pdf(pdf, b"seed")


def test_what_is_written_is_what_was_given() -> None:
    data = small(b"one", b"two" * 1000)
    with opened(data) as pdf:
        assert [stream.read_bytes() for stream in pdf.Root.Kept] == [b"one", b"two" * 1000]
        assert str(pdf.docinfo.Title) == "Small"
    assert b"Never" not in data
    bodies = re.findall(rb"stream\n(x.+?)\r\nendstream", data, re.DOTALL)
    assert b"/Never" not in b"".join(map(zlib.decompress, bodies))


def ending_in_carriage_return() -> bytes:
    # The last byte of zlib's data is the low byte of the checksum: 1 plus the sum of all bytes.
    text = bytes([0x0C])
    assert zlib.compress(text).endswith(b"\r")
    return text


@pytest.mark.parametrize("compress", [True, False])
def test_a_stream_that_ends_in_a_carriage_return_keeps_its_length(compress: bool) -> None:
    content = ending_in_carriage_return() if compress else b"text\r"
    data = small(content, compress=compress)
    pattern = rb"/Length (\d+)[^>]*>>\nstream\n(.*?)\r\nendstream\nendobj"
    length, body = re.findall(pattern, data, re.DOTALL)[0]
    assert int(length) == len(body)
    assert body.endswith(b"\r")
    with opened(data) as pdf:
        assert pdf.Root.Kept[0].read_bytes() == content


@pytest.mark.skipif("page-validation" not in installed_validators(), reason="no validator")
def test_a_page_whose_stream_ends_in_a_carriage_return_conforms(renderer: Renderer) -> None:
    from page import validate_pdf_bytes

    for number in range(600):
        pdf = renderer.render(text_page(f"<p>{number}</p>"), metadata=METADATA).pdf
        if b"\r\r\nendstream" in pdf:
            break
    else:
        pytest.fail("no stream ended in a carriage return")
    assert validate_pdf_bytes(pdf, profile="3a").is_compliant


def test_every_stream_is_as_long_as_it_says(full: Rendered) -> None:
    found = re.findall(rb"/Length (\d+)[^\n]*>>\nstream\n", full.pdf)
    starts = [match.end() for match in re.finditer(rb"/Length \d+[^\n]*>>\nstream\n", full.pdf)]
    assert len(found) > 10
    for length, start in zip(found, starts, strict=True):
        assert full.pdf[start + int(length) :].startswith(b"\r\nendstream\nendobj\n")
    with opened(full.pdf) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_an_identifier_is_two_digests_of_sixteen_bytes() -> None:
    with opened(small(b"x")) as pdf:
        assert [len(bytes(part)) for part in pdf.trailer.ID] == [16, 16]


def test_a_large_file_has_wide_enough_references() -> None:
    big = bytes(range(256)) * 70000  # more than 2 ** 24 bytes
    data = small(big, b"after", compress=False)
    with opened(data) as pdf:
        assert isinstance(pdf.Root.Kept[1], pikepdf.Stream)
        assert pdf.Root.Kept[1].read_bytes() == b"after"

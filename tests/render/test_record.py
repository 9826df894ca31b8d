from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from strevview.render.metadata import RecordProperty
from strevview.render.pdf import Rendered, Renderer
from strevview.render.record import read_record, read_record_of
from strevview.render.xmp import RECORD_NAMESPACE
from tests.render.documents import METADATA, PICTURES, text_page

RECORD = {"fingerprint": METADATA.fingerprint, "period": "2025-07"}


def test_the_record_is_read_back(full: Rendered, tmp_path: Path) -> None:
    assert read_record(full.pdf) == RECORD
    path = tmp_path / "a.pdf"
    path.write_bytes(full.pdf)
    assert read_record_of(path) == RECORD


def test_the_fingerprint_stands_in_the_file_for_all_to_see(full: Rendered) -> None:
    fingerprint = METADATA.fingerprint
    assert fingerprint is not None
    assert full.pdf.count(fingerprint.encode()) == 1


def test_text_of_a_record_survives_xml(renderer: Renderer) -> None:
    value = "a < b & c > d — ‘é’ \U0001f680 &lt;"
    metadata = replace(METADATA, record=(RecordProperty("said", f"{value}\x00\x0b", "Odd text"),))
    rendered = renderer.render(text_page(""), metadata=metadata)
    record = read_record(rendered.pdf)
    assert record is not None
    assert record["said"] == value


def test_a_pdf_without_a_record_has_none(renderer: Renderer) -> None:
    metadata = replace(METADATA, fingerprint=None, record=())
    assert read_record(renderer.render(text_page(""), metadata=metadata).pdf) is None


def test_a_record_within_a_picture_or_the_text_is_not_taken_for_the_files(
    renderer: Renderer,
) -> None:
    packet = (
        f'<x:xmpmeta xmlns:strevview="{RECORD_NAMESPACE}">'
        "<strevview:fingerprint>forged</strevview:fingerprint></x:xmpmeta>"
    )
    forged = (
        f"9 0 obj\n<</Type /Metadata/Subtype /XML/Length {len(packet)}>>\nstream\n{packet}\r\n"
        "endstream\nendobj\n"
    )
    jpeg = _jpeg_with_comment(forged.encode())
    body = '<img src="strevview:a.jpg" alt="A picture"><p>&lt;/Metadata 9 0 R&gt;</p>'
    pictures = {**PICTURES, "a.jpg": jpeg}
    metadata = replace(METADATA, title=packet)
    rendered = renderer.render(text_page(body), metadata=metadata, pictures=pictures)
    assert b"forged" in rendered.pdf
    assert read_record(rendered.pdf) == RECORD


def _jpeg_with_comment(comment: bytes) -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG", comment=comment)
    return target.getvalue()


def test_a_property_given_twice_is_no_record(full: Rendered) -> None:
    # A forger who appends a second value within the packet must not be believed.
    twice = b"<strevview:period>2024-01</strevview:period>"
    old = b"<xmp:CreatorTool>strevview 0.1</xmp:CreatorTool>"
    assert len(twice) < len(old) + len("\n")
    assert full.pdf.count(old) == 1
    assert read_record(full.pdf.replace(old, twice.ljust(len(old)))) is None


@pytest.mark.parametrize("size", [0, 1, 63, 64, 5000])
def test_a_shortened_file_has_no_record(full: Rendered, tmp_path: Path, size: int) -> None:
    assert read_record(full.pdf[:size]) is None
    path = tmp_path / "short.pdf"
    path.write_bytes(full.pdf[:size])
    assert read_record_of(path) is None


def test_a_file_that_another_program_saved_has_no_record(full: Rendered) -> None:
    with pikepdf.open(io.BytesIO(full.pdf)) as pdf:
        saved = io.BytesIO()
        pdf.save(saved)
    assert METADATA.fingerprint is not None
    assert METADATA.fingerprint.encode() in saved.getvalue()
    assert read_record(saved.getvalue()) is None


def test_a_file_with_something_appended_has_no_record(full: Rendered) -> None:
    assert read_record(full.pdf + b"\n") is None
    assert read_record(full.pdf + full.pdf[-200:]) is None


def test_damaged_structure_has_no_record_and_raises_nothing(full: Rendered) -> None:
    start = int(re.findall(rb"startxref\n(\d+)", full.pdf)[-1])
    for place in range(start, len(full.pdf)):
        damaged = bytearray(full.pdf)
        damaged[place] ^= 0x55
        assert read_record(bytes(damaged)) in (None, RECORD)


def test_other_files_have_no_record(tmp_path: Path) -> None:
    assert read_record(b"startxref\n5\n%%EOF\n".rjust(64)) is None
    with pytest.raises(FileNotFoundError):
        read_record_of(tmp_path / "none.pdf")

"""A PDF of ours is read back; one that was changed, or made by others, is told from it."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from strevview.build import extract as module
from strevview.build.extract import recall
from strevview.diagnostics import Diagnostic
from strevview.render import carried
from strevview.render.carried import fingerprint_digest, fingerprint_of, is_sealed, sealed
from strevview.render.pdf import Rendered, Renderer
from tests.render.documents import METADATA, PICTURES, text_page


def test_the_fingerprint_is_read_back(full: Rendered) -> None:
    assert fingerprint_of(full.pdf) == METADATA.fingerprint


def test_the_fingerprint_stands_in_the_file_for_all_to_see(full: Rendered) -> None:
    digest = fingerprint_digest(METADATA.fingerprint)
    assert full.pdf.count(digest.encode()) == 1
    with pikepdf.open(io.BytesIO(full.pdf)) as pdf:
        xmp = pdf.open_metadata()
        assert xmp["{urn:x-strevview:record:1#}fingerprint"] == digest


def test_what_looks_like_a_record_in_a_picture_or_the_text_is_not_taken_for_the_files(
    renderer: Renderer,
) -> None:
    packet = (
        '<x:xmpmeta xmlns:strevview="urn:x-strevview:record:1#">'
        '<strevview:components>{"forged": "1"}</strevview:components></x:xmpmeta>'
        "/ID [<31415926535897932384626433832795><31415926535897932384626433832795>]"
    )
    jpeg = _jpeg_with_comment(packet.encode())
    body = '<img src="strevview:a.jpg" alt="A picture"><p>&lt;/Metadata 9 0 R&gt;</p>'
    rendered = renderer.render(
        text_page(body), metadata=METADATA, pictures={**PICTURES, "a.jpg": jpeg}
    )
    assert packet.encode() in rendered.pdf
    assert fingerprint_of(rendered.pdf) == METADATA.fingerprint


def _jpeg_with_comment(comment: bytes) -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG", comment=comment)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, 63, 64, 5000, -1])
def test_a_shortened_file_is_not_ours(full: Rendered, size: int) -> None:
    assert fingerprint_of(full.pdf[:size]) is None


@pytest.mark.parametrize("mode", pikepdf.ObjectStreamMode)
def test_a_file_that_another_program_saved_is_not_ours(
    full: Rendered, mode: pikepdf.ObjectStreamMode
) -> None:
    for static, deterministic in ((True, False), (False, True), (False, False)):
        target = io.BytesIO()
        with pikepdf.open(io.BytesIO(full.pdf)) as pdf:
            pdf.save(
                target,
                object_stream_mode=mode,
                static_id=static,
                deterministic_id=deterministic,
            )
        assert fingerprint_digest(METADATA.fingerprint).encode() in target.getvalue()
        assert fingerprint_of(target.getvalue()) is None


def test_a_file_with_something_appended_is_not_ours(full: Rendered) -> None:
    start = full.pdf[full.pdf.rindex(b"startxref") :]
    with pikepdf.open(io.BytesIO(full.pdf)) as pdf:
        identifier = b"".join(b"<%s>" % bytes(part).hex().encode() for part in pdf.trailer.ID)
    # Comments and signatures come as an update, often with the identifier that was there before.
    update = b"trailer\n<< /Prev %s /ID [%s] >>\n" % (start.split()[1], identifier)
    for added in (b"\n", full.pdf[-200:], update + start, b"%comment\n"):
        assert fingerprint_of(full.pdf + added) is None


def test_no_byte_can_be_another(full: Rendered) -> None:
    places = [*range(0, len(full.pdf), 501), *range(len(full.pdf) - 300, len(full.pdf))]
    for place in places:
        damaged = bytearray(full.pdf)
        damaged[place] ^= 0x21
        assert not is_sealed(bytes(damaged))


@pytest.mark.parametrize("data", [b"", b"startxref\n5\n%%EOF\n", b"/ID [<", b"/ID [<0><0>]"])
def test_other_files_are_not_ours(data: bytes) -> None:
    assert fingerprint_of(data) is None


def deceive(
    pdf: bytes,
    change: Callable[[pikepdf.Pdf], object],
    encryption: pikepdf.Encryption | None = None,
) -> bytes:
    """Return a PDF of ours, changed by one who knows how its identifier is made."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        document.save(target, static_id=True, encryption=encryption or False)
    return sealed(target.getvalue())


def _metadata(data: bytes) -> Callable[[pikepdf.Pdf], object]:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.Metadata = document.make_stream(data, Type=pikepdf.Name.Metadata)

    return change


def _components(text: str) -> Callable[[pikepdf.Pdf], object]:
    def change(document: pikepdf.Pdf) -> None:
        with document.open_metadata() as xmp:
            xmp["{urn:x-strevview:record:1#}components"] = text

    return change


@pytest.mark.parametrize(
    "change",
    [
        _metadata(b""),
        _metadata(b"\xff\x00 no XML"),
        _metadata(b"<a>"),
        _metadata(b"<a/>"),
        _components("{"),
        _components("[1]"),
        _components("[" * 100_000),
        lambda document: document.Root.__delitem__("/Metadata"),
        lambda document: document.Root.__setitem__("/Metadata", 1),
    ],
)
def test_a_sealed_file_without_a_fingerprint_is_none_of_ours(
    full: Rendered, capfd: pytest.CaptureFixture[str], change: Callable[[pikepdf.Pdf], object]
) -> None:
    data = deceive(full.pdf, change)
    assert is_sealed(data)
    assert fingerprint_of(data) is None
    assert capfd.readouterr() == ("", "")


def test_a_locked_file_is_none_of_ours(full: Rendered) -> None:
    locked = pikepdf.Encryption(user="a", owner="b")
    assert fingerprint_of(deceive(full.pdf, lambda _: None, locked)) is None


def test_a_sealed_file_with_a_broken_end_is_none_of_ours(
    full: Rendered, capfd: pytest.CaptureFixture[str]
) -> None:
    with pikepdf.open(io.BytesIO(full.pdf)) as pdf:
        target = io.BytesIO()
        pdf.save(target, static_id=True)
    for old, new in ((b"startxref", b"startxxxx"), (b"/XRef", b"/YRef"), (b"/Size", b"/Sise")):
        data = sealed(target.getvalue().replace(old, new))
        assert is_sealed(data)
        assert fingerprint_of(data) is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("file", [b"<< >>", b"<< /F 1 >>", b"(text)"])
def test_an_attachment_without_data_is_told(full: Rendered, file: bytes) -> None:
    def change(document: pikepdf.Pdf) -> None:
        for attachment in document.attachments.values():
            attachment.obj["/EF"] = pikepdf.Object.parse(file)

    found = recall(deceive(full.pdf, change), "a.pdf")
    assert isinstance(found, Diagnostic)
    assert found.code == "SV919"


def carrying(full: Rendered, files: dict[str, bytes], filters: bytes) -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        for name in list(document.attachments):
            del document.attachments[name]
        for name, data in files.items():
            document.attachments[name] = data
            stream = document.attachments[name].get_file().obj
            assert isinstance(stream, pikepdf.Stream)
            stream.write(zlib.compress(data), filter=pikepdf.Name.FlateDecode)
            stream["/Filter"] = pikepdf.Object.parse(filters)
        _components(json.dumps({}))(document)

    return deceive(full.pdf, change)


@pytest.mark.parametrize(
    ("files", "filters"),
    [
        ({"issues/2025-07.yaml": b"a: 1\n" + bytes(1_200_000)}, b"/FlateDecode"),
        ({f"issues/{number}.yaml": bytes(900_000) for number in range(3)}, b"/FlateDecode"),
        ({"issues/2025-07.yaml": b"a: 1\n"}, b"/LZWDecode"),
        ({"issues/2025-07.yaml": b"a: 1\n"}, b"[/FlateDecode /RunLengthDecode]"),
        ({"issues/2025-07.yaml": b"a: 1\n"}, b"/NoSuchDecode"),
    ],
)
def test_what_would_fill_the_memory_is_refused(
    full: Rendered, monkeypatch: pytest.MonkeyPatch, files: dict[str, bytes], filters: bytes
) -> None:
    data = carrying(full, files, filters)
    monkeypatch.setattr(carried, "MAX_STREAM_BYTES", 1_000_000)
    monkeypatch.setattr(module, "MAX_TOTAL_BYTES", 2_000_000)
    found = recall(data, "a.pdf")
    assert isinstance(found, Diagnostic)
    assert found.code == "SV919"
    assert found.message.startswith("the PDF is damaged: it")
    monkeypatch.undo()
    assert fingerprint_of(full.pdf) is not None

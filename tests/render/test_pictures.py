"""Pictures are printed and carried as they are seen, and nothing a camera wrote goes along."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from strevview.build.turn import Builder, Outcome, Task
from strevview.diagnostics import Diagnostic
from strevview.render.pictures import Picture, clean_picture
from tests.desk import change, make_desk
from tests.render.reading import not_conforming

SECRET = b"SECRET OF THE CAMERA"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">{}</svg>'
RECTANGLE = '<rect width="40" height="20" fill="#336699"/>'


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF with a secret, a place and an orientation."""
    data = Image.Exif()
    data[0x010E] = SECRET.decode()
    data[0x0112] = orientation
    data.get_ifd(0x8825)[2] = (15.0, 29.0, 46.0)
    return data


def jpeg(mode: str = "RGB", *, orientation: int = 1, progressive: bool = False) -> bytes:
    """Return a photograph, red at its left and blue at its right, full of private data."""
    image = Image.new("RGB", (64, 32), "red")
    image.paste((0, 0, 255), (32, 0, 64, 32))
    target = io.BytesIO()
    image.convert(mode).save(
        target, "JPEG", quality=95, subsampling=0, exif=exif(orientation), comment=SECRET,
        progressive=progressive, icc_profile=srgb() if mode == "RGB" else None,
    )  # fmt: skip
    return target.getvalue()


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(mode: str = "RGB") -> bytes:
    """Return a drawing with texts, a time and EXIF beside it."""
    target = io.BytesIO()
    image = Image.new("RGBA", (8, 8), (200, 0, 0, 128)).convert(mode)
    image.save(target, "PNG", exif=exif(), dpi=(300, 300))
    data = target.getvalue()
    private = png_chunk(b"tEXt", b"Comment\0" + SECRET) + png_chunk(b"tIME", bytes(7))
    return data[:33] + private + data[33:]


def cleaned(data: bytes, file: str) -> bytes:
    picture = clean_picture(data, file)
    assert isinstance(picture, Picture), picture
    return picture.data


def pixels(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGBA")


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_photograph_loses_what_the_camera_wrote_and_no_pixel(
    mode: str, progressive: bool
) -> None:
    data = jpeg(mode, progressive=progressive)
    assert SECRET in data
    clean = cleaned(data, "a.jpg")
    assert SECRET not in clean
    assert b"Exif" not in clean
    assert pixels(clean).tobytes() == pixels(data).tobytes()
    assert (b"ICC_PROFILE" in clean) == (mode == "RGB")
    assert cleaned(clean, "a.jpg") == clean


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_a_png_loses_its_texts_and_no_pixel(mode: str) -> None:
    data = png(mode)
    clean = cleaned(data, "a.png")
    assert SECRET in data
    assert SECRET not in clean
    assert b"tIME" not in clean
    assert b"eXIf" not in clean
    assert b"pHYs" in clean
    assert pixels(clean).tobytes() == pixels(data).tobytes()
    assert cleaned(clean, "a.png") == clean


def test_a_thumbnail_and_what_stands_behind_the_end_go_too() -> None:
    plain = cleaned(jpeg(), "a.jpg")
    assert plain[:4] == b"\xff\xd8\xff\xe0"
    thumbnail = plain[:2] + b"\xff\xe0\x00\x13" + plain[6:18] + b"\x01\x01" + b"XYZ" + plain[20:]
    extension = plain[:20] + b"\xff\xe0\x00\x0bJFXX\0\x13\x01\x01X" + plain[20:]
    second = plain + jpeg() + b"moov" + SECRET + b"\xff\xd9"
    for data in (thumbnail, extension, second):
        assert pixels(data).size == (64, 32)
        assert cleaned(data, "a.jpg") == plain


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photograph_is_turned_for_real(orientation: int) -> None:
    clean = cleaned(jpeg(orientation=orientation), "a.jpg")
    image = pixels(clean)
    assert image.size == ((64, 32) if orientation < 5 else (32, 64))
    assert Image.open(io.BytesIO(clean)).getexif() == {}
    assert Image.open(io.BytesIO(clean)).info["icc_profile"] == srgb()
    # Where the red half, at the left before, comes to lie (Exif 2.32, 4.6.4, tag 0x0112).
    red = {1: (8, 16), 2: (56, 16), 3: (56, 16), 4: (8, 16), 5: (16, 8), 6: (16, 8), 7: (16, 56),
           8: (16, 56)}[orientation]  # fmt: skip
    seen = image.getpixel(red)
    assert isinstance(seen, tuple)
    assert seen[0] > 200
    assert seen[2] < 50
    assert cleaned(clean, "a.jpg") == clean


def test_ink_colours_become_rgb() -> None:
    clean = cleaned(jpeg("CMYK"), "a.jpg")
    image = Image.open(io.BytesIO(clean))
    assert image.mode == "RGB"
    assert SECRET not in clean
    left = image.getpixel((8, 16))
    assert isinstance(left, tuple)
    assert left[0] > 200
    assert left[2] < 50


def bomb(width: int, height: int) -> bytes:
    """Return a small PNG that says it has so many pixels."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = png_chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + body + png_chunk(b"IEND", b"")


TEXT_BOMB = png()[:33] + png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1 << 26))) + png()[33:]
LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>' + SVG.format("<text>&c;</text>")
)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.webp", png()),
        ("a.jpg", b""),
        ("a.jpg", jpeg()[:400]),
        ("a.jpg", jpeg()[:-2]),
        ("a.jpg", b"\xff\xd8" + b"\xff" * 1000),
        ("a.jpg", png()),
        ("a.png", jpeg()),
        ("a.png", png()[:60]),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.png", bomb(50_000, 50_000)),
        ("a.png", bomb(10_000, 10_000)),
        ("a.png", TEXT_BOMB),
        ("a.svg", b""),
        ("a.svg", b"<html/>"),
        ("a.svg", SVG.format("<g>").encode()),
        ("a.svg", png()),
        ("a.svg", LAUGHS.encode()),
        ("a.svg", LAUGHS.encode("utf-16")),
        ("a.svg", LAUGHS.encode("utf-16-be")),
        ("a.svg", SVG.format(RECTANGLE).encode("utf-16")),
        ("a.svg", ('<!DOCTYPE svg SYSTEM "file:///etc/passwd" [ ]>' + SVG.format("")).encode()),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)}-bytes",
)
def test_what_is_damaged_or_hostile_is_one_complaint(file: str, data: bytes) -> None:
    complaint = clean_picture(data, file)
    assert isinstance(complaint, Diagnostic)
    assert complaint.code == "SV703"
    assert complaint.is_error
    what = "in a format" if file == "a.webp" else "damaged"
    assert f"`{file}` is {what}" in complaint.message


@pytest.mark.parametrize("data", [TEXT_BOMB, png()[:-30]], ids=["bomb", "cut off"])
def test_it_is_refused_also_once_the_renderer_is_loaded(data: bytes) -> None:
    import weasyprint.images  # noqa: F401 - has Pillow take pictures that are cut off
    from PIL import ImageFile

    assert ImageFile.LOAD_TRUNCATED_IMAGES
    assert isinstance(clean_picture(data, "a.png"), Diagnostic)
    assert ImageFile.LOAD_TRUNCATED_IMAGES


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="x"><title>A</title>'


def photograph(scans: int) -> bytes:
    """Return a photograph whose last scan is repeated."""
    data = jpeg(progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * scans + data[last:]


def test_a_drawing_keeps_what_only_looks_private() -> None:
    kept = b"<desc><![CDATA[<!-- a --><metadata>]]></desc><g id='&lt;!--'/>"
    private = b"<!-- b --><metadata>c<metadata/></metadata ><sodipodi:namedview\n/>"
    head, tail = f"<?xml version='1.0'?>{HEAD}".encode(), b"</svg>"
    data = head.replace(b"<svg", b"<!-- d --><svg") + private + kept + private + tail + b"<!-- -->"
    assert cleaned(data, "a.svg") == head + kept + tail


def test_a_photograph_of_more_scans_than_any_is_refused() -> None:
    assert isinstance(clean_picture(photograph(scans=50), "a.jpg"), Picture)
    refused = clean_picture(photograph(scans=200), "a.jpg")
    assert isinstance(refused, Diagnostic)
    assert refused.code == "SV703"


def test_a_drawing_loses_comments_and_what_its_program_wrote() -> None:
    private = "<!-- {0} --><metadata>{0}</metadata><metadata/>".format(SECRET.decode())
    clean = cleaned(SVG.format(private + RECTANGLE).encode(), "a.svg")
    assert clean.decode() == SVG.format(RECTANGLE)
    assert cleaned(clean, "a.svg") == clean


def test_a_photograph_in_a_drawing_loses_what_the_camera_wrote(tmp_path: Path) -> None:
    packed = base64.encodebytes(jpeg()).decode().replace("\n", "&#10;")
    head, tail = '<image width="40" height="20" href="data:image/png;base64,', '"/>'
    data = SVG.format(f"{head}{packed}{tail}").encode()
    clean = cleaned(data, "a.svg")
    assert (
        clean
        == SVG.format(head + base64.b64encode(cleaned(jpeg(), "a.jpg")).decode() + tail).encode()
    )
    assert cleaned(clean, "a.svg") == clean
    _, pdf = build(tmp_path, {"a.svg": data})
    assert clean in streams(pdf)


def build(folder: Path, pictures: dict[str, bytes]) -> tuple[Outcome, bytes]:
    """Build a small issue with these figures, in this process."""
    desk = make_desk(folder)
    (desk / "issues" / "pictures").mkdir()
    figures = "        figures:\n"
    for name, data in pictures.items():
        (desk / "issues" / "pictures" / name).write_bytes(data)
        figures += f"          - file: pictures/{name}\n            alt: Half red, half blue\n"
        figures += "            credit: Nobody\n"
    issue = desk / "issues" / "2025-07.yaml"
    change(issue, "        sources:\n", f"{figures}        sources:\n")
    pdf = desk / "2025-07.pdf"
    outcome = Builder().build(Task(issue, pdf))
    return outcome, pdf.read_bytes() if pdf.exists() else b""


def streams(pdf: bytes) -> bytes:
    """Return every stream of a PDF as it reads, one after the other."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
        return b"\n".join(
            one.read_raw_bytes() if "DCT" in str(one.get("/Filter")) else one.read_bytes()
            for one in found
        )


def test_pictures_of_every_kind_conform_and_tell_nothing(tmp_path: Path) -> None:
    script = '<script>alert("x")</script><g onload="alert(1)"/>' + RECTANGLE
    outcome, pdf = build(
        tmp_path,
        {
            "turned.jpg": jpeg(orientation=6),
            "ink.jpg": jpeg("CMYK"),
            "grey.jpg": jpeg("L", progressive=True),
            "palette.png": png("P"),
            "clear.png": png("RGBA"),
            "script.svg": SVG.format(f"<title>A bar</title>{script}").encode(),
        },
    )
    assert outcome.done, outcome.diagnostics
    everything = streams(pdf)
    assert SECRET not in everything
    assert b"Exif" not in everything
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.attachments) == 9
        images = [one for one in document.objects if isinstance(one, pikepdf.Stream)
                  and one.get("/Subtype") == "/Image"]  # fmt: skip
        assert (32, 64) in {(int(one.Width), int(one.Height)) for one in images}
        assert not any(one.get("/ColorSpace") == "/DeviceCMYK" for one in images)
        assert "/JavaScript" not in str(document.Root.get("/Names"))
    assert not_conforming(pdf) == []


@pytest.mark.parametrize(
    "reference",
    [
        '<image href="https://example.org/a.png" width="9" height="9"/>',
        '<image href="{outside}" width="9" height="9"/>',
    ],
    ids=["network", "outside"],
)
def test_a_drawing_reads_nothing_from_elsewhere(tmp_path: Path, reference: str) -> None:
    outside = tmp_path / "outside.png"
    outside.write_bytes(png())
    drawing = SVG.format(reference.replace("{outside}", outside.as_uri()) + RECTANGLE)
    outcome, pdf = build(tmp_path / "desk", {"a.svg": drawing.encode()})
    assert not outcome.done
    assert pdf == b""
    assert any("a.svg" in found.message or "example.org" in found.message
               or "outside.png" in found.message for found in outcome.diagnostics)  # fmt: skip


def test_a_stylesheet_from_elsewhere_changes_no_drawing(tmp_path: Path) -> None:
    sheet = tmp_path / "outside.css"
    sheet.write_text("rect { fill: #ff0000 }", "utf-8")
    ours = "<style>rect { stroke: #00ff00 }</style>"
    imports = f'<style>@import url("{sheet.as_uri()}");</style>'
    outcome, pdf = build(
        tmp_path / "desk", {"a.svg": SVG.format(imports + ours + RECTANGLE).encode()}
    )
    # The renderer does not follow it: what is drawn is what stands in the file.
    assert outcome.done, outcome.diagnostics
    painted = streams(pdf)
    assert b"0 1 0 RG" in painted
    assert b"1 0 0 rg" not in painted

"""Figures through the commands: what is painted, as poppler and PDFium paint it."""

from __future__ import annotations

import base64
import io
import struct
import subprocess
import zlib
from pathlib import Path
from typing import cast

import pypdfium2
from PIL import Image, ImageChops

from tests.cli.inside import strevview
from tests.desk import add_figures, make_desk

WIDTH, HEIGHT = 1200, 600
Colour = tuple[int, int, int]


def png(colour_type: int, depth: int, samples: bytes, clear: bytes = b"") -> bytes:
    """Return a PNG of equal rows; `samples` are one row, `clear` its transparent colour."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour_type, 0, 0, 0)
    chunks = [(b"IHDR", header)]
    if clear:
        chunks.append((b"tRNS", clear))
    chunks += [(b"IDAT", zlib.compress((b"\0" + samples) * HEIGHT)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def halves(left: bytes, right: bytes) -> bytes:
    """Return a row of pixels whose halves are of two colours."""
    return left * (WIDTH // 2) + right * (WIDTH // 2)


def desk_with(folder: Path, **pictures: bytes) -> Path:
    """Return a desk with figures; the keys are the names of their files, with _ for the dot."""
    desk = make_desk(folder)
    named = {f"pictures/{'.'.join(key.rsplit('_', 1))}": one for key, one in pictures.items()}
    add_figures(desk, named)
    return desk


def painted(pdf: Path, page: int = 2) -> tuple[Image.Image, Image.Image]:
    """Return a page, that of the figures, as poppler and as PDFium paint it."""
    command = ["pdftoppm", "-r", "72", "-f", f"{page}", "-l", f"{page}", "-png", str(pdf)]
    poppler = Image.open(
        io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)
    )
    with pypdfium2.PdfDocument(pdf) as document:
        by_pdfium = document[page - 1].render(scale=1).to_pil()
    return poppler.convert("RGB"), by_pdfium.convert("RGB")


def colours(pdf: Path) -> list[tuple[tuple[Colour, ...], ...]]:
    """Return of each figure, as each reader paints it, the colours of its left and right half."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            images = painted(pdf, number)
            for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=9):
                left, bottom, right, top = one.get_bounds()
                middle = int(page.get_height() - (bottom + top) / 2)
                points = [(int(left + n / 4 * (right - left)), middle) for n in (1, 3)]
                found.append(
                    tuple(
                        tuple(cast("Colour", image.getpixel(point)) for point in points)
                        for image in images
                    )
                )
    return found


def counted(image: Image.Image) -> list[tuple[int, Colour]]:
    """Return how many pixels are of each colour."""
    return cast("list[tuple[int, Colour]]", image.getcolors(1 << 20))


def near(colour: Colour, wanted: Colour) -> bool:
    return max(abs(one - other) for one, other in zip(colour, wanted, strict=True)) <= 6


PNGS: dict[str, tuple[bytes, Colour, Colour]] = {
    "grey": (
        png(0, 16, halves(b"\x30\x00", b"\xc0\x10")),
        (48, 48, 48),
        (191, 191, 191),
    ),
    "grey, one clear": (
        png(0, 16, halves(b"\x30\x00", b"\x30\x01"), clear=b"\x30\x01"),
        (48, 48, 48),
        (255, 255, 255),
    ),
    "colour, one clear": (
        png(2, 16, halves(b"\x30\x10\x60\x10\x90\x10", b"\xc0\x11\0\0\0\0"), b"\xc0\x11\0\0\0\0"),
        (48, 96, 144),
        (255, 255, 255),
    ),
    "four bits, one clear": (
        png(0, 4, b"\x33" * (WIDTH // 4) + b"\xcc" * (WIDTH // 4), clear=b"\0\x0c"),
        (51, 51, 51),
        (255, 255, 255),
    ),
    "two bits, one clear": (
        png(0, 2, b"\x55" * (WIDTH // 8) + b"\xaa" * (WIDTH // 8), clear=b"\0\x02"),
        (85, 85, 85),
        (255, 255, 255),
    ),
    "grey and alpha": (
        png(4, 16, halves(b"\x30\0\xff\xff", b"\x30\0\0\0")),
        (48, 48, 48),
        (255, 255, 255),
    ),
}


def test_a_png_of_any_depth_prints_as_it_is(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, **{f"{n}_png": row[0] for n, row in enumerate(PNGS.values())})
    assert strevview("build", cwd=desk).code == 0
    found = colours(desk / "out" / "2025-07.pdf")
    for (kind, (_, *wanted)), figure in zip(PNGS.items(), found, strict=True):
        for halves_seen in figure:
            assert all(map(near, halves_seen, wanted)), kind


def drawing(body: str, width: int = 400, height: int = 200) -> bytes:
    """Return an SVG with a gradient from red to blue, `#g`, and others."""
    stops = '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>
<linearGradient id="g">{stops}</linearGradient><radialGradient id="r">{stops}</radialGradient>
<linearGradient id="t" gradientTransform="rotate(45 .5 .5)">{stops}</linearGradient>
<linearGradient id="u" gradientUnits="userSpaceOnUse" x2="400">{stops}</linearGradient>
<linearGradient id="c">{stops}<stop offset="1" stop-color="blue" stop-opacity="0"/></linearGradient>
</defs>{body}</svg>""".encode()


RECTANGLE = '<rect width="400" height="200" fill="url(#{})"/>'
# Two a row; those at the corners are whole rectangles.
GRADIENTS = [
    *(RECTANGLE.format(name) for name in "gr"),
    f'<g opacity=".9" transform="scale(.5) rotate(9)">{RECTANGLE.format("g")}</g>',
    '<path d="M0 100 H400 V101" fill="none" stroke="url(#g)" stroke-width="150"/>',
    '<text x="200" y="190" font-size="150" text-anchor="middle" fill="url(#g)">HHH</text>',
    *(RECTANGLE.format(name) for name in "tuc"),
]


def test_a_gradient_is_painted_by_every_reader(tmp_path: Path) -> None:
    tiles = "".join(
        f'<g transform="translate({n % 2 * 400} {n // 2 * 200})">{body}</g>'
        for n, body in enumerate(GRADIENTS)
    )
    desk = desk_with(tmp_path, a_svg=drawing(tiles, 800, 800))
    assert strevview("build", cwd=desk).code == 0
    for image in painted(desk / "out" / "2025-07.pdf"):
        left, top, right, bottom = coloured(image)
        width, height = (right - left) / 2, (bottom - top) / 4
        for n, body in enumerate(GRADIENTS):
            x, y = left + n % 2 * width, top + n // 2 * height
            tile = image.crop((int(x), int(y), int(x + width), int(y + height)))
            red = sum(n for n, (r, g, b) in counted(tile) if r > 150 and b < 110 and g < 60)
            blue = sum(n for n, (r, g, b) in counted(tile) if b > 150 and r < 110 and g < 60)
            assert min(red, blue) > 100, body


def coloured(image: Image.Image) -> tuple[int, int, int, int]:
    """Return the box around what is of a strong colour."""
    _, saturation, brightness = image.convert("HSV").split()
    strong = ImageChops.darker(saturation, brightness)
    box = strong.point([255 * (value > 150) for value in range(256)]).getbbox()
    assert box is not None
    return box


def test_a_picture_inside_a_drawing_prints_as_one_of_its_own(tmp_path: Path) -> None:
    ink = io.BytesIO()
    Image.new("CMYK", (800, 400), (0, 255, 255, 0)).save(ink, "JPEG")
    inside = {"image/png": PNGS["grey"][0], "image/jpeg": ink.getvalue()}
    body = "".join(
        f'<image x="{200 * n}" width="200" height="100" href="data:{kind};base64,'
        f'{base64.b64encode(data).decode()}"/>'
        for n, (kind, data) in enumerate(inside.items())
    )
    desk = desk_with(tmp_path, a_svg=drawing(body))
    done = strevview("build", "--strict", cwd=desk)
    assert done.code == 0, done.err
    for image in painted(desk / "out" / "2025-07.pdf"):
        assert all(
            sum(n for n, colour in counted(image) if near(colour, wanted)) > 1000
            for wanted in ((48, 48, 48), (191, 191, 191), (254, 0, 0))
        )


def test_a_bar_may_be_thin(tmp_path: Path) -> None:
    bar = io.BytesIO()
    Image.new("RGB", (3000, 10), (200, 30, 30)).save(bar, "PNG")
    desk = desk_with(tmp_path, bar_png=bar.getvalue())
    assert strevview("build", "--strict", cwd=desk).code == 0
    for image in painted(desk / "out" / "2025-07.pdf"):
        assert sum(n for n, (r, g, b) in counted(image) if r > g + 20 and r > b + 20) > 200


def test_labels_of_a_drawing_are_in_the_styles_fonts_for_the_audit_too(tmp_path: Path) -> None:
    label = '<text x="9" y="90" font-size="40" fill="white">\u5317\u4eac</text>'
    labels = drawing(RECTANGLE.format("g") + label)
    desk = desk_with(tmp_path, a_svg=labels)
    assert strevview("build", cwd=desk).code == 0
    done = strevview("audit", "out/2025-07.pdf", cwd=desk)
    assert (done.code, done.err) == (0, "")

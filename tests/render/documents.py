"""HTML, CSS and pictures for the renderer's tests: what a style and `compose` would hand over."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import fontpkg_amiri  # type: ignore[import-untyped]
import rendercv_fonts
from jinja2 import Template
from PIL import Image

from strevview.render.carried import Attachment
from strevview.render.compose import PdfMetadata
from strevview.render.pictures import picture_url
from strevview.style.css import StyleSheet

FONTS = Path(rendercv_fonts.__file__).parent
AMIRI = Path(fontpkg_amiri.__file__).parent / "files"
HINDI = "मनोहर पर्रिकर रक्षा अध्ययन एवं विश्लेषण संस्थान"
CHINESE = "中国科学院“北斗”"
ARABIC = "المملكة العربية السعودية"
URDU = "پاکستان خلائی تحقیقاتی ادارہ"


def font_face(family: str, file: str, weight: int = 400, style: str = "normal") -> str:
    """Return an `@font-face` rule for a file of the font package."""
    return (
        f'@font-face {{ font-family: "{family}"; src: url("{(FONTS / file).as_uri()}"); '
        f"font-weight: {weight}; font-style: {style} }}\n"
    )


FACES = StyleSheet(
    "styles/test/fonts.css",
    font_face("Gentium Book Plus", "Gentium Book Plus/GentiumBookPlus-Regular.ttf")
    + font_face("Gentium Book Plus", "Gentium Book Plus/GentiumBookPlus-Italic.ttf", 400, "italic")
    + font_face("Gentium Book Plus", "Gentium Book Plus/GentiumBookPlus-Bold.ttf", 700)
    + font_face("Source Sans 3", "Source Sans 3/SourceSans3-Regular.ttf")
    + font_face("Source Sans 3", "Source Sans 3/SourceSans3-Bold.ttf", 700)
    + font_face("Mukta", "Mukta/Mukta-Regular.ttf")
    + font_face("Mukta", "Mukta/Mukta-Bold.ttf", 700)
    + f"""@font-face {{ font-family: "Amiri"; unicode-range: U+0600-06FF;
      src: url("{(AMIRI / "Amiri-Regular.ttf").as_uri()}") }}
    @font-face {{ font-family: "Noto Sans SC"; unicode-range: U+2E80-9FFF;
      src: url("{(FONTS / "Noto Sans/NotoSansSC-Regular.ttf").as_uri()}") }}""",
    "strevview:fonts.css",
)

HERE = Path(__file__).parent
LAYOUT = StyleSheet(
    "styles/test/layout.css", (HERE / "layout.css").read_text("utf-8"), "strevview:layout.css"
)
DRAFT = StyleSheet(
    "styles/test/draft.css",
    """@page { @top-left-corner {
  content: "DRAFT"; z-index: -1; font: 700 90pt "Source Sans 3"; color: #ddd;
  white-space: nowrap; transform: translate(60mm, 140mm) rotate(-45deg);
} }""",
    "strevview:draft.css",
)

SHEETS = (FACES, LAYOUT)
ROOTS = (FONTS, AMIRI)

DAY = date(2025, 7, 31)
METADATA = PdfMetadata(
    title="China Science & Technology Review <July 2025>",
    language="en-GB",
    created=DAY,
    modified=date(2025, 8, 4),
    authors=("A. Editor", "B. Editor"),
    subject="What happened in July 2025",
    publisher=f"MP-IDSA, {HINDI}",
    rights="© 2025 MP-IDSA",
    cover="Cover",
    issn="1234-5679",
    fingerprint={"issues/2025-07.yaml": "0123456789abcdef" * 4, "weasyprint": "70"},
    text_starts_at="text",
)

ATTACHMENTS = (
    Attachment(
        "issues/2025-07.yaml", b"schema: 1\n" * 50, "application/yaml", "The issue", "Source", DAY
    ),
    Attachment("issues/pictures/मानचित्र.png", b"\x89PNG", "image/png", "A picture", "Data", DAY),
)

MAP = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50">
<rect width="100" height="50" fill="#cde"/><circle cx="30" cy="20" r="5" opacity=".5"/>
<text x="10" y="40" font-family="Source Sans 3" font-size="8">Xichang</text></svg>"""


def png(mode: str = "RGBA", colour: tuple[int, ...] | int = (20, 90, 160, 128)) -> bytes:
    """Return a small PNG."""
    target = io.BytesIO()
    Image.new(mode, (60, 40), colour).save(target, "PNG")
    return target.getvalue()


PICTURES = {"pictures/rover 1.png": png(), "pictures/map.svg": MAP}

PROSE = (
    'On 31 July the country <a href="https://www.dawn.com/news/1">launched</a> a remote-sensing '
    "satellite from the Xichang centre in co-operation with international organisations, and the "
    '<em>much <a href="https://example.org/a?b=c&amp;d=e">repeated announcement</a></em> — “made '
    "in earnest” — came from the ministry of extraordinarily wide responsibilities. "
)


def page(body: str) -> str:
    """Return an HTML document around some content."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Test</title></head>'
        f"<body>{body}</body></html>"
    )


def text_page(body: str) -> str:
    """Return an HTML document whose content begins with a first heading."""
    return page(f"<h1>Heading</h1>{body}")


FULL = page(
    Template((HERE / "full.html").read_text("utf-8")).render(
        HINDI=HINDI, CHINESE=CHINESE, URDU=URDU, PROSE=PROSE, url=picture_url
    )
)

"""PDFs typeset from HTML, with tags or without, in fonts that come with the project."""

from __future__ import annotations

from pathlib import Path

from tests.render.documents import FACES

_STYLE = """
@page { size: A4; margin: 25mm }
html { font: 11pt/1.35 "Gentium Book Plus" }
p { margin: 0 0 8pt } h1 { font-size: 20pt } h2 { font-size: 15pt }
figcaption { font-size: 9pt } blockquote { margin: 8pt 40pt }
:lang(hi) { font-family: "Mukta" } :lang(zh) { font-family: "Noto Sans SC" }
"""


def typeset(path: Path, body: str, *, tagged: bool, style: str = "") -> Path:
    """Write a PDF of some HTML."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    page = HTML(
        string=f"<html lang=en-GB><title>Review</title><body>{body}", base_url=path.as_uri()
    )
    sheets = [CSS(string=FACES.text, font_config=fonts), CSS(string=_STYLE + style)]
    page.write_pdf(path, stylesheets=sheets, font_config=fonts, pdf_tags=tagged)
    return path

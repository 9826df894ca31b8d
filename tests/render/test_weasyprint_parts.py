from __future__ import annotations

from typing import Any

from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.fonts import FontConfiguration

from strevview.render.weasyprint_parts import weasyprint_corrected
from tests.render.documents import FONTS

# Words, then a space, then a link; only the width differs from paragraph to paragraph.
PARAGRAPH = (
    '<p style="width: {}px">equal and lasting, the vice minister said at the closing session of '
    'the <a href="https://example.org">ministry</a> in'
)


def words_on_first_lines() -> list[int]:
    """Return how many words the first line has, for paragraphs each a pixel wider."""
    font = FONTS / "EB Garamond" / "EBGaramond-Regular.ttf"
    fonts = FontConfiguration()
    css = (
        f'@font-face {{ font-family: G; src: url("{font.as_uri()}") }}'
        "@page { size: 600px 20000px } p { margin: 0; font: 12px/1.4 G }"
    )
    html = '<html lang="en">' + "".join(PARAGRAPH.format(width) for width in range(300, 400))
    sheet = CSS(string=css, font_config=fonts)
    document = HTML(string=html).render(stylesheets=[sheet], font_config=fonts)
    paragraphs: list[Any] = [
        box
        for box in document.pages[0]._page_box.descendants()
        if isinstance(box, boxes.BlockBox) and box.element_tag == "p"
    ]
    assert len(paragraphs) == 100
    return [
        len(
            "".join(
                box.text
                for box in paragraph.children[0].descendants()
                if isinstance(box, boxes.TextBox)
            ).split()
        )
        for paragraph in paragraphs
    ]


def test_a_line_that_ends_before_a_link_keeps_its_words() -> None:
    original = inline.split_first_line
    with weasyprint_corrected():
        counts = words_on_first_lines()
    assert inline.split_first_line is original
    # A wider line never holds fewer words.
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] > 5

from __future__ import annotations

import re
from typing import Any

import pikepdf
import pytest

from strevview.render.conformance import conformance, installed_validators
from strevview.render.pdf import Rendered, Renderer
from strevview.render.readback import FILLERS
from tests.render.documents import (
    ARABIC,
    CHINESE,
    HINDI,
    METADATA,
    PICTURES,
    URDU,
    text_page,
)
from tests.render.reading import opened, pdfium_text, poppler_text, structure

READERS = {"poppler": poppler_text, "pdfium": pdfium_text}
reader = pytest.mark.parametrize("reader", READERS)
both = pytest.mark.skipif(len(installed_validators()) < 2, reason="the validators are missing")
SPAN = '<span lang="hi">'


def words(text: str) -> str:
    return " ".join(text.split())


def rendered(renderer: Renderer, body: str) -> Rendered:
    outcome = renderer.render(text_page(body), metadata=METADATA, pictures=PICTURES)
    assert outcome.diagnostics == ()
    return outcome


@reader
@pytest.mark.parametrize(
    "body",
    [
        f'<p lang="hi">{HINDI}</p>',
        f'<p lang="hi" style="font-weight: 700; text-align: center">{HINDI}</p>',
        f'<p lang="hi" style="letter-spacing: 2pt">{HINDI}</p>',
        f'<h2>The <span lang="hi">{HINDI}</span> heading</h2>',
        f'<p>By the <em><span lang="hi">{HINDI}</span></em> in Delhi</p>',
        f'<p style="font-family: Mukta">Without a span {HINDI} in a line</p>',
        f'<ul><li><a href="https://example.org/" lang="hi">{HINDI}</a></li></ul>',
    ],
    ids=["plain", "bold", "spaced", "heading", "mixed", "no span", "link"],
)
def test_hindi_reads_back_letter_for_letter(renderer: Renderer, reader: str, body: str) -> None:
    assert HINDI in READERS[reader](rendered(renderer, body).pdf)


@reader
def test_hindi_that_breaks_over_lines_reads_back(renderer: Renderer, reader: str) -> None:
    body = (
        f'<p style="width: 45mm">Of <span lang="hi">{HINDI}</span> and '
        f'<b lang="hi">{HINDI}</b> end</p>'
    )
    text = READERS[reader](rendered(renderer, body).pdf)
    assert words(text).count(HINDI) == 2
    assert HINDI not in text


@reader
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>The language ({SPAN}हिन्दी</span>) of many</p>", "language (हिन्दी) of many"),
        (f"<p>Letters and {SPAN}विज्ञान</span> of old</p>", "Letters and विज्ञान of old"),
        (f"<p>{SPAN}विज्ञान</span> at the start</p>", "विज्ञान at the start"),
        (f"<p>{SPAN}हिन्दी</span> ({SPAN}हिन्दी</span>)</p>", "हिन्दी (हिन्दी)"),
        ('<p style="font-family: Mukta">Bare (हिन्दी) and विज्ञान</p>', "Bare (हिन्दी) and विज्ञान"),
        (
            f'<p style="width: 40mm">All of ({SPAN}विज्ञान शिक्षा विज्ञान शिक्षा</span>) here</p>',
            "All of (विज्ञान शिक्षा विज्ञान शिक्षा) here",
        ),
        (
            f'<h2 style="letter-spacing: 1pt">By {SPAN}विज्ञान एवं शिक्षा</span></h2>',
            "By विज्ञान एवं शिक्षा",
        ),
    ],
    ids=["brackets", "mixed", "line start", "twice", "no span", "line end", "spaced heading"],
)
def test_a_sign_drawn_before_its_letter_leaves_no_filler(
    renderer: Renderer, reader: str, body: str, expected: str
) -> None:
    text = READERS[reader](rendered(renderer, body).pdf)
    assert expected in words(text)
    assert not set(FILLERS) & set(text)


@reader
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>{SPAN}यह है</span>, {SPAN}और</span></p>", "यह है, और"),
        (f"<p>“{SPAN}राष्ट्रीय</span>” {SPAN}दूरस्थ</span>, 2025</p>", "“राष्ट्रीय” दूरस्थ, 2025"),
        (f"<p>{SPAN}अक्टूबर</span> 2025, {SPAN}आरंभ</span></p>", "अक्टूबर 2025, आरंभ"),
        (f"<p><em>{SPAN}प्रतिवर्ष</span></em> {SPAN}तीस टन</span></p>", "प्रतिवर्ष तीस टन"),
        (f"<p>{SPAN}विद्\u200cयालय क्\u200dष</span>, so</p>", "विद्\u200cयालय क्\u200dष, so"),
    ],
    ids=["sign", "raised sign within", "all its letters are one to one", "emphasis", "joiners"],
)
def test_a_word_and_the_sign_beside_it_read_back(
    renderer: Renderer, reader: str, body: str, expected: str
) -> None:
    assert expected in words(READERS[reader](rendered(renderer, body).pdf))


def test_a_persian_joiner_is_copied(renderer: Renderer) -> None:
    word = "کتاب\u200cها"
    body = f'<p>Its <span lang="ar" dir="rtl">{word}</span> are</p>'
    pdf = rendered(renderer, body).pdf
    assert word in poppler_text(pdf)
    # PDFium passes over it: it would part the word in two, in the order of the page.
    assert word.replace("\u200c", "") in pdfium_text(pdf)


@both
def test_words_without_fillers_conform(renderer: Renderer) -> None:
    body = (
        f"<p>Letters ({SPAN}हिन्दी</span>) and {SPAN}विज्ञान</span>, by a "
        f'<a href="https://example.org/">{SPAN}विज्ञान</span></a></p>'
    )
    pdf = rendered(renderer, body).pdf
    assert actual_texts(pdf) == ["हिन्दी", "विज्ञान", "विज्ञान"]
    assert conformance(pdf, "a.pdf") == ()


@reader
def test_hindi_in_a_running_header_reads_back(full: Rendered, reader: str) -> None:
    headers = READERS[reader](full.pdf).count(f"First section {HINDI}")
    assert headers >= 2  # the heading, and the header of its page


@reader
def test_chinese_reads_back(renderer: Renderer, reader: str) -> None:
    body = f'<p>Its name is <span lang="zh">{CHINESE}</span>.</p>'
    assert f"Its name is {CHINESE}." in READERS[reader](rendered(renderer, body).pdf)


def test_brackets_of_other_lines_are_not_turned_with_those_from_right_to_left(
    renderer: Renderer,
) -> None:
    body = f'<p lang="ur" dir="rtl">{URDU} ({URDU})</p><p>And (so) [on]</p>'
    text = pdfium_text(rendered(renderer, body).pdf)
    assert "And (so) [on]" in text


def test_text_that_reads_back_by_itself_gets_no_actual_text(renderer: Renderer) -> None:
    body = f'<p>“Naïve” – it’s 5 % of € fi ffl, <span lang="zh">{CHINESE}</span></p>'
    assert actual_texts(rendered(renderer, body).pdf) == []


def test_actual_text_stands_on_the_hindi_alone(renderer: Renderer) -> None:
    body = f'<p>Before <span lang="hi">{HINDI}</span> after</p>'
    assert "".join(actual_texts(rendered(renderer, body).pdf)) == HINDI


def test_text_cut_off_by_an_ellipsis_is_an_error(renderer: Renderer) -> None:
    # The renderer lets the glyph of the ellipsis mean all that it hides.
    body = f'<p style="text-overflow: ellipsis; overflow: hidden; width: 30mm">{HINDI}</p>'
    (complaint,) = renderer.render(text_page(body), metadata=METADATA).diagnostics
    assert (complaint.code, complaint.is_error) == ("SV901", True)
    assert "text-overflow: ellipsis" in complaint.message


def test_a_broken_word_ends_in_a_soft_hyphen_and_a_compound_in_a_hard_one(
    renderer: Renderer,
) -> None:
    body = '<p style="width: 30mm">Internationalisation responsibilities China-Pakistan</p>'
    pdf = rendered(renderer, body).pdf
    lines = poppler_text(pdf)
    assert "\u2010" not in lines
    assert "Internationalisationresponsibilities" in re.sub(r"\u00ad\n|\s", "", lines)
    assert "\u00ad\n" in lines
    assert "China-" in lines


def test_a_font_with_one_glyph_for_two_hyphens_reads_as_the_plain_one(renderer: Renderer) -> None:
    # Source Sans 3 draws U+002D, U+2010 and U+2011 with one glyph, and no-break spaces as spaces.
    body = (
        "<div style=\"font-family: 'Source Sans 3'; width: 38mm\">"
        "<p>A\u00a0b Internationalisation of many responsibilities</p>"
        '<p style="width: 100mm">One plain space, China-Pakistan</p></div>'
    )
    text = pdfium_text(rendered(renderer, body).pdf)
    assert "China-Pakistan" in text
    assert "One plain space" in text
    assert "\u00a0" not in text


@reader
@pytest.mark.parametrize(("language", "name"), [("ar", ARABIC), ("ur", URDU)])
def test_text_from_right_to_left_reads_back(
    renderer: Renderer, reader: str, language: str, name: str
) -> None:
    body = f'<p>Its name is <span lang="{language}" dir="rtl">{name}</span>, in full</p>'
    pdf = rendered(renderer, body).pdf
    # Readers say where the direction changes; the letters are what counts.
    text = re.sub("[\u200f\u202a-\u202e]", "", READERS[reader](pdf))
    if reader == "poppler":
        assert name in text
    else:  # PDFium gives the words of a mixed line in the order of the page, each rightly spelt
        assert set(name.split()) <= set(re.split("[ ,]", text))
    assert actual_texts(pdf) == []


def test_languages_are_said_where_they_change(full: Rendered) -> None:
    with opened(full.pdf) as pdf:
        said = {str(element.Lang) for _, element in structure(pdf) if "/Lang" in element}
    assert said == {"hi", "ur", "zh"}


def test_text_with_opacity_is_an_error(renderer: Renderer) -> None:
    body = '<p style="opacity: .4">Pale words</p><p>Others</p>'
    outcome = renderer.render(text_page(body), metadata=METADATA)
    (complaint,) = outcome.diagnostics
    assert (complaint.code, complaint.is_error) == ("SV901", True)
    assert "“Pale words”" in complaint.message


def actual_texts(pdf: bytes) -> list[str]:
    found = []
    with opened(pdf) as document:
        for page in document.pages:
            for item in pikepdf.parse_content_stream(page):
                if str(item.operator) == "BDC":
                    properties: Any = item.operands[1]
                    if "/ActualText" in properties:
                        found.append(str(properties.ActualText))
    return found

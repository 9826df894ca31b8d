from __future__ import annotations

import re

import pytest

from strevview.render.pdf import Rendered, Renderer
from tests.render.documents import (
    ARABIC,
    HINDI,
    METADATA,
    PICTURES,
    URDU,
    text_page,
)
from tests.render.reading import actual_texts, opened, pdfium_text, poppler_text, structure

READERS = {"poppler": poppler_text, "pdfium": pdfium_text}
reader = pytest.mark.parametrize("reader", READERS)


def rendered(renderer: Renderer, body: str) -> Rendered:
    outcome = renderer.render(text_page(body), metadata=METADATA, pictures=PICTURES)
    assert outcome.diagnostics == ()
    return outcome


def test_a_persian_joiner_is_copied(renderer: Renderer) -> None:
    word = "کتاب\u200cها"
    body = f'<p>Its <span lang="ar" dir="rtl">{word}</span> are</p>'
    pdf = rendered(renderer, body).pdf
    assert word in poppler_text(pdf)
    # PDFium passes over it: it would part the word in two, in the order of the page.
    assert word.replace("\u200c", "") in pdfium_text(pdf)


@reader
def test_hindi_in_a_running_header_reads_back(full: Rendered, reader: str) -> None:
    headers = READERS[reader](full.pdf).count(f"First section {HINDI}")
    assert headers >= 2  # the heading, and the header of its page


def test_brackets_of_other_lines_are_not_turned_with_those_from_right_to_left(
    renderer: Renderer,
) -> None:
    body = f'<p lang="ur" dir="rtl">{URDU} ({URDU})</p><p>And (so) [on]</p>'
    text = pdfium_text(rendered(renderer, body).pdf)
    assert "And (so) [on]" in text


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

"""Folded texts read alike where they look alike, and lead back to the text as written."""

from __future__ import annotations

import pytest

from strevview.lint.folding import fold_paragraph, fold_text, skeleton, without_marks
from strevview.model.prose_parser import parse_prose


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Al-Debi’e", "Al-Debi'e"),
        ("Dai\u00a0Gang", "Dai Gang"),
        ("Dai  Gang", "Dai Gang"),
        ("Pak\u200bis\u00adtan", "Pakistan"),
        ("Consórcio", "Consórcio"),
        ("Conso\u0301rcio", "Consórcio"),
        ("SUPАRCO", "SUPARCO"),
        ("Кобилджон Хушвахтзода", "Кобилджон Хушвахтзода"),
        ("利玛窦", "利玛窦"),
    ],
)
def test_texts_as_the_eye_reads_them(written: str, read: str) -> None:
    assert fold_text(written) == read


def test_places_lead_to_the_text_as_written() -> None:
    text = "The  cen\u00adtre was\n[opened\u200b up][dawn] by  Consuelo Co\u0301rdoba."
    paragraph = fold_paragraph(parse_prose(text).paragraphs[0])
    assert paragraph.text == "The centre was opened up by Consuelo Córdoba."
    assert len(paragraph.offsets) == len(paragraph.text) + 1
    for word in ("The", "was", "by", "Consuelo"):
        place = paragraph.offsets[paragraph.text.index(word)]
        assert text[place : place + len(word)] == word
    ((start, end, source),) = paragraph.links
    assert (paragraph.text[start:end], source) == ("opened up", "dawn")


def test_plain_english_is_left_as_it_is() -> None:
    paragraph = parse_prose("It was [held][dawn] on 31 July.").paragraphs[0]
    assert fold_paragraph(paragraph) is paragraph


def test_look_alike_signs_have_one_skeleton() -> None:
    assert skeleton("EI Rabbat") == skeleton("El Rabbat")
    assert skeleton("SUPARC0") == skeleton("SUPARCO")
    assert skeleton("CNSA") != skeleton("CMSA")


def test_accents_and_case_do_not_count() -> None:
    assert without_marks("Sincrotrón ALBA") == "sincrotron alba"

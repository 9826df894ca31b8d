"""Pages of pages.yaml, rendered: what is complained of, what reads back, how it is tagged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from strevview.diagnostics import Diagnostic
from strevview.render.pdf import Renderer
from strevview.render.readback import FILLERS
from strevview.style.css import StyleSheet
from tests.render.documents import METADATA, PICTURES, ROOTS, SHEETS, text_page
from tests.render.reading import (
    actual_texts,
    not_conforming,
    opened,
    pdfium_text,
    poppler_text,
    tags,
)

PAGES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("pages.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.get("name", case.get("css")))
def test_a_page_gives_what_it_says(renderer: Renderer, case: dict[str, Any]) -> None:
    if "css" in case:
        sheet = StyleSheet("styles/a.css", case["css"], "strevview:a.css")
        renderer = Renderer((*SHEETS, sheet), ROOTS)
    pictures = {name: data.encode() for name, data in case.get("pictures", {}).items()} or PICTURES
    body = text_page(case.get("body", "<p>x</p>"))
    outcome = renderer.render(body, metadata=METADATA, pictures=pictures)
    told = case.get("finds", [])
    assert len(outcome.diagnostics) == len(told), outcome.diagnostics
    for one in told:
        assert any(is_told(found, one) for found in outcome.diagnostics), outcome.diagnostics
    for reader in (poppler_text, pdfium_text) if {"reads", "words"} & case.keys() else ():
        text = reader(outcome.pdf)
        assert case.get("reads", "") in text
        assert case.get("words", "") in " ".join(text.split())
        assert "words" not in case or not set(FILLERS) & set(text)
    if "actual" in case:
        assert actual_texts(outcome.pdf) == case["actual"]
    if "tags" in case:
        assert tags(outcome.pdf)[2:] == [f"  {line}" for line in case["tags"].splitlines()]
    if "links" in case:
        with opened(outcome.pdf) as pdf:
            assert [link_of(one) for one in pdf.pages[0].get("/Annots", [])] == case["links"]
            assert not pdf.attachments
            assert pdf.check_pdf_syntax() == []
    if "labels" in case:
        with opened(outcome.pdf) as pdf:
            assert [page.label for page in pdf.pages] == case["labels"]
    if "conforms" in case:
        assert not_conforming(outcome.pdf) == []


def link_of(annotation: Any) -> str:  # noqa: ANN401 - as pikepdf has it
    to = annotation.A.URI if "/A" in annotation else annotation.Dest
    return f"{annotation.Contents} → {to}"


def is_told(found: Diagnostic, expected: str) -> bool:
    """Whether a complaint is the one that a case tells of."""
    head, _, words = expected.partition(": ")
    what = f"{found.code} {found.severity.value}"
    if found.span is not None:
        span = found.span
        length = span.end_column - span.column
        what += f" {span.path}:{span.line}:{span.column}+{length}"
    return what.startswith(head) and words in found.message

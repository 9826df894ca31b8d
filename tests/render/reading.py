"""Read a PDF as the world does: with pikepdf, PDFium and poppler."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from strevview.audit.conformance import conformance_faults, installed_validators

if TYPE_CHECKING:
    from collections.abc import Iterator


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF with pikepdf."""
    return pikepdf.open(io.BytesIO(pdf))


def pdfium_text(pdf: bytes) -> str:
    """Return what PDFium reads, page after page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded())
            text_page.close()
            page.close()
        return "\n".join(texts).replace("\r\n", "\n")
    finally:
        document.close()


def poppler_text(pdf: bytes) -> str:
    """Return what poppler's pdftotext reads; skip the test where it is not installed."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    process = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
    return process.stdout.decode()


def not_conforming(pdf: bytes) -> list[str]:
    """Return in what a PDF is neither PDF/A-3a nor PDF/UA-1; both validators have to be there."""
    assert len(installed_validators()) == 2
    return [one.message for one in conformance_faults(pdf, "a.pdf") if one.is_error]


def structure(document: pikepdf.Pdf) -> Iterator[tuple[int, pikepdf.Object]]:
    """Yield each structure element of a PDF with its depth, in reading order."""

    def walk(element: pikepdf.Object, depth: int) -> Iterator[tuple[int, pikepdf.Object]]:
        yield depth, element
        kids: Any = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid, depth + 1)

    yield from walk(document.Root.StructTreeRoot.K[0], 0)


def tags(pdf: bytes, without: str = "/Span") -> list[str]:
    """Return the tags of a PDF as an indented list, without the spans of the lines."""
    with opened(pdf) as document:
        return [
            "  " * depth + str(element.S)[1:]
            for depth, element in structure(document)
            if str(element.S) != without
        ]


def actual_texts(pdf: bytes) -> list[str]:
    """Return the texts that stand for what is drawn, in order."""
    found = []
    with opened(pdf) as document:
        for page in document.pages:
            for item in pikepdf.parse_content_stream(page):
                if str(item.operator) == "BDC":
                    properties: Any = item.operands[1]
                    if "/ActualText" in properties:
                        found.append(str(properties.ActualText))
    return found

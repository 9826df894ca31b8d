from __future__ import annotations

import io
import threading

import pytest
from PIL import Image

from strevview.audit import AuditResult, expected_of
from strevview.audit.checks import check_pdf
from strevview.audit.reading import NotReadableError
from strevview.preview.edition import (
    LEAST_PIXELS,
    MOST_PIXELS,
    Edition,
    GoneError,
)
from tests.preview.turns import Desk


def picture_of(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["PNG"])
    image.load()
    return image


@pytest.mark.parametrize("width", [300, 1001])
def test_a_page_is_a_picture_as_wide_as_it_is_wanted(edition: Edition, width: int) -> None:
    image = picture_of(edition.picture(1, width))
    # An A4 page: 210 mm by 297 mm.
    assert image.size == (width, round(width * 297 / 210))
    assert image.mode == "RGB"
    # Paper with ink, upright: the text begins in the upper quarter.
    assert max(image.getcolors(1 << 24) or [])[1] == (255, 255, 255)
    ink = image.convert("L").point(lambda grey: 255 if grey < 100 else 0).getbbox()
    assert ink is not None
    assert 0 < ink[0] < ink[2] < image.width
    assert 0 < ink[1] < image.height / 4


def test_colours_are_those_of_the_style(edition: Edition) -> None:
    # The cover of the shipped style is dark blue above: red is the least of its three colours.
    red, green, blue = picture_of(edition.picture(0, 400)).crop((200, 20, 201, 21)).tobytes()
    assert red < green < blue


def test_what_is_no_page_and_what_is_closed_is_gone(edition: Edition) -> None:
    pages = len(edition.sizes)
    for number in (-1, pages):
        with pytest.raises(GoneError):
            edition.picture(number, 300)
    edition.close()
    with pytest.raises(GoneError):
        edition.picture(0, 300)
    with pytest.raises(GoneError):
        edition.ask(lambda reading: reading.pages)
    edition.close()  # once more is nothing


def test_sizes_are_kept_within_bounds(edition: Edition) -> None:
    assert picture_of(edition.picture(0, 1)).width == LEAST_PIXELS
    assert picture_of(edition.picture(0, 10**9)).width == MOST_PIXELS


def test_it_is_named_by_its_content(built: Desk, edition: Edition) -> None:
    again = built.edition()
    assert again.name == edition.name
    again.close()
    other = Edition(built.pdf + b"\n")
    assert other.name != edition.name
    other.close()


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_no_edition(data: bytes) -> None:
    with pytest.raises(NotReadableError):
        Edition(data)


def test_pages_are_painted_while_another_thread_audits(built: Desk, edition: Edition) -> None:
    fresh = built.edition()
    alone = [fresh.picture(number, 200 + number) for number in range(len(fresh.sizes))]
    fresh.close()
    expected = expected_of(built.first.loaded)
    found: list[AuditResult] = []
    audits = threading.Thread(
        target=lambda: found.extend(check_pdf(built.pdf, expected) for _ in range(5))
    )
    audits.start()
    painted = [edition.picture(number, 200 + number) for number in range(len(edition.sizes))]
    audits.join()
    assert painted == alone
    assert [result.diagnostics for result in found] == [()] * 5

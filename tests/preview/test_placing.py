from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from strevview.audit.reading import PdfReading
from strevview.preview.edition import Edition, Spot, text_in
from strevview.preview.placing import COVER, PrintedPlaces
from tests.preview.turns import Desk, line_of

PLACED = yaml.safe_load(Path(__file__).with_name("placing.yaml").read_text("utf-8"))


@pytest.fixture
def printed(built: Desk, edition: Edition) -> PrintedPlaces:
    return built.printed(edition)


def words_at(edition: Edition, spot: Spot | None) -> str:
    """Return the words that are printed within a spot, as PDFium finds them there."""
    assert spot is not None

    def read(reading: PdfReading) -> str:
        page = reading.pages[spot.page]
        box = (
            spot.left * page.width,
            (1 - spot.top - spot.height) * page.height,
            (spot.left + spot.width) * page.width,
            (1 - spot.top) * page.height,
        )
        return text_in(page, box)

    return edition.ask(read)


@pytest.mark.parametrize(("written", "shown"), PLACED["words"])
def test_a_word_is_where_it_is_printed(
    printed: PrintedPlaces, edition: Edition, written: str, shown: str
) -> None:
    assert words_at(edition, printed.at(*line_of(printed.text, written))) == shown


@pytest.mark.parametrize(("written", "shown"), PLACED["keys"])
def test_a_key_leads_to_what_is_printed_of_it(
    printed: PrintedPlaces, edition: Edition, written: str, shown: str
) -> None:
    found = words_at(edition, printed.at(*line_of(printed.text, written)))
    assert found.startswith(shown)
    assert "\n" not in found


def test_a_figure_is_where_it_is_painted(printed: PrintedPlaces) -> None:
    spot = printed.at(*line_of(printed.text, "- file: pictures/plan.svg"))
    caption = printed.at(*line_of(printed.text, "caption:"))
    assert spot is not None
    assert spot == caption
    assert spot.page == 1
    # The picture is a square, on a page that is higher than wide.
    assert spot.width * 210 == pytest.approx(spot.height * 297, rel=0.02)
    assert spot.width > 0.1


def test_what_the_issue_says_of_itself_is_on_the_cover(printed: PrintedPlaces) -> None:
    assert printed.at(1, 1) == COVER
    assert printed.at(*line_of(printed.text, "period:")) == COVER


def test_an_item_is_found_by_its_name(printed: PrintedPlaces, edition: Edition) -> None:
    assert words_at(edition, printed.item("station")).startswith("The Polar Office")
    assert printed.item("nobody") is None

"""A review in each language that the institute's style has its words in, as its PDF shows it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image

from strevview.api import build
from tests.desk import change
from tests.render.reading import not_conforming
from tests.style.languages import LANGUAGES, issue_of, series_of
from tests.style.pages import SAFFRON, Pages
from tests.style.styles import copy_of_mpidsa

# The paper is 595 points wide, the text stands 33 mm from each side.
LEFT, RIGHT = 33 / 25.4 * 72, (210 - 33) / 25.4 * 72
PRINTED = yaml.safe_load(Path(__file__).with_name("printed.yaml").read_text("utf-8"))
ENGLISH = re.compile(
    r"\b(?:Highlights|Corrections|Draft|Cover|No\.|Editors|Published|Revised|July|May)\b",
    re.IGNORECASE,
)


def built(folder: Path, language: str, *, issue: str = "", style: str = "mpidsa") -> Pages:
    """Build a review in a language; there must be no complaint about it."""
    issues = folder / "issues"
    issues.mkdir(exist_ok=True)
    (issues / "series.yaml").write_text(series_of(language, style), "utf-8")
    (issues / "2025-07.yaml").write_text(issue or issue_of(language, draft=True), "utf-8")
    Image.new("RGB", (1200, 400), (40, 70, 120)).save(issues / "wide.png")
    pdf = folder / "2025-07.pdf"
    outcome = build(issues / "2025-07.yaml", pdf)
    assert outcome.diagnostics == ()
    return Pages.of(pdf)


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pages]:
    """Builds the review in a language, once in each."""
    return cache(lambda language: built(tmp_path_factory.mktemp(language), language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_language_of_the_series(
    review: Callable[[str], Pages], language: str
) -> None:
    result = review(language)
    highlights, corrections, draft, cover, number, month, day = PRINTED[language]
    for words in (highlights, corrections, number, month, day):
        assert words in result.text
    assert all(draft in " ".join(text.split()) for text in result.texts)
    assert (result.labels[0], result.bookmarks[0]) == (cover, cover)
    assert result.title.startswith(f"{LANGUAGES[language].title}, {month}")
    assert result.title.casefold().endswith(f"({draft.casefold()})")
    if language != "en":
        assert not ENGLISH.search(" ".join((result.text, result.title, *result.bookmarks)))


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_right_to_left_it_is_pdf_a_and_pdf_ua(
    review: Callable[[str], Pages], language: str
) -> None:
    assert not_conforming(review(language).pdf.read_bytes()) == []


def edges(pdf: Path, page: int, words: str, *, last: bool = False) -> tuple[float, float]:
    """Return the left and the right edge of the first or last place of some words, in points."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    found = text.search(words, match_case=True)
    places = list(iter(found.get_next, None))
    assert places, words
    place = places[-1 if last else 0]
    boxes = [text.get_charbox(number) for number in range(place[0], sum(place))]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_a_series_from_right_to_left_begins_at_the_right(
    review: Callable[[str], Pages], language: str
) -> None:
    result, words = review(language), LANGUAGES[language]
    for start in (words.space, PRINTED[language][1], words.title.split()[0], "Example Agency"):
        _, right = edges(result.pdf, 1, start)
        # The corrections stand in a frame, 14 points inside.
        assert RIGHT - 16 < right < RIGHT + 1, start
    # PDFium tells the running header last.
    month = PRINTED[language][5].split()[0]
    assert edges(result.pdf, 1, month, last=True)[0] < LEFT + 60
    assert edges(result.pdf, 0, words.space)[1] < edges(result.pdf, 0, PRINTED[language][0])[1]
    # The last quotation's line, and the ornament that ends the text.
    with pikepdf.open(result.pdf) as document:
        assert document.pages[-1].Contents.read_bytes().count(SAFFRON) == 2
    # The number of an entry stands to the right of its words.
    assert edges(result.pdf, 1, ".1")[0] > edges(result.pdf, 1, words.tasks[0].split()[0])[1]


SERIES_WITHIN = Path(__file__).with_name("review_series_within.yaml").read_text("utf-8")
MIXED = Path(__file__).with_name("review_mixed.yaml").read_text("utf-8")


def test_latin_names_inside_stay_left_to_right_and_a_paragraph_is_indented_at_the_right(
    tmp_path: Path,
) -> None:
    pdf = built(tmp_path, "ur", issue=MIXED).pdf
    for words in ("CNSA Space Agency", "Long March 2D Example", "launched it today"):
        places = [edges(pdf, 1, word)[0] for word in words.split()]
        assert places == sorted(places)
    assert RIGHT - 2 < edges(pdf, 1, "خلائی")[1] < RIGHT + 1
    assert RIGHT - 20 < edges(pdf, 1, "پھر")[1] < RIGHT - 14


def test_a_title_keeps_the_side_of_the_review(tmp_path: Path) -> None:
    pdf = built(tmp_path, "en", issue=MIXED).pdf
    assert edges(pdf, 1, "خلا")[0] == pytest.approx(LEFT, abs=2)
    # Behind the highlight's mark, as the label above it.
    assert edges(pdf, 0, "خلا")[0] < edges(pdf, 0, "HIGHLIGHTS")[0] + 20


def test_labels_of_the_series_go_before_those_of_the_style(tmp_path: Path) -> None:
    issue = issue_of("es", draft=True).replace("schema: 1\n", SERIES_WITHIN)
    text = built(tmp_path, "es", issue=issue).text
    assert "LO DESTACADO" in text
    assert "Núm. 7" in text
    assert "Publicado el" in text


def test_the_margins_of_the_page_are_mirrored(tmp_path: Path) -> None:
    style = copy_of_mpidsa(tmp_path, "ours") / "style.yaml"
    change(style, "    left: 33mm", "    left: 50mm")
    pdf = built(tmp_path, "ur", issue=MIXED, style="ours").pdf
    right = (210 - 50) / 25.4 * 72
    assert right - 2 < edges(pdf, 1, "خلائی")[1] < right + 1


def test_a_style_without_a_word_for_the_cover_counts_its_pages(tmp_path: Path) -> None:
    style = copy_of_mpidsa(tmp_path, "ours")
    text = (style / "style.yaml").read_text("utf-8")
    (style / "style.yaml").write_text(re.sub(r"    cover: .*\n", "", text), "utf-8")
    change(style / "cover.html", "labels.cover | striptags", "series.plain_title")
    assert built(tmp_path, "en", style="ours").labels[0] == "i"

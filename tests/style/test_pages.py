"""The institute's pages as they are laid out: covers, figures, lists and the ends of lines."""

from __future__ import annotations

import re
from itertools import cycle, islice
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import yaml
from PIL import Image

from tests.cli.inside import strevview
from tests.command import ROOT
from tests.desk import SERIES
from tests.render.reading import not_conforming
from tests.style.pages import MILLIMETRE, SAFFRON, Pages

# The text's width on a page of the style, in millimetres.
MEASURE = 144
BLUE, NAVY = (40, 110, 220), (27, 42, 74)
LONG = (
    " of the review, its partners abroad, what they have said, and what was announced in the month"
)
SERIES_LONG = SERIES.replace(
    "Review of Tests", "A Monthly Review of Science, Technology and Innovation and of Its Partners"
).replace("Institute of Tests", "An Institute for the Study of Tests, with the Council for Affairs")
FILLING = yaml.safe_load(Path(__file__).with_name("pages.yaml").read_text("utf-8"))
SENTENCES, BLOCKS, IMPRINT = FILLING["sentences"], FILLING["blocks"], FILLING["imprint"]
COVER = "cover:\n  image: picture.png\n  alt: A blue picture.\n  credit: Coverer\n"
SOURCES = "\n        sources:\n          page:\n            url: https://example.org/page\n"


def build(
    folder: Path,
    items: str,
    *,
    head: str = "",
    series: str = SERIES,
    size: tuple[int, int] = (9, 9),
) -> Pages:
    issues = folder / "issues"
    issues.mkdir()
    (issues / "series.yaml").write_text(series, "utf-8")
    (issues / "2025-10.yaml").write_text(f"schema: 1\nperiod: 2025-10\n{head}{items}", "utf-8")
    Image.new("RGB", size, BLUE).save(issues / "picture.png")
    done = strevview("build", "issues/2025-10.yaml", cwd=folder)
    assert done.code == 0, done.err
    assert "SV91" not in done.err, done.err
    return Pages.of(folder / "out" / "2025-10.pdf")


def section(title: str, *items: str) -> str:
    return f"  - title: {title}\n    items:\n" + "".join(items)


def item(number: int, text: str, more: str = "") -> str:
    indented = text.replace("\n", "\n          ")
    return (
        f"      - id: item-{number}\n        date: 2025-10-09\n        actors:\n          - Acme\n"
        f"        text: |\n          {indented}{SOURCES}{more}"
    )


@pytest.mark.parametrize(
    ("highlights", "size", "long"),
    [
        (1, (1800, 900), False),
        (8, (1200, 1200), False),
        (4, (900, 1600), True),
        (12, (1800, 900), True),
        (12, (900, 1600), True),
    ],
)
def test_a_cover_is_one_page_with_a_large_picture(
    tmp_path: Path, highlights: int, size: tuple[int, int], long: bool
) -> None:
    more = LONG if long else ""
    sections = (
        section(f"Theme {number}{more}", item(number, f"Acme [opened][page] hall {number}."))
        for number in range(highlights)
    )
    head = COVER + (IMPRINT if long else "") + "sections:\n"
    series = SERIES_LONG if long else SERIES
    pages = build(tmp_path, "".join(sections), head=head, series=series, size=size)
    assert pages.labels[1] == "1"
    cover = " ".join(pages.texts[0].split())
    assert [f"Theme {number}{more}" in cover for number in range(highlights)] == [True] * highlights
    assert ("October 2025 No. 10" in cover) == ("Revised 1 December 2025" in cover) == long
    image = pages.images[0]
    for column in (2, image.width // 2, image.width - 3):
        height = sum(_near(image.getpixel((column, row)), BLUE) for row in range(image.height))
        assert height > 30 * MILLIMETRE


@pytest.mark.parametrize(("highlights", "long"), [(1, False), (7, False), (12, True)])
def test_a_cover_without_a_picture_is_one_page(tmp_path: Path, highlights: int, long: bool) -> None:
    more = LONG if long else ""
    sections = (
        section(f"Theme {number}{more}", item(number, f"Acme [opened][page] hall {number}."))
        for number in range(highlights)
    )
    series = SERIES_LONG if long else SERIES
    pages = build(tmp_path, "".join(sections), head=f"{IMPRINT}sections:\n", series=series)
    assert pages.labels[1] == "1"
    assert f"Theme {highlights - 1}" in pages.texts[0]
    assert "Revised 1 December 2025" in " ".join(pages.texts[0].split())


def _near(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=True))


FIGURE = """\
        figures:
          - file: picture.png
            alt: A blue picture, NUMBER.
            caption: The hall in autumn, seen from the river, with its twelve rooms and its library
            credit: Figurer
"""


def test_a_figure_is_smaller_rather_than_leave_a_third_of_a_page_white(tmp_path: Path) -> None:
    items = (
        item(number, prose(3 + number % 6, number), FIGURE.replace("NUMBER", str(number)))
        for number in range(14)
    )
    pages = build(tmp_path, "sections:\n" + section("Halls", *items), size=(1600, 900))
    assert len(pages.pictures) == 14
    whites = [pages.white(number) for number in range(1, len(pages.texts) - 1)]
    assert max(whites) < 1 / 3
    widths = [width for _, width in pages.pictures]
    assert max(widths) == pytest.approx(MEASURE, abs=1)
    assert 0.6 * MEASURE - 1 < min(widths) < 0.95 * MEASURE


@pytest.mark.parametrize(("width", "size"), [(100, (300, 200)), (40, (1800, 900)), (60, (90, 60))])
def test_a_figure_has_the_width_that_the_issue_asks_for(
    tmp_path: Path, width: int, size: tuple[int, int]
) -> None:
    # As a quarter of the page would be white, one without `width` would be made smaller.
    figure = f"{FIGURE}            width: {width} %\n"
    text = "sections:\n" + section("Halls", item(1, prose(4, 1)), item(2, prose(2, 2), figure))
    pages = build(tmp_path, text, size=size)
    ((_, found),) = pages.pictures
    assert found == pytest.approx(width / 100 * MEASURE, abs=0.5)


@pytest.mark.parametrize(
    ("size", "more", "centred"),
    [((700, 900), True, "caption"), ((90, 60), True, "caption"), ((90, 60), False, "picture")],
)
def test_a_caption_keeps_to_the_left_edge_of_its_picture(
    tmp_path: Path, size: tuple[int, int], more: bool, centred: str
) -> None:
    figure = FIGURE if more else re.sub("The hall.*", "Halls", FIGURE)
    text = "sections:\n" + section("Towns", item(1, "Acme [opened][page] two.", figure))
    build(tmp_path, text, size=size)
    document = pypdfium2.PdfDocument(tmp_path / "out" / "2025-10.pdf")
    page = document[1]
    (picture,) = (
        one.get_bounds() for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    )
    textpage = page.get_textpage()
    start, _ = textpage.search("The hall in autumn" if more else "Halls").get_next()
    boxes = [textpage.get_charbox(start + number) for number in range(70 if more else 5)]
    document.close()
    caption = (min(box[0] for box in boxes), 0, max(box[2] for box in boxes))
    assert max(box[3] for box in boxes) < picture[1]
    assert caption[0] == pytest.approx(picture[0], abs=1)
    left, _, right, *_ = picture if centred == "picture" else caption
    assert (left + right) / 2 == pytest.approx(105 * MILLIMETRE, abs=6 * MILLIMETRE)


def test_no_page_has_one_entry_of_a_list_alone(tmp_path: Path) -> None:
    entries = "\n".join(f"- entry {number} of a short list of halls" for number in range(5))
    items = (
        item(
            number,
            f"{prose(1 + number % 3, number)}\n\n{'Word ' * (number * 31 % 90)}it:\n\n{entries}",
        )
        for number in range(40)
    )
    pages = build(tmp_path, "sections:\n" + section("Halls", *items))
    split = 0
    for number in range(1, len(pages.texts)):
        found = [re.match(r"– entry (\d)", line) for line in pages.lines(number)]
        first = next((one[1] for one in found if one), "0")
        last = next((one[1] for one in reversed(found) if one), "4")
        assert (first, last) not in (("4", "4"), ("0", "0"))
        assert first != "4"
        assert last != "0"
        split += first != "0"
    assert split > 2


def test_a_long_quotation_begins_on_the_page_of_what_it_follows(tmp_path: Path) -> None:
    entries = "\n".join(f"> - Entry {number}." for number in range(60))
    pages = build(
        tmp_path, "sections:\n" + section("Halls", item(1, f"It [said][page]:\n\n{entries}"))
    )
    assert len(pages.texts) == 3
    text = "\n".join(pages.lines(1))
    assert all(words in text for words in ("Halls", "It said:", "Entry 9."))


def test_a_date_or_a_sum_stands_on_one_line(tmp_path: Path) -> None:
    kept = ("12 October", "¥180 million", "Dr Gang", "35 per cent", "No. 7", "10 a.m.", "3 km")
    words = " ".join(f"{'it was so ' * (n % 9)}{kept[n % len(kept)]}," for n in range(400))
    text = "sections:\n" + section(
        "Halls", item(1, f"Acme [opened on 12 October][page] it. {words}")
    )
    pages = build(tmp_path, text)
    lines = [line for number in range(1, len(pages.texts)) for line in pages.lines(number)]
    whole = "\n".join(lines)
    for phrase in kept:
        assert not re.search(phrase.replace(".", r"\.").replace(" ", "\n"), whole)
    # Copied as it was written, with plain spaces.
    assert sum(whole.count(phrase) for phrase in kept) > 350


def prose(paragraphs: int, seed: int) -> str:
    """Return paragraphs of seven lines each that no other item has."""
    return "\n\n".join(
        f"Acme of town {seed} [opened][page] hall {number} in autumn, and its director said that "
        "its rooms and its library would serve the students of three universities. "
        + f"Visitor {seed} and guest {number} praised the light of the rooms, the quiet of the "
        "library, the park before it and the people who work there, from the north and the south. "
        + "Nobody asked for more than this, and nobody said less; the hall will be open to all."
        for number in range(paragraphs)
    )


INSTITUTE = (ROOT / "issues" / "series.yaml").read_text("utf-8")
TITLES = [f"Theme 人工 {number + 1} of the Review" for number in range(12)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """An issue of the institute's with all that a text may hold, in twelve sections."""
    sentences, blocks = cycle(SENTENCES), cycle(BLOCKS)
    texts = (
        "\n\n".join(
            [
                " ".join(islice(sentences, 3 + number % 3)),
                next(blocks),
                " ".join(islice(sentences, 2 + number % 4)),
            ]
        )
        for number in range(24)
    )
    sections = (
        section(
            title, *(item(2 * place + n, next(texts), FIGURE * (place == 3 * n)) for n in (0, 1))
        )
        for place, title in enumerate(TITLES)
    )
    folder = tmp_path_factory.mktemp("full")
    return build(
        folder, "".join(sections), head=FILLING["full_head"], series=INSTITUTE, size=(400, 700)
    )


def is_in_margin(line: str) -> bool:
    return line.startswith(("CHINA SCIENCE AND TECHNOLOGY REVIEW October", "MP-IDSA"))


def test_it_is_pdf_a_and_pdf_ua(full: Pages) -> None:
    assert not_conforming(full.pdf.read_bytes()) == []


def test_twelve_highlights_fit_one_cover(full: Pages) -> None:
    cover, first = full.lines(0), " ".join(full.lines(1))
    assert [line for line in cover if line.startswith("Theme")] == TITLES
    assert "No. 7" in " ".join(cover)
    assert cover[-4:-1] == [
        "Editors 王小明",
        "Published 5 November 2025",
        "Revised 1 December 2025",
    ]
    assert "The satellite is PRSS-1." in first
    assert TITLES[0] in first


def test_spaced_capitals_are_read_as_words(full: Pages) -> None:
    cover = full.lines(0)
    assert cover[:2] == ["MANOHAR PARRIKAR INSTITUTE FOR", "DEFENCE STUDIES AND ANALYSES"]
    assert {"CHINA", "SCIENCE AND TECHNOLOGY REVIEW", "HIGHLIGHTS"} <= set(cover)
    assert full.lines(1)[0] == "CORRECTIONS"


def test_a_heading_never_ends_a_page(full: Pages) -> None:
    seen = 0
    for number in range(1, len(full.texts)):
        body = [line for line in full.lines(number) if not is_in_margin(line)]
        seen += len(set(TITLES).intersection(body))
        assert not {body[-1], body[-2]} & set(TITLES)
    assert seen == len(TITLES)


def test_pages_are_numbered_and_a_draft_says_so_on_each(full: Pages) -> None:
    footers = [full.lines(number)[-1] for number in range(len(full.texts))]
    assert footers[1:] == [f"MP-IDSA DRAFT {number}" for number in range(1, len(footers))]
    assert footers[0].count("DRAFT") == 1
    assert not any(map(is_in_margin, full.lines(0)))
    # Not where a printer cannot print: 7 mm from the edge at least.
    with pypdfium2.PdfDocument(full.pdf) as document:
        for page in document:
            text = page.get_textpage()
            first, _ = text.search("DRAFT").get_next()
            _, bottom, _, _ = text.get_charbox(first)
            assert bottom > 7 * MILLIMETRE


def test_a_cover_too_full_goes_on_to_a_second_page(tmp_path: Path) -> None:
    more = " and What Its Partners Abroad Have Said of It"
    sections = (
        section(f"Theme 人工 {number} of the Review{more}", item(number, SENTENCES[0]))
        for number in range(40)
    )
    pages = build(tmp_path, "sections:\n" + "".join(sections), series=INSTITUTE)
    first, second = (" ".join(pages.lines(number)) for number in (0, 1))
    assert first.count("Theme") + second.count("Theme") == 40
    assert second.count("Theme") > 1
    assert not any(map(is_in_margin, pages.lines(1)))
    footer = ["CHINA SCIENCE AND TECHNOLOGY REVIEW October 2025", "MP-IDSA 1"]
    assert pages.lines(2)[-2:] == footer


@pytest.mark.parametrize(("ending", "times"), FILLING["endings"])
def test_an_ornament_ends_the_text(tmp_path: Path, ending: str, times: int) -> None:
    text = f"Acme [opened][page] a hall, a list, and what follows:\n\n{ending}"
    build(tmp_path, section("Space", item(1, text)), head="sections:\n")
    with pikepdf.open(tmp_path / "out/2025-10.pdf") as document:
        assert document.pages[-1].Contents.read_bytes().count(SAFFRON) == times


def test_an_entry_that_begins_with_a_quotation_or_a_list_stands_beside_its_marker(
    tmp_path: Path,
) -> None:
    text = "It [was][page]:\n\n- > So it was.\n\n1. - And so it will be.\n2. In the end."
    pages = build(tmp_path, "sections:\n" + section("Halls", item(1, text)))
    found = [line for line in pages.lines(1) if line.startswith(("–", "1", "2."))]
    assert found[:3] == ["– So it was.", "1. – And so it will be.", "2. In the end."]


def test_a_full_page_holds_about_440_words(tmp_path: Path) -> None:
    july = yaml.safe_load((ROOT / "issues" / "2025-07.yaml").read_text("utf-8"))
    texts = [one["text"] for part in july["sections"] for one in part["items"]]
    words = re.sub(r"\]\[[^\]]*\]|\[|\*|^> ?", "", " ".join(texts)).split()
    paragraphs = [" ".join(words[start : start + 90]) for start in range(0, len(words), 90)]
    text = "\n\n".join([SENTENCES[0], *paragraphs])
    pages = build(tmp_path, "sections:\n" + section("Halls", item(1, text)), series=INSTITUTE)
    counts = [
        sum(len(line.split()) for line in pages.lines(number) if not is_in_margin(line))
        for number in range(len(pages.texts))
    ]
    assert all(420 <= count <= 470 for count in counts[2:-1]), counts
    assert len(counts) >= 5

"""The institute's layout on paper: what a reader of the pages would check."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import cycle, islice
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from strevview.model.loading import load_issue, load_shelf
from strevview.render.compose import Composed, compose
from strevview.render.conformance import conformance, installed_validators
from strevview.render.metadata import PdfMetadata
from strevview.render.pdf import Rendered, Renderer
from strevview.render.view import TEXT_ANCHOR
from tests.style.styles import ROOT, found

SENTENCES = (
    "The fourth meeting of the working group on quantum communication was [held][a] in Hefei, "
    "Anhui Province, on 12 July.",
    "Delegates from 23 countries took part, among them ministers, heads of academies and the "
    "directors of four national laboratories.",
    "The two sides signed a *memorandum of understanding* on the joint use of instruments.",
    "A report of the ministry **[lists][a]** five fields: advanced materials, biotechnology, "
    "clean energy, space and artificial intelligence.",
    "The centre, called 国家实验室 in Chinese, was inaugurated by the president.",
    "The director, डॉ. विक्रम साराभाई, praised the पहल of the institutes.",
    "Observers in Islamabad spoke of دوستی اور تعاون between neighbours.",
    "Russia’s Роскосмос joined; the Japanese さくら mission will follow.",
)
BLOCKS = (
    "> Science has no borders, but the scientist has a country.\n>\n> Both must be held together.",
    "The fields are:\n\n- advanced materials and superconductors for low temperatures;\n- space.",
    "The steps are:\n\n3. a call in September;\n4. a review by experts of both sides.",
)
FIGURES = (
    ("wide.png", "The science city at dusk, seen from the river.", "Photograph: A. Example"),
    ("tall.png", "The launch tower (发射塔) before the flight.", "Example Agency"),
)

SAFFRON = b"0.85098 0.509804 0.168627 rg"


@dataclass(frozen=True)
class Printed:
    """An issue on paper, and each page's lines as PDFium reads them."""

    composed: Composed
    rendered: Rendered
    pages: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]


def issue_of(sections: int, items: int, *, head: str = "", long_titles: bool = False) -> str:
    sentences, blocks = cycle(SENTENCES), cycle(BLOCKS)
    lines = ["schema: 1", "period: 2025-07", *head.splitlines(), "sections:"]
    for section in range(sections):
        more = " and What Its Partners Abroad Have Said of It" if long_titles else ""
        lines += [f"  - title: Theme 人工 {section + 1} of the Review{more}", "    items:"]
        for item in range(items):
            number = section * items + item
            paragraphs = [" ".join(islice(sentences, 3 + number % 3)), next(blocks)]
            paragraphs += [" ".join(islice(sentences, 2 + number % 4))]
            text = "\n\n".join(paragraphs).replace("\n", "\n          ")
            lines += [
                f"      - id: item-{number}", "        date: 2025-07-12", "        actors:",
                "          - X", "        text: |", f"          {text}", "        sources:",
                "          a:", "            url: https://example.org/?a=1&b=2",
            ]  # fmt: skip
            if number % 6 == 1:
                file, caption, credit = FIGURES[number // 6 % 2]
                lines += [
                    "        figures:", f"          - file: {file}", "            alt: A picture",
                    f"            caption: {caption}", f"            credit: '{credit}'",
                ]  # fmt: skip
    return "\n".join(line.rstrip() for line in lines) + "\n"


def printed(folder: Path, text: str) -> Printed:
    (folder / "2025-07.yaml").write_text(text, "utf-8")
    (folder / "series.yaml").write_bytes((ROOT / "issues" / "series.yaml").read_bytes())
    loaded = load_issue(folder / "2025-07.yaml", load_shelf(folder))
    assert loaded.diagnostics == ()
    assert loaded.issue is not None
    style = found(folder.parent, "mpidsa")
    composed = compose(loaded, style)
    assert composed.diagnostics == ()
    rendered = Renderer(composed.stylesheets, composed.style.roots()).render(
        composed.html,
        metadata=PdfMetadata(
            title="Review",
            language="en-GB",
            created=date(2025, 7, 31),
            text_starts_at=TEXT_ANCHOR,
        ),
        pictures={"wide.png": picture(900, 400), "tall.png": picture(400, 700)},
    )
    titles = tuple(section.title for section in loaded.issue.sections)
    return Printed(composed, rendered, lines_of(rendered.pdf), titles)


@cache
def picture(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (40, 70, 120)).save(buffer, "PNG")
    return buffer.getvalue()


def lines_of(pdf: bytes) -> tuple[tuple[str, ...], ...]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    # PDFium writes U+0002 for the hyphen at a line's end and goes on.
    lines = (text.replace("\x02", "-\n").splitlines() for text in texts)
    return tuple(tuple(line for line in page if line.strip()) for page in lines)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("full") / "issues"
    folder.mkdir()
    head = (
        "number: 7\npublished: 2025-08-05\nrevised: 2025-09-01\ndraft: true\neditors:\n  - 王小明\n"
        "corrections:\n  - The satellite is PRSS-1."
    )
    return printed(folder, issue_of(12, 2, head=head))


def test_it_renders_without_complaint(full: Printed) -> None:
    assert full.rendered.diagnostics == ()


def test_it_is_pdf_a_and_pdf_ua(full: Printed) -> None:
    assert len(installed_validators()) == 2
    assert conformance(full.rendered.pdf, "out.pdf") == ()


def test_twelve_highlights_fit_one_cover(full: Printed) -> None:
    cover, first = full.pages[0], " ".join(full.pages[1])
    assert [line for line in cover if line.startswith("Theme")] == list(full.titles)
    assert "No. 7" in " ".join(cover)
    assert cover[-4:-1] == ("Editors 王小明", "Published 5 August 2025", "Revised 1 September 2025")
    assert "The satellite is PRSS-1." in first
    assert full.titles[0] in first


def test_spaced_capitals_are_read_as_words(full: Printed) -> None:
    assert full.pages[0][:2] == ("MANOHAR PARRIKAR INSTITUTE FOR", "DEFENCE STUDIES AND ANALYSES")
    assert "CHINA" in full.pages[0]
    assert "SCIENCE AND TECHNOLOGY REVIEW" in full.pages[0]
    assert "HIGHLIGHTS" in full.pages[0]
    assert full.pages[1][0] == "CORRECTIONS"


def test_a_heading_never_ends_a_page(full: Printed) -> None:
    headings = set(full.titles)
    seen = 0
    for page in full.pages[1:]:
        body = [line for line in page if not is_in_margin(line)]
        seen += len(headings.intersection(body))
        assert body[-1] not in headings
        assert body[-2] not in headings
    assert seen == len(headings)


def test_pages_are_numbered_from_the_first_page_of_text(full: Printed) -> None:
    footers = [page[-1] for page in full.pages[1:]]
    assert footers == [f"MP-IDSA DRAFT {number + 1}" for number in range(len(footers))]
    assert not any(is_in_margin(line) for line in full.pages[0])


def test_a_draft_says_so_on_every_page(full: Printed) -> None:
    assert all(page[-1].split()[-2:].count("DRAFT") == 1 for page in full.pages)
    # Not where a printer cannot print: 7 mm from the edge at least.
    with pypdfium2.PdfDocument(full.rendered.pdf) as document:
        for page in document:
            text = page.get_textpage()
            first, _ = text.search("DRAFT").get_next()
            _, bottom, _, _ = text.get_charbox(first)
            assert bottom > 7 / 25.4 * 72


def test_a_cover_too_full_goes_on_to_a_second_page(tmp_path: Path) -> None:
    folder = tmp_path / "issues"
    folder.mkdir()
    result = printed(folder, issue_of(40, 1, long_titles=True))
    assert result.rendered.diagnostics == ()
    first, second = (" ".join(page) for page in result.pages[:2])
    assert first.count("Theme") + second.count("Theme") == 40
    assert second.count("Theme") > 1
    assert not any(map(is_in_margin, result.pages[1]))
    assert result.pages[2][-2:] == ("CHINA SCIENCE AND TECHNOLOGY REVIEW July 2025", "MP-IDSA 1")


def test_a_full_page_holds_about_440_words(tmp_path: Path) -> None:
    folder = tmp_path / "issues"
    folder.mkdir()
    july = load_issue(ROOT / "issues" / "2025-07.yaml", load_shelf(ROOT / "issues"))
    prose = " ".join(prose.text for _, _, prose in july.items()).split()
    paragraphs = [" ".join(prose[start : start + 90]) for start in range(0, len(prose), 90)]
    text = issue_of(1, 1)
    start, end = text.index("          The fourth"), text.index("        sources:")
    body = "\n\n".join(f"          {paragraph}" for paragraph in paragraphs)
    pages = printed(folder, f"{text[:start]}{body}\n{text[end:]}").pages
    counts = [len(" ".join(line for line in p if not is_in_margin(line)).split()) for p in pages]
    assert all(420 <= count <= 470 for count in counts[2:-1]), counts
    assert len(counts) >= 5


@pytest.mark.parametrize(
    "ending",
    ["It was so.", "- one\n- two words", "1. one\n\n   more of it\n2. two\n\n   more of it"],
)
def test_an_ornament_ends_the_text(tmp_path: Path, ending: str) -> None:
    indented = ending.replace("\n", "\n          ")
    text = f"""\
schema: 1
period: 2025-07
draft: true
sections:
  - title: Space
    items:
      - id: a
        text: |
          A list, and what follows:

          {indented}
"""
    pdf = printed(tmp_path, text).rendered.pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.pages[-1].Contents.read_bytes().count(SAFFRON) == 1


def is_in_margin(line: str) -> bool:
    return line.startswith(("CHINA SCIENCE AND TECHNOLOGY REVIEW July", "MP-IDSA"))

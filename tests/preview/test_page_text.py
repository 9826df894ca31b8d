from __future__ import annotations

import io
import json

import pikepdf

from strevview.preview.edition import Edition, blocks, links, pages_of
from tests.preview.turns import Desk


def said(edition: Edition, page: int) -> list[tuple[str, str]]:
    """Return the kinds and words of a page's blocks."""
    found = edition.ask(lambda reading: list(blocks(reading.pages[page])))
    return [
        (
            block.kind,
            block.alt
            or "".join(("" if one.joined else " ") + one.text for one in block.words).strip(),
        )
        for block in found
    ]


def test_a_page_says_its_text_in_reading_order(edition: Edition) -> None:
    cover, text = said(edition, 0), said(edition, 1)
    assert ("heading", "Review of Tests") in cover
    assert ("paragraph", "परीक्षण संस्थान") in cover
    kinds = [kind for kind, _ in text]
    words = [words for _, words in text]
    assert kinds[0] == "heading"
    assert words[0] == "Space"
    assert words.index("Space") < words.index("Polar Research")
    assert ("figure", "A square and nothing else.") in text
    # Words that a line's end broke are whole again, and none are run together.
    item = next(one for one in words if one.startswith("The Space and Upper"))
    assert item == (
        "The Space and Upper Atmosphere Research Commission (SUPARCO) launched a satellite on "
        "21 July. It carries a camera, and it will look at fields, rivers and towns for five "
        "years. The commission built it with partners from three countries."
    )


def test_links_are_told_with_their_words_and_where_they_lead(edition: Edition) -> None:
    cover = edition.ask(lambda reading: list(links(reading, reading.pages[0])))
    text = edition.ask(lambda reading: list(links(reading, reading.pages[1])))
    assert [(link.text, link.target and link.target.page) for link in cover] == [
        ("Space", 1),
        ("Ice and Snow", 1),
    ]
    assert [(link.text, link.address) for link in text] == [
        ("launched", "https://example.org/2025-07"),
        ("opened", "https://example.org/polar"),
        ("penguins", "https://example.org/polar"),
    ]


def test_an_address_that_runs_a_script_is_no_link(built: Desk) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(built.pdf)) as pdf:
        evil = iter(("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"))
        for annotation in pdf.pages[1].Annots:
            annotation.A.URI = pikepdf.String(next(evil))
        pdf.save(target)
    edition = Edition(target.getvalue())
    found = edition.ask(lambda reading: list(links(reading, reading.pages[1])))
    edition.close()
    assert found == []


def test_places_are_shares_of_the_page(edition: Edition) -> None:
    pages = json.loads(json.dumps(edition.ask(pages_of)))
    spots = [
        words["spot"]
        for page in pages
        for block in page["blocks"]
        for words in block.get("words", ())
    ]
    assert len(spots) > 10
    for number, left, top, width, height in spots:
        assert number in range(len(pages))
        assert 0 < left < left + width < 1
        assert 0 < top < top + height < 1

"""A PDF that strevview has made, without what it carries, gives back what it prints."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from strevview.importers.blocks import Document, Kind
from tests.command import strevview
from tests.importers.old_issues.printed import ISSUES, PrintedIssue, printed_issue
from tests.importers.pdf.told import read, texts

MONTH = "2025-07"


@pytest.fixture(scope="module")
def printed() -> PrintedIssue:
    return printed_issue(MONTH)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    done = strevview("build", ISSUES / f"{MONTH}.yaml", "-o", folder, cwd=folder)
    assert done.code == 0, done.err
    path = folder / f"{MONTH}.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        pdf.save(path)
    return path


@pytest.fixture(scope="module", params=["tagged", "untagged"])
def document(request: pytest.FixtureRequest, built: Path) -> Document:
    """Return what is read of the PDF as it is, and of one without its tags."""
    if request.param == "tagged":
        return read(built)
    path = built.with_name("untagged.pdf")
    with pikepdf.open(built) as pdf:
        del pdf.Root.StructTreeRoot
        del pdf.Root.MarkInfo
        pdf.save(path)
    return read(path)


def test_paragraphs_and_headings_are_those_of_the_issue(
    document: Document, printed: PrintedIssue
) -> None:
    passages = [passage.text for event in printed.events for passage in event.passages]
    assert [text for text in texts(document, Kind.PARAGRAPH) if text in passages] == passages
    body = [block.text for block in document.blocks if block.page != 1]
    assert {theme.title for theme in printed.themes} <= set(body)


def test_the_cover_and_its_highlights(document: Document, printed: PrintedIssue) -> None:
    cover = [block.text for block in document.blocks if block.page == 1]
    assert cover[-len(printed.highlights) :] == list(printed.highlights)
    assert printed.local_name in cover
    assert printed.month in cover
    words = " ".join(cover)
    assert printed.publisher.upper() in words
    assert printed.title.upper() in words


def test_every_link_has_its_words_and_its_address(
    document: Document, printed: PrintedIssue
) -> None:
    links = [
        (words.text, words.address)
        for event in printed.events
        for passage in event.passages
        for words in passage.words
        if words.address
    ]
    assert len(links) == 10
    assert [
        (run.text.strip(), run.address)
        for block in document.blocks
        for run in block.runs
        if run.address is not None
    ] == links


def test_a_tagged_drawing_is_a_picture_with_its_caption_after_it(
    built: Path, printed: PrintedIssue
) -> None:
    document = read(built)
    (drawing,) = printed.drawings
    (at,) = (n for n, block in enumerate(document.blocks) if block.kind is Kind.PICTURE)
    picture = document.blocks[at].picture
    assert picture is not None
    assert picture.suffix == ".png"
    width, height = Image.open(io.BytesIO(picture.data)).size
    assert width > 900
    assert height > 400
    assert document.blocks[at + 1].text == drawing.caption


def test_only_what_runs_along_the_pages_is_dropped(document: Document) -> None:
    assert document.pages == 5
    assert [(each.text, each.times) for each in document.left_out] == [
        *((text, 4) for text in ("CHINA SCIENCE AND TECHNOLOGY REVIEW", "July 2025", "MP-IDSA")),
        *((str(page), 1) for page in range(1, 5)),
    ]


def test_the_tags_tell_levels_lists_and_the_alternative(built: Path) -> None:
    found = read(built)
    same = [block for block in found.blocks if block.text == "China Science Diplomacy"]
    assert [(block.kind, block.level) for block in same] == [
        (Kind.LIST_ENTRY, 1),
        (Kind.HEADING, 2),
    ]
    highlights = [block for block in found.blocks if block.kind is Kind.LIST_ENTRY]
    assert [block.page for block in highlights] == [1] * 5
    (picture,) = (block.picture for block in found.blocks if block.picture is not None)
    assert picture.alt is not None
    assert picture.alt.startswith("A strip of the days from 1 to 31 July")

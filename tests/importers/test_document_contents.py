"""What real documents are measured by: a measure that misses a loss would praise it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scripts.document_contents import READERS
from scripts.measure_documents import (
    Draft,
    days_found,
    leading_days,
    links_gone,
    words_gone,
    words_of,
)
from tests.importers.docx_files import docx_bytes, paragraph, run

MEASURED = yaml.safe_load(Path(__file__).with_name("measured.yaml").read_text("utf-8"))
DRAFT = MEASURED["draft"]


@pytest.mark.parametrize(("text", "days"), MEASURED["days"])
def test_the_day_with_which_a_text_begins(text: str, days: list[str]) -> None:
    assert leading_days(text) == set(days)


def test_a_day_counts_once_for_each_item() -> None:
    days = [leading_days("8 July"), leading_days("7 August"), leading_days("8/7/2025")]
    assert days_found(days, ["2025-07-08", "2025-08", "2025-08-07/2025-08-09", ""]) == 2


@pytest.mark.parametrize(("text", "gone"), MEASURED["gone"])
def test_the_words_that_a_draft_has_not(text: str, gone: list[str]) -> None:
    assert list(words_gone(words_of(text), Draft(DRAFT).body_and_comments)) == gone


def test_the_addresses_that_a_draft_has_not() -> None:
    links = ["https://example.org/a\\_b?c= d", "//example.org/a_b?c=%20d", "https://example.org/a"]
    assert links_gone(links, Draft(DRAFT).all) == ["https://example.org/a"]


def test_markdown_without_what_is_never_read(tmp_path: Path) -> None:
    path = tmp_path / "old.md"
    path.write_text(
        "---\ntitle: front\n---\n# Head\n<!-- remark -->\n- **8 July**: a [b][c] ![d](e.png)\n"
        '[c]: https://example.org/c\n\n<p>f <a href="https://example.org/g">h</a></p>\n',
        encoding="utf-8",
    )
    content = READERS[".md"][1](path)
    assert words_of("\n".join(content.texts)) == ["head", "8", "july", "a", "b", "d", "f", "h"]
    assert content.links == {"https://example.org/c", "https://example.org/g"}
    assert content.pictures == {"e.png"}
    assert [leading_days(text) for text in content.openings] == [set(), {"-07-08"}]


def test_a_docx_with_links_of_both_kinds(tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    link = f'<w:hyperlink r:id="a">{run("four")}</w:hyperlink>'
    simple = '<w:fldSimple w:instr="HYPERLINK &quot;https://example.org/b&quot;"/>'
    words = run("one") + run("two") + "<w:r><w:tab/></w:r>" + run("three") + link + simple
    links = {"a": "https://example.org/a"}
    path.write_bytes(docx_bytes(paragraph(run("Head")) + paragraph(words), links=links))
    content = READERS[".docx"][1](path)
    assert words_of("\n".join(content.texts)) == ["head", "onetwo", "threefour"]
    assert content.links == {"https://example.org/a", "https://example.org/b"}

"""A plain text as a manuscript."""

from __future__ import annotations

from pathlib import Path

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.encodings import read_plain
from strevview.importers.line_ends import known_words
from strevview.importers.manuscript import Dropped, Manuscript
from strevview.importers.text.blocks import blocks_of
from strevview.importers.text.columns import page_lines
from strevview.importers.text.notes import sources_linked
from strevview.importers.text.pages import Page, pages_of, without_edges, without_inner_edges
from strevview.importers.text.paragraphs import grouped, measured
from strevview.importers.text.titles import title_spans


def read_text(path: Path) -> Manuscript:
    """Read a plain text: paragraphs by blank lines, indents and the length of lines.

    What cannot be read is an error in the manuscript's diagnostics (SV940 to SV945).
    """
    plain = read_plain(path)
    if isinstance(plain, Diagnostic):
        return Manuscript(path.name, diagnostics=(plain,))
    pages, edges = _pages(plain.text)
    lines = [line for page in pages for line in page_lines(page)]
    known = known_words(line.text for line in lines)
    measure = measured(lines)
    groups = grouped(lines, measure, title_spans(lines))
    found, marks = blocks_of(groups, measure, known)
    blocks, notes = sources_linked(found)
    complaints = list(plain.diagnostics)
    if not blocks:
        advice = "an issue's text was looked for: look for another copy"
        complaints.insert(0, faults.without_text(str(path), advice))
    return Manuscript(
        path.name,
        tuple(blocks),
        (*edges, *marks, *notes),
        tuple(plain.text.split()),
        pages=None if pages[0].number is None else len(pages),
        diagnostics=tuple(complaints),
    )


def _pages(text: str) -> tuple[list[Page], list[Dropped]]:
    pages = pages_of(text)
    if len(pages) > 1:
        return without_edges(pages)
    page, dropped = without_inner_edges(pages[0])
    return [page], dropped

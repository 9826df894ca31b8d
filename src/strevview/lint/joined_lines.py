"""Which texts lose their paragraphs and lists because YAML joins the lines of their value."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from strevview.lint.faulty import is_faulty
from strevview.lint.per_issue import once_per_issue
from strevview.model.loading import LoadedIssue
from strevview.model.prose import Block, ListBlock, Paragraph
from strevview.model.prose_parser import parse_prose
from strevview.source.nodes import Path, Scalar


@once_per_issue
def joined_texts(issue: LoadedIssue) -> dict[Path, Scalar]:
    """Return the items' texts, by their paths, that would be more blocks if read line by line."""
    found: dict[Path, Scalar] = {}
    for path, _, prose in issue.items():
        place = (*path, "text")
        node = issue.places.node(place) if issue.places is not None else None
        if issue.places is None or not isinstance(node, Scalar) or is_faulty(issue, place):
            continue
        if node.style == "|" or node.span.line == node.span.end_line:
            continue
        written = _lines(issue.places.source.text[node.start : node.end], node.style)
        if _count(parse_prose(written).blocks) > _count(prose.blocks):
            found[place] = node
    return found


def _lines(written: str, style: str) -> str:
    """Return a value's lines as `|` would read them."""
    if style == ">":
        return textwrap.dedent(written.partition("\n")[2])
    quotes = 1 if style else 0
    first, _, rest = written[quotes : len(written) - quotes].partition("\n")
    return f"{first.strip()}\n{textwrap.dedent(rest)}"


def _count(blocks: Iterable[Block]) -> int:
    """Return how many paragraphs, quotations, lists and list entries there are."""
    return sum(
        1
        if isinstance(block, Paragraph)
        else 1 + sum(1 + _count(entry.children) for entry in block.items)
        if isinstance(block, ListBlock)
        else 1 + _count(block.children)
        for block in blocks
    )

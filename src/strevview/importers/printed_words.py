"""What an issue as read from its file prints, piece by piece, for the accounting of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from strevview.model import prose as model
from strevview.model.issue import Figure, Item
from strevview.model.loading import LoadedIssue
from strevview.model.prose import Prose


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together.

    `ordered` pieces are the running text and follow each other; `needed` ones must be in the old
    issue, for they came from nowhere else.
    """

    text: str
    ordered: bool = False
    needed: bool = False


def printed_pieces(loaded: LoadedIssue) -> Iterator[Piece]:
    """Yield the words of an issue in reading order: the cover, then section by section."""
    if loaded.issue is None:
        return
    yield from _cover(loaded)
    for s, section in enumerate(loaded.issue.sections):
        yield Piece(section.title, ordered=True, needed=True)
        for i, item in enumerate(section.items):
            captions = [loaded.captions[s, i, f].text for f in range(len(item.figures))]
            yield from _item(item, loaded.proses[s, i], captions)


def numbered_entries(loaded: LoadedIssue) -> int:
    """Return how many entries of numbered lists there are, whose numbers are printed."""
    return sum(_numbered(prose.blocks) for prose in loaded.proses.values())


def _numbered(blocks: Iterable[model.Block]) -> int:
    count = 0
    for block in blocks:
        if isinstance(block, model.Quotation):
            count += _numbered(block.children)
        elif isinstance(block, model.ListBlock):
            count += len(block.items) if block.ordered else 0
            count += sum(_numbered(item.children) for item in block.items)
    return count


def _cover(loaded: LoadedIssue) -> Iterator[Piece]:
    series, issue = loaded.series, loaded.issue
    assert issue is not None
    if series is not None:
        publisher = series.publisher
        # Each may stand on the cover and run along the pages.
        names = [publisher.name, *publisher.names.values(), publisher.short or ""]
        names += [series.title, " ".join(series.cover_title), *series.cover_title]
        for name in dict.fromkeys(name for name in names if name):
            yield from (Piece(name), Piece(name))
    yield from (Piece(name) for name in issue.editors)
    if issue.cover is not None:
        yield from (Piece(text) for text in (issue.cover.alt, issue.cover.credit) if text)
    for section in issue.sections:
        if section.cover_line is not None:
            yield Piece(section.cover_line)


def _item(item: Item, prose: Prose, captions: Sequence[str]) -> Iterator[Piece]:
    if item.title is not None:
        yield Piece(item.title, ordered=True, needed=True)
    for paragraph in prose.paragraphs:
        yield Piece(paragraph.text, ordered=True, needed=True)
    for figure, caption in zip(item.figures, captions, strict=True):
        yield from _figure(figure, caption)
    for source in item.sources.values():
        # Plain text has the address of a link among its words.
        yield from (Piece(address) for address in (source.url,) if address)


def _figure(figure: Figure, caption: str) -> Iterator[Piece]:
    # A caption may have been no word of the file, but what it had to say of a picture.
    for text in (caption, figure.credit):
        if text:
            yield Piece(text)
    if figure.licence:
        # A style may set it in brackets.
        yield from (Piece(figure.licence), Piece(f"({figure.licence})"))
    if figure.alt:
        yield Piece(figure.alt)

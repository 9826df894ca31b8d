"""What an issue prints: each of its texts, in the order of the pages.

The audit looks for these texts in the PDF, the linter reads them, `extract --text` tells them and
an import counts their words: a new key that prints is a line here. Not among them are the texts of
the series (`series_texts`), and the days and the number, which a style puts in words of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from strevview.model.issue import Figure, Item, SeriesFields, Source
from strevview.model.loading import LoadedIssue
from strevview.model.prose import Prose, word_count
from strevview.source.nodes import Path, Scalar


class PrintedAs(StrEnum):
    """What a text is printed as.

    A `HIGHLIGHT` leads to its section. A `LINE` stands on the page by itself, such as the name of
    an editor. A `WORK` is the title of a printed work that words of the text link to: somebody
    else's words. A `DESCRIPTION` is heard with its picture and not seen. A `FACT`, such as an
    item's place, need stand on no page: templates may print it.
    """

    HEADING = "heading"
    HIGHLIGHT = "highlight"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    LINE = "line"
    WORK = "work"
    DESCRIPTION = "description"
    FACT = "fact"


class Printed(NamedTuple):
    """A text that an issue prints, the path of its value in the file, and its name in complaints.

    A style may do without what is `optional`.
    """

    path: Path
    text: str | Prose
    printed_as: PrintedAs
    where: str
    optional: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether it stands on a page, as far as it is not optional."""
        return self.printed_as not in (PrintedAs.DESCRIPTION, PrintedAs.FACT)

    @property
    def is_repeated(self) -> bool:
        """Whether its value prints once more: a section's title that is its highlight too."""
        return self.printed_as is PrintedAs.HIGHLIGHT and self.path[-1] == "title"

    def lines(self) -> Iterator[str]:
        """Yield the text, or its paragraphs: one that begins an entry of a list has its number."""
        if isinstance(self.text, str):
            yield self.text
            return
        for paragraph in self.text.paragraphs:
            number = "" if paragraph.number is None else f"{paragraph.number}. "
            yield number + paragraph.text


def printed(loaded: LoadedIssue) -> Iterator[Printed]:
    """Yield the texts that an issue prints, also those of which a fault left a stand-in."""
    return (one for one in _all_texts(loaded) if one.text)


def printed_words(loaded: LoadedIssue) -> int:
    """Return how many words an issue prints, each text once: those of `extract --text`."""
    seen = (one.text for one in printed(loaded) if one.is_seen and not one.is_repeated)
    return sum(word_count(text if isinstance(text, str) else text.text) for text in seen)


def series_texts(series: SeriesFields) -> Iterator[tuple[Path, str]]:
    """Yield the texts of a series that print as they are typed, with the paths of their values."""
    publisher = series.publisher
    texts: tuple[tuple[Path, str | None], ...] = (
        (("title",), series.title),
        *((("cover_title", n), line) for n, line in enumerate(series.cover_title)),
        (("rights",), series.rights),
        (("publisher", "name"), publisher.name),
        (("publisher", "short"), publisher.short),
        *((("publisher", "names", code), name) for code, name in publisher.names.items()),
    )
    return ((path, text) for path, text in texts if text is not None)


def _all_texts(loaded: LoadedIssue) -> Iterator[Printed]:
    """Yield the texts that an issue may print; those that it does not have are empty."""
    issue = loaded.issue
    if issue is None:
        return
    if issue.cover is not None:
        alt, credit = issue.cover.alt or "", issue.cover.credit or ""
        yield Printed(("cover", "alt"), alt, PrintedAs.DESCRIPTION, "cover, alt")
        yield Printed(("cover", "credit"), credit, PrintedAs.CREDIT, "cover, credit")
    for s, section in enumerate(issue.sections):
        path: Path = ("sections", s, "highlight" if section.highlight else "title")
        where = f"highlight of section “{section.title}”"
        yield Printed(path, section.cover_line or "", PrintedAs.HIGHLIGHT, where)
    for n, editor in enumerate(issue.editors):
        yield Printed(("editors", n), editor, PrintedAs.LINE, "editor")
    for n, correction in enumerate(issue.corrections):
        path = ("corrections", n)
        if loaded.places is None or not isinstance(loaded.places.node(path), Scalar):
            path = (*path, "text")
        yield Printed(path, correction.text, PrintedAs.LINE, "correction")
    for s, section in enumerate(issue.sections):
        where = f"section “{section.title}”"
        yield Printed(("sections", s, "title"), section.title, PrintedAs.HEADING, where)
        for i, item in enumerate(section.items):
            path = ("sections", s, "items", i)
            yield from _item(path, item, loaded.proses[s, i], loaded.captions[s, i])


def _item(path: Path, item: Item, prose: Prose, captions: Sequence[Prose]) -> Iterator[Printed]:
    where = f"item {item.id}"
    title, heading = item.title or "", PrintedAs.HEADING
    yield Printed((*path, "title"), title, heading, f"{where}, title", optional=True)
    yield Printed((*path, "place"), item.place or "", PrintedAs.FACT, f"{where}, place")
    yield Printed((*path, "text"), prose, PrintedAs.PARAGRAPH, where)
    for name, _, source in printed_works(item, prose):
        of_work = (*path, "sources", name, "title")
        work = f"{where}, `{name}`"
        yield Printed(of_work, source.title or "", PrintedAs.WORK, work, optional=True)
    for f, (figure, caption) in enumerate(zip(item.figures, captions, strict=True)):
        of_figure = f"figure {figure.file} of {where}"
        yield from _figure((*path, "figures", f), figure, caption, of_figure)


def _figure(path: Path, figure: Figure, caption: Prose, where: str) -> Iterator[Printed]:
    alt, credit, licence = figure.alt or "", figure.credit or "", figure.licence or ""
    of_licence = f"{where}, licence"
    yield Printed((*path, "alt"), alt, PrintedAs.DESCRIPTION, f"{where}, alt")
    yield Printed((*path, "caption"), caption, PrintedAs.CAPTION, f"{where}, caption")
    yield Printed((*path, "credit"), credit, PrintedAs.CREDIT, f"{where}, credit")
    yield Printed((*path, "licence"), licence, PrintedAs.CREDIT, of_licence, optional=True)


def printed_works(item: Item, prose: Prose) -> Iterator[tuple[str, str, Source]]:
    """Yield the printed works that words of a text link to, each once, in the text's order.

    Each is its name among the item's sources, the first words that link to it, and the source.
    """
    words: dict[str, str] = {}
    for reference in prose.references:
        words.setdefault(reference.source, reference.text)
    for name, text in words.items():
        source = item.sources.get(name)
        if source is not None and source.is_printed_work:
            yield name, text, source

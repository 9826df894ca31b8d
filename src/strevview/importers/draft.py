"""A draft of an issue as data: what was read out of a document, with what has to be checked.

Nothing is invented: a field without evidence stays out, and the linter asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from strevview.importers.addresses import addresses_linked
from strevview.importers.blocks import Block, Kind, LeftOut
from strevview.importers.cover import as_title, series_names
from strevview.importers.facts import item_facts
from strevview.importers.figures import FoundFigure, figure_of
from strevview.importers.guesses import Guess, ItemFacts, LinkText, SourceGuess
from strevview.importers.items import FoundItem
from strevview.importers.outline import FoundPeriod, FoundSection, Outline
from strevview.importers.prose_writer import UnwritableProseError, write_prose
from strevview.importers.tidy_runs import likeness, plain_text, visible
from strevview.model.dates import Period
from strevview.model.issue import ActorRegister, SeriesFields
from strevview.model.scalars import urlsplit_scheme

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_SHORT = re.compile(r"[A-Z][A-Z&]+(?:-[A-Z]+)*")
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class DraftSeries:
    """The series as the cover or the front matter gives it."""

    title: Guess
    cover_title: tuple[str, ...]
    publisher: Guess
    short: Guess | None
    names: tuple[tuple[str, Guess], ...]
    language: str | None
    style: str | None = None


def draft_series(found: Outline, series: SeriesFields | None, beside: bool) -> DraftSeries | None:
    """Return what the draft has to say of its series; None where the folder's file says it.

    `beside` is true where `series` stands in the folder of the draft.
    """
    cover = found.cover
    other = bool(cover.title_lines or cover.publisher or found.title)
    if series is not None and (cover.known or not other or beside):
        return None if beside else _copied(series)
    title = found.title or " ".join(cover.title_lines)
    capitals = any(line.isupper() for line in cover.title_lines)
    lines = cover.title_lines if len(cover.title_lines) > 1 or capitals else ()
    return DraftSeries(
        _guess(title, "the file does not tell the series’ title"),
        () if found.title else lines,
        _guess(cover.publisher or "", "the file does not tell who publishes it"),
        _short(found.left_out),
        tuple(
            (language, Guess(visible(name), "the language is told by the script", False))
            for language, name in cover.local_names
        ),
        found.language if found.language and _LANGUAGE.fullmatch(found.language) else None,
    )


def _guess(text: str, lacking: str) -> Guess:
    plain = visible(text).strip()
    if not plain:
        return Guess(_UNKNOWN, lacking, False)
    if plain.isupper():
        return Guess(as_title(plain), "the cover has it in capitals", False)
    return Guess(plain, "as in the file", True)


def _short(left_out: Sequence[LeftOut]) -> Guess | None:
    """Return an abbreviation that runs along the pages: it is the publisher's."""
    for one in left_out:
        words = [word for word in one.text.split() if _SHORT.fullmatch(word)]
        if one.times > 1 and words and len(one.text.split()) <= 2:
            return Guess(words[0], "it stands at the foot of the pages", False)
    return None


def _copied(series: SeriesFields) -> DraftSeries:
    publisher = series.publisher
    why = "as in series.yaml"
    return DraftSeries(
        Guess(series.title, why, True),
        series.cover_title,
        Guess(publisher.name, why, True),
        Guess(publisher.short, why, True) if publisher.short else None,
        tuple((language, Guess(name, why, True)) for language, name in publisher.names.items()),
        series.language,
        series.style,
    )


# What a source says in the place of an address that is none of a web page.
LED_TO = "the link led to "
PICTURES_FOLDER = "pictures"
# An item without a link still says that its source is to be found, as the linter then asks.
_NO_SOURCE = (SourceGuess("unlinked", None, "no word of it is linked in the old issue"),)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known beside the file: the series and the register at hand, and a month told.

    `beside` is true where `series` stands beside the draft and need not be written into it.
    """

    series: SeriesFields | None = None
    beside: bool = False
    register: ActorRegister | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A picture's place in the issue's folder, and the words that belong to it."""

    file: str
    alt: str | None
    caption: str | None
    credit: str | None
    licence: str | None


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One event with its text as it will be written, and remarks for the editor."""

    title: str | None
    facts: ItemFacts
    text: str | None
    figures: tuple[DraftFigure, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section; `highlight` is None where it is the title, False where there is none.

    `title_check` and `highlight_check` are remarks on the two.
    """

    title: str
    highlight: str | bool | None
    items: tuple[DraftItem, ...]
    title_check: str | None = None
    highlight_check: str | None = None


@dataclass(frozen=True)
class Draft:
    """An issue as it was understood, the pictures by their files, and what was left out."""

    name: str
    period: FoundPeriod
    series: DraftSeries | None
    number: int | None
    editors: tuple[str, ...]
    published: str | None
    cover: DraftFigure | None
    sections: tuple[DraftSection, ...]
    pictures: Mapping[str, bytes]
    left_out: tuple[LeftOut, ...]

    @property
    def items(self) -> tuple[DraftItem, ...]:
        """The items of all sections."""
        return tuple(item for section in self.sections for item in section.items)


def make_draft(name: str, found: Outline, known: Surroundings, *, cautious: bool = False) -> Draft:
    """Return the draft of an issue; `name` is that of its file.

    A `cautious` one gives up emphasis, lists and quotations: words and links come first.
    """
    maker = _DraftMaker(found, known, cautious)
    sections = tuple(maker.section(section) for section in found.sections)
    cover = maker.cover()
    series = draft_series(found, known.series, known.beside)
    names = _names_not_written(found, known.series) if series is None else ()
    return Draft(
        name,
        found.period,
        series,
        found.number,
        tuple(visible(name) for name in found.cover.editors),
        found.cover.published or found.published,
        cover,
        sections,
        maker.pictures,
        (*found.left_out, *names, *maker.left_out),
    )


def _names_not_written(found: Outline, series: SeriesFields | None) -> Iterator[LeftOut]:
    """Yield the names that a file gives its series and publisher where series.yaml has them."""
    cover = found.cover
    known = series_names(series) if series is not None else frozenset()
    local = (name for _, name in cover.local_names)
    for name in (found.title, *cover.title_lines, cover.publisher, *local):
        if name and likeness(name) in known:
            yield LeftOut(name, "told by `series`", told=True)
        elif name:
            yield LeftOut(name, "a name of the series or its publisher, which series.yaml has not")


@dataclass(slots=True)
class _DraftMaker:
    """Makes the parts of one draft; `ids` and `pictures` are those already given out."""

    found: Outline
    known: Surroundings
    cautious: bool
    ids: set[str] = field(default_factory=set)
    pictures: dict[str, bytes] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def section(self, section: FoundSection) -> DraftSection:
        items = tuple(self._item(item) for item in section.items)
        highlight: str | bool | None = section.highlight
        check = None
        if highlight == section.title:
            highlight = None
        elif highlight is not None:
            check = "the cover had other words than the heading"
        elif self.found.announced:
            highlight, check = False, "the cover did not announce it"
        return DraftSection(section.title, highlight, items, section.check, check)

    def cover(self) -> DraftFigure | None:
        """Return the cover's picture; the lines under it are its credit."""
        blocks = self.found.cover.picture
        if not blocks:
            return None
        figure = figure_of(blocks)
        words = " ".join(said for block in blocks if (said := visible(block.text).strip()))
        return self._figure(FoundFigure(figure.picture, None, words or None), "cover")

    def _item(self, item: FoundItem) -> DraftItem:
        blocks = [self._plain(block) for block in item.blocks]
        text, links = plain_text(blocks)
        figure_links = [link for figure in item.figures for link in figure.links]
        beside = [
            LinkText("", _whole(address), len(text), len(text))
            for address in dict.fromkeys((*item.links, *figure_links))
            if not self._is_inner(address)
        ]
        checks = list(item.checks)
        if beside and not checks:
            checks.append("a link stands on no word of its text: see its sources")
        links = (*links, *beside)
        on_the_web = [one if _is_web(one.address) else replace(one, address="") for one in links]
        facts = item_facts(
            text, on_the_web, self.found.period.period, self.known.register, self.ids, item.day
        )
        self.ids.add(facts.id)
        sources = _with_reasons(facts, links) or _NO_SOURCE
        facts = replace(facts, sources=sources)
        figures = tuple(self._figure(figure, facts.id) for figure in item.figures)
        title = visible(item.title.text).strip() if item.title is not None else None
        return DraftItem(title or None, facts, self._prose(blocks, facts), figures, tuple(checks))

    def _prose(self, blocks: Sequence[Block], facts: ItemFacts) -> str | None:
        """Return the text of an item; where it cannot be written as it stands, without its form."""
        if not any(block.text for block in blocks):
            return None
        if not self.cautious:
            try:
                return write_prose(blocks, facts.link_keys)
            except UnwritableProseError:
                pass
        plain = [
            replace(
                block,
                kind=Kind.PARAGRAPH,
                runs=tuple(replace(run, bold=False, italic=False) for run in block.runs),
            )
            for block in blocks
        ]
        return write_prose(plain, facts.link_keys)

    def _plain(self, block: Block) -> Block:
        """Return a block of text whose links and written-out addresses are whole addresses."""
        runs = []
        for run in addresses_linked(block.runs):
            if run.address is None:
                runs.append(run)
            elif self._is_inner(run.address):
                runs.append(replace(run, address=None))
            else:
                runs.append(replace(run, address=_whole(run.address)))
        kind = block.kind
        if kind in (Kind.HEADING, Kind.CAPTION):
            kind = Kind.PARAGRAPH
        return replace(block, kind=kind, runs=tuple(runs))

    def _is_inner(self, address: str) -> bool:
        """Whether a link leads to another place of the same file, which is then left out."""
        inner = address.startswith("#")
        if inner:
            self.left_out.append(LeftOut(address, "a link within the file"))
        return inner

    def _figure(self, figure: FoundFigure, item: str) -> DraftFigure:
        stem = f"{PICTURES_FOLDER}/{self.found.period.period.stem}-{item}"
        alt = figure.picture.alt
        return DraftFigure(
            self._file(stem, figure.picture.suffix, figure.picture.data),
            visible(alt).strip() or None if alt else None,
            figure.caption,
            figure.credit,
            figure.licence,
        )

    def _file(self, stem: str, suffix: str, data: bytes) -> str:
        """Return the file for a picture; equal pictures are one file."""
        for known, other in self.pictures.items():
            if other == data:
                return known
        name, number = f"{stem}{suffix}", 1
        while name in self.pictures:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self.pictures[name] = data
        return name


def _whole(address: str) -> str:
    """Return an address without spaces, and with a scheme where it only lacks one."""
    address = visible(address).strip().replace(" ", "%20")
    if address.startswith("//"):
        return f"https:{address}"
    return f"http://{address}" if address.lower().startswith("www.") else address


def _is_web(address: str | None) -> bool:
    return urlsplit_scheme(address or "") in ("http", "https")


def _with_reasons(facts: ItemFacts, links: Sequence[LinkText]) -> tuple[SourceGuess, ...]:
    """Return the sources; one whose link led to no web page says where it led."""
    odd = {
        key: link.address
        for key, link in zip(facts.link_keys, links, strict=True)
        if link.address and not _is_web(link.address)
    }
    return tuple(
        replace(source, unavailable=f"{LED_TO}{odd[source.key]}") if source.key in odd else source
        for source in facts.sources
    )

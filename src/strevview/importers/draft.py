"""A draft of an issue as data: what was read out of a manuscript, with what has to be checked.

Nothing is invented: a field without evidence stays out, and the linter asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from strevview.diagnostics import Diagnostic, error
from strevview.importers.draft_series import DraftSeries, draft_series
from strevview.importers.facts import ItemFacts, LinkText, SourceGuess, item_facts
from strevview.importers.figures import FoundFigure
from strevview.importers.items import FoundItem, split_items
from strevview.importers.manuscript import Block, Dropped, Kind, Manuscript, Run
from strevview.importers.outline import FoundPeriod, FoundSection, Outline, outline
from strevview.importers.plain_runs import plain_item, visible
from strevview.importers.prose import write_prose
from strevview.model.dates import Period
from strevview.model.register import ActorRegister
from strevview.model.scalars import urlsplit_scheme
from strevview.model.series import SeriesFields

PICTURES_FOLDER = "pictures"
# An item without a link still says that its source is to be found, as the linter then asks.
_NO_SOURCE = (SourceGuess("unlinked", None, "no word of it is linked in the old issue"),)
_LINE_OF_A_COVER = 12
_FOREWORD = "it stood before the first heading"


@dataclass(frozen=True, slots=True)
class Setting:
    """What an import may rest on: the series and the register at hand, and a month that was told.

    `said` is true where `series` stands beside the draft and need not be written into it.
    """

    series: SeriesFields | None = None
    said: bool = False
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
    """One event with its text as it will be written."""

    title: str | None
    facts: ItemFacts
    text: str | None
    figures: tuple[DraftFigure, ...]
    check: str | None


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section; `highlight` is None where it is the title, False where there is none."""

    title: str
    highlight: str | bool | None
    items: tuple[DraftItem, ...]
    check: str | None = None


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
    dropped: tuple[Dropped, ...]

    @property
    def items(self) -> tuple[DraftItem, ...]:
        """The items of all sections."""
        return tuple(item for section in self.sections for item in section.items)


@dataclass(slots=True)
class _Desk:
    """What the making of one draft has used up: the ids of items, the files of pictures."""

    setting: Setting
    period: Period
    ids: list[str] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def make_draft(manuscript: Manuscript, setting: Setting) -> Draft | tuple[Diagnostic, ...]:
    """Return the draft of an issue, or why none can be made: SV954 and SV955."""
    found = outline(manuscript, setting.series)
    period = FoundPeriod(setting.period) if setting.period else found.period
    told = setting.period is not None and bool(found.sections)
    if not told and not _is_review(found, manuscript):
        return (_no_review(manuscript),)
    if period is None:
        return (_no_period(manuscript),)
    desk = _Desk(setting, period.period)
    foreword, dropped = _left(found)
    sections = [
        _section(section, found, desk, foreword if number == 0 else ())
        for number, section in enumerate(found.sections)
    ]
    series = draft_series(found, setting.series, setting.said)
    cover = _cover(found, desk)
    return Draft(
        manuscript.name,
        period,
        series,
        found.masthead.number,
        tuple(visible(name) for name in found.masthead.editors),
        found.masthead.published,
        cover,
        tuple(sections),
        desk.pictures,
        (*found.dropped, *dropped),
    )


def _is_review(found: Outline, manuscript: Manuscript) -> bool:
    """Whether there are sections, and anything of a review in them: a highlight, month or link."""
    if not found.sections:
        return False
    linked = any(run.address for block in manuscript.blocks for run in block.runs)
    return found.announced or linked or found.period is not None


def _no_review(manuscript: Manuscript) -> Diagnostic:
    return error(
        "SV955",
        f"{manuscript.name} does not look like a review: no sections with headings, highlights, "
        "a month or links were found",
        None,
        "is it the right file? A text alone goes into an issue by `strevview new` and pasting",
    )


def _no_period(manuscript: Manuscript) -> Diagnostic:
    return error(
        "SV954",
        f"{manuscript.name} does not say of which month it is",
        None,
        "tell it with --period, such as --period 2014-03",
    )


def _left(found: Outline) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Tell paragraphs before the first section, which are kept, from lines of the cover."""
    left = found.masthead.left
    kept = [b for n, b in enumerate(left) if b.picture or _is_text(b) or _is_caption(left, n)]
    why = "a line of the cover that an issue file has no place for"
    lines = [b for b in found.masthead.left if b not in kept]
    return tuple(kept), tuple(Dropped(block.text, why, block.page) for block in lines)


def _is_text(block: Block) -> bool:
    return len(block.text.split()) > _LINE_OF_A_COVER


def _is_caption(blocks: Sequence[Block], number: int) -> bool:
    before = blocks[number - 1] if number else None
    return blocks[number].kind is Kind.CAPTION and before is not None and bool(before.picture)


def _section(
    section: FoundSection, found: Outline, desk: _Desk, foreword: Sequence[Block]
) -> DraftSection:
    if any(_is_text(block) for block in foreword):
        before = split_items(foreword, desk.period)
        items = [replace(item, why=_FOREWORD) for item in before]
        items += split_items(section.blocks, desk.period)
    else:
        items = list(split_items((*foreword, *section.blocks), desk.period))
    highlight: str | bool | None = None
    if found.announced:
        highlight = False if section.highlight is None else section.highlight
    if highlight == section.title:
        highlight = None
    check = None
    if highlight is False:
        check = "the cover did not announce it"
    elif highlight is not None:
        check = "the cover had other words than the heading"
    return DraftSection(section.title, highlight, tuple(_item(item, desk) for item in items), check)


def _item(item: FoundItem, desk: _Desk) -> DraftItem:
    blocks = [_addressed(block) for block in item.blocks]
    text, links = plain_item(blocks)
    facts = item_facts(text, _on_the_web(links), desk.period, desk.setting.register, desk.ids)
    desk.ids.append(facts.id)
    facts = replace(facts, sources=tuple(_with_reasons(facts, links)) or _NO_SOURCE)
    prose = write_prose(blocks, facts.link_keys) if text.strip() else None
    figures = tuple(_figure(figure, facts.id, desk) for figure in item.figures)
    return DraftItem(item.title, facts, prose, figures, item.why)


def _addressed(block: Block) -> Block:
    """Return a block whose addresses have no spaces, and a scheme where they only lack one."""

    def whole(run: Run) -> Run:
        if run.address is None:
            return run
        address = visible(run.address).strip().replace(" ", "%20")
        if address.lower().startswith("www."):
            address = f"http://{address}"
        return replace(run, address=address)

    kind = Kind.PARAGRAPH if block.kind in (Kind.HEADING, Kind.CAPTION) else block.kind
    return replace(block, kind=kind, runs=tuple(whole(run) for run in block.runs))


def _is_web(address: str | None) -> bool:
    return urlsplit_scheme(address or "") in ("http", "https")


def _on_the_web(links: Sequence[LinkText]) -> tuple[LinkText, ...]:
    """Return the links; one that leads to no web page has no address that a source could have."""
    return tuple(link if _is_web(link.address) else replace(link, address="") for link in links)


def _with_reasons(facts: ItemFacts, links: Sequence[LinkText]) -> Iterator[SourceGuess]:
    """Yield the sources; one whose link led to no web page says where it led."""
    odd = {
        key: link.address
        for key, link in zip(facts.link_keys, links, strict=True)
        if link.address and not _is_web(link.address)
    }
    for source in facts.sources:
        address = odd.get(source.key)
        if address is None:
            yield source
        else:
            yield replace(source, unavailable=f"the link led to {address}")


def _figure(figure: FoundFigure, item: str, desk: _Desk) -> DraftFigure:
    picture = figure.picture
    stem = f"{PICTURES_FOLDER}/{desk.period.stem}-{item}"
    return DraftFigure(
        _file(stem, picture.suffix, picture.data, desk),
        visible(picture.alt).strip() or None if picture.alt else None,
        figure.caption,
        figure.credit,
        figure.licence,
    )


def _file(stem: str, suffix: str, data: bytes, desk: _Desk) -> str:
    """Return the file for a picture; equal pictures are one file."""
    for known, other in desk.pictures.items():
        if other == data:
            return known
    name, number = f"{stem}{suffix}", 1
    while name in desk.pictures:
        number += 1
        name = f"{stem}-{number}{suffix}"
    desk.pictures[name] = data
    return name


def _cover(found: Outline, desk: _Desk) -> DraftFigure | None:
    blocks = found.masthead.picture
    picture = next((block.picture for block in blocks if block.picture is not None), None)
    if picture is None:
        return None
    lines = [block.text for block in blocks if block.text]
    credit = visible(" ".join(lines)) or None
    return _figure(FoundFigure(picture, None, credit), "cover", desk)

"""An issue as it was understood, as the data of its file, with what has to be checked.

Nothing is invented: a field without evidence stays out, and the linter asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from strevview.importers.actors import ActorGuess
from strevview.importers.blocks import (
    Block,
    Kind,
    LeftOut,
    LinkText,
    Run,
    match_key,
    plain_text,
    visible,
)
from strevview.importers.cover import as_title, series_names
from strevview.importers.draft_writer import (
    Guess,
    Remarked,
    UnwritableProseError,
    write_caption,
    write_prose,
)
from strevview.importers.facts import free_name, item_facts
from strevview.importers.outline import FoundItem, FoundSection, Outline
from strevview.importers.running_text import addresses_linked, complete_address
from strevview.model.issue import ActorRegister, SeriesFields
from strevview.model.loading import Shelf
from strevview.model.record import LANGUAGE_CODE, is_web_address

_UNKNOWN = "?"
_BY_PLACE = "nothing but its place tells it"
_SHORT = re.compile(r"[A-Z][A-Z&]+(?:-[A-Z]+)*")
_CREDIT = re.compile(r"(?:photo|picture|image|source|credit|courtesy|drawn|©)\b", re.IGNORECASE)
_LICENCE = re.compile(r"\s*\(((?:CC[ -]|CC0|public domain|©|licen[cs]e)[^()]*)\)$", re.IGNORECASE)
# An item without a link still says that its source is to be found, as the linter then asks.
_NO_SOURCE = {"unlinked": {"unavailable": "no word of it is linked in the old issue"}}

_Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class DraftContext:
    """What is known besides the old issue: the draft's folder, a series, a register of actors.

    The series is that of the folder's series.yaml, or of one beside the old issue: then the draft
    has to say it itself.
    """

    shelf: Shelf
    series: SeriesFields | None
    register: ActorRegister

    @property
    def beside(self) -> bool:
        """Whether the series stands beside the draft and need not be written into it."""
        return self.shelf.series is not None


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor that an imported item names, and where: `2025-07/prss-1`."""

    actor: ActorGuess
    where: str


def make_draft(found: Outline, known: DraftContext) -> Draft:
    """Return the draft of an issue.

    Raises:
        UnwritableProseError: a text cannot be written; a fault of ours.
    """
    draft = Draft(found, known)
    # Pictures of items have their names before that of the cover.
    sections = [draft.section(section) for section in found.sections]
    series = _series(found, known)
    draft.data = {
        "schema": 1,
        "period": Remarked(str(found.period), (found.period_check,)),
        "number": found.cover.number,
        "published": found.cover.published,
        "editors": found.cover.editors,
        "draft": True,
        "series": series,
        "cover": draft.cover(),
        "sections": sections,
    }
    names = _names_not_written(found, known.series) if series is None else ()
    draft.left_out = (*found.left_out, *names)
    return draft


def _series(found: Outline, known: DraftContext) -> _Data | None:
    """Return what the draft has to say of its series; None where the folder's file says it."""
    cover, series = found.cover, known.series
    if series is not None and (known.beside or not (cover.title_lines or cover.publisher)):
        return None if known.beside else _copied(series)
    title = cover.title or " ".join(cover.title_lines)
    sure = bool(cover.title) or not found.by_place
    set_apart = len(cover.title_lines) > 1 or any(line.isupper() for line in cover.title_lines)
    language = found.language or ""
    return {
        "title": _series_name(title, "the file does not tell the series’ title", sure=sure),
        "cover_title": cover.title_lines if set_apart else None,
        "publisher": {
            "name": _series_name(
                cover.publisher, "the file does not tell who publishes it", sure=not found.by_place
            ),
            "short": _running_abbreviation(found.left_out),
            "names": {
                spoken: Guess(name, "the language is told by the script", False)
                for spoken, name in cover.local_names.items()
            },
        },
        "language": language if re.fullmatch(LANGUAGE_CODE, language) else None,
    }


def _copied(series: SeriesFields) -> _Data:
    """Return what a draft takes over of a series.yaml that does not stand beside it."""
    publisher = {"name", "short", "names"}
    taken = {"title": True, "cover_title": True, "language": True, "style": True}
    return series.model_dump(include={**taken, "publisher": publisher}, exclude_defaults=True)


def _series_name(text: str, lacking: str, *, sure: bool) -> Guess:
    plain = visible(text).strip()
    if not plain:
        return Guess(_UNKNOWN, lacking, False)
    if plain.isupper():
        return Guess(as_title(plain), "the cover has it in capitals", False)
    return Guess(plain, "as in the file" if sure else _BY_PLACE, sure)


def _running_abbreviation(left_out: Sequence[LeftOut]) -> Guess | None:
    """Return an abbreviation among the lines that repeat on the pages: it is the publisher's."""
    for one in left_out:
        words = one.text.split()
        short = next((word for word in words if _SHORT.fullmatch(word)), None)
        if short is not None and one.times > 1 and len(words) <= 2:
            return Guess(short, "it stands at the foot of the pages", False)
    return None


def _names_not_written(found: Outline, series: SeriesFields | None) -> Iterator[LeftOut]:
    """Yield the names that a file gives its series and publisher where series.yaml has them."""
    cover = found.cover
    known = series_names(series) if series is not None else frozenset()
    local = cover.local_names.values()
    for name in (cover.title, *cover.title_lines, cover.publisher, *local):
        if name and match_key(name) in known:
            yield LeftOut(name, "told by `series`", told=True)
        elif name:
            yield LeftOut(name, "a name of the series or its publisher, which series.yaml has not")


@dataclass(slots=True)
class Draft:
    """The data of an issue's file, for `draft_yaml`, and what belongs to it.

    `pictures` are the bytes by the files' paths, `learnt` the actors that items name. `links`
    counts the links to web pages.
    """

    found: Outline
    known: DraftContext
    data: _Data = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    pictures: dict[str, bytes] = field(default_factory=dict)
    learnt: list[ActorMention] = field(default_factory=list)
    links: int = 0
    ids: set[str] = field(default_factory=set)

    @property
    def _by_place(self) -> str | None:
        return _BY_PLACE if self.found.by_place else None

    def section(self, section: FoundSection) -> _Data:
        """Return the data of a section."""
        highlight: Remarked | None = None
        if section.highlight is None and self.found.announced:
            highlight = Remarked(False, ("the cover did not announce it",))
        elif section.highlight not in (None, section.title):
            why = "the cover had other words than the heading"
            highlight = Remarked(section.highlight, (why,))
        by_place = self._by_place if section.highlight is None else None
        return {
            "title": Remarked(section.title, (section.check or by_place,)),
            "highlight": highlight,
            "items": [self._item(item) for item in section.items],
        }

    def cover(self) -> _Data | None:
        """Return the cover's picture; the lines under it are its credit."""
        blocks = self.found.cover.picture
        if not blocks:
            return None
        why = "it stood on the first page; is it a cover picture?"
        file, alt = self._file(blocks, "cover")
        said = (block.text for block in blocks)
        return {"image": Remarked(file, (why,)), "alt": alt, "credit": " ".join(filter(None, said))}

    def _item(self, item: FoundItem) -> Remarked:
        blocks = [_text_block(block) for block in item.blocks]
        text, in_text = plain_text(blocks)
        captions = (block for figure in item.figures for block in figure)
        of_figures = (link for block in captions for link in block.addresses)
        beside = [
            LinkText("", complete_address(address), len(text), len(text))
            for address in dict.fromkeys((*item.links, *of_figures))
        ]
        links = (*in_text, *beside)
        period, register = self.found.period, self.known.register
        facts = item_facts(text, links, period, register, self.ids, item.day)
        if item.id:
            facts = facts._replace(id=free_name(item.id, self.ids))
        self.ids.add(facts.id)
        self.links += sum(is_web_address(one.address or "") for one in links)
        self.learnt += [ActorMention(actor, f"{period.stem}/{facts.id}") for actor in facts.actors]
        prose = _prose(blocks, facts.link_keys)
        of_text = dict.fromkeys(block.check for block in item.blocks)
        data = {
            "id": facts.id,
            "date": facts.date,
            "place": facts.place,
            "actors": [Guess(actor.name, actor.why, actor.sure) for actor in facts.actors],
            "title": Remarked(item.title.text, (self._by_place,)) if item.title else None,
            "text": Remarked(prose, tuple(of_text)) if prose else None,
            "sources": {key: one._asdict() for key, one in facts.sources.items()} or _NO_SOURCE,
            "figures": [self._figure(figure, facts.id) for figure in item.figures],
        }
        checks = item.checks
        if beside and not checks:
            checks = ["a link stands on no word of its text: see its sources"]
        return Remarked(data, tuple(checks))

    def _figure(self, blocks: Sequence[Block], item: str) -> _Data:
        """Return the data of a picture and its captions; a last one with a source is its credit."""
        said = [block.text for block in blocks if block.text]
        credit = licence = None
        if said and (len(said) > 1 or _CREDIT.match(said[-1])):
            credit = said.pop()
            found = _LICENCE.search(credit)
            if found is not None and found.start() > 0:
                credit, licence = credit[: found.start()], found[1]
        file, alt = self._file(blocks, item)
        return {
            "file": file,
            "alt": alt,
            "caption": write_caption(" ".join(said)) if said else None,
            "credit": credit,
            "licence": licence,
        }

    def _file(self, blocks: Sequence[Block], item: str) -> tuple[str, str]:
        """Return path and text of the picture among blocks; equal pictures are one file."""
        picture = next(block.picture for block in blocks if block.picture is not None)
        alt = visible(picture.alt or "").strip()
        for known, other in self.pictures.items():
            if other == picture.data:
                return known, alt
        stem = f"pictures/{self.found.period.stem}-{item}"
        taken = {known.removesuffix(picture.suffix) for known in self.pictures}
        name = f"{free_name(stem, taken)}{picture.suffix}"
        self.pictures[name] = picture.data
        return name, alt


def _prose(blocks: Sequence[Block], keys: Sequence[str]) -> str | None:
    """Return the text of an item; where it cannot be written as it stands, without its form."""
    if not any(block.text for block in blocks):
        return None
    with suppress(UnwritableProseError):
        return write_prose(blocks, keys)
    plain = [
        replace(
            block,
            kind=Kind.PARAGRAPH,
            runs=tuple(replace(run, bold=False, italic=False) for run in _numbered(block)),
        )
        for block in blocks
    ]
    return write_prose(plain, keys)


def _text_block(block: Block) -> Block:
    """Return a block of text whose links and written-out addresses are whole addresses."""
    runs = tuple(
        replace(run, address=complete_address(run.address)) if run.address else run
        for run in addresses_linked(block.runs)
    )
    return replace(block, runs=runs)


def _numbered(block: Block) -> tuple[Run, ...]:
    """Return the words of a block, with its number where it has one."""
    return block.runs if block.number is None else (Run(f"{block.number}. "), *block.runs)

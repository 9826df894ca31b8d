"""An old issue as a whole: the cover, the sections with their blocks, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from strevview.importers.headings import Heading, heading_key, section_headings, without_page
from strevview.importers.likeness import likeness
from strevview.importers.manuscript import Block, Dropped, Kind, Manuscript, Run
from strevview.importers.masthead import Masthead, read_masthead, series_names
from strevview.importers.months import MonthsOf, month_in_numbers
from strevview.importers.plain_runs import visible
from strevview.model.dates import Period
from strevview.model.series import SeriesFields

_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section: its heading, its line among the highlights (None where there is none)."""

    title: str
    highlight: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """The months of an issue, and where they were read if that leaves a doubt."""

    period: Period
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What an old issue is made of.

    `announced` tells whether the cover has highlights. `language` is that of the file.
    """

    masthead: Masthead
    period: FoundPeriod | None
    sections: tuple[FoundSection, ...]
    announced: bool
    dropped: tuple[Dropped, ...]
    language: str | None


def outline(manuscript: Manuscript, series: SeriesFields | None = None) -> Outline:
    """Return the parts of an old issue; `series` helps to tell its names where it is known."""
    blocks = [b for b in manuscript.blocks if visible(b.text).strip() or b.picture]
    if manuscript.name.lower().endswith(_MARKDOWN):
        blocks = list(_with_captions(blocks))
    language = series.language if series is not None else manuscript.language
    months = MonthsOf(language)
    names = frozenset(series_names(series)) if series is not None else frozenset()
    names |= _running_names(manuscript.dropped)
    headings, lines = section_headings(blocks, names)
    first = headings[0].start if headings else len(blocks)
    front = [block for n, block in enumerate(blocks[:first]) if n not in lines]
    masthead = read_masthead(front, series, months)
    pages = [page for heading in headings if (page := _page(blocks, heading)) is not None]
    return Outline(
        masthead,
        _period(masthead, manuscript, months),
        tuple(_sections(blocks, headings)),
        bool(lines),
        (*manuscript.dropped, *masthead.dropped, *pages),
        language,
    )


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with the words that Markdown has for a picture as its caption.

    They are printed under a picture that stands alone (pandoc's `implicit_figures`), unless it has
    a caption already.
    """
    for number, block in enumerate(blocks):
        picture = block.picture
        follower = blocks[number + 1] if number + 1 < len(blocks) else None
        has_one = follower is not None and follower.kind is Kind.CAPTION
        if picture is None or not picture.alt or has_one:
            yield block
            continue
        yield replace(block, picture=replace(picture, alt=None))
        yield Block(Kind.CAPTION, (Run(picture.alt),), block.page)


def _sections(blocks: Sequence[Block], headings: Sequence[Heading]) -> list[FoundSection]:
    sections = []
    for number, heading in enumerate(headings):
        end = headings[number + 1].start if number + 1 < len(headings) else len(blocks)
        title = visible(" ".join(block.text for block in blocks[heading.start : heading.end]))
        line = _highlight(blocks, heading)
        capitals = line is not None and title.isupper() and not line.isupper()
        if line is not None and capitals and likeness(line) == likeness(title):
            # Capitals tell less than the cover does.
            title = line
        sections.append(FoundSection(title, line, tuple(blocks[heading.end : end])))
    return sections


def _highlight(blocks: Sequence[Block], heading: Heading) -> str | None:
    if heading.highlight is None:
        return None
    text = visible(blocks[heading.highlight].text)
    return without_page(text)[0] if _page(blocks, heading) is not None else text


def _page(blocks: Sequence[Block], heading: Heading) -> Dropped | None:
    """Return the page number that the contents give for a section, if they do."""
    if heading.highlight is None:
        return None
    line = blocks[heading.highlight]
    bare, page = without_page(line.text)
    title = " ".join(block.text for block in blocks[heading.start : heading.end])
    if not page or heading_key(line.text) == heading_key(title):
        return None
    if heading_key(bare) != heading_key(title):
        return None
    return Dropped(page, "a page number in the contents", line.page)


def _running_names(dropped: Sequence[Dropped]) -> frozenset[str]:
    """Return what running headers say, which is no heading where it stands on the cover."""
    return frozenset(likeness(one.text) for one in dropped) - {""}


def _period(masthead: Masthead, manuscript: Manuscript, months: MonthsOf) -> FoundPeriod | None:
    """Return the months: from the cover, a running header, or the file's name."""
    if masthead.period is not None:
        return FoundPeriod(masthead.period)
    for dropped in manuscript.dropped:
        found = months.find(dropped.text)
        if found is not None:
            return FoundPeriod(found[0])
    stem = manuscript.name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    found = months.find(stem.replace("_", " ").replace("-", " "))
    period = month_in_numbers(stem) or (found[0] if found else None)
    return None if period is None else FoundPeriod(period, f"from the file's name, {stem}")

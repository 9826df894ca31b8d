"""An old issue as a whole: its cover, its month, its sections and their items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from strevview.diagnostics import Diagnostic, error
from strevview.importers.blocks import (
    Block,
    Document,
    Kind,
    LeftOut,
    Run,
    match_key,
    runs_from,
    visible,
)
from strevview.importers.cover import (
    BETWEEN_NAMES,
    Cover,
    language_of_script,
    read_cover,
    series_names,
)
from strevview.importers.headings import (
    SectionHeading,
    section_headings,
    with_captions,
    with_headings,
)
from strevview.importers.items import FoundItem, ItemContext, document_has_days, split_items
from strevview.importers.told_dates import find_month, is_day_alone, opens_with_typed_day
from strevview.model.dates import Period
from strevview.model.issue import SeriesFields

_FIRST_WORDS = 6
# The script is told by so many letters at the start.
_LETTERS_TOLD_BY = 4000
_BULLET = re.compile(r"\s*[•●▪◦‣○■□➢➤✓·-]\s+(?=\S)")
_EDITORS = re.compile(r"(?:the )?(?:editors?|editorial (?:board|desk|team))\W*", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}")
# The keys of a front matter that the draft tells by keys of its own.
_TOLD_KEYS = {
    "date": "published",
    "published": "published",
    "period": "period",
    "month": "period",
    "number": "number",
    "issue": "number",
    "lang": "language",
    "language": "language",
}


@dataclass(frozen=True, slots=True)
class FoundSection:
    """A section: its heading, its items, and its line among the highlights.

    `highlight` is None where no line announces it. `check` is a remark on the title.
    """

    title: str
    highlight: str | None
    items: tuple[FoundItem, ...]
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What an old issue is made of.

    `announced` tells whether the cover has highlights. `title` is that of the front matter.
    `period_check` is a remark where the file's sources differ about its months.
    """

    cover: Cover
    title: str | None
    published: str | None
    number: int | None
    period: Period
    period_check: str | None
    sections: tuple[FoundSection, ...]
    announced: bool
    left_out: tuple[LeftOut, ...]
    language: str | None


def outline(
    document: Document, series: SeriesFields | None, period: Period | None
) -> Outline | Diagnostic:
    """Return the parts of an old issue, or why it has none: no text (SV955), no month (SV954).

    `series` is known from the folder; `period` is the month that the user told.
    """
    front = document.front_matter
    language = series.language if series is not None else document.language
    language = language or front.get("lang") or _language_by_script(document.blocks)
    shown = (block for block in document.blocks if block.text or block.picture or block.links)
    kept = [_with_typed_sign(_without_empty_heading(block), language) for block in shown]
    blocks = with_headings(with_captions(kept))
    title = visible(front.get("title", "")).strip() or None
    names = series_names(series) if series is not None else frozenset()
    names |= {match_key(title)} if title else set()
    running = {match_key(one.text) for one in document.left_out if one.times > 1} - {""}
    marked = any(block.kind is Kind.HEADING for block in kept)
    found = section_headings(blocks, names | running, marked)
    first = found.headings[0].place if found.headings else len(blocks)
    before = [block for n, block in enumerate(blocks[:first]) if n not in found.lines]
    cover = read_cover(before, names, language, title is not None)
    if not (found.headings or cover.left):
        # A line or two with nothing below them: text, and no title.
        cover = read_cover(before, names, language, titled=True)
        if not cover.left:
            return _no_text(document.name)
    check = None
    if period is None:
        told = list(_told_months(document, cover, title, language))
        if not told:
            return _no_period(document.name)
        period, check = told[0][1], _check_of_period(told)
    has_days = document_has_days(blocks, period, language)
    setting = ItemContext(period, language, has_days)
    headings = list(_without_days(blocks, found.headings, setting))
    editors = _editors_at_the_end(blocks, headings)
    if editors:
        end = headings.pop().place
        cover.editors += editors
        cover.left_out += [
            LeftOut(block.text, "told by `editors`", told=True) for block in blocks[end:]
        ]
        blocks = blocks[:end]
    sections, left_out = _sections(blocks, headings, cover, setting)
    if not any(section.items for section in sections):
        return _no_text(document.name)
    return Outline(
        cover=cover,
        title=title,
        published=_day(front, language),
        number=cover.number or _number(front),
        period=period,
        period_check=check,
        sections=tuple(sections),
        announced=bool(found.lines),
        left_out=(
            *document.left_out,
            *cover.left_out,
            *_front_left(front),
            *found.left_out,
            *left_out,
        ),
        language=language,
    )


def _editors_at_the_end(
    blocks: Sequence[Block], headings: Sequence[SectionHeading]
) -> tuple[str, ...]:
    """Return the names below a last heading such as “Editors”, if nothing else stands there."""
    if len(headings) < 2 or not _EDITORS.fullmatch(blocks[headings[-1].place].text):
        return ()
    below = blocks[headings[-1].place + headings[-1].lines :]
    names = tuple(name for block in below for name in BETWEEN_NAMES.split(block.text) if name)
    plain = not any(block.links or block.picture for block in below)
    return names if plain and all(map(_NAME.fullmatch, names)) else ()


def _no_text(name: str) -> Diagnostic:
    message = (
        f"{name}: no text is left for an issue: all of it is headings, a cover, and lines that "
        "repeat on each page"
    )
    advice = "is it the right file? A text alone goes into an issue by `strevview new` and pasting"
    return error("SV955", message, None, advice)


def _no_period(name: str) -> Diagnostic:
    advice = "tell it with --period, such as --period 2014-03"
    return error("SV954", f"{name} does not say of which month it is", None, advice)


def _without_empty_heading(block: Block) -> Block:
    """Return a heading without a letter or digit, such as a line of a drawing, as a paragraph."""
    if block.kind is not Kind.HEADING or match_key(block.text):
        return block
    return replace(block, kind=Kind.PARAGRAPH, level=0)


def _language_by_script(blocks: Sequence[Block]) -> str | None:
    """Return the language of a text by its script; None where it is in Latin letters."""
    letters = "".join(block.text for block in blocks)
    return language_of_script(letters[:_LETTERS_TOLD_BY])


def _with_typed_sign(block: Block, language: str | None) -> Block:
    """Return a block whose list is told by what is typed.

    A paragraph that begins with a bullet is an entry of a list; an entry whose number is of a day,
    as in `8. Juli`, has the number as a word.
    """
    text = "".join(run.text for run in block.runs)
    bullet = _BULLET.match(text) if block.kind is Kind.PARAGRAPH else None
    if bullet is not None:
        runs = runs_from(block.runs, bullet.end())
        return replace(block, kind=Kind.LIST_ENTRY, level=1, runs=runs)
    day = f"{block.number}. "
    if block.number is None or not opens_with_typed_day(day + block.text, language):
        return block
    return replace(block, level=1, number=None, runs=(Run(day), *block.runs))


# The month.


def _check_of_period(told: Sequence[tuple[str, Period]]) -> str | None:
    """Return a remark if only the file's name has the month, or if others have another month."""
    where, period = told[0]
    others = [f"{place} says {other}" for place, other in told[1:] if other != period]
    if where == "the file’s name":
        return f"from {where}"
    return f"from {where}; {others[0]}" if others else None


def _told_months(
    document: Document, cover: Cover, title: str | None, language: str | None
) -> Iterator[tuple[str, Period]]:
    """Yield the months that a file names, each with the place that names it, the best first.

    The order is: front matter, title, cover, running lines, the file's name.
    """
    front = document.front_matter
    texts = [(f"`{key}`", front.get(key, "")) for key in ("period", "month")]
    texts += [("the title", title or "")]
    texts += [(f"`{key}`", front.get(key, "")) for key in ("date", "published")]
    for where, text in texts:
        found = find_month(text, language)
        if found is not None:
            yield where, found.period
    yield from (("the cover", period) for period in cover.months)
    for one in document.left_out if document.pages else ():
        found = find_month(one.text, language) if one.times > 1 else None
        if found is not None:
            yield "the running lines", found.period
            break
    named = find_month(PurePath(document.name.replace("\\", "/")).stem, language)
    if named is not None:
        yield "the file’s name", named.period


def _day(front: Mapping[str, str], language: str | None) -> str | None:
    """Return the day of publication in a front matter as `2025-07-31`, None without one."""
    told = (find_month(front.get(key, ""), language) for key in ("published", "date"))
    return next((found.day for found in told if found is not None and found.day), None)


def _number(front: Mapping[str, str]) -> int | None:
    for key in ("number", "issue"):
        value = front.get(key, "").strip("# ")
        if value.isascii() and value.isdigit() and 0 < int(value) < 1_000_000:
            return int(value)
    return None


def _front_left(front: Mapping[str, str]) -> Iterator[LeftOut]:
    for key, value in front.items():
        teller = _TOLD_KEYS.get(key)
        if teller is not None:
            yield LeftOut(f"{key}: {value}", f"told by `{teller}`", told=True)
        elif key != "title" and value.strip():
            yield LeftOut(f"{key}: {value}", "front matter that an issue has no place for")


# The sections.


def _without_days(
    blocks: Sequence[Block], headings: Sequence[SectionHeading], setting: ItemContext
) -> Iterator[SectionHeading]:
    """Yield the headings of sections but those below another that are a day: it begins an item."""
    within = False
    for one in headings:
        is_day = is_day_alone(blocks[one.place].text, setting.period, setting.language) is not None
        if not (within and is_day):
            yield one
        within = within or not is_day


def _sections(
    blocks: Sequence[Block], headings: Sequence[SectionHeading], cover: Cover, setting: ItemContext
) -> tuple[list[FoundSection], list[LeftOut]]:
    """Return the sections, one for the text before the first heading among them."""
    sections: list[FoundSection] = []
    left_out: list[LeftOut] = []
    if cover.left:
        items, more = split_items(cover.left, setting)
        left_out += more
        check = "it stood before the first heading; its first words are the title"
        sections.append(FoundSection(_first_words(cover.left), None, tuple(items), check))
    ends = [*(one.place for one in headings), len(blocks)]
    for heading, end in zip(headings, ends[1:], strict=True):
        start = heading.place + heading.lines
        items, more = split_items(blocks[start:end], setting)
        left_out += more
        head = blocks[heading.place : start]
        links = [link for block in head for link in block.addresses]
        if links and items:
            # A title can hold none.
            items[0].links[:0] = links
            items[0].checks.append("a link stands on the section’s heading")
        elif links:
            left_out += [LeftOut(link, "a link on a heading without text") for link in links]
        title, highlight = " ".join(block.text for block in head), heading.highlight
        if highlight and title.isupper() and match_key(highlight) == match_key(title):
            # Capitals tell less than the cover does.
            title = highlight
        sections.append(FoundSection(title, highlight, tuple(items)))
    return sections, left_out


def _first_words(blocks: Sequence[Block]) -> str:
    words = next((block.text.split() for block in blocks if block.text), ["?"])
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")

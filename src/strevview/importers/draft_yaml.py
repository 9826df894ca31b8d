"""A draft as YAML: block style like the sample issues, with a remark beside each guess.

The remarks are comments, which are private: they reach neither a PDF nor what it carries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from strevview.importers.blocks import LeftOut
from strevview.importers.draft import Draft, DraftFigure, DraftItem, DraftSection, DraftSeries
from strevview.importers.guesses import Guess, SourceGuess
from strevview.importers.prose_writer import write_caption
from strevview.importers.tidy_runs import visible
from strevview.model.issue import DEFAULT_STYLE
from strevview.source.writer import to_yaml

CHECK = "# check: "
# A remark stands beside its value as long as the line has at most so many characters.
_LINE = 100
_WIDTH = 88
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:/\d{4}(?:-\d{2}){1,2})?", re.ASCII)


def draft_yaml(draft: Draft) -> str:
    """Return the file of a draft issue."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    yield "# yaml-language-server: $schema=issue.schema.json"
    yield "#"
    yield from _remark("", f"A draft, imported from {draft.name}.")
    yield "#"
    yield "# What was guessed has a remark `check:` beside it: look it up, mend it, and delete the"
    yield "# remark. What was not found stays out, and `strevview lint` asks for it. When all is"
    yield "# done, take out `draft: true`."
    yield from _left_out(draft.left_out)
    yield "schema: 1"
    yield from _guessed("period: ", str(draft.period.period), draft.period.check)
    if draft.number is not None:
        yield f"number: {draft.number}"
    if draft.published is not None:
        yield f"published: {draft.published}"
    if draft.editors:
        yield "editors:"
        for name in draft.editors:
            yield f"  - {_scalar(name)}"
    yield "draft: true"
    if draft.series is not None:
        yield from _series(draft.series)
    if draft.cover is not None:
        yield from _cover(draft.cover)
    yield "sections:"
    for section in draft.sections:
        yield from _section(section)


def _left_out(left_out: tuple[LeftOut, ...]) -> Iterator[str]:
    """Yield what the file had and the issue does not say, by reasons, each text once and whole."""
    by_reason: dict[str, Counter[str]] = {}
    for one in left_out:
        by_reason.setdefault(one.why, Counter())[visible(one.text).strip()] += one.times
    for why, texts in by_reason.items():
        told = [
            f"“{text}”" + (f" ({count} times)" if count > 1 else "")
            for text, count in texts.items()
        ]
        yield "#"
        yield from wrap(
            visible(f"Left out, for it is {why}: {', '.join(told)}"),
            _WIDTH,
            initial_indent="# ",
            subsequent_indent="#   ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _series(series: DraftSeries) -> Iterator[str]:
    yield "series:"
    yield from _guess("  title: ", series.title)
    if series.cover_title:
        yield "  cover_title:"
        for line in series.cover_title:
            yield f"    - {_scalar(visible(line))}"
    yield "  publisher:"
    yield from _guess("    name: ", series.publisher)
    if series.short is not None:
        yield from _guess("    short: ", series.short)
    if series.names:
        yield "    names:"
        for language, name in series.names:
            yield from _guess(f"      {_scalar(language)}: ", name)
    if series.language is not None:
        yield f"  language: {_scalar(series.language)}"
    if series.style not in (None, DEFAULT_STYLE):
        yield f"  style: {_scalar(str(series.style))}"


def _cover(cover: DraftFigure) -> Iterator[str]:
    yield "cover:"
    yield from _guessed(
        "  image: ", cover.file, "it stood on the first page; is it a cover picture?"
    )
    if cover.alt:
        yield f"  alt: {_scalar(cover.alt)}"
    if cover.credit:
        yield f"  credit: {_scalar(cover.credit)}"


def _section(section: DraftSection) -> Iterator[str]:
    yield from _guessed("  - title: ", section.title, section.title_check)
    if section.highlight is False:
        yield from _guessed("    highlight: ", "false", section.highlight_check, raw=True)
    elif isinstance(section.highlight, str):
        yield from _guessed("    highlight: ", section.highlight, section.highlight_check)
    if section.items:
        yield "    items:"
        for item in section.items:
            yield from _item(item)


def _item(item: DraftItem) -> Iterator[str]:
    indent, facts = " " * 8, item.facts
    for check in item.checks:
        yield from _remark(" " * 6, f"check: {check}")
    yield f"      - id: {_scalar(facts.id)}"
    if facts.date is not None:
        yield from _guess(f"{indent}date: ", facts.date)
    if facts.place is not None:
        yield from _guess(f"{indent}place: ", facts.place)
    if facts.actors:
        yield f"{indent}actors:"
        for actor in facts.actors:
            yield from _guess(f"{' ' * 10}- ", Guess(actor.name, actor.why, actor.sure))
    if item.title is not None:
        yield f"{indent}title: {_scalar(visible(item.title))}"
    if item.text is not None:
        yield f"{indent}text: |"
        for line in item.text.removesuffix("\n").split("\n"):
            yield f"{indent}  {line}".rstrip()
    if facts.sources:
        yield f"{indent}sources:"
        for source in facts.sources:
            yield from _source(source)
    if item.figures:
        yield f"{indent}figures:"
        for figure in item.figures:
            yield from _figure(figure)


def _source(source: SourceGuess) -> Iterator[str]:
    yield f"{' ' * 10}{_scalar(source.key)}:"
    indent = " " * 12
    if source.url is not None:
        yield f"{indent}url: {_scalar(source.url)}"
    elif source.unavailable is not None:
        yield f"{indent}unavailable: {_scalar(visible(source.unavailable))}"
    for key, guess in (("publisher", source.publisher), ("published", source.published)):
        if guess is not None:
            yield from _guess(f"{indent}{key}: ", guess)


def _figure(figure: DraftFigure) -> Iterator[str]:
    yield f"{' ' * 10}- file: {_scalar(figure.file)}"
    for key in ("alt", "caption", "credit", "licence"):
        value = getattr(figure, key)
        if value:
            value = write_caption(value) if key == "caption" else value
            yield f"{' ' * 12}{key}: {_scalar(value)}"


def _guess(lead: str, guess: Guess) -> Iterator[str]:
    yield from _guessed(lead, guess.value, None if guess.sure else guess.why)


def _guessed(lead: str, value: str, check: str | None, raw: bool = False) -> Iterator[str]:
    """Yield a value with its remark beside it, or above it where the line would grow too long."""
    line = lead + (value if raw else _scalar(value))
    if check is None:
        yield line
        return
    remark = f"{CHECK}{visible(check).strip()}"
    if len(line) + 2 + len(remark) <= _LINE:
        yield f"{line}  {remark}"
        return
    indent = " " * (len(lead) - len(lead.lstrip()))
    yield f"{indent}{remark}"
    yield line


def _remark(indent: str, text: str) -> Iterator[str]:
    yield f"{indent}# {visible(text)}".rstrip()


def _scalar(value: str) -> str:
    """Return a text of one line as YAML that reads back the same; dates need no quotes here."""
    if _DATE.fullmatch(value):
        return value
    return to_yaml({"": " ".join(value.split())}).partition(": ")[2].rstrip("\n")

"""SV0xx, SV1xx, SV5xx, SV612: files, what issues, sections and items must have, titles.

The other codes SV0xx are found while a file is read, by `source` and `model`, or by the engine.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple, get_origin

from strevview.diagnostics import Edit, Fix, Related, Severity, Span
from strevview.lint.checked_issue import CheckedIssue, CheckedItem, Part, repeated
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.model.fault_words import keys_at
from strevview.model.issue import Issue, Item, Section
from strevview.model.loading import STANDARD_INPUT, Shelf
from strevview.model.prose import ProblemKind, word_count
from strevview.model.record import keys
from strevview.source.disk import name_fault
from strevview.source.nodes import Mapping, Path, Scalar, scalars

# An issue's name, and those of what issues share.
_FILE_NAME = re.compile(r"\d{4}-\d{2}(_\d{4}-\d{2})?|series|actors", re.ASCII)
# Keys of an item that have lists or mappings below them.
_WITH_MORE_BELOW = [
    key for key, field in keys(Item).items() if get_origin(field.annotation) in (tuple, dict)
]
# A key of the item that stands in its text, where the text is indented as far as the key.
_KEY_IN_TEXT = re.compile(
    rf"^ *(?P<key>(?:{'|'.join(_WITH_MORE_BELOW)})(?=:\s*\n\s*(?:- |[\w.-]+:))"
    r"|date(?=: *\d{4}-\d\d))",
    re.MULTILINE,
)
# A line of a text that looks like a key, below an empty line or the end of a sentence.
_KEY_LINE = re.compile(r"(?:[^\w\s,;–—-]|\n)[ \t\r]*\n +(?P<key>[a-z_]+):(?=\s)")
# What `strevview new` writes for an editor to write over, and the start of its text. Its picture
# and its day are faults of their own.
_PLACEHOLDERS = frozenset(
    {"Title of the series", "TITLE OF", "THE SERIES", "Name of the publisher", "its acronym"}
    | {"its name in Hindi", "Title of the first section", "City, Province", "https://…"}
    | {"who published the page"}
    | {"What the picture shows, for those who cannot see it.", "The line under the picture."}
    | {"Who made it.", "Under which terms it is used."}
)
# What `strevview import` writes for what it could not tell of the series.
_UNKNOWN = "?"
_PLACEHOLDER_TEXT = "Write here what happened and who took part."
# An example of a date, where the issue's period is not known.
_ANY_DAY = date(2025, 7, 31)
FEWEST_WORDS = 25
_SENTENCE_END = r"(?:[.!?…।۔؟][”’\")\]]*\s+|[。！？][”’」』）]*\s*)(?=\S)"
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"(?<![-‑'’.])\b[^\W\d_]+(?:[’'][^\W\d_]+)*")
# Words that a title in capitals leaves small (articles, conjunctions, prepositions).
_SMALL_WORDS = (
    "a an the and but or nor as at by for from in into of off on onto over per to up via with "
    "within vs de la le du des und von van der al el its their about after against among around "
    "before between during through toward towards under until upon without than that s is"
)
_SMALL = frozenset(_SMALL_WORDS.split())


@rule("SV013")
def file_name_differs(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the period that the file's name does not fit."""
    if issue.name == STANDARD_INPUT:
        return
    place, period = issue.place("period"), issue.model.period
    if issue.stem != period.stem and issue.reads("period"):
        message = f"the file is called {issue.stem}, but its period is {period}"
        is_copy = (issue.folder / f"{period.stem}.yaml").exists()
        way = "delete the file if it is a copy of" if is_copy else "rename the file to"
        advice = f"correct the period, or {way} {period.stem}.yaml"
        yield Finding(place, message, advice)
    elif issue.name.endswith(".yml"):
        message = "the name of the file ends in .yml: it is not found with its folder"
        yield Finding(place, message, f"rename it {period.stem}.yaml")


@shelf_rule("SV013")
def file_passed_over(shelf: Shelf) -> Iterator[Finding]:
    """Yield the files of the folder that would be read if their names ended in .yaml."""
    try:
        names = sorted(os.listdir(shelf.folder))  # noqa: PTH208
    except OSError:
        return
    for name in names:
        # Some editors of plain text add .txt, and some systems hide it.
        stem, _, ending = name.removesuffix(".txt").rpartition(".")
        is_ours = ending.lower() in ("yml", "yaml") and _FILE_NAME.fullmatch(stem)
        if is_ours and name != f"{stem}.yaml":
            message = f"{name} is passed over: its name does not end in .yaml"
            yield Finding(Span.point(shelf.name_of(name)), message, f"rename it {stem}.yaml")


@rule("SV019", Severity.ERROR)
def lines_joined(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the texts that lose paragraphs or lists because YAML joins their lines."""
    for item in issue.items:
        if item.is_joined:
            message = "the paragraphs, lists or quotations of this text are joined into one"
            advice = "write `text: |` and the text below it, indented"
            fix = None
            node = item.places.node((*item.path, "text"))
            if isinstance(node, Scalar) and node.style == ">":
                fix = Fix("put `|` in the place of `>`", (Edit(node.start, node.start + 1, "|"),))
            yield Finding(item.place("text"), message, advice, fix)


@rule("SV020", Severity.ERROR)
def file_name(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the name of the issue's file, if some system cannot write it."""
    fault = name_fault(f"{issue.stem}.yaml")
    if fault is not None and issue.name != STANDARD_INPUT:
        message = f"a file of this name cannot be written on every system: {fault}"
        advice = f"rename the file to {issue.model.period.stem}.yaml"
        yield Finding(Span.point(issue.name), message, advice)


@rule("SV021")
def key_in_a_text(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the keys that a mapping lacks and one of its texts below a `|` has, in a new sentence.

    A key that an item must have is told by the rule that misses it.
    """
    told = {required.key for required in _REQUIRED}
    for path, scalar in issue.values:
        parent = issue.places.node(path[:-1])
        if scalar.style not in ("|", ">") or not isinstance(parent, Mapping):
            continue
        missing = {*keys_at(Issue, path[:-1])} - told
        for match in _KEY_LINE.finditer(issue.places.source.text, scalar.start, scalar.end):
            key = match["key"]
            if key in missing and parent.get(key) is None:
                message = f"`{key}:` stands inside the text of `{path[-1]}:`"
                advice = f"if it is a key, start its line in the column of `{path[-1]}:`"
                yield Finding(issue.places.span(*match.span("key")), message, advice)


@rule("SV612", Severity.ERROR)
def placeholder_left(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield what `new` or `import` wrote to be written over, where the issue is no draft."""
    for places in (issue.places, issue.shelf.series_places):
        if places is None or issue.model.draft:
            continue
        for path, scalar in scalars(places.root):
            value = " ".join(scalar.value.split())
            command = None
            if value in _PLACEHOLDERS or value.startswith(_PLACEHOLDER_TEXT):
                command = "new"
            elif value == _UNKNOWN and (path[0] == "series" or places is not issue.places):
                command = "import"
            if command is not None:
                message = f"what `strevview {command}` wrote is still here"
                yield Finding(places.value(path), message, "write your own words over it")


def keys_in_texts(issue: CheckedIssue) -> dict[Path, dict[str, re.Match[str]]]:
    """Return the keys that items lack and that stand in their texts, by the items' paths."""
    return {
        item.path: {
            match["key"]: match
            for match in _KEY_IN_TEXT.finditer(item.model.text or "")
            if not getattr(item.model, match["key"])
        }
        for item in issue.items
    }


def _has_source(item: CheckedItem) -> bool:
    # A pasted link is told by SV403, whose cure makes a source of it.
    pasted = (p.kind is ProblemKind.INLINE_LINK and p.target for p in item.prose.problems)
    return bool(item.model.sources) or any(pasted)


class Required(NamedTuple):
    """What an item must have: the rule's code, the key, and whether it is there.

    The advice may name a `{day}` of the issue's period.
    """

    code: str
    key: str
    message: str
    advice: str
    is_there: Callable[[CheckedItem], bool]


_REQUIRED = (
    Required(
        "SV101",
        "date",
        "item has no date",
        "write `date: {day}`, or `date: {day:%Y-%m}` where only the month is known",
        lambda item: item.model.date is not None,
    ),
    Required(
        "SV102",
        "actors",
        "item has no actors",
        "list them below `actors:`, each as `- Name`",
        lambda item: bool(item.model.actors),
    ),
    Required(
        "SV103",
        "sources",
        "item has no source",
        "list at least one below `sources:`, and link a word of the text to it",
        _has_source,
    ),
    Required(
        "SV104",
        "text",
        "item has no text",
        "write `text: |`, and the paragraphs below it, indented",
        lambda item: bool(item.prose.text.strip()),
    ),
)


def _lacks(required: Required, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the items that lack what they must have."""
    for item in issue.items:
        if required.is_there(item) or not item.reads(required.key):
            continue
        key = issue.once(keys_in_texts)[item.path].get(required.key)
        if key is None:
            day = _ANY_DAY if issue.is_lost("period") else issue.model.period.end
            advice = required.advice.format(day=day)
            yield Finding(item.key(required.key), required.message, advice)
            continue
        message = f"{required.message}: `{required.key}:` stands inside the text"
        advice = "start its line in the column of `text:`, and move the lines below it along"
        yield Finding(item.places.within((*item.path, "text"), *key.span("key")), message, advice)


for _required in _REQUIRED:
    rule(_required.code, Severity.ERROR)(partial(_lacks, _required))


@rule("SV105", Severity.ERROR)
def nothing_inside(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the issue without sections, or the sections without items."""
    if issue.is_lost("sections"):
        return
    if not issue.sections:
        advice = "add a section with a title and items"
        yield Finding(issue.key("sections"), "issue has no sections", advice)
    for section in issue.sections:
        if not section.model.items and section.reads("items"):
            advice = "add `items:` with at least one item, or delete the section"
            yield Finding(section.key("items"), "section has no items", advice)


@rule("SV106", Severity.ERROR)
def id_repeats(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the ids that stand a second time."""
    named = (item for item in issue.items if item.reads("id"))
    for first, item in repeated(named, lambda item: item.model.id):
        message = f"the id `{item.model.id}` stands here a second time"
        related = (Related("first here", first.place("id")),)
        advice = "give this item an id of its own"
        yield Finding(item.place("id"), message, advice, related=related)


@rule("SV501")
def highlight_differs(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the highlights that are not the title of their section."""
    # The title of another section is told by SV503.
    titles = {section.model.title for section in issue.sections}
    for section in issue.sections:
        title, highlight = section.model.title, section.model.highlight
        if highlight and highlight not in titles and section.reads("title"):
            only = _difference(highlight, title)
            advice = f"delete `highlight:`, the cover then has “{title}”"
            if not only:
                advice += "; or write above it why: `# strevview: ignore[SV501] too long`"
            message = f"the highlight differs from the title{only}"
            yield Finding(section.place("highlight"), message, advice)


def _difference(highlight: str, title: str) -> str:
    """Return in what alone a highlight differs from a title, if it is little."""
    if highlight.split() == title.split():
        return " in its spaces only"
    if highlight.casefold() == title.casefold():
        return " in its capitals only"
    same = _SIGNS.sub("", highlight).casefold() == _SIGNS.sub("", title).casefold()
    return " in its signs only" if same else ""


@rule("SV502", default=False)
def section_not_highlighted(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sections that the cover does not name."""
    for section in issue.sections:
        if section.model.highlight is False:
            message = f"the section “{section.model.title}” is missing from the highlights"
            yield Finding(section.key("highlight"), message, "delete `highlight: false`")


@rule("SV503")
def title_repeats(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the titles and cover lines that an earlier section has."""
    titles = [(s, "title", s.model.title) for s in issue.sections if s.reads("title")]
    again = list(repeated(titles, _comparable))
    told = {section.path for _, (section, *_) in again}
    lines = [
        (section, "highlight" if section.model.highlight else "title", section.model.cover_line)
        for section, *_ in titles
        if section.path not in told and section.model.cover_line and section.reads("highlight")
    ]
    again += repeated(lines, _comparable)
    advice = "put the items under one title, or give this section its own"
    for (first, first_key, _), (section, key, _) in again:
        what = "title" if section.path in told else "line on the cover"
        related = (Related("it stands here first", first.place(first_key)),)
        message = f"an earlier section has this {what}"
        yield Finding(section.place(key), message, advice, related=related)


def _comparable(line: tuple[Part[Section], str, str]) -> str:
    return _SIGNS.sub(" ", line[2]).strip().casefold()


@rule("SV504")
def mixed_title_case(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the titles that are set otherwise than most."""
    if not issue.is_english:
        return
    titles = [(s, _telling_words(s.model.title)) for s in issue.sections if s.reads("title")]
    sentences = [title for title in titles if any(map(_is_small, title[1]))]
    # One word with a capital may be a name.
    capitals = [title for title in titles if len(title[1]) > 1 and title not in sentences]
    for section, words in sentences if len(capitals) > len(sentences) else ():
        small = list(filter(_is_small, words))
        message = f"the other titles capitalise such words as `{small[0].group()}`"
        yield _set_otherwise(section, small, message, str.capitalize)
    for section, words in capitals if len(sentences) > len(capitals) else ():
        common = [word for word in words if word.group().lower() in issue.small_words]
        if len(common) > 1:
            message = f"the other titles write such words as `{common[0].group()}` small"
            yield _set_otherwise(section, common, message, str.lower)


def _set_otherwise(
    section: Part[Section],
    words: Sequence[re.Match[str]],
    message: str,
    change: Callable[[str], str],
) -> Finding:
    advice = "write " + ", ".join(f"`{change(word.group())}`" for word in words)
    return Finding(section.written("title").span(*words[0].span()), message, advice)


def _telling_words(title: str) -> list[re.Match[str]]:
    """Return the words that tell how a title is set.

    A first word with a capital, small words, single letters and the second part of a hyphenated
    word tell nothing.
    """
    words = list(_WORD.finditer(title))
    telling = [word for word in words[1:] if len(word[0]) > 1 and word[0].casefold() not in _SMALL]
    return [*filter(_is_small, words[:1]), *telling]


def _is_small(word: re.Match[str]) -> bool:
    return word.group()[0].islower()


@rule("SV505")
def section_of_one_line(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the sections of one short sentence."""
    for number, group in groupby(issue.items, key=lambda item: int(item.path[1])):
        items, section = list(group), issue.sections[number]
        if any(item.model.text is None or not item.reads("text") for item in items):
            continue
        text = "\n".join(item.prose.text for item in items).strip()
        # Patterns that take long to compile are compiled for short sections alone.
        if not 0 < len(text.split()) < FEWEST_WORDS or re.search(_SENTENCE_END, text):
            continue
        words = word_count(text)
        if words < FEWEST_WORDS:
            message = f"the whole section is one sentence of {words} words"
            advice = "write it out, or put it into another section"
            yield Finding(section.place("title"), message, advice)

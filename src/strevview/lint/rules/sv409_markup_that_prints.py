"""Markup prints as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice

from strevview.diagnostics import Diagnostic, Edit, Fix, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.item_links import passage_span, text_start
from strevview.lint.printed_texts import MOST_FINDINGS, TextKind, printed_texts
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit
from strevview.model.loading import LoadedIssue, Passage, Shelf
from strevview.model.places import Places
from strevview.model.prose import (
    Block,
    Emphasis,
    Paragraph,
    PlainParagraph,
    ProblemKind,
    Quotation,
)
from strevview.model.prose_parser import parse_prose
from strevview.source.nodes import Path, Scalar

# `word*` is a note's mark, `2 ** 3` a sum, and `**options` after a bracket a program's.
_STARS = re.compile(
    r"(?<![\w*(`,/.])(?<!\d )\*{1,3}(?=[^\W\d_])(?![a-z]{1,20}[,)`])"
    r"|(?<=[^\W\d_])(?<!\*)\*{2,3}(?![\w*`])"
)
_TAG = re.compile(
    r"(?<!`)<(/?)(b|i|u|em|strong|br|p|a|span|div|sup|sub|font|small|center|h[1-6]|ul|ol|li|img"
    r"|table|tr|td|th|hr|blockquote)(?:\s[^<>]{0,300})?/?>(?!`)",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.{0,2000}?(?:-->|\Z)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])[^*_\n]{1,300}(?<=[^\s*_])\1")
_MAY_BE_MARKUP = re.compile(r"[*_<&[]")
# What a link of any kind is called where none is taken.
_SHOWN = {
    ProblemKind.INLINE_LINK: "the link",
    ProblemKind.AUTOLINK: "the address in `<…>`",
    ProblemKind.IMAGE: "the picture `![…]`",
    ProblemKind.MARKED_LINK: "the link",
    ProblemKind.EMPTY_LINK: "the link",
}
_NOTE = re.compile(r"(?<!`)\[\^[^\[\]\s^]{1,30}\]")
_ROW = re.compile(r"[ \t>]*\|[^|\n]*\|")
_BULLET = re.compile(r"[ \t>]*([•◦▪‣●∙])[ \t\xa0]*(?=\S)")
_BULLETS = re.compile(r"[•◦▪‣●∙]")
_FOR_TAGS = {
    "b": "write `**words**`",
    "strong": "write `**words**`",
    "i": "write `*words*`",
    "em": "write `*words*`",
    "br": "end the line with a backslash",
    "a": "link the words to a source, `[words][name]`",
}


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about the marks of each paragraph that print as they are."""
    for passage in issue.passages():
        code = [p for p in passage.prose.problems if p.kind is ProblemKind.CODE]
        for paragraph in passage.prose.paragraphs:
            start = paragraph.offsets[0]
            if any(problem.start <= start < problem.end for problem in code):
                continue
            yield from islice(_marks(issue, passage, paragraph), MOST_FINDINGS)
            yield from _lines(issue, passage, paragraph)
    for path, plain in _plain_texts(issue):
        if not is_faulty(issue, path):
            yield from islice(_in_plain(issue.places, path, plain), MOST_FINDINGS)


def check_shelf(shelf: Shelf) -> Iterator[Diagnostic]:
    """Complain about markup in the series' title, rights and publisher's name."""
    series, places = shelf.series, shelf.series_places
    if series is None or places is None:
        return
    texts: tuple[tuple[Path, str | None], ...] = (
        (("title",), series.title),
        *((("cover_title", n), line) for n, line in enumerate(series.cover_title)),
        (("rights",), series.rights),
        (("publisher", "name"), series.publisher.name),
        (("publisher", "short"), series.publisher.short),
    )
    for path, text in texts:
        yield from _in_plain(places, path, text)


def _plain_texts(issue: LoadedIssue) -> Iterator[tuple[Path, str | None]]:
    """Yield the texts of an issue that print as they are typed, with the paths of their values."""
    for text in printed_texts(issue):
        if text.kind is not TextKind.PARAGRAPH and text.path[-1] != "caption":
            yield text.path, text.text
    editors = issue.issue.editors if issue.issue is not None else ()
    yield from ((("editors", n), name) for n, name in enumerate(editors))
    for path, item, _ in issue.items():
        for n, actor in enumerate(item.actors):
            place = (*path, "actors", n)
            short = isinstance(issue.places and issue.places.node(place), Scalar)
            yield (place if short else (*place, "name")), actor.name
            yield (*place, "role"), actor.role
        for key, source in item.sources.items():
            yield (*path, "sources", key, "title"), source.title
            yield (*path, "sources", key, "publisher"), source.publisher
        for f, figure in enumerate(item.figures):
            yield (*path, "figures", f, "licence"), figure.licence


def _in_plain(places: Places | None, path: Path, text: str | None) -> Iterator[Diagnostic]:
    """Complain about what would be markup in the text of an item, where a text takes none."""
    if places is None or text is None or not _MAY_BE_MARKUP.search(text):
        return
    node = places.node(path)
    if not isinstance(node, Scalar):
        return
    before = places.stripped(path)
    advice = "titles, names and credits print as they are written: take the marks away"
    told = 0
    for start, end, what in sorted(_markup_in(text)):
        if start >= told:
            span = places.within(path, start + before, end + before)
            yield warning("SV409", f"{what} prints as it is typed", span, advice)
            told = end


def _markup_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a text that an item's text would not print, and what they are."""
    prose = parse_prose(text)
    for problem in prose.problems:
        if problem.kind in _SHOWN:
            yield problem.start, problem.end, _SHOWN[problem.kind]
    for reference in prose.references:
        yield reference.start, reference.end, "the link"
    if _has_emphasis(prose.blocks):
        for match in _EMPHASIS.finditer(text):
            yield *match.span(), "the emphasis"
    for match in _TAG.finditer(text):
        yield *match.span(), f"the tag `<{match.group(1)}{match.group(2).lower()}>`"
    for match in _COMMENT.finditer(text):
        yield *match.span(), "the remark `<!-- … -->`"
    for match in _ENTITY.finditer(text):
        if unescape(match.group()) != match.group():
            yield *match.span(), f"`{match.group()}`"


def _has_emphasis(blocks: Iterable[Block]) -> bool:
    return any(
        any(isinstance(child, Emphasis) for child in block.children)
        if isinstance(block, Paragraph)
        else _has_emphasis(
            block.children
            if isinstance(block, Quotation)
            else [inner for entry in block.items for inner in entry.children]
        )
        for block in blocks
    )


def _marks(issue: LoadedIssue, passage: Passage, paragraph: PlainParagraph) -> Iterator[Diagnostic]:
    text = passage.text
    for first, last, message, advice in _found(paragraph.text):
        start, end = paragraph.offsets[first], paragraph.offsets[last - 1] + 1
        # A backslash or an entity says that it is meant.
        if text[start] == paragraph.text[first] and text[start - 1 : start] != "\\":
            yield warning("SV409", message, passage_span(issue, passage, start, end), advice)


def _found(plain: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the place of each mark, what is wrong with it and what to do."""
    if "*" in plain:
        for match in _STARS.finditer(plain):
            marks = match.group()
            message = f"`{marks}` has no partner and prints as it is"
            yield *match.span(), message, f"write `{marks}words{marks}`, or delete it"
    if "<" in plain:
        opened: set[str] = set()
        for match in _TAG.finditer(plain):
            name = match.group(2).lower()
            if not match.group(1) or name not in opened:
                advice = _FOR_TAGS.get(name, "delete it")
                yield *match.span(), f"the tag `<{match.group(1)}{name}>` prints as it is", advice
            opened.add(name)
        for match in _COMMENT.finditer(plain):
            advice = "make it a remark of the file: a line that starts with `#` above the key"
            yield *match.span(), "the remark `<!-- … -->` prints as it is", advice
    if "[^" in plain:
        for match in _NOTE.finditer(plain):
            advice = "say it in the text, or link the words to a source, `[words][name]`"
            yield *match.span(), f"the footnote mark `{match.group()}` prints as it is", advice


def _lines(issue: LoadedIssue, passage: Passage, paragraph: PlainParagraph) -> Iterator[Diagnostic]:
    """Complain of a paragraph's first row of a table and of its first bullet."""
    text = passage.text
    if "|" not in paragraph.text and not _BULLETS.search(paragraph.text):
        return
    start = text.rfind("\n", 0, paragraph.offsets[0]) + 1
    lines = re.finditer("\n", text[start : paragraph.offsets[-1]])
    starts = [start, *(start + line.end() for line in lines)]
    row = next((m for m in (_ROW.match(text, n) for n in starts) if m), None)
    if row is not None:
        place = text.index("|", row.start())
        advice = "say in the text, or in a list, what it says: an item has no tables"
        span = passage_span(issue, passage, place, place + 1)
        yield warning("SV409", "a row of a table prints as it is", span, advice)
    bullets = [m for m in (_BULLET.match(text, n) for n in starts) if m]
    if bullets:
        span = passage_span(issue, passage, *bullets[0].span(1))
        message = f"the bullet `{bullets[0].group(1)}` makes no list and prints as it is"
        found = warning("SV409", message, span, "write `- ` at the start of the line")
        whole = len(bullets) == len(starts) == len(_BULLETS.findall(paragraph.text))
        yield found._replace(fix=_as_list(issue, passage.path, bullets) if whole else None)


def _as_list(issue: LoadedIssue, path: Path, bullets: list[re.Match[str]]) -> Fix | None:
    if issue.places is None:
        return None
    before = text_start(issue, path)
    edits: list[Edit] = []
    for bullet in bullets:
        start, end = bullet.start(1) + before, bullet.end() + before
        edit = text_edit(issue.places, path, start, end, "- ")
        if edit is None:
            return None
        edits.append(edit)
    return Fix("make it a list", tuple(edits))


RULE = Rule(
    code="SV409",
    name="markup-that-prints",
    severity=Severity.WARNING,
    check=check,
    check_shelf=check_shelf,
)

r"""Markup prints as it is.

What:
    The text holds marks that mean nothing here and print as they are: stars of emphasis that do not
    close, HTML tags such as `<b>`, footnote marks `[^1]`, rows of a table that start with `|`, or
    lines that start with a bullet `•`.

Why:
    The reader sees the marks instead of what they were to do.

Example:
    text: |
      • The satellite was **launched on 31 July.

Fix:
    Write `**words**` or `*words*` for emphasis, `- ` at the start of each line of a list, and say
    in the text what a footnote or a table says. `strevview lint --fix` makes a list where each line
    of the paragraph starts with a bullet. Meant as it is? Put a backslash in front: `\*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Edit, Fix, Severity, warning
from strevview.lint.item_links import text_span, text_start
from strevview.lint.printed_texts import MOST_FINDINGS
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit
from strevview.model.prose import PlainParagraph, ProblemKind

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path

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
    for path, item, prose in issue.items():
        if item.text is None or (*path, "text") in issue.faulty:
            continue
        code = [p for p in prose.problems if p.kind is ProblemKind.CODE]
        for paragraph in prose.paragraphs:
            start = paragraph.offsets[0]
            if any(problem.start <= start < problem.end for problem in code):
                continue
            yield from islice(_marks(issue, path, item.text, paragraph), MOST_FINDINGS)
            yield from _lines(issue, path, item.text, paragraph)


def _marks(
    issue: LoadedIssue, path: Path, text: str, paragraph: PlainParagraph
) -> Iterator[Diagnostic]:
    for first, last, message, advice in _found(paragraph.text):
        start, end = paragraph.offsets[first], paragraph.offsets[last - 1] + 1
        # A backslash or an entity says that it is meant.
        if text[start] == paragraph.text[first] and text[start - 1 : start] != "\\":
            yield warning("SV409", message, text_span(issue, path, start, end), advice)


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
    if "[^" in plain:
        for match in _NOTE.finditer(plain):
            advice = "say it in the text, or link the words to a source, `[words][name]`"
            yield *match.span(), f"the footnote mark `{match.group()}` prints as it is", advice


def _lines(
    issue: LoadedIssue, path: Path, text: str, paragraph: PlainParagraph
) -> Iterator[Diagnostic]:
    """Complain of a paragraph's first row of a table and of its first bullet."""
    if "|" not in paragraph.text and not _BULLETS.search(paragraph.text):
        return
    start = text.rfind("\n", 0, paragraph.offsets[0]) + 1
    lines = re.finditer("\n", text[start : paragraph.offsets[-1]])
    starts = [start, *(start + line.end() for line in lines)]
    row = next((m for m in (_ROW.match(text, n) for n in starts) if m), None)
    if row is not None:
        place = text.index("|", row.start())
        advice = "say in the text, or in a list, what it says: an item has no tables"
        span = text_span(issue, path, place, place + 1)
        yield warning("SV409", "a row of a table prints as it is", span, advice)
    bullets = [m for m in (_BULLET.match(text, n) for n in starts) if m]
    if bullets:
        span = text_span(issue, path, *bullets[0].span(1))
        message = f"the bullet `{bullets[0].group(1)}` makes no list and prints as it is"
        found = warning("SV409", message, span, "write `- ` at the start of the line")
        whole = len(bullets) == len(starts) == len(_BULLETS.findall(paragraph.text))
        yield found._replace(fix=_as_list(issue, path, bullets) if whole else None)


def _as_list(issue: LoadedIssue, path: Path, bullets: list[re.Match[str]]) -> Fix | None:
    if issue.places is None:
        return None
    place = (*path, "text")
    before = text_start(issue, place)
    edits: list[Edit] = []
    for bullet in bullets:
        start, end = bullet.start(1) + before, bullet.end() + before
        edit = text_edit(issue.places, place, start, end, "- ")
        if edit is None:
            return None
        edits.append(edit)
    return Fix("make it a list", tuple(edits))


RULE = Rule(code="SV409", name="markup-that-prints", severity=Severity.WARNING, check=check)

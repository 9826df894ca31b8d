"""SV409, SV613 to SV615: marks that print as they are, and what makes other lines than it seems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain, islice

from strevview.lint.checked_issue import CheckedIssue, Passage
from strevview.lint.printed_texts import MOST_FINDINGS, PrintedText, sentence_starts, written_text
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.lint.rules.typography import OPENERS
from strevview.model.loading import Shelf
from strevview.model.printed import PrintedAs, series_texts
from strevview.model.prose import PlainParagraph, ProblemKind
from strevview.model.prose_parser import parse_prose
from strevview.source.nodes import Scalar
from strevview.source.writer import fix_of

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
# What stands high or low (CO<sub>2</sub>, m^3^) has signs of its own: CO₂, m³ (Unicode Standard,
# section 22.4).
_RAISED = re.compile(
    r"(?<!`)<(?P<tag>su[bp])>(?P<inner>[^<>]{1,20})</(?P=tag)>(?!`)"
    r"|(?<=\w)(?P<sign>[~^])(?P<signs>[\dn+−-]{1,6})(?P=sign)(?![~^])",
    re.IGNORECASE,
)
_SIGNS = "0123456789+-=()−"
_LOW = str.maketrans(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎₋")
_HIGH = str.maketrans(f"{_SIGNS}n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁻ⁿ")
_SMALL = {"sub": _LOW, "~": _LOW, "sup": _HIGH, "^": _HIGH}
# Marks that other programs read: their pattern, what they are called, and what to do.
_MARKS = (
    (
        re.compile(r"<!--.{0,2000}?(?:-->|\Z)", re.DOTALL),
        "the remark `<!-- … -->`",
        "make it a remark of the file: a line that starts with `#` above the key",
    ),
    (
        re.compile(r"(?<=[.;,:)”] )#(?= [^\W\d_])(?! of\b)"),
        "the remark `# …`",
        "make it a remark of the file: a line that starts with `#` above the key",
    ),
    (
        re.compile(r"(?<!\S)\*\*(?= [^\W\d_]{2}[^*\n]{0,80} \*\*(?!\S))"),
        "the emphasis `** … **` has spaces inside and",
        "write `**words**`",
    ),
    (
        # UTF-8 read as Windows-1252: é, ö, “ and others.
        re.compile(r"[ÃÂ][¡-ª¬-º¼-¿]|â€[^\s,.;:!?)]?"),
        "`{}` is a letter read in the wrong encoding and",
        "write the letter that is meant: é, ö, “ or another one",
    ),
    (
        re.compile(r"(?<!`)\[\^[^\[\]\s^]{1,30}\]"),
        "the footnote mark `{}`",
        "say it in the text, or link the words to a source, `[words][name]`",
    ),
    (
        re.compile(r"(?<![`~])~~(?=[^\s~])[^~\n]{0,300}[^\s~]~~(?![`~])"),
        "the mark of struck words `{}`",
        "delete the words, or the marks around them",
    ),
    (
        re.compile(
            r"(?<![\w`$\\])\$(?:[A-Za-z]|(?![\s\d])[^$\n]{0,80}[\\^_=][^$\n]{0,80})\$(?![\w`])"
        ),
        "the formula `{}`",
        "write it with the signs that are to print: x², √2, ≤",
    ),
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=[^\s*_])[^*_\n]{1,300}(?<=[^\s*_])\1")
_MAY_BE_MARKUP = re.compile(r"[*_<&[~^$#ÃÂâ]")
_LINKS = (ProblemKind.INLINE_LINK, ProblemKind.MARKED_LINK, ProblemKind.EMPTY_LINK)
_ROW = re.compile(r"[ \t>]*\|[^|\n]*\|")
_BULLET_SIGNS = "•◦▪‣●∙"
_BULLET = re.compile(rf"[ \t>]*([{_BULLET_SIGNS}])[ \t\xa0]*(?=\S)")
_BULLETS = re.compile(f"[{_BULLET_SIGNS}]")
# A dash or a letter at the start of one line may be its sentence's; it is told where each line has
# one: `–`, `o`, `(a)`, `(1)`, `b)`, `iv.`
_COUNTED = re.compile(
    r"[ \t>]*([–—·o]|\((?:[a-zA-Z]|[ivx]{1,5}|\d{1,2})\)|[a-zA-Z]\)|(?:[a-z]|[ivx]{1,5})[.)])"
    r"[ \t\xa0]+(?=\S)"
)
# At the start of a paragraph; further down it may be that of a word that goes on.
_HYPHEN = re.compile(r"[ \t>]*(-)(?=[^\W\d_])")
# What a quotation, or an entry of a list, begins with.
_BLOCK = re.compile(r"[ \t]*(>|[-*+][ \t]|\d{1,9}[.)][ \t])")
# A sentence under an entry that has no stop: "The two sides", and not "The Hague".
_OPENING = re.compile(rf"(?<=\s){OPENERS} [a-z]")
# No list has so many entries.
_MOST_ENTRIES = 100
# Not what speaks to the linter, or what an import wrote beside a guess.
_REMARK = re.compile(r"[ \t]+(# (?!strevview:|check:)[^\r\n]*\S)")
# What to write in the place of a tag.
_FOR_TAGS = {
    "b": "write `**words**`",
    "strong": "write `**words**`",
    "i": "write `*words*`",
    "em": "write `*words*`",
    "br": "end the line with a backslash",
    "a": "link the words to a source, `[words][name]`",
}


@rule("SV409")
def markup_that_prints(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the marks of paragraphs, and of texts that take none, that print as they are."""
    for passage in issue.passages():
        code = [p for p in passage.prose.problems if p.kind is ProblemKind.CODE]
        for paragraph in passage.prose.paragraphs:
            start = paragraph.offsets[0]
            if not any(problem.start <= start < problem.end for problem in code):
                yield from islice(_marks_within(passage, paragraph), MOST_FINDINGS)
                yield from _marks_of_lines(passage, paragraph)
    for text in (*issue.texts, *issue.names_and_titles):
        if text.kind is not PrintedAs.PARAGRAPH and text.path[-1] != "caption":
            yield from islice(_in_plain(text), MOST_FINDINGS)


@shelf_rule("SV409")
def markup_in_the_series(shelf: Shelf) -> Iterator[Finding]:
    """Yield the markup in the texts of the series: its title, rights and publisher's names."""
    if shelf.series is not None and shelf.series_places is not None:
        for path, text in series_texts(shelf.series):
            yield from _in_plain(written_text(shelf.series_places, path, text))


def _in_plain(written: PrintedText) -> Iterator[Finding]:
    """Yield what would be markup in the text of an item, where a text takes none."""
    text = written.text
    if not _MAY_BE_MARKUP.search(text) or not isinstance(written.places.node(written.path), Scalar):
        return
    advice = "titles, names and credits print as they are written: take the marks away"
    told = 0
    for start, end, what in sorted(_markup_in(text)):
        if start >= told:
            told, raised = end, _RAISED.match(text, start)
            message, to_write = f"{what} prints as it is typed", raised and _in_small_signs(raised)
            yield Finding(written.span(start, end), message, to_write or advice)


def _markup_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches of a text that an item's text would not print, and what they are."""
    prose = parse_prose(text)
    for problem in prose.problems:
        if problem.kind is ProblemKind.IMAGE:
            yield problem.start, problem.end, "the picture `![…]`"
        elif problem.kind in _LINKS:
            yield problem.start, problem.end, "the link"
    for reference in prose.references:
        yield reference.start, reference.end, "the link"
    for match in islice(_EMPHASIS.finditer(text), MOST_FINDINGS):
        # What is emphasis prints without its marks.
        if match.group() not in prose.text:
            yield *match.span(), "the emphasis"
    for start, end, what, _ in _marks_of_others(text):
        yield start, end, what
    for match in _ENTITY.finditer(text):
        if unescape(match.group()) != match.group():
            yield *match.span(), f"`{match.group()}`"


def _marks_within(passage: Passage, paragraph: PlainParagraph) -> Iterator[Finding]:
    """Yield the marks within a paragraph."""
    plain, offsets = paragraph.text, paragraph.offsets
    if not _MAY_BE_MARKUP.search(plain):
        return
    for first, last, what, advice in chain(_lone_stars(plain), _marks_of_others(plain)):
        start, end = offsets[first], offsets[last - 1] + 1
        # A backslash or an entity says that it is meant.
        if passage.text[start] == plain[first] and passage.text[start - 1 : start] != "\\":
            yield Finding(passage.written.span(start, end), f"{what} prints as it is", advice)


def _lone_stars(plain: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the place of each mark of emphasis in a paragraph, what it is and what to do."""
    for match in _STARS.finditer(plain):
        marks = match.group()
        advice = f"write `{marks}words{marks}`, or delete it"
        yield *match.span(), f"`{marks}` has no partner and", advice


def _marks_of_others(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield the place of each mark that other programs read, what it is and what to do."""
    for pattern, what, advice in _MARKS:
        for match in pattern.finditer(text):
            yield *match.span(), what.format(match.group()), advice
    for match in _RAISED.finditer(text):
        if match["sign"]:
            yield *match.span(), f"`{match.group()}`", _in_small_signs(match)
    opened: set[str] = set()
    for match in _TAG.finditer(text):
        closes, name = match.group(1), match.group(2).lower()
        if not closes or name not in opened:
            raised = _RAISED.match(text, match.start())
            advice = _in_small_signs(raised) if raised else _FOR_TAGS.get(name, "delete the tag")
            yield *match.span(), f"the tag `<{closes}{name}>`", advice
        opened.add(name)


def _in_small_signs(raised: re.Match[str]) -> str:
    """Return what to write for what is set low or high: `<sub>2</sub>`, `^2^`."""
    inner = raised["inner"] or raised["signs"]
    small = inner.translate(_SMALL[(raised["tag"] or raised["sign"]).lower()])
    word = re.split(r"[\W_]", raised.string[: raised.start()])[-1] + small
    if set(small).isdisjoint(inner):
        return f"write `{word}`"
    return f"write `{word}`: a text has no words set high or low"


def _marks_of_lines(passage: Passage, paragraph: PlainParagraph) -> Iterator[Finding]:
    """Yield a paragraph's first row of a table and its first bullet."""
    text, first = passage.text, paragraph.offsets[0]
    starts = [text.rfind("\n", 0, first) + 1]
    starts += [end.end() for end in re.compile("\n").finditer(text, first, paragraph.offsets[-1])]
    row = next((m for m in (_ROW.match(text, n) for n in starts) if m), None)
    if row is not None:
        column = text.index("|", row.start())
        advice = "say in the text, or in a list, what it says: an item has no tables"
        place = passage.written.span(column, column + 1)
        yield Finding(place, "a row of a table prints as it is", advice)
    if len(starts) > 2 and text[: starts[1]].rstrip().endswith(":"):
        # "It has three parts:", and below it one on each line.
        del starts[0]
    mark = next((mark for mark in (_HYPHEN, _COUNTED) if mark.match(text, starts[0])), _BULLET)
    bullets = [m for m in (mark.match(text, n) for n in starts) if m]
    on_each_line = len(bullets) == len(starts)
    if bullets and (mark is not _COUNTED or (on_each_line and len(starts) > 1)):
        message = f"the bullet `{bullets[0].group(1)}` makes no list and prints as it is"
        edits = [passage.written.edit(bullet.start(1), bullet.end(), "- ") for bullet in bullets]
        # A letter may be spoken of elsewhere, and of two bullets in a line one is left.
        has_more = len(_BULLETS.findall(paragraph.text)) > len(bullets)
        is_sign = bullets[0].group(1)[-1] not in ".)"
        whole = on_each_line and is_sign and not has_more
        fix = fix_of("make it a list", *edits) if whole else None
        place = passage.written.span(*bullets[0].span(1))
        yield Finding(place, message, "write `- ` at the start of the line", fix)


@rule("SV614")
def number_taken_for_an_entry(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the numbers at the start of a paragraph that make it an entry of a list."""
    for passage in issue.passages():
        for paragraph in passage.prose.paragraphs:
            number = str(paragraph.number or 0)
            start = passage.text.rfind(number, 0, paragraph.offsets[0])
            if int(number) >= _MOST_ENTRIES and start >= 0:
                sign = start + len(number)
                message = (
                    f"`{passage.text[start : sign + 1]}` makes an entry of a list of this line"
                )
                advice = f"if it is text, write `{number}\\{passage.text[sign]}`"
                fix = passage.written.fix(sign, sign + 1, f"\\{passage.text[sign]}", "make it text")
                yield Finding(passage.written.span(start, sign + 1), message, advice, fix)


@rule("SV615")
def sentence_taken_into_a_quotation(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the lines that begin a sentence, and print in the quotation or entry above them."""
    for passage in issue.passages():
        text = passage.text
        for paragraph in passage.prose.paragraphs:
            first = paragraph.offsets[0]
            mark = _BLOCK.match(text, text.rfind("\n", 0, first) + 1)
            if mark is None:
                continue
            openings = (match.start() for match in _OPENING.finditer(paragraph.text))
            for start in sorted({*sentence_starts(paragraph.text)[1:], *openings}):
                at = paragraph.offsets[start]
                line = text.rfind("\n", 0, at) + 1
                # Nothing but the marks of a link or of emphasis stands before it.
                if line <= first or text[line:at].strip("[*_"):
                    continue
                place, above = (passage.written.span(n, n + 1) for n in (line, line - 2))
                # Of a text without `|` the lines are others: SV019 tells it.
                if place.line == above.line + 1 and not text[at].islower():
                    kind = "quotation" if mark[1] == ">" else "entry of the list"
                    advice = "if it is a paragraph of its own, put an empty line above it"
                    yield Finding(place, f"this line prints in the {kind} above it", advice)
                    break


@rule("SV613")
def remark_behind_a_text(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the remarks behind plain texts, of which they may be meant to be the end."""
    places = issue.places
    for path in dict.fromkeys(text.path for text in issue.texts):
        node = places.node(path)
        if isinstance(node, Scalar) and node.style == "":
            match = _REMARK.match(places.source.text, node.end)
            if match is not None:
                message = f"`{match[1]}` is a remark and does not print"
                advice = (
                    "if it belongs to the text, put the whole in quotes; "
                    "a remark stands on a line of its own above"
                )
                yield Finding(places.span(*match.span(1)), message, advice)

"""SV602 to SV604, SV606, SV607 and SV611: quotation marks, spaces, dashes, marks in pairs."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import NamedTuple

from strevview.diagnostics import Edit, Fix
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.item_links import links_lost
from strevview.lint.printed_texts import MOST_FINDINGS, PrintedText
from strevview.lint.registry import Finding, rule
from strevview.model.issue import Quotes
from strevview.model.printed import PrintedAs

_SPACES = re.compile(r"(?<=\S)  +(?=\S)")
# What stands in front of the words of a line in a list or a quotation.
_LINE_START = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?\Z")
# After such a word a sign is spoken of: "a line that starts with # or ; is a remark".
_LEADS_ON = re.compile(
    r"(?<![\w’'])(?:a|an|the|with|or|and|of|by|as|to|like|for|in|from|is|are|on|at|this|that)\Z",
    re.IGNORECASE,
)
_MONTH = rf"(?:{'|'.join(month_name[1:])})"
_UNIT = (
    r"(?:%|per cent\b|percent\b|million\b|billion\b|trillion\b|thousand\b|years?\b|months?\b"
    r"|weeks?\b|days?\b|hours?\b|minutes?\b|seconds?\b|people\b|countries\b|kilometres?\b|km\b"
    r"|metres?\b|kilograms?\b|kg\b|tonnes?\b|times\b|participants\b)"
)
_APART = r"(?<![\w.,/:–-])"
_YEAR = r"(?:1[89]|20)\d\d"
_NO_PROSE = re.compile(r"[{}<>=_/@\\:]|\btl;dr\b")


@rule("SV603")
def double_space(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the runs of spaces between words."""
    written = [item.written("text") for item in issue.items if item.reads("text")]
    others = [text for text in issue.texts if text.kind is not PrintedAs.PARAGRAPH]
    for text in (*written, *others):
        for match in islice(_SPACES.finditer(text.text), MOST_FINDINGS):
            start, end = match.span()
            if not _LINE_START.match(text.text, text.text.rfind("\n", 0, start) + 1, start):
                fix = text.fix(start, end, " ", "leave one space")
                message = f"{end - start} spaces in a row"
                yield Finding(text.span(start, end), message, "leave one of them", fix)


class Slip(NamedTuple):
    """What an English text may not hold: the rule's code, the pattern, what to say and to write.

    `mend` belongs in the place of the pattern's group `at`; message and advice may name the groups.
    `is_wrong` tells a slip from what is meant (every match is one by default). `everywhere` is true
    of what is a slip in other languages, too.
    """

    code: str
    pattern: re.Pattern[str]
    message: str
    advice: str
    mend: str
    is_wrong: Callable[[re.Match[str]], bool] = bool
    everywhere: bool = False


def _ends_a_word(match: re.Match[str]) -> bool:
    before = max(match.start("at") - 5, 0)
    return match["sign"] in ")]”" or not _LEADS_ON.search(match.string, before, match.start("at"))


def _rises(match: re.Match[str]) -> bool:
    return float(match["first"]) < float(match["last"])


def _is_no_sum(match: re.Match[str]) -> bool:
    """Whether there are not numbers or single letters on both sides: `5 - 3`, `a - b`."""
    before = match.string[: match.start()].rpartition(" ")[2]
    after = match.string[match.end() :].partition(" ")[0]
    return not all(
        word[:1].isdigit() or (len(word) == 1 and word not in "aAI") for word in (before, after)
    )


def _is_prose(match: re.Match[str]) -> bool:
    """Whether the words around a sign are not a program's: `{rows,cells}`, `uid=0,gid=0`."""
    before = match.string[: match.start()].split()[-1]
    after = match.string[match.end() :].split()[0]
    return not _NO_PROSE.search(f"{before}{match['at']}{after}")


def _space_before(signs: str, everywhere: bool) -> Slip:
    """Return the slip of a space between a word and a sign."""
    pattern = re.compile(rf"(?P<at> (?<=[\w)\]”’\"'%] ) {{0,8}})(?=(?P<sign>{signs}))")
    message, advice = "a space before `{sign}`", "delete the space"
    return Slip("SV604", pattern, message, advice, "", _ends_a_word, everywhere)


def _range(pattern: str, is_wrong: Callable[[re.Match[str]], bool] = _rises) -> Slip:
    """Return the slip of a hyphen between the groups `first` and `last`."""
    message, advice = "a hyphen in the range `{first}-{last}`", "write `{first}–{last}`"
    return Slip("SV606", re.compile(pattern), message, advice, "–", is_wrong)


def _twice(pattern: str, mend: str) -> Slip:
    """Return the slip of the group `sign` that stands twice behind a word."""
    after_word = re.compile(rf"(?<=[a-z]{{2}}){pattern}")
    message, advice = "`{sign}` stands twice", f"write `{mend}`"
    return Slip("SV611", after_word, message, advice, mend)


def _instead(pattern: str, mend: str) -> Slip:
    """Return the slip of signs that stand in the place of another one."""
    message, advice = f"`{{at}}` in the place of `{mend}`", f"write `{mend}`"
    return Slip("SV611", re.compile(pattern), message, advice, mend)


# Words that begin a sentence, and with a capital nothing else.
OPENERS = "(?:The|This|That|These|Those|It|Its|He|She|They|We|There|Then|But|However|According)"
# A sign that starts something (.NET, :name, ..., . . .) is none that ends a word.
_STARTS_NOTHING = r"(?![\w.,:;!?)(=/-]| \.)"
_NO_MORE = r"(?![\w./])"
_CLOSED = '[”"’)]*'
# Spaces around the hyphen go with it.
_TO = r"(?P<at>-| - )"
_DAYS = rf"(?P<first>\d{{1,2}}){_TO}(?P<last>\d{{1,2}})"
_SLIPS = (
    # French has a space before the other signs.
    _space_before(rf"[,.]{_STARTS_NOTHING}", everywhere=True),
    _space_before(rf"[;:!?]{_STARTS_NOTHING}|[)\]”](?!\w)", everywhere=False),
    Slip(
        "SV604",
        re.compile(r"(?P<sign>[(\[“])(?<![\w:;.!?][(\[“])(?P<at> {1,9})(?=[\w“\"])"),
        "a space after `{sign}`",
        "delete the space",
        "",
    ),
    Slip(
        "SV604",
        re.compile(r"(?<=[a-z]{2})(?P<at> (?P<sign>[,;]))(?=[a-z]{2,}\b)"),
        "a space before `{sign}`, and none after it",
        "write the space after it",
        "{sign} ",
        _is_prose,
    ),
    _range(rf"{_APART}{_DAYS} {_MONTH}\b"),
    _range(rf"\b{_MONTH} {_DAYS}(?![\w–-])"),
    _range(rf"{_APART}(?P<first>{_YEAR}){_TO}(?P<last>{_YEAR})(?![\w–-])"),
    _range(rf"\b(?:pp?\.|pages?) ?(?P<first>\d{{1,4}}){_TO}(?P<last>\d{{1,4}})(?![\w–-])"),
    _range(rf"(?:\bRs\.? ?|[$€£¥₹])(?P<first>\d{{1,4}}){_TO}(?P<last>\d{{1,4}})(?![\w–-]|[.,]\d)"),
    _range(rf"{_APART}(?P<first>\d{{1,4}}(?:\.\d)?){_TO}(?P<last>\d{{1,4}}(?:\.\d)?) ?{_UNIT}"),
    _range(rf"\b(?P<first>{_MONTH})(?P<at>-)(?P<last>{_MONTH})\b", bool),
    Slip(
        "SV606",
        re.compile(r"(?<=[^\s-]) (?P<at>-{1,3}) (?=[^\s-])"),
        "`{at}` between spaces in the place of a dash",
        "write `–`",
        "–",
        _is_no_sum,
    ),
    Slip(
        "SV611",
        re.compile(r"(?<=[a-z]{2})(?P<at>[,;])(?=[A-Za-z][a-z]*\b)"),
        "no space after `{at}`",
        "write a space after it",
        "{at} ",
        _is_prose,
    ),
    Slip(
        "SV611",
        re.compile(rf"(?<=[a-z]{{2}})(?P<at>\.)(?={OPENERS}\b(?![(.]))"),
        "no space after `.`",
        "write a space after it",
        ". ",
    ),
    Slip(
        "SV611",
        re.compile(r"(?<=[a-z]{2})(?P<at>\()(?=[a-z]{3,} [a-z])"),
        "no space before `(`",
        "write a space before it",
        " (",
        _is_prose,
    ),
    _instead(r"(?<=[a-z]{2})(?P<at>[,;]\.)(?![\w.])", "."),
    _instead(r"(?<=[A-Za-z\d])(?P<at>،)(?=\s+[A-Za-z\d])", ","),
    _instead(r"(?<=[A-Za-z\d])(?P<at>؛)(?=\s+[A-Za-z\d])", ";"),
    _twice(r"(?P<at>(?P<sign>[,;])(?P=sign))(?![,;])", "{sign}"),
    _twice(rf"(?P<at>(?P<sign>\.)\.){_NO_MORE}(?:(?<=\betc\.\.)|(?={_CLOSED}(?:$|\s+[A-Z])))", "."),
    _twice(rf"(?P<at>(?P<sign>\.)\.){_NO_MORE}(?<!\betc\.\.)(?={_CLOSED}\s+[a-z])", "…"),
)


def _slips(slips: Sequence[Slip], issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the slips in the texts of an English series, and those of any language."""
    slips = [slip for slip in slips if issue.is_english or slip.everywhere]
    # A hyphen in a text whose lines are joined (SV019) may be the start of a list entry.
    joined = {(*item.path, "text") for item in issue.items if item.is_joined}
    for text in (text for text in issue.texts if text.path not in joined):
        for slip in slips:
            for match in islice(slip.pattern.finditer(text.text), MOST_FINDINGS):
                if slip.is_wrong(match):
                    message = slip.message.format_map(match.groupdict())
                    advice = slip.advice.format_map(match.groupdict())
                    mend = slip.mend.format_map(match.groupdict())
                    fix = text.fix(*match.span("at"), mend, advice)
                    yield Finding(text.span(*match.span("at")), message, advice, fix)


for _code, _of_code in groupby(_SLIPS, key=attrgetter("code")):
    rule(_code)(partial(_slips, tuple(_of_code)))


_STRAIGHT = re.compile("[\"']")
_CURLY = re.compile("[“”‘’]")
_STRAIGHT_FOR = {"“": '"', "”": '"', "‘": "'", "’": "'"}
# What may stand before a mark that opens and behind one that closes; "" are spaces and ends.
_BEFORE_OPENING = ("", *"([{—–-/“‘\"'")
_BEHIND_CLOSING = ("", *")]}—–-/”’\"'.,;:!?…")
# A single mark that closes a quotation, or the apostrophe of a plural.
_END_OF_WORD = re.compile(r"(?<=\S)'(?!\w)")
_LONGEST = 600
# Inside a word, behind "U.S.", and where letters are left out in front: '90s, 'tis.
_APOSTROPHE = re.compile(
    r"(?<=[^\W_])'(?=[^\W_])|(?<=[.)!}])'(?=s\b)"
    r"|(?<![^\W_])'(?=(?:\d\ds?|tis|twas|em|n|til|cause)\b)",
    re.IGNORECASE,
)
# Languages that quote “so” (CLDR); others have marks of their own.
_LANGUAGES = "bn en gu hi id kn ko ml mr ms nl pa pt ta te th tr vi zh"
_QUOTES_SO = frozenset(_LANGUAGES.split())


@rule("SV602")
def quotes_of_the_other_kind(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield, for each text, the first of the marks that can be mended and each that cannot."""
    series = issue.series
    straight = series is not None and series.lint.quotes is Quotes.STRAIGHT
    quotes_so = issue.language is None or issue.language in _QUOTES_SO
    wrong, usual = ("curly", "straight") if straight else ("straight", "curly")
    for text in issue.texts:
        found = _curly_marks(text.text) if straight else _straight_marks(text.text, quotes_so)
        marks = list(islice(found, MOST_FINDINGS))
        # The marks of a pair are mended together or not at all.
        unsure = {text.text[place] for place, meant in marks if meant is None} - {"'"}
        marks = [(n, None if text.text[n] in unsure else meant) for n, meant in marks]
        yield from _wrong_marks(text, marks, wrong, usual)


def _wrong_marks(
    text: PrintedText, marks: Iterable[tuple[int, str | None]], wrong: str, usual: str
) -> Iterator[Finding]:
    """Yield a finding for all marks that a fix mends, at the first of them, and one for each other.

    `marks` are the places of wrong marks with the right ones; None where that is not certain.
    """
    rest = f"where the series has {usual} ones"
    mended: list[tuple[int, str, Edit]] = []
    for place, meant in marks:
        edit = text.edit(place, place + 1, meant) if meant else None
        if meant and edit:
            mended.append((place, meant, edit))
            continue
        advice = f"write `{meant}`" if meant else f"write the {usual} mark that is meant"
        yield Finding(text.span(place, place + 1), f"a {wrong} quote, {rest}", advice)
    if mended:
        place, meant, _ = mended[0]
        message, advice = f"a {wrong} quote, {rest}", f"write `{meant}`"
        if len(mended) > 1:
            message = f"{len(mended)} {wrong} quotes from here on, {rest}"
            advice = f"{advice}, and so on"
        fix = Fix(f"write {usual} quotes", tuple(edit for *_, edit in mended))
        yield Finding(text.span(place, place + 1), message, advice, fix)


def _curly_marks(text: str) -> Iterator[tuple[int, str]]:
    return ((match.start(), _STRAIGHT_FOR[match.group()]) for match in _CURLY.finditer(text))


def _straight_marks(text: str, quotes_so: bool) -> Iterator[tuple[int, str | None]]:
    """Yield the places of the straight quotation marks and apostrophes, and the curly ones.

    Feet, inches and the marks inside Hebrew words are none. `quotes_so` says that the text is of a
    language that quotes “so”; of others apostrophes alone are certain.
    """
    opened = {'"': False, "'": False}
    for match in _STRAIGHT.finditer(text):
        place, mark = match.start(), match.group()
        before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
        if "א" <= before <= "ת" or (before.isdigit() and not (opened[mark] or after.isalpha())):
            continue
        if _APOSTROPHE.match(text, place):
            yield place, "’"
            continue
        # Whether a mark between these two signs, or at an end of the text, can open or close.
        opens = before.strip() in _BEFORE_OPENING and after.strip() not in ("", *")]}")
        closes = after.strip() in _BEHIND_CLOSING and before.strip() not in ("", *"([{")
        if opens and closes:
            opens = not opened[mark]
        alone = mark == "'" and not _END_OF_WORD.search(text, place + 1, place + _LONGEST)
        # `a step' is quoted with a mark of another kind.
        other = mark == "'" and not opened[mark] and "`" in text[max(place - _LONGEST, 0) : place]
        if not (opens or closes) or (opens and alone) or other:
            yield place, None
            continue
        opened[mark] = opens
        pair = "“”" if mark == '"' else "‘’"
        yield place, pair[not opens] if quotes_so else None


_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "《": "》", "【": "】"}
_PAIRS = _BRACKETS | {"“": "”", "«": "»"}
_QUOTES = ("“", '"')
_PARTNERS = _PAIRS | {closing: opening for opening, closing in _PAIRS.items()}
_PAIR_MARKS = re.compile(r"[()\[\]{}“”«»（）《》【】\"]")
# [0, 1) is an interval of numbers, and (") speaks of the mark itself.
# „ein Schritt“ and words without Latin letters in ”…“ have the marks of their language.
_NO_PAIR = re.compile(
    r"[(\[]-?[\d.]{1,9}, ?-?[\d.∞]{1,9}[)\]]|\(\"\)|'\"'"
    r"|„[^„“”]{1,300}[“”]|”[^\sA-Za-z“”][^A-Za-z“”]{0,300}“"
)
# 1) or b) counts, and :) smiles.
_COUNTING = re.compile(r"(?:(?:^|[\s(;,])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})|[:;-])\)\Z")


@rule("SV607")
def unbalanced_pair(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the marks without their partner."""
    # Other languages than English open with marks that close here.
    pairs = _PAIRS if issue.is_english else _BRACKETS
    for text, follower in zip(issue.texts, (*issue.texts[1:], None), strict=False):
        # Each paragraph of a longer quotation opens it anew, and the last one closes it.
        again = follower.text[:1] if follower is not None and follower.path == text.path else ""
        for place in unbalanced(text.text, pairs)[:MOST_FINDINGS]:
            mark = text.text[place]
            lost = issue.once(links_lost).get(text.path, ()) if mark in "()[]{}" else ()
            # SV408 tells which bracket a link lacks.
            if any(link.lacks_bracket for link in lost) or (again in _QUOTES and mark in _QUOTES):
                continue
            advice = "add the other one, or delete it"
            if mark in "[]":
                advice = "a link is written `[words][name]`; a bracket that is meant, in a pair"
            message = f"`{mark}` has no `{_PARTNERS.get(mark, mark)}`"
            yield Finding(text.span(place, place + 1), message, advice)


def unbalanced(text: str, pairs: Mapping[str, str]) -> list[int]:
    """Return the places of marks without a partner, in order.

    `pairs` are closing marks by those that open. A straight quotation mark counts as the curly one
    that it stands for.
    """
    text = _NO_PAIR.sub(lambda match: "x" * len(match.group()), text)
    curly = dict(_straight_marks(text, True)) if "“" in pairs else {}
    opened: dict[str, list[int]] = {closing: [] for closing in pairs.values()}
    wrong: list[int] = []
    for match in _PAIR_MARKS.finditer(text):
        place, mark = match.start(), match.group()
        if place in curly:
            mark = curly[place] or ("”" if opened["”"] else "“")
        if mark in pairs:
            opened[pairs[mark]].append(place)
        elif opened.get(mark):
            opened[mark].pop()
        elif mark in opened and not _COUNTING.search(text, max(place - 6, 0), place + 1):
            wrong.append(place)
    return sorted((*wrong, *chain.from_iterable(opened.values())))


_WORD_AND_NEXT = re.compile(
    r"(?<![\w’'/.@#$-])(?P<first>[A-Za-z][a-z]{0,30})"
    r"(?=[ \n]{1,9}(?P<second>[a-z]{1,31})(?![\w’'/@-])(?!\.\w))"
)
# Words that may be said twice.
_ALLOWED = frozenset(
    {"had", "that", "so", "very", "long", "far", "no", "many", "much", "is", "really", "bye"}
    | {"hear", "knock", "ha", "tut", "win", "do", "her", "who", "aye", "beep", "blah", "yes"}
)


@rule("SV605")
def doubled_word(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words that stand twice."""
    for text in issue.texts if issue.is_english else ():
        for match in islice(
            filter(_are_one_word, _WORD_AND_NEXT.finditer(text.text)), MOST_FINDINGS
        ):
            message = f"the word `{match['second']}` stands twice"
            fix = text.fix(match.end("first"), match.end("second"), "", "delete the second one")
            place = text.span(*match.span("second"))
            yield Finding(place, message, "delete one of the two", fix)


def _are_one_word(pair: re.Match[str]) -> bool:
    first, second = pair.groups()
    return first.lower() == second and second not in _ALLOWED

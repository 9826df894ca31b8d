"""How a draft is written: its data as YAML, and blocks of an old issue as the text of an item.

The YAML is in block style like the sample issues, with a remark beside each guess; remarks are
comments, which are private: they reach neither a PDF nor what it carries.

The text is escaped so that it says what was printed. What is written is read again by the model's
own parser: where the two differ, more is escaped, and at last emphasis is given up, for words and
links come first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from strevview.importers.blocks import Block, Kind, LeftOut, Run, plain_text, tidy_runs, visible
from strevview.importers.grouping import grouped
from strevview.lint.item_links import NAMELESS, bare_brackets, lost_links
from strevview.model.prose_parser import parse_caption, parse_prose
from strevview.source.writer import to_yaml

CHECK = "# check: "
# A remark stands beside its value as long as the line has at most so many characters.
_LINE = 100
_REMARK_WIDTH = 88
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}(?:/\d{4}(?:-\d{2}){1,2})?", re.ASCII)
_HEAD = """\
# yaml-language-server: $schema=issue.schema.json
#
# A draft, imported from {name}.
#
# What was guessed has a remark `check:` beside it: look it up, mend it, and delete the
# remark. What was not found stays out, and `strevview lint` asks for it. When all is
# done, take out `draft: true`.
"""


@dataclass(frozen=True, slots=True)
class Guess:
    """A value with why it was taken; one that is `sure` needs no `# check:` beside it."""

    value: str
    why: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Remarked:
    """A value or a mapping with remarks for the editor; None among them is no remark."""

    value: object
    remarks: tuple[str | None, ...]


def draft_yaml(name: str, data: Mapping[str, object], left_out: Iterable[LeftOut]) -> str:
    """Return the file of a draft issue that was imported from the file `name`.

    `data` are mappings, lists and single values, `Guess` and `Remarked` among them. What has no
    value (None, or empty) is not written.
    """
    lines = [*_left_out(left_out), *_mapping("", data)]
    return _HEAD.format(name=visible(name)) + "\n".join(lines) + "\n"


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[str]:
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
            _REMARK_WIDTH,
            initial_indent="# ",
            subsequent_indent="#   ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _mapping(lead: str, data: Mapping[str, object]) -> Iterator[str]:
    """Yield the lines of a mapping; `lead` stands before its first key, spaces before others."""
    for key, value in data.items():
        if value not in (None, "", (), [], {}):
            yield from node_lines(f"{lead}{_scalar(key)}:", value)
            lead = " " * len(lead)


def node_lines(lead: str, value: object) -> Iterator[str]:
    """Yield a value behind its key or dash, its remarks beside it, or above where they are long."""
    if isinstance(value, Guess):
        value = Remarked(value.value, (None if value.sure else value.why,))
    plain, remarks = (value.value, value.remarks) if isinstance(value, Remarked) else (value, ())
    comments = [f"{CHECK}{visible(remark).strip()}" for remark in remarks if remark is not None]
    lines = list(_lines(lead, plain))
    if len(lines) == 1 and len("  ".join([*lines, *comments])) <= _LINE:
        yield "  ".join([*lines, *comments])
        return
    indent = " " * (len(lead) - len(lead.lstrip(" ")))
    yield from (f"{indent}{comment}" for comment in comments)
    yield from lines


def _lines(lead: str, value: object) -> Iterator[str]:
    below = " " * (len(lead) - len(lead.lstrip(" -")) + 2)
    if isinstance(value, Mapping) and lead.endswith("-"):
        yield from _mapping(f"{lead} ", value)
    elif isinstance(value, Mapping):
        yield lead
        yield from _mapping(below, value)
    elif isinstance(value, list | tuple):
        yield lead
        for one in value:
            yield from node_lines(f"{below}-", one)
    elif isinstance(value, str) and value.endswith("\n"):
        yield f"{lead} |"
        yield from (f"{below}{line}".rstrip() for line in value[:-1].split("\n"))
    else:
        yield f"{lead} {_scalar(value)}".rstrip()


def _scalar(value: object) -> str:
    """Return a single value as YAML that reads back the same; dates need no quotes here."""
    if isinstance(value, str):
        value = " ".join(value.split())
        if _DATE.fullmatch(value):
            return value
    return to_yaml({"": value}).partition(": ")[2].rstrip("\n")


_PROSE_WIDTH = 78
# Stands for a space at which no line may end.
_TIED = "\x1f"
# What opens a block at the start of a line: the place of the sign to escape, behind any digits.
_OPENING = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+>#=~`]))(?=.(?:\s|$|[-=~`#>]))")

# A paragraph as it reads: its words, its links, its number in a list, whether it is quoted.
_Reading = tuple[str, tuple[tuple[int, int, str], ...], int | None, bool]


@dataclass(frozen=True, slots=True)
class _Care:
    """How careful to write: which signs are escaped, lines wrapped, emphasis kept."""

    signs: re.Pattern[str]
    wrapped: bool = True
    emphasis: bool = True

    def escaped(self, words: str) -> str:
        return self.signs.sub(r"\\\g<0>", words)


_MARKS = re.compile(r"[\\*\[<&]|\b_|_\b")
# From the least care to the most.
_CARE = (
    _Care(re.compile("(?!)")),
    _Care(_MARKS),
    _Care(_MARKS, emphasis=False),
    _Care(re.compile(r"[\\*_\[\]<>&`~#!()]"), wrapped=False, emphasis=False),
)


class UnwritableProseError(Exception):
    """No way of writing a text reads back as what was printed."""


def write_prose(blocks: Sequence[Block], keys: Sequence[str]) -> str:
    """Return the text of an item: paragraphs, quotations and lists with `[word][source]` links.

    `keys` are the names of the sources that the links lead to, in reading order.

    Raises:
        UnwritableProseError: what is written does not read back; a fault of ours.
    """
    named = _named(blocks, keys)
    groups = grouped(named, _goes_on)
    text = ""
    # Two parts that are right by themselves may still run together: then more is escaped.
    for least in range(len(_CARE)):
        text = "\n\n".join(_written_group(group, _CARE[least:]) for group in groups) + "\n"
        if _says(text, named):
            return text
    raise UnwritableProseError(text[:80])


def write_caption(words: str) -> str:
    """Return a figure's caption, with as few signs escaped as it takes to print these words."""
    for care in _CARE:
        written = care.escaped(words)
        prose = parse_caption(written)
        plain = not (prose.references or prose.problems)
        if plain and prose.text == words and len(prose.blocks) == 1:
            return written
    return words


def _written_group(group: Sequence[Block], cares: Sequence[_Care]) -> str:
    for care in cares:
        text = "\n".join(_group_lines(group, care))
        if _says(text, group):
            return text
    raise UnwritableProseError(" ".join(block.text for block in group)[:80])


def _says(text: str, blocks: Sequence[Block]) -> bool:
    """Whether a text reads back as the blocks, and no brackets look like a link gone wrong."""
    prose = parse_prose(text)
    read = [(p.text, p.links, p.number, p.quoted) for p in prose.paragraphs]
    if prose.problems or read != [_reading(block) for block in blocks]:
        return False
    sources = {reference.source for reference in prose.references}
    broken = lost_links(text, prose, sources) or bare_brackets(text, prose, sources)
    return not (NAMELESS.search(text) or broken)


def _reading(block: Block) -> _Reading:
    words, links = plain_text([block])
    number = block.number if block.kind is Kind.LIST_ENTRY else None
    places = tuple((link.start, link.end, link.address or "") for link in links)
    return words, places, number, block.kind is Kind.QUOTATION


def _named(blocks: Sequence[Block], keys: Sequence[str]) -> list[Block]:
    """Return tidy blocks whose runs hold the names of sources in the place of addresses."""
    left = iter(keys)
    named = [
        replace(
            block,
            runs=tuple(
                run if run.address is None else replace(run, address=next(left))
                for run in tidy_runs(block.runs)
            ),
        )
        for block in blocks
    ]
    return [block for block in named if block.runs]


def _goes_on(group: Sequence[Block], block: Block) -> bool:
    """Return whether a block is of the list, or of the quotation, that the blocks before it are."""
    first = group[0]
    if block.kind is not first.kind or first.kind not in (Kind.LIST_ENTRY, Kind.QUOTATION):
        return False
    # A list of another kind at the outermost level is another list; the rows of a table are one.
    return first.kind is Kind.QUOTATION or not (
        block.level <= first.level and _list_sign(block) != _list_sign(first)
    )


def _list_sign(entry: Block) -> str:
    """Return what stands before an entry; another sign begins another list (CommonMark, 5.3).

    The rows of a table have another sign than entries, and than the rows of the table before it.
    """
    if entry.number is not None:
        return "1."
    if entry.check is None:
        return "-"
    return "*" if entry.table % 2 == 0 else "+"


def _group_lines(group: Sequence[Block], care: _Care) -> Iterator[str]:
    if group[0].kind is Kind.LIST_ENTRY:
        yield from _list_lines(group, care)
        return
    lead = "> " if group[0].kind is Kind.QUOTATION else ""
    for number, block in enumerate(group):
        if number:
            yield lead.rstrip()
        yield from (
            lead + line for line in _prose_lines(block.runs, care, _PROSE_WIDTH - len(lead))
        )


def _list_lines(entries: Sequence[Block], care: _Care) -> Iterator[str]:
    """Yield the lines of a list; what stands deeper is indented under its entry."""
    levels: list[int] = []
    indents = [0]
    for entry in entries:
        while len(levels) > 1 and levels[-1] > entry.level:
            levels.pop()
        if not levels or entry.level > levels[-1]:
            levels.append(entry.level)
        del indents[len(levels) :]
        sign = f"{_list_sign(entry)} " if entry.number is None else f"{entry.number}. "
        lead = " " * indents[-1] + sign
        indents.append(len(lead))
        for line in _prose_lines(entry.runs, care, _PROSE_WIDTH - len(lead)):
            yield lead + line
            lead = " " * len(lead)


def _prose_lines(runs: Sequence[Run], care: _Care, width: int) -> list[str]:
    content = "".join(_marked(runs, care))
    width = width if care.wrapped else len(content)
    lines = wrap(content, width, break_long_words=False, break_on_hyphens=False)
    return [_OPENING.sub(r"\1\\", line).replace(_TIED, " ") for line in lines]


def _marked(runs: Sequence[Run], care: _Care) -> Iterator[str]:
    """Yield the runs with their marks; a space between two of one emphasis stays inside it."""
    looks = ["" if run.text == " " or not care.emphasis else _look(run) for run in runs]
    open_mark = ""
    for number, run in enumerate(runs):
        look = looks[number]
        if run.text == " " and looks[number + 1 : number + 2] == [open_mark]:
            look = open_mark
        if look != open_mark:
            yield open_mark[::-1] + look
            open_mark = look
        words = care.escaped(run.text)
        yield words if run.address is None else f"[{words.replace(' ', _TIED)}][{run.address}]"
    yield open_mark


def _look(run: Run) -> str:
    return ("**" if run.bold else "") + ("*" if run.italic else "")

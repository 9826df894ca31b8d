"""A draft's data as YAML: block style like the sample issues, with a remark beside each guess.

The remarks are comments, which are private: they reach neither a PDF nor what it carries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from strevview.importers.blocks import LeftOut, visible
from strevview.importers.item_text import Guess
from strevview.source.writer import to_yaml

CHECK = "# check: "
# A remark stands beside its value as long as the line has at most so many characters.
_LINE = 100
_WIDTH = 88
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
            _WIDTH,
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

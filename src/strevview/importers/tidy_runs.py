"""The runs of a block made tidy: single spaces, no invisible characters, links without borders."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from strevview.importers.blocks import Block, Run
from strevview.importers.guesses import LinkText

# Hyphens and spaces that only mend a line's end, marks of order and direction, what is no text.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")


def visible(text: str) -> str:
    """Return a text without what is never seen, with single spaces."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the same words in as few runs as their looks allow.

    Spaces stand between runs, never at the border of a link or of emphasis, and never twice.
    """
    tidy: list[Run] = []
    for run in _apart(runs):
        if run.text == " ":
            if tidy and not tidy[-1].text.endswith(" "):
                tidy.append(Run(" "))
        elif _goes_on(tidy, run):
            between = tidy.pop().text if tidy[-1].text == " " else ""
            tidy[-1] = replace(tidy[-1], text=tidy[-1].text + between + run.text)
        else:
            tidy.append(run)
    if tidy and tidy[-1].text == " ":
        tidy.pop()
    return tuple(tidy)


def plain_text(blocks: Sequence[Block]) -> tuple[str, tuple[LinkText, ...]]:
    """Return the words of tidy blocks, a line a block, and their links with their offsets."""
    letters: list[str] = []
    links: list[LinkText] = []
    length = 0
    for block in blocks:
        if letters:
            letters.append("\n")
            length += 1
        for run in tidy_runs(block.runs):
            letters.append(run.text)
            end = length + len(run.text)
            if run.address is not None:
                links.append(LinkText(run.text, run.address, length, end))
            length = end
    return "".join(letters), tuple(links)


def _apart(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs whose words have no space around them, with runs of one space between."""
    for run in runs:
        text = visible(run.text)
        words = text.strip()
        if not words:
            if text:
                yield Run(" ")
            continue
        if text.startswith(" "):
            yield Run(" ")
        yield replace(run, text=words)
        if text.endswith(" "):
            yield Run(" ")


def _goes_on(tidy: list[Run], run: Run) -> bool:
    """Whether a run goes on with the look and the link of the one before it."""
    if not tidy:
        return False
    last = tidy[-1] if tidy[-1].text != " " or len(tidy) == 1 else tidy[-2]
    same = (last.address, last.bold, last.italic) == (run.address, run.bold, run.italic)
    # Two dead links side by side may be two; of an address it is one that a line's end has split.
    return same and (run.address != "" or last is tidy[-1])


_NO_LETTERS = re.compile(r"[\W_]+")


def likeness(text: str) -> str:
    """Return the letters and digits of a text, small, in Unicode's compatible form (NFKC)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NO_LETTERS.sub("", plain.replace("&", "and"))

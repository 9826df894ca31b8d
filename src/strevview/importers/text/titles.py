"""Lines of a text that stand in it twice: among the highlights and above their section."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise

from strevview.importers.line_ends import joined
from strevview.importers.text.lines import Line

_SIGN = re.compile(r"(?:[•●▪■◦○‣⁃∙·➢❖✓*o–—-]|\(?\d{1,2}[.)])\s+")
_LONGEST = 160


def folded(text: str) -> str:
    """Return a title in the form in which two are compared: no list's sign, small letters."""
    sign = _SIGN.match(text)
    return " ".join(text[sign.end() if sign else 0 :].split()).casefold()


def title_spans(lines: Sequence[Line]) -> Mapping[int, int]:
    """Return where titles begin, and over how many lines each goes.

    A title is a short text without a full stop that stands twice. It may go over up to three lines
    in either place; two lines are one title where the first is always followed by the second.
    """
    words = [folded(line.text) for line in lines]
    keys = [key if _may_be(line) else "" for key, line in zip(words, lines, strict=True)]
    seen = Counter(key for key in keys if key)
    after: defaultdict[str, set[str]] = defaultdict(set)
    for key, following in pairwise([*words, ""]):
        after[key].add(following)
    found: dict[int, int] = {}
    place = 0
    while place < len(lines):
        length = _length(lines, keys, place, seen, after)
        # What is always followed by the same text is a paragraph that stands twice.
        repeats = seen[keys[place]] > 1 and len(after[words[place + length - 1]]) == 1
        if length and not repeats and _stands_alone(lines, place, found):
            found[place] = length
            place += length
        else:
            place += 1
    return found


def _length(
    lines: Sequence[Line],
    keys: Sequence[str],
    place: int,
    seen: Mapping[str, int],
    after: Mapping[str, set[str]],
) -> int:
    if not keys[place]:
        return 0
    for length in (3, 2):
        parts = lines[place : place + length]
        if len(parts) == length and not any(_SIGN.match(part.text) for part in parts[1:]):
            whole = reduce(joined, (part.text for part in parts))
            if folded(whole) in seen:
                return length
    if seen[keys[place]] < 2:
        return 0
    length = 1
    for here, following in pairwise(keys[place : place + 3]):
        together = after[here] == {following} and seen.get(following) == seen[here]
        if not together or _SIGN.match(lines[place + length].text):
            break
        length += 1
    return length


def _may_be(line: Line) -> bool:
    text = line.text
    return (
        len(text) <= _LONGEST
        and text[-1] not in ".,;:!?…-\u00ad\u2010"
        and sum(map(str.isalpha, text)) >= 4
        and "://" not in text
    )


def _stands_alone(lines: Sequence[Line], place: int, found: Mapping[int, int]) -> bool:
    """Whether a line does not go on with the one before it."""
    line = lines[place]
    if place == 0 or line.gap or line.broken or lines[place - 1].is_ended:
        return True
    before = lines[place - 1].text
    if any(place - length in found and found[place - length] == length for length in (1, 2, 3)):
        return True
    return len(before) < 30 and (before.isupper() or before.istitle())

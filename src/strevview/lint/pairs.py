"""Quotation marks and brackets that have no partner in a text."""

from __future__ import annotations

import re

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»", "（": "）", "《": "》", "【": "】"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_MARKS = re.compile(r"[()\[\]{}“”«»（）《》【】\"]")
# [0, 1) is an interval of numbers, and (") speaks of the mark itself.
_NO_PAIR = re.compile(r"[(\[]-?[\d.]{1,9}, ?-?[\d.∞]{1,9}[)\]]|\(\"\)|'\"'")
# 1) or b) counts, and :) smiles.
_COUNTING = re.compile(r"(?:^|[\s(;,])(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})$")


def unbalanced(text: str, english: bool = True, runs_on: bool = False) -> list[int]:
    """Return the places of marks without a partner, in order.

    Other languages than English open with marks that close here, so that for them only brackets
    count. `runs_on` says that the quotation goes on in the next paragraph.
    """
    wrong: list[int] = []
    open_marks: list[int] = []
    straight: list[int] = []
    for match in _NO_PAIR.finditer(text):
        text = text[: match.start()] + "x" * len(match.group()) + text[match.end() :]
    for match in _MARKS.finditer(text):
        mark, place = match.group(), match.start()
        if mark == '"':
            if not text[place - 1 : place].isdigit() or len(straight) % 2:
                straight.append(place)
        elif mark in "“”«»" and not english:
            continue
        elif mark in _PAIRS:
            wrong += _reopened(text, open_marks, mark)
            open_marks.append(place)
        elif open_marks and _PAIRS[text[open_marks[-1]]] == mark:
            open_marks.pop()
        elif not _is_counting(text, mark, place):
            wrong += _close_outer(text, open_marks, mark, place)
    _marry_mixed(text, wrong, open_marks, straight)
    if len(straight) % 2 and english and not runs_on:
        wrong.append(_lonely(text, straight))
    return sorted(
        [*wrong, *(place for place in open_marks if not (runs_on and text[place] == "“"))]
    )


def _marry_mixed(text: str, wrong: list[int], open_marks: list[int], straight: list[int]) -> None:
    """Take out curly marks whose partner is a straight one: SV602 tells of the mixture."""
    for place in [place for place in wrong if text[place] == "”"][:20]:
        before = [mark for mark in straight[-20:] if mark < place]
        if before:
            wrong.remove(place)
            straight.remove(before[-1])
    for marks in (open_marks, wrong):
        for place in [place for place in marks if text[place] == "“"][:20]:
            after = next((mark for mark in straight if mark > place), None)
            if after is not None:
                marks.remove(place)
                straight.remove(after)


def _reopened(text: str, open_marks: list[int], mark: str) -> list[int]:
    """A quotation that opens within one of the same marks: the first was not closed."""
    if mark != "“":
        return []
    lost = [place for place in open_marks if text[place] == mark]
    for place in lost:
        open_marks.remove(place)
    return lost


def _close_outer(text: str, open_marks: list[int], mark: str, place: int) -> list[int]:
    """A mark closes what is not the last open one: those after its opener have no partner."""
    opener = _OPENERS[mark]
    for index in range(len(open_marks) - 1, max(len(open_marks) - 10, -1), -1):
        if text[open_marks[index]] == opener:
            lost = open_marks[index + 1 :]
            del open_marks[index:]
            return lost
    return [place]


def _is_counting(text: str, mark: str, place: int) -> bool:
    if mark != ")":
        return False
    return text[place - 1 : place] in (":", ";", "-") or bool(
        _COUNTING.search(text[max(place - 6, 0) : place])
    )


def _lonely(text: str, places: list[int]) -> int:
    """Return the straight mark that has no partner: the first that opens while one is open."""
    opened: int | None = None
    for place in places:
        after = text[place + 1 : place + 2]
        before = text[place - 1 : place] if place else ""
        opens = (
            bool(after)
            and not after.isspace()
            and (not before or before.isspace() or before == "(")
        )
        if opened is None and not opens:
            return place
        if opened is not None and opens:
            return opened
        opened = place if opened is None else None
    return places[-1]

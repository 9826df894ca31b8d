"""The part that an actor plays where the text says it in a word: "chaired by", "initiators are"."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What was done "by" somebody, and who that is.
_BY = {
    "chaired": "chair", "co-chaired": "co-chair", "hosted": "host", "co-hosted": "co-host",
    "organised": "organiser", "organized": "organiser", "co-organised": "co-organiser",
    "co-organized": "co-organiser", "led": "lead", "signed": "signatory", "initiated": "initiator",
    "sponsored": "sponsor", "co-sponsored": "co-sponsor", "funded": "funder", "financed": "funder",
    "operated": "operator", "developed": "developer", "moderated": "moderator",
}  # fmt: skip
_ARE = {
    "organisers": "organiser", "organizers": "organiser", "hosts": "host",
    "initiators": "initiator", "signatories": "signatory", "sponsors": "sponsor",
    "founders": "founder", "co-chairs": "co-chair", "operator": "operator",
}  # fmt: skip
_CUE = re.compile(
    rf"\b({'|'.join(_BY)})(?:\s(?:jointly|together))?\sby\s(?:both\s|the\s)?"
    rf"|\b({'|'.join(_ARE)})\s(?:are|were|is|was|include|included)\s(?:the\s)?"
)
_TITLE = r"(?:[A-Z][\w'-]+,? (?:(?:of|for|and) (?:the )?)?){0,10}(?<! of )(?<! of the )"
# What may stand between a cue and the first name, between two names of a list, between a body and
# the person whose title it is part of, and between a name and a body that plays no part.
_FIRST = re.compile(rf"(?:(?:its|their|the) )?{_TITLE}")
_NEXT = re.compile(rf"(?:,| and|, and|;|,? as well as)(?: by)?(?: the)? {_TITLE}")
_SAME = re.compile(r" (?:[A-Z][\w'-]+ ){1,5}")
_OF = re.compile(r" (?:of|in|at|under) (?:the )?$")


def roles(
    text: str, names: Sequence[tuple[int, int]], posts: Sequence[tuple[int, int]]
) -> dict[int, str]:
    """Return the roles of names, by where they start.

    `names` are the stretches of the names in a paragraph, in order; `posts` those of the posts
    that stand behind persons' names.
    """
    found: dict[int, str] = {}
    for cue in _CUE.finditer(text):
        role = _BY[cue.group(1)] if cue.group(1) else _ARE[cue.group(2)]
        reached, last = cue.end(), -1
        for start, stop in names:
            if start < reached:
                continue
            between = text[reached:start]
            if last >= 0 and _OF.fullmatch(between):
                reached = stop
                continue
            if last >= 0 and _SAME.fullmatch(between):
                # "signed by SUPARCO Chairman Yousaf Khan": it was the person.
                found.pop(last, None)
            elif not (_NEXT if last >= 0 else _FIRST).fullmatch(between):
                break
            found.setdefault(start, role)
            last = start
            reached = next((end for begin, end in posts if 0 < begin - stop < 64), stop)
    return found

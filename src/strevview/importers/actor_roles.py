"""The part that an actor plays where the text says it in a word: "chaired by", "initiators are"."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What was done "by" somebody, and who that is.
_BY = {
    "co-chaired": "co-chair",
    "chaired": "chair",
    "co-hosted": "co-host",
    "hosted": "host",
    "co-organised": "co-organiser",
    "co-organized": "co-organiser",
    "organised": "organiser",
    "organized": "organiser",
    "led": "lead",
    "signed": "signatory",
    "initiated": "initiator",
    "co-sponsored": "co-sponsor",
    "sponsored": "sponsor",
    "funded": "funder",
    "financed": "funder",
    "operated": "operator",
    "developed": "developer",
    "moderated": "moderator",
}
_ARE = {
    "organisers": "organiser",
    "organizers": "organiser",
    "hosts": "host",
    "initiators": "initiator",
    "signatories": "signatory",
    "sponsors": "sponsor",
    "founders": "founder",
    "co-chairs": "co-chair",
    "organiser": "organiser",
    "organizer": "organiser",
    "host": "host",
    "partner": "partner",
    "operator": "operator",
}
_ADVERB = r"(?:\s(?:jointly|together|both))?"
_CUE = re.compile(
    rf"\b({'|'.join(_BY)}){_ADVERB}\sby\s(?:both\s|the\s)?"
    rf"|\b({'|'.join(_ARE)})(?:\s(?:are|were|is|was|include|included)\s|,\s)(?:the\s)?"
)
_NEXT = re.compile(
    r"(?:,| and|, and|;| as well as|, as well as)(?: by)?(?: the)? (?:(?:[A-Z][\w'-]+ ){1,5})?"
)
_TITLE = re.compile(r" (?:[A-Z][\w'-]+ ){1,5}")
# What may stand between "by" and the first name: a title, or nothing.
_TITLES = re.compile(
    r"(?:(?:its|their|the) )?(?:[A-Z][\w'-]+,? (?:(?:of|for|and) (?:the )?)?){0,10}"
)
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
        reached: int | None = None
        last = -1
        for start, stop in names:
            if start < cue.end() or (reached is not None and start < reached):
                continue
            between = text[cue.end() if reached is None else reached : start]
            if reached is not None and _OF.fullmatch(between):
                # The body that somebody is of plays no part by that.
                reached = stop
                continue
            if reached is not None and _TITLE.fullmatch(between):
                # "signed by SUPARCO Chairman Yousaf Khan": it was the person.
                found.pop(last, None)
            elif not (_NEXT if reached is not None else _TITLES).fullmatch(between):
                break
            found.setdefault(start, role)
            last = start
            post = next((end for begin, end in posts if begin - stop in range(1, 64)), None)
            reached = stop if post is None else post
    return found

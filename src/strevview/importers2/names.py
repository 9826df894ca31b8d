"""Names by their capitals in a folded paragraph: runs of words, joined as one name is written.

"Ministry of Planning, Development and Special Initiatives" is one name; "Institute of Physics of
the Chinese Academy of Sciences" are two. An acronym in brackets belongs to the name before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, zip_longest
from typing import NamedTuple

from strevview.importers2.name_words import (
    BEFORE_RANK,
    CALENDAR,
    HEADS,
    OFFICES,
    OPENERS,
    is_field,
    is_rank,
    plain,
)
from strevview.lint.acronyms import SMALL_WORDS, expansion, is_acronym
from strevview.lint.names_in_text import NameIndex, words_of
from strevview.lint.quotations import is_inside, quotations
from strevview.lint.sentences import sentence_starts
from strevview.model.actors import Actor, ActorKind

_TOKEN = re.compile(
    r"[^\W_]+(?:['&/-][^\W_]+)*(?:(?<=\b[A-Z])\.|(?<=\b(?:Dr|Mr|Ms))\.|(?<=\bMrs)\.|(?<=\bProf)\.)?"
)
_ELIDED = re.compile(r"[dl]'[^\W\d_a-z]")
_OWN_S = frozenset(("people's", "women's", "children's", "workers'"))
FIRM = re.compile(r",? (?:Co\.?,? Ltd\.?|Ltd\.?|Inc\.?|LLC|PLC|plc|GmbH|AG|Limited)(?!\w)")
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "della", "der", "des", "do", "dos", "du", "e", "el", "et",
     "für", "ibn", "la", "le", "les", "und", "van", "von", "y", "&")
)  # fmt: skip
_OF = re.compile(r" (of|for|on)( the)? ")
_OF_INSIDE = re.compile(r" (?:of|for|on) ")
_ON_HEADS = frozenset(("committee", "commission", "group", "council", "panel", "board"))
_IN_BRACKETS = re.compile(r" \(([A-Z0-9][A-Za-z0-9&-]{1,13})\)")
# "Joint Working Group (JWG) on Science and Technology"
_TAIL = re.compile(r" on [A-Z][\w-]+(?:(?: and| of)? [A-Z][\w-]+){0,6}")
_CLAUSE = re.compile(r"[.;:!?()] ")
_FUNCTION_WORDS = SMALL_WORDS | {"as", "by", "from", "into", "is", "its", "our", "s", "via", "your"}
# No name has more words, no item more acronyms: the bounds keep the work small.
_LONGEST_RUN = 16
_LONGEST_LIST = 5
_MOST_ACRONYMS = 80
_REACH = 160


class Token(NamedTuple):
    """A word at `start:end` of a text; `plain` is small, without accents."""

    start: int
    end: int
    text: str
    plain: str


class Name(NamedTuple):
    """A name at `start:end` of a paragraph; `stop` is behind the acronym that it may have.

    `actor` is that of the register; else `words` are those with capitals. `tail` is what follows
    the acronym and belongs to the name: " on Science and Technology".
    """

    start: int
    end: int
    stop: int
    words: tuple[Token, ...] = ()
    acronym: str | None = None
    actor: Actor | None = None
    tail: str = ""

    @property
    def has_head(self) -> bool:
        """Whether one of its words is what bodies are called by."""
        return any(word.plain in HEADS for word in self.words)


def names_in(text: str, index: NameIndex) -> list[Name]:
    """Return the names of a folded text in reading order, outside quotations.

    Known are the actors of the register but for countries; an acronym in brackets is not one of
    them, for it is the name's before it.
    """
    known = [
        Name(match.start, match.end, match.end, actor=match.name.actor)
        for match in index.matches(text, words_of(text))
        if match.whole
        and _is_actor(match.name.actor)
        and text[match.start - 1 : match.start] != "("
    ]
    found = [*known, *_joined(text, [*_runs(text, known)])]
    found = _with_acronyms(text, sorted(found, key=lambda name: name.start))
    quoted, headings = quotations(text), _headings(text)
    return [
        name
        for name in found
        if not is_inside(name.start, quoted)
        and (name.actor or name.acronym or not is_inside(name.start, headings))
    ]


def _is_actor(actor: Actor | None) -> bool:
    return actor is not None and actor.kind is not ActorKind.COUNTRY


def _headings(text: str) -> list[tuple[int, int]]:
    """Return the sentences that have no word in small letters but function words: title case."""
    starts = [*sentence_starts(text), len(text)]
    return [
        (start, end)
        for start, end in pairwise(starts)
        if not any(
            word.islower() and word not in _FUNCTION_WORDS
            for word in re.findall(r"[^\W\d_]+", text[start:end])
        )
    ]


def _tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [Token(*match.span(), match.group(), plain(match.group())) for match in matches]


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() or _ELIDED.match(token.text) is not None


def _runs(text: str, known: Sequence[Name]) -> Iterator[Name]:
    """Yield runs of words with capitals that only spaces and particles part."""
    run: list[Token] = []
    taken = iter([*((name.start, name.end) for name in known), (len(text), len(text))])
    barrier = next(taken)
    tokens = _tokens(text)
    for token, after in zip_longest(tokens, tokens[1:]):
        while barrier[1] <= token.start < len(text):
            barrier = next(taken)
        free = token.start < barrier[0]
        particle = token.plain in _PARTICLES and bool(run) and after is not None
        inside = particle and after is not None and after.text[0].isupper()
        if not free or not (_is_capital(token) or inside):
            yield from _run(text, run)
            run = []
            continue
        if run and text[run[-1].end : token.start] != " ":
            yield from _run(text, run)
            run = []
        run.append(token)
        if _is_owner(token) or FIRM.match(text, token.end):
            yield from _run(text, run)
            run = []
    yield from _run(text, run)


def _is_owner(token: Token) -> bool:
    return token.text.endswith("'s") and token.text.lower() not in _OWN_S


def _run(text: str, run: list[Token]) -> Iterator[Name]:
    while run and (run[-1].plain in _PARTICLES and run[-1].text[0].islower()):
        run = run[:-1]
    while run and run[0].plain in OPENERS and _opens(text, run[0]):
        run = run[1:]
    if not run or len(run) > _LONGEST_RUN or (len(run) == 1 and run[0].plain in CALENDAR):
        return
    # "Peking University President Gong Wen" are two names.
    for cut in range(1, len(run) - 1):
        last, rest = run[cut - 1], run[cut]
        body = last.plain in HEADS or (len(last.text) > 2 and last.text.isupper())
        if body and (is_rank(rest.plain) or rest.plain in BEFORE_RANK):
            yield from _run(text, run[:cut])
            run = run[cut:]
            break
    end = run[-1].end
    firm = FIRM.match(text, end)
    if _is_owner(run[-1]):
        end -= 2
    elif firm is not None:
        end = firm.end()
    words = tuple(word for word in run if _is_capital(word))
    yield Name(run[0].start, end, end, words)


def _opens(text: str, token: Token) -> bool:
    """Return whether a word has its capital from the sentence that it opens, or is an article."""
    before = text[max(0, token.start - 2) : token.start].rstrip()
    return token.plain in ("a", "an", "the") or not before or before[-1] in '.!?:;"”“'


def _joined(text: str, runs: list[Name]) -> list[Name]:
    found: list[Name] = []
    place = 0
    while place < len(runs):
        name = runs[place]
        place += 1
        while taken := _taken(text, name, runs[place : place + _LONGEST_LIST]):
            last = runs[place + taken - 1]
            more = [word for run in runs[place : place + taken] for word in run.words]
            name = Name(name.start, last.end, last.end, (*name.words, *more))
            place += taken
        found.append(name)
    return found


def _taken(text: str, name: Name, runs: list[Name]) -> int:
    """Return how many of the next runs belong to a name: none, one, or those of a list."""
    if not runs or len(name.words) > _LONGEST_RUN or _is_owner(name.words[-1]):
        return 0
    right, between = runs[0], text[name.end : runs[0].start]
    of = _OF.fullmatch(between)
    if of is not None:
        return int(_goes_on(name, of.group(1), of.group(2) is not None, right))
    if between == " and ":
        return int(_is_list(text, name, right))
    if between != ", " or not name.has_head or name.words[-1].plain in HEADS:
        return 0
    for number, one in enumerate(runs):
        before = runs[number - 1].end if number else name.end
        if one.has_head or not any(_is_listed(word.plain) for word in one.words):
            return 0
        if text[before : one.start] in (" and ", ", and "):
            return number + 1
        if text[before : one.start] != ", ":
            return 0
    return 0


def _is_listed(word: str) -> bool:
    return is_field(word) or (len(word) > 6 and word.endswith("ing"))


def _goes_on(name: Name, word: str, the: bool, right: Name) -> bool:
    """Return whether "of", "for" or "on" is inside a name: Ministry of Mines, Council on Tourism.

    Where a body follows, the name ends before it: Institute of Physics of the Academy of Sciences.
    """
    last = name.words[-1].plain
    if word == "on":
        return last in _ON_HEADS or last in ("conference", "forum", "dialogue")
    if not name.has_head or is_acronym(right.words[0].text):
        return False
    if right.words[0].plain in HEADS or right.words[-1].plain in HEADS:
        return last in OFFICES and len(name.words) > 1 and not the
    return True


def _is_list(text: str, name: Name, right: Name) -> bool:
    """Return whether "and" is inside a name: Science and Technology, Space and Air Commission."""
    first, last = right.words[0].plain, right.words[-1].plain
    if name.has_head:
        # "Ministry of Science and Technology", but "Ministry of Health and Lima University".
        complement = _OF_INSIDE.search(text, name.start, name.end) is not None
        goes_on = is_field(last) or (is_field(first) and not right.has_head)
        return complement and name.words[-1].plain not in HEADS and goes_on
    one = text[: name.start].endswith(("the ", "The ", "'s "))
    inside = is_field(first) or (one and last in HEADS)
    return inside and (is_field(name.words[-1].plain) or name.words[-1].plain == "belt")


def _with_acronyms(text: str, names: list[Name]) -> list[Name]:
    """Give each acronym in brackets to the name before it, in the bounds that it shows."""
    for match in islice(_IN_BRACKETS.finditer(text), _MOST_ACRONYMS):
        acronym = match.group(1)
        names = [name for name in names if name.start != match.start(1)]
        if not is_acronym(acronym):
            continue
        owner = next((name for name in names if name.end == match.start()), None)
        if owner is not None and owner.actor is not None:
            given = owner._replace(acronym=acronym, stop=match.end())
        else:
            start = _start(text, match.start(), acronym, owner)
            if start is None:
                continue
            words = tuple(t for t in _tokens(text, start, match.start()) if _is_capital(t))
            tail = _TAIL.match(text, match.end()) if words[-1].plain in _ON_HEADS else None
            stop, more = (tail.end(), tail.group()) if tail else (match.end(), "")
            given = Name(start, match.start(), stop, words, acronym, tail=more)
        names = [n for n in names if n.end <= given.start or n.start >= given.stop]
        names = sorted([*names, given], key=lambda name: name.start)
    return names


def _start(text: str, end: int, acronym: str, owner: Name | None) -> int | None:
    """Return where the name of an acronym starts: where its letters do, else with the name."""
    near = max(0, end - _REACH)
    near = max([near, *(match.end() for match in _CLAUSE.finditer(text, near, end))])
    words = _tokens(text, near, end)
    first = expansion(acronym, [word.text for word in words])
    if first is None or not _is_capital(words[first]):
        return owner.start if owner is not None else None
    start = words[first].start
    if owner is None or start <= owner.start:
        return start
    # "Pakistan Space and … Commission (SUPARCO)": the acronym leaves one word out.
    return start if " " not in text[owner.start : start].strip() else owner.start

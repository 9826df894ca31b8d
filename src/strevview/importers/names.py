"""Names by their capitals in a folded paragraph: runs of words, joined as one name is written.

"Ministry of Planning, Development and Special Initiatives" is one name; "Institute of Physics of
the Chinese Academy of Sciences" are two. An acronym in brackets belongs to the name before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from strevview.importers.name_words import (
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

# A word with its hyphens; an initial and a title have their full stop: "Mamoun M. Al-Debi'e".
_REST = r"(?:['&/-][^\W_]+)*(?:(?<=\b[A-Z])\.|(?<=\b(?:Dr|Mr|Ms))\.)?"
_WORD = re.compile(rf"[^\W_]+{_REST}")
_CAPITAL = rf"(?:[dl]')?[^\W\d_a-zß-öø-ÿ][^\W_]*{_REST}"
_PARTICLE = r"(?:al|bin|da|de|del|della|der|des|do|dos|du|e|el|et|für|ibn|la|le|und|van|von|y|&) "
# A possessive ends a run, but for that of "People's Government"; "Co., Ltd." belongs to it.
_RUN = re.compile(
    rf"\b{_CAPITAL}(?:(?:(?<!'s)|(?<=[Pp]eople's)) (?!The )(?:{_PARTICLE}){{0,2}}{_CAPITAL})*"
    r"(?:(?<=Ltd|Inc)\.|\.?,? (?:Ltd|Inc|LLC|PLC|GmbH|AG|Limited)\b\.?)?"
)
_OF = re.compile(r" (of|for|on)( the)? ")
_OF_INSIDE = re.compile(r" (?:of|for|on) ")
_ON_HEADS = frozenset(("committee", "commission", "group", "council", "panel", "board"))
_IN_BRACKETS = re.compile(r" \(([A-Z0-9][A-Za-z0-9&-]{1,13})\)")
# "Joint Working Group (JWG) on Science and Technology"
_TAIL = re.compile(r" on [A-Z][\w-]+(?:(?: and| of)? [A-Z][\w-]+){0,6}")
_CLAUSE = re.compile(r"[.;:!?()] ")
_FUNCTION_WORDS = SMALL_WORDS | {"as", "by", "from", "into", "is", "its", "our", "s", "via", "your"}
# No name has more words, no item more acronyms: the bounds keep the work small.
_LONGEST = 16
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
    free = text
    for name in known:
        free = f"{free[: name.start]}{'.' * (name.end - name.start)}{free[name.end :]}"
    found = _with_acronyms(text, [*known, *_joined(free, list(_runs(free)))])
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
    return [
        (start, end)
        for start, end in pairwise([*sentence_starts(text), len(text)])
        if not any(
            word.islower() and word not in _FUNCTION_WORDS
            for word in re.findall(r"[^\W\d_]+", text[start:end])
        )
    ]


def _capitals(text: str, start: int, end: int) -> list[Token]:
    """Return the words with capitals in a stretch of a text."""
    return [
        Token(*match.span(), match.group(), plain(match.group()))
        for match in _WORD.finditer(text, start, end)
        if match.group().lstrip("dl'")[:1].isupper()
    ]


def _runs(text: str) -> Iterator[Name]:
    """Yield runs of words with capitals that only spaces and particles part."""
    for match in _RUN.finditer(text):
        words = _capitals(text, *match.span())
        while words and words[0].plain in OPENERS and _opens(text, words[0]):
            words = words[1:]
        # "Peking University President Gong Wen" are two names.
        cut = next((n for n in range(1, len(words) - 1) if _parts(words[n - 1], words[n])), None)
        if cut is not None:
            yield Name(words[0].start, words[cut - 1].end, words[cut - 1].end, tuple(words[:cut]))
            words = words[cut:]
        if (
            words
            and len(words) <= _LONGEST
            and not (len(words) == 1 and words[0].plain in CALENDAR)
        ):
            end = match.end() - 2 * words[-1].text.endswith("'s")
            yield Name(words[0].start, end, end, tuple(words))


def _opens(text: str, word: Token) -> bool:
    """Return whether a word has its capital from the sentence that it opens, or is an article."""
    before = text[max(0, word.start - 2) : word.start].rstrip()
    return word.plain in ("a", "an", "the") or not before or before[-1] in '.!?:;"”“'


def _parts(last: Token, first: Token) -> bool:
    """Return whether a body's name ends and a title begins between two words."""
    body = last.plain in HEADS or (len(last.text) > 2 and last.text.isupper())
    return body and (is_rank(first.plain) or first.plain in BEFORE_RANK)


def _joined(text: str, runs: list[Name]) -> Iterator[Name]:
    """Yield the runs, those of one name joined."""
    place = 0
    while place < len(runs):
        name = runs[place]
        place += 1
        while taken := _taken(text, name, runs[place : place + _LONGEST_LIST]):
            last = runs[place + taken - 1]
            more = [word for run in runs[place : place + taken] for word in run.words]
            name = Name(name.start, last.end, last.end, (*name.words, *more))
            place += taken
        yield name


def _taken(text: str, name: Name, runs: list[Name]) -> int:
    """Return how many of the next runs belong to a name: none, one, or those of a list."""
    if not runs or len(name.words) > _LONGEST:
        return 0
    between = text[name.end : runs[0].start]
    of = _OF.fullmatch(between)
    if of is not None:
        return int(_goes_on(name, of, runs[0]))
    if between == " and ":
        return int(_is_joined_by_and(text, name, runs[0]))
    if between != ", " or not name.has_head or name.words[-1].plain in HEADS:
        return 0
    # "Ministry of Planning, Development and Special Initiatives"
    for number, (left, right) in enumerate(pairwise([name, *runs]), 1):
        fields = [w for w in right.words if is_field(w.plain) or w.text.endswith("ing")]
        sign = text[left.end : right.start]
        if right.has_head or not fields or sign not in (", ", " and ", ", and "):
            return 0
        if sign != ", ":
            return number
    return 0


def _goes_on(name: Name, of: re.Match[str], right: Name) -> bool:
    """Return whether "of", "for" or "on" is inside a name: Ministry of Mines, Council on Tourism.

    Where a body follows, the name ends before it: Institute of Physics of the Academy of Sciences.
    """
    last = name.words[-1].plain
    if of.group(1) == "on":
        return last in _ON_HEADS or last in ("conference", "forum", "dialogue")
    if not name.has_head or is_acronym(right.words[0].text):
        return False
    if right.words[0].plain in HEADS or right.words[-1].plain in HEADS:
        return last in OFFICES and len(name.words) > 1 and not of.group(2)
    return True


def _is_joined_by_and(text: str, name: Name, right: Name) -> bool:
    """Return whether "and" is inside a name: Science and Technology, Space and Air Commission."""
    first, last = right.words[0].plain, right.words[-1].plain
    if name.has_head:
        # "Ministry of Science and Technology", but "Ministry of Health and Lima University".
        complement = _OF_INSIDE.search(text, name.start, name.end) is not None
        goes_on = is_field(last) or (is_field(first) and not right.has_head)
        return complement and name.words[-1].plain not in HEADS and goes_on
    one = text[max(0, name.start - 4) : name.start].endswith(("the ", "The ", "'s "))
    inside = is_field(first) or (one and last in HEADS)
    return inside and (is_field(name.words[-1].plain) or name.words[-1].plain == "belt")


def _with_acronyms(text: str, names: list[Name]) -> list[Name]:
    """Give each acronym in brackets to the name before it; its letters tell where that starts."""
    for match in islice(_IN_BRACKETS.finditer(text), _MOST_ACRONYMS):
        acronym, end = match.group(1), match.start()
        names = [name for name in names if name.start != match.start(1)]
        owner = next((name for name in names if name.end == end), None)
        start = _start(text, end, acronym) or (owner.start if owner is not None else end)
        words = tuple(_capitals(text, start, end))
        if owner is not None and owner.actor is not None:
            given = owner._replace(acronym=acronym, stop=match.end())
        elif words and is_acronym(acronym):
            tail = _TAIL.match(text, match.end()) if words[-1].plain in _ON_HEADS else None
            stop, more = (tail.end(), tail.group()) if tail else (match.end(), "")
            given = Name(start, end, stop, words, acronym, tail=more)
        else:
            continue
        names = [n for n in names if n.end <= given.start or n.start >= given.stop] + [given]
    return sorted(names, key=lambda name: name.start)


def _start(text: str, end: int, acronym: str) -> int | None:
    """Return where the words start that an acronym's letters stand for."""
    near = max(0, end - _REACH)
    near = max([near, *(match.end() for match in _CLAUSE.finditer(text, near, end))])
    words = list(_WORD.finditer(text, near, end))
    first = expansion(acronym, [word.group() for word in words]) if is_acronym(acronym) else None
    if first is None or not words[first].group()[0].isupper():
        return None
    return words[first].start()

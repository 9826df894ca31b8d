"""The actors of an item, by three rules; each rather leaves somebody out than takes a wrong one.

1. Whoever `actors.yaml` knows by the form that the text has, but for countries.
2. A body: words with capitals of which the last, or the last before "of", "for" or "on", is what
   bodies are called by (Agency, Institute, …); with its acronym in brackets the letters tell where
   the name starts. Not behind "at", "in", "a" and the like: there it is a place, or told of.
3. A person: two to five words with capitals behind a rank or title ("Minister Wang Yi") or in
   front of one ("Dai Gang, Director General of …"), or in front of what he is of ("of China").

What stands in a quotation or in a heading in title case is none of them.
"""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import NamedTuple

from strevview.importers.event_facts import gazetteer
from strevview.importers.item_text import ActorGuess, ItemText
from strevview.lint.acronyms import SMALL_WORDS, expansion, is_acronym, same_body
from strevview.lint.folding import fold_text, without_marks
from strevview.lint.names_in_text import NameIndex, Words, names_of
from strevview.lint.sentences import is_inside, quotations, sentence_starts
from strevview.model.issue import Actor, ActorKind, ActorRegister
from strevview.model.prose import PlainParagraph


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A body's name ends with one of these, or has it in front of "of" or "for".
HEADS = _words(
    "academy administration agence agency agenzia alliance association authority bank board bureau "
    "center centre college commission committee company consortium corporation council "
    "federation foundation fund gmbh government group hospital inc institut institute institution "
    "instituto lab laboratories laboratory limited ltd ministry motors observatory organisation "
    "organization parliament secretariat senate society technologies union universidad "
    "universidade university université"
)
# Bodies that are where things happen, or where somebody works, rather than who does them.
VENUES = _words("bureau college government hospital universidad universidade university université")
# Ranks and callings that stand beside a person's name.
RANKS = _words(
    "academician adviser advisor ambassador architect astronaut astronauts astronomer author "
    "biologist captain chair chairman chairperson chairwoman chancellor chemist co-author "
    "commander commissioner coordinator counsellor counterpart dean delegate designer director "
    "director-general dr economist editor engineer envoy executive expert founder geologist "
    "governor head historian inventor journalist judge king lecturer mayor minister "
    "physician physicist premier president prof professor professors rector representative "
    "researcher scholar scientist scientists secretary secretary-general senator speaker "
    "spokesman spokesperson spokeswoman taikonaut taikonauts under-secretary-general "
    "vice-chancellor vice-president"
)
# What a body or a post is of, beside the words that end as those of `is_field` do.
_FIELDS = _words(
    "affairs agriculture climate commerce defence defense earth economy energy engineering finance "
    "food foreign health interior labour materials minerals mines planning policy power railways "
    "research resources safety science sciences security services space standards studies "
    "technologies telecommunications tourism trade transport water works"
)
_FIELD_ENDINGS = ("tion", "ment", "logy", "graphy", "nomy", "ture", "stry")
CALENDAR = frozenset(name.lower() for name in (*month_name, *month_abbr, "Sept", *day_name) if name)
# Words with which a sentence opens, in front of a name, and which tell nothing of an event.
OPENERS = SMALL_WORDS | _words(
    "about according after all also although among another are as asked been before both but can "
    "did does during each every following from had has have her here his how if into is it its "
    "last later many meanwhile more most next no not now one only other our out over she since so "
    "some such than that their then there these they this those through today two under until was "
    "we were what when where which while who will with would you your"
)
_POSSESSIVE = re.compile(r"'s?$")


def plain(word: str) -> str:
    """Return a folded word small and without accents, the s of a possessive taken off."""
    return without_marks(_POSSESSIVE.sub("", word)).rstrip(".")


def is_field(word: str) -> bool:
    """Return whether a plain word names a field of work: "technology", "meteorology"."""
    return word in _FIELDS or (len(word) > 6 and word.removesuffix("s").endswith(_FIELD_ENDINGS))


def may_be_of_a_person(word: str) -> bool:
    """Return whether a plain word may be part of a person's name."""
    return word not in HEADS | RANKS | CALENDAR and not is_field(word)


# Behind these a full stop belongs to the name: "Mamoun M. Al-Debi'e", "Dr. Li", "Ice Co., Ltd."
_STOP = r"(?:(?:(?<=\b[A-Z])|(?<=\bDr)|(?<=\bLtd)|(?<=\bInc))\.)?"
_WORD = rf"(?:[dl]')?[^\W\d_a-zß-öø-ÿ][^\W_]*(?:['&-][^\W_]+)*{_STOP}"
_PARTICLE = r"(?:al|bin|da|de|del|der|des|do|du|et|für|ibn|la|van|von|y|&) "
# Words with capitals; a possessive ends them, but for that of "People's Government".
_RUN = rf"{_WORD}(?:(?:(?<!'s)|(?<=[Pp]eople's)) (?:{_PARTICLE}){{0,2}}{_WORD}){{0,15}}"
_NAME = re.compile(rf"(?<![\w&/-]){_RUN}(?:\.?,? (?:Ltd|Inc|LLC|GmbH)\b\.?)?")
_OF = re.compile(rf" (?:of|for|on) (?:the )?({_RUN})")
_OF_BEFORE = re.compile(r" (?:of|for|on|the) \Z")
_MORE = re.compile(rf"(?:, | and |, and )({_RUN})")
_ANY_WORD = re.compile(rf"[^\W_]+(?:['&/-][^\W_]+)*{_STOP}")
_SHARED = re.compile(rf"(?:\b[Tt]he |'s )({_RUN}) and $")
_ACRONYM = re.compile(r" \(([A-Z0-9][A-Za-z0-9&-]{1,13})\)")
_RANK = "|".join(sorted(RANKS, key=len, reverse=True))
_RANK_BEFORE = re.compile(rf"\b(?i:{_RANK})(?: general)?(?:,| is| was)? $")
_RANK_AFTER = re.compile(
    r"(?: \([^()]{1,60}\))?, (?!and\b|who\b|which\b)(?:(?!(?:at|by|from|in|of)\b)[\w'&-]+ ){0,5}?"
    rf"(?:[\w-]+-)?(?i:{_RANK})\b(?! [A-Z][a-z]+ [A-Z])"
)
_NO_PART_BEFORE = re.compile(
    r"\b(?:affiliated with|an?|another|any|at|congress of|each|embassy of|every|former|from|in"
    r"|inside|like|named after|near|no|outside|summit of)(?: the| its)? $",
    re.IGNORECASE,
)
_WHY_PERSON = "a name with a title or post"
_WHY_BODY = "a name with a body's word"
# The bounds keep the work small whatever the text.
_REACH = 160
_NEAR = 30
_MOST_ACRONYMS = 80


class _Name(NamedTuple):
    """A name at `start:end` of a paragraph: of a registered actor, a body or a person."""

    start: int
    end: int
    kind: ActorKind
    acronym: str | None = None
    actor: Actor | None = None


def actors_in(text: ItemText, register: ActorRegister | None) -> tuple[ActorGuess, ...]:
    """Return the actors that an item's text names, each once, in the order of the text."""
    index = names_of(register if register is not None else ActorRegister())
    guesses = [
        _guess(text, paragraph, name, index)
        for paragraph in text.paragraphs
        for name in _names(paragraph.text, index)
    ]
    kept: dict[str, ActorGuess] = {}
    for guess in guesses:
        key = fold_text(guess.name).casefold()
        first = kept.setdefault(key, guess)
        kept[key] = replace(
            first,
            sure=first.sure or guess.sure,
            acronym=first.acronym or guess.acronym,
            written=first.written or guess.written,
        )
    return tuple(kept.values())


def known_actor(name: str, acronym: str | None, index: NameIndex) -> Actor | None:
    """Return the registered actor that is meant, by a form of its name, or acronym and words."""
    found = index.by_form.get(fold_text(name))
    if found is not None and found.actor is not None:
        return found.actor
    found = index.by_form.get(acronym or "")
    if found is None or found.actor is None:
        return None
    forms = (found.actor.name, *found.actor.aliases)
    return found.actor if any(same_body(name, form) for form in forms) else None


def _guess(item: ItemText, paragraph: PlainParagraph, name: _Name, index: NameIndex) -> ActorGuess:
    written = item.as_written(paragraph, name.start, name.end)
    actor = name.actor or known_actor(written, name.acronym, index)
    if actor is None:
        why = _WHY_PERSON if name.kind is ActorKind.PERSON else _WHY_BODY
        return ActorGuess(written, why, name.acronym is not None, name.acronym, kind=name.kind)
    # The list names it by its acronym where the text does.
    short = actor.acronym or ""
    used = re.search(rf"(?<![\w&-]){re.escape(short)}(?![\w&-])", item.written) if short else None
    form, acronym = short if used else actor.name, actor.acronym or name.acronym
    if name.actor is not None:
        return ActorGuess(form, "in actors.yaml", True, acronym, True, actor.kind)
    why = f"the text has “{written}”"
    return ActorGuess(form, why, False, acronym, True, actor.kind, written)


def _names(text: str, index: NameIndex) -> Iterator[_Name]:
    """Yield the names in a folded paragraph in order, outside quotations and headings."""
    known = list(_registered(text, index))
    spelt = list(_with_acronyms(text, known))
    free = text
    for name in (*known, *spelt):
        free = f"{free[: name.start]}{'|' * (name.end - name.start)}{free[name.end :]}"
    quoted, headings = quotations(text), _headings(text)
    for name in sorted([*known, *spelt, *_by_capitals(text, free)], key=lambda name: name.start):
        free_standing = name.actor or name.acronym or not is_inside(name.start, headings)
        if free_standing and not is_inside(name.start, quoted):
            yield name


def _registered(text: str, index: NameIndex) -> Iterator[_Name]:
    """Yield the registered actors that a text names, but for countries, and what is in brackets."""
    for match in index.matches(text, Words(text)):
        actor = match.name.actor
        bracket = text[match.start - 1 : match.start] == "("
        if match.whole and actor and actor.kind is not ActorKind.COUNTRY and not bracket:
            yield _Name(match.start, match.end, actor.kind, _acronym_at(text, match.end), actor)


def _acronym_at(text: str, place: int) -> str | None:
    found = _ACRONYM.match(text, place)
    return found[1] if found is not None and is_acronym(found[1]) else None


def _with_acronyms(text: str, known: Sequence[_Name]) -> Iterator[_Name]:
    """Yield the bodies with an acronym in brackets; its letters tell where the name starts."""
    for match in islice(_ACRONYM.finditer(text), _MOST_ACRONYMS):
        end = match.start()
        words = list(_ANY_WORD.finditer(text, max(0, end - _REACH), end))
        first = expansion(match[1], [word.group() for word in words])
        if first is None or not is_acronym(match[1]) or not words[first].group()[0].isupper():
            continue
        start = words[first].start()
        body = any(plain(word.group()) in HEADS for word in words[first:])
        if body and not any(start < name.end <= end for name in known):
            yield _Name(start, end, ActorKind.ORGANISATION, match[1])


def _headings(text: str) -> list[tuple[int, int]]:
    """Return the sentences that have no word in small letters but small words: title case."""
    return [
        (start, end)
        for start, end in pairwise([*sentence_starts(text), len(text)])
        if not any(
            word.islower() and word not in OPENERS
            for word in re.findall(r"[^\W\d_]{2,}", text[start:end])
        )
    ]


def _by_capitals(text: str, free: str) -> Iterator[_Name]:
    """Yield bodies and persons by their capitals; in `free` other names are blotted out."""
    for match in _NAME.finditer(free):
        words = list(_ANY_WORD.finditer(free, *match.span()))
        while words and plain(words[0].group()) in OPENERS:
            del words[0]
        # "Peking University President Gong Wen" are two names.
        ranks = [n for n, word in enumerate(words[:-1], 1) if plain(word.group()) in RANKS]
        behind = words[ranks[-1] :] if ranks else words
        if _may_be_a_person(behind):
            start, end = behind[0].start(), behind[-1].end()
            before = text[max(0, start - _REACH) : start]
            told = _RANK_BEFORE.search(before) or _RANK_AFTER.match(text, end)
            if ranks or told or _is_of_a_body(text, start, end):
                yield _Name(start, end, ActorKind.PERSON)
            words = words[: ranks[-1]] if ranks else []
        body = _body(free, words)
        if body is not None and _takes_part(text, *body):
            yield _Name(*body, ActorKind.ORGANISATION, _acronym_at(text, body[1]))


def _may_be_a_person(words: Sequence[re.Match[str]]) -> bool:
    if not 2 <= len(words) <= 5:
        return False
    names = [word.group() for word in words]
    # Capitals throughout are an acronym's, but for an initial.
    letters = all(name.strip(".").isupper() <= (len(name.strip(".")) == 1) for name in names)
    known = gazetteer()
    place = known.province(" ".join(names)) is not None or known.is_area(names[0])
    return letters and not place and all(may_be_of_a_person(plain(name)) for name in names)


def _is_of_a_body(text: str, start: int, end: int) -> bool:
    """Return whether "of" and a body or a country follow a name: "Xi Jinping of China"."""
    of = _OF.match(text, end)
    no_person = _OF_BEFORE.search(text, max(0, start - _NEAR), start) is not None
    if of is None or no_person:
        return False
    return gazetteer().is_area(of[1]) or not HEADS.isdisjoint(_plain_words(of[1]))


def _body(text: str, words: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """Return where the body's name stands that words with capitals are, if they are one."""
    heads = [n for n, word in enumerate(words) if plain(word.group()) in HEADS]
    if not heads:
        return None
    start, end = words[0].start(), words[heads[-1]].end()
    if heads[-1] == len(words) - 1:
        end = _complement(text, words[-1].end())
    # "the Lunar Exploration and Space Program Center"
    shared = _SHARED.search(text, max(0, start - _REACH), start)
    if shared is not None and HEADS.isdisjoint(_plain_words(shared[1])):
        start = shared.start(1)
    names = text[start:end].split()
    telling = any(plain(name) not in HEADS for name in names) and not text[start:end].isupper()
    if len(names) < 2 or not telling or text[end : end + 1] in ("-", "/"):
        return None
    return start, end - 2 * text.endswith("'s", start, end)


def _complement(text: str, end: int) -> int:
    """Return where a body's name ends with what it is of: "of Sciences", "for Space Research"."""
    while of := _OF.match(text, end):
        words = _plain_words(of[1])
        if not (HEADS | RANKS).isdisjoint(words) or is_acronym(of[1]):
            break
        end = of.end(1)
        # "Ministry of Planning, Development and Special Affairs"
        while more := _MORE.match(text, end):
            words = _plain_words(more[1])
            field = is_field(words[-1]) or words[-1].endswith("ing")
            if not (HEADS.isdisjoint(words) and field):
                break
            end = more.end(1)
    return end


def _takes_part(text: str, start: int, end: int) -> bool:
    """Return whether a body is neither a place nor told of in passing, nor where somebody works."""
    before = text[max(0, start - _NEAR) : start]
    of = before.endswith((" of ", " of the "))
    venue = of and not VENUES.isdisjoint(_plain_words(text[start:end]))
    return not venue and _NO_PART_BEFORE.search(before) is None


def _plain_words(name: str) -> list[str]:
    return [plain(word) for word in name.split()]

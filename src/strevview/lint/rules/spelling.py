"""SV308, SV601, SV608, SV609: words in two spellings, and characters that are not what they seem.

British and American spellings come from the list that the package `codespell` keeps. Only its data
file is read (CC BY-SA 3.0); none of its code is loaded. Invisible characters are told of where they
do nothing (Unicode Standard, chapters 9, 12 and 23).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Related
from strevview.lint.checked_issue import CheckedIssue, registered_actors
from strevview.lint.folding import LATIN, LATIN_TWINS, OTHER_LETTERS, TWINS, common_start, skeleton
from strevview.lint.names_in_text import names_of
from strevview.lint.printed_texts import MOST_FINDINGS, PrintedText, written_text
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.model.loading import Shelf
from strevview.source.writer import fix_of, text_edit

_LIST = "dictionary_en-GB_to_en-US.txt"
# Words that are both spellings of two words of British English (a licence, to license), or of
# words with a sense of their own (a computer program, a parking meter, a story).
_TWO_WORDS = (
    {"licence", "licences", "licenced", "practise", "practised", "practises", "practising"}
    | {"programme", "programmes", "storey", "storeys", "metre", "metres", "cheque", "cheques"}
    | {"judgement", "judgements", "tyre", "tyres", "kerb", "kerbs", "draught", "draughts"}
    | {"disc", "discs", "analyses", "dialogue", "dialogues", "catalyses", "paralyses"}
)
_ENDING = re.compile(r"([a-z]{3,}i)([sz])(e|ed|es|er|ers|ing|able|ations?|ational)")


class Spelling(NamedTuple):
    """How a word is spelt that has two spellings; words of one stem (organise, organization)."""

    american: bool
    counterpart: str
    stem: str


@rule("SV601")
def mixed_spelling(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words of a stem that is spelt both ways, where it is the unwanted way."""
    words = issue.small_words if issue.is_english else {}
    for stem, spellings in _spelt_both_ways(words).items():
        american = _is_american_unwanted(issue, stem, spellings)
        other = next(word for word, found in spellings.items() if found.american is not american)
        way, other_way = ("American", "British") if american else ("British", "American")
        there = Related(f"`{other}` stands here", words[other][0].place)
        for word, spelling in spellings.items():
            for text, start, end in words[word] if spelling.american is american else ():
                advice = f"write `{spelling.counterpart}`"
                message = (
                    f"`{word}` is the {way} spelling, "
                    f"and `{other}` elsewhere in the issue the {other_way} one"
                )
                fix = text.fix(start, end, spelling.counterpart, advice)
                yield Finding(text.span(start, end), message, advice, fix, (there,))


def _spelt_both_ways(words: Iterable[str]) -> dict[str, dict[str, Spelling]]:
    """Return, by their stem, the words of the stems that are spelt in both ways."""
    found: dict[str, dict[str, Spelling]] = {}
    for word in words:
        spelling = _spelling_of(word)
        if spelling is not None:
            found.setdefault(spelling.stem, {})[word] = spelling
    return {
        stem: spellings
        for stem, spellings in found.items()
        if len({spelling.american for spelling in spellings.values()}) > 1
    }


def _is_american_unwanted(
    issue: CheckedIssue, stem: str, spellings: Mapping[str, Spelling]
) -> bool:
    """Return whether the American spelling goes: where it is not the region's, else the rarer one.

    British English has both -ise and -ize (New Hart's Rules, 3.1), so there the rarer goes.
    """
    language = issue.series.language.lower() if issue.series is not None else "en"
    if language.startswith("en-us"):
        return False
    if language != "en" and not stem.endswith("is"):
        return True
    uses = [one.american for word, one in spellings.items() for _ in issue.small_words[word]]
    return 2 * sum(uses) <= len(uses)


def _spelling_of(word: str) -> Spelling | None:
    """Return how a word is spelt, or None where there is one spelling only.

    The list has not every verb in -ise: the others are told by their ending, and only a text that
    has both `commercialise` and `commercialize` makes something of it.
    """
    listed, match = _listed_pairs().get(word), _ENDING.fullmatch(word)
    if listed is not None:
        british, american = listed
        # The letter after what both have in common keeps `cent|re` and `cent|ralise` apart; where
        # that is short, it is no stem.
        length = common_start(british, american)
        stem = british[: length + 1] if length > 2 else british
        return Spelling(word == american, british if word == american else american, stem)
    if match is not None:
        start, letter, end = match.groups()
        return Spelling(letter == "z", f"{start}{'s' if letter == 'z' else 'z'}{end}", f"{start}s")
    return None


@cache
def _listed_pairs() -> Mapping[str, tuple[str, str]]:
    """Return the pairs of British and American words in the list, by either of the two."""
    package = find_spec("codespell_lib")
    path = Path(str(package and package.origin)).with_name("data") / _LIST
    parts = [line.partition("->") for line in path.read_text("utf-8").splitlines()]
    return {
        word: (british, american)
        for british, _, american in parts
        if american and british not in _TWO_WORDS
        for word in (british, american)
    }


# Latin words that hold a sign with a twin where the twin may be meant.
_DOUBTFUL = re.compile(
    r"(?<![\w-])(?:[A-Za-z]+[I01|][A-Za-z]*|[01|][A-Za-z]+|l[b-df-hjkmnp-tv-xzA-Z][A-Za-z]*)(?![\w|])"
)
_OF_OTHER_LETTERS = re.compile(rf"\b\w*{OTHER_LETTERS.pattern}\w*")
_MAY_BE_WRONG = re.compile(r"[a-z]I|^l[b-df-hjkmnp-tv-xzA-Z]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
# In a short word such as El one letter alone does not show what is meant; a name does. II is a
# number.
_SHORT_DOUBT = re.compile(r"\b(?:[A-HJ-Z][I1|]|[lI1]l)\b")
_SHORT_WORD = re.compile(r"\b(?:[A-Z]l|Il)\b")
_SIGNS = {"0": "a zero", "1": "a one", "I": "a capital I", "l": "a small l", "O": "an O"}


class LookAlike(NamedTuple):
    """A word at `start:end` of a text, what it is meant for (empty where that is open), and why."""

    start: int
    end: int
    meant: str
    what: str


@rule("SV308")
def look_alike_characters(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words with look-alike characters in the texts and names of an issue."""
    names = [*issue.names.by_form, *(name for item in issue.items for _, name in item.names())]
    yield from _look_alikes([*issue.texts, *issue.names_and_titles], names)


@shelf_rule("SV308")
def look_alike_characters_in_the_register(shelf: Shelf) -> Iterator[Finding]:
    """Yield the words with look-alike characters in the names of actors.yaml."""
    texts = []
    for part in registered_actors(shelf):
        texts.append(part.written("name"))
        for number, alias in enumerate(part.model.aliases):
            texts.append(written_text(part.places, (*part.path, "aliases", number), alias))
    yield from _look_alikes(texts, names_of(shelf.register).by_form)


def _look_alikes(texts: Sequence[PrintedText], names: Collection[str]) -> Iterator[Finding]:
    """Yield the words with look-alike characters in some texts; `names` are known."""
    doubts = [_doubtful_words(text.text) for text in texts]
    known = _by_skeleton((*names, *(text.text for text in texts))) if any(doubts) else {}
    for text, words in zip(texts, doubts, strict=True):
        found = [*_misread_names(text.text, names), *_misread_words(words, known)]
        for number, (start, end, meant, what) in enumerate(found):
            if any(one.start <= start < one.end for one in found[:number]):
                continue
            fix = text.fix(start, end, meant, f"type {meant}") if meant else None
            advice = f"type it anew: {meant}" if meant else "type the word anew"
            message = f"“{text.text[start:end]}” has {what}"
            yield Finding(text.span(start, end), message, advice, fix)


def _by_skeleton(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of some texts by their skeleton, but those that may be wrong themselves."""
    found: dict[str, str] = {}
    for word in set(_LETTERS.findall("\n".join(texts))):
        if not _MAY_BE_WRONG.search(word) and found.setdefault(skeleton(word), word) != word:
            found[skeleton(word)] = ""
    return found


def _misread_names(text: str, names: Iterable[str]) -> Iterator[LookAlike]:
    """Yield where a name stands in a text but for look-alikes in its short words: "EI Rabbat"."""
    if not _SHORT_DOUBT.search(text):
        return
    bare = skeleton(text)
    for name in (name for name in names if " " in name and _SHORT_WORD.search(name)):
        for match in re.finditer(rf"\b{re.escape(skeleton(name))}\b", bare):
            written = text[match.start() : match.end()]
            if written != name:
                yield LookAlike(*match.span(), name, _difference(written, name))


def _doubtful_words(text: str) -> list[re.Match[str]]:
    """Return the words of a text that may hold a look-alike."""
    has_others = not text.isascii() and OTHER_LETTERS.search(text)
    words = list(_OF_OTHER_LETTERS.finditer(text)) if has_others else []
    for match in _DOUBTFUL.finditer(text):
        # III, ALI and PRO are words in capitals; SUPARC0 and Iraq1 are not.
        if not (match[0].isupper() and match[0].isalpha()):
            words.append(match)
    return words


def _misread_words(words: Iterable[re.Match[str]], known: Mapping[str, str]) -> Iterator[LookAlike]:
    """Yield the doubtful words that hold a look-alike; `known` are known words by skeleton."""
    for match in words:
        written, meant = match[0], match[0].translate(TWINS)
        listed = known.get(skeleton(meant))
        twin = next((letter for letter in written if letter in LATIN_TWINS), None)
        alphabet = "Greek" if twin and twin < "\u0400" else "Cyrillic"
        if twin is None:
            if listed and listed != written:
                yield LookAlike(*match.span(), listed, _difference(written, listed))
        elif not LATIN.search(written):
            if listed == meant:
                yield LookAlike(*match.span(), meant, f"{alphabet} letters for Latin ones")
        elif OTHER_LETTERS.search(meant):
            yield LookAlike(*match.span(), "", "letters of two alphabets")
        else:
            what = f"a {alphabet} {twin} for a Latin {LATIN_TWINS[twin]}"
            yield LookAlike(*match.span(), meant, what)


def _difference(written: str, meant: str) -> str:
    """Return in words which sign of a word stands for which: "a zero for an O"."""
    pairs = zip(written, meant, strict=True)
    sign, letter = next((sign, letter) for sign, letter in pairs if sign != letter)
    return f"{_SIGNS.get(sign, sign)} for {_SIGNS.get(letter, letter)}"


# Full-width forms of ASCII, and the stop and comma of Chinese, where nothing of Chinese, Japanese
# or Korean is beside them; 新华社（Xinhua） is passed over whole. What takes long to compile is
# compiled for texts that hold such a sign.
_CHINESE = "\u2e80-\u3000\u3003-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
_WIDE = "\uff01-\uff5e\u3001\u3002"
_WIDE_SIGN = re.compile(f"[{_WIDE}]")
_FULL_WIDTH = (
    f"(?<=[{_CHINESE}])（[^（）]*）|（[^（）]*）(?=[{_CHINESE}])"
    f"|(?<![{_CHINESE}{_WIDE}])(?P<at>[{_WIDE}]++)(?![{_CHINESE}])"
)
_CHINESE_STOPS = str.maketrans("、。", ",.")


@rule("SV308")
def full_width_signs(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the signs and letters of Chinese typesetting in the texts of an English series."""
    for text in issue.texts:
        if not issue.is_english or not _WIDE_SIGN.search(text.text):
            continue
        for match in islice(re.finditer(_FULL_WIDTH, text.text), MOST_FINDINGS):
            if match["at"]:
                mend = _half_width(match)
                message = f"the full-width `{match['at']}` stands in an English text"
                advice = f"write `{mend}`"
                fix = text.fix(*match.span(), mend, advice)
                yield Finding(text.span(*match.span()), message, advice, fix)


def _half_width(match: re.Match[str]) -> str:
    """Return the signs and letters of a full-width run, with the spaces that were part of them."""
    plain = unicodedata.normalize("NFKC", match[0]).translate(_CHINESE_STOPS)
    plain = re.sub(r"(?<=[,.;:!?])\(", " (", plain)
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    head = " " if plain[0] == "(" and before.isalnum() else ""
    tail = " " if plain[-1] in ",.;:!?)" and after.isalnum() else ""
    return f"{head}{plain}{tail}"


# Scripts whose letters change beside a joiner: Arabic, Syriac, N'Ko, the scripts of India, Tibet,
# Burma, Mongolia; and the signs that are joined to one picture: a family, a flag.
_JOINING = (
    "\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
    "\u1800-\u18af\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefe"
)
_PICTURES = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
# Marks, embeddings and isolates: they tell letters from right to left where they stand.
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_OTHERS = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
_NO_JOINER = f"(?<![{_JOINING}]\u200c)(?<![{_JOINING}{_PICTURES}]\u200d)"
_INVISIBLE = re.compile(f"[{_DIRECTIONS}{_OTHERS}]")


@rule("SV608")
def invisible_character(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the invisible characters in the file's values that do nothing for those around them."""
    places = issue.places
    for path, scalar in issue.values:
        text = scalar.value
        if text.isascii() or not _INVISIBLE.search(text):
            continue
        signs = _OTHERS if any(map(_is_from_right, text)) else _DIRECTIONS + _OTHERS
        for match in islice(re.finditer(f"[{signs}]{_NO_JOINER}", text), MOST_FINDINGS):
            number = f"U+{ord(match[0]):04X}"
            name = unicodedata.name(match[0], "unnamed").lower()
            message = f"an invisible character stands here: {name} ({number})"
            fix = fix_of(f"delete {number}", text_edit(places, path, *match.span(), ""))
            yield Finding(places.within(path, *match.span()), message, "delete it", fix)


def _is_from_right(letter: str) -> bool:
    # The marks themselves count as letters there.
    return letter.isalnum() and unicodedata.bidirectional(letter) in ("R", "AL", "AN")


# Composing letters in these would name another page or file.
_LEFT_ALONE = ("url", "archived", "file", "image")


@rule("SV609")
def not_composed(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the values that are not in NFC, each once."""
    places = issue.places
    for path, scalar in issue.values:
        if path[-1] in _LEFT_ALONE or unicodedata.is_normalized("NFC", scalar.value):
            continue
        stretches = list(islice(_apart(scalar.value), MOST_FINDINGS))
        if stretches:
            start, end, letter = stretches[0]
            message = f"`{letter}` is written as {end - start} characters, letter and accent apart"
            edits = [text_edit(places, path, *stretch) for stretch in stretches]
            fix = fix_of("compose letters and accents", *edits)
            advice = "write the composed characters (Unicode's NFC)"
            yield Finding(places.within(path, start, end), message, advice, fix)


def _apart(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches, from a base letter to its last mark, that NFC writes shorter.

    NFC writes some letters that are composed already otherwise: the Hindi \u095c, \u212b.
    """
    starts = [place for place, letter in enumerate(text) if not _follows(letter)]
    for start, end in pairwise((*starts, len(text))):
        composed = unicodedata.normalize("NFC", text[start:end])
        if len(composed) < end - start:
            yield start, end, composed


def _follows(letter: str) -> bool:
    # Hangul vowels and final consonants join the letter before them too.
    return unicodedata.combining(letter) != 0 or "\u1160" <= letter <= "\u11ff"

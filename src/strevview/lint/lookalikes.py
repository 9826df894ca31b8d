"""Characters that look like others: Cyrillic in a Latin word, a capital I for an l, a zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from strevview.lint.folding import LATIN_TWINS, skeleton

_TWINS = str.maketrans(LATIN_TWINS)
_OTHER_LETTERS = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Words that hold a sign with a twin where the twin may be meant.
_DOUBTFUL = re.compile(
    r"(?<![\w-])(?:[A-Za-z]+[I01|][A-Za-z]*|[01|][A-Za-z]+|l[b-df-hjkmnp-tv-xzA-Z][A-Za-z]*)(?![\w|])"
)
_MAY_BE_WRONG = re.compile(r"[a-z]I|^l[b-df-hjkmnp-tv-xzA-Z]")
_ARTICLE = re.compile(r"(?<=[A-Z][a-z]{2} )EI(?=[ -][A-Z][a-z])|(?<=[a-z]{3} )EI(?=[ -][A-Z][a-z])")
# Not II, which is a number.
_SHORT_DOUBT = re.compile(r"\b(?:[A-HJ-Z][I1|]|[lI1]l)\b")
# The same more cheaply: each alternative starts with a sign, so that the search can skip.
_MAY_BE_DOUBTFUL = re.compile(
    r"[I01|](?<=[A-Za-z].)|[01|](?=[A-Za-z])|l(?<![\w-]l)(?=[b-df-hjkmnp-tv-xzA-Z])"
)
_DIGIT_INSIDE = re.compile(r"(?<![\w-])[A-Za-z][a-z]+[01][a-z]{2,}(?![\w-])")


class LookAlike(NamedTuple):
    """A word at `start:end` of a text, what it seems to be meant for, and whether that is sure.

    `what` says which sign stands for which.
    """

    start: int
    end: int
    meant: str
    what: str
    certain: bool


def look_alikes(text: str, words: Mapping[str, str]) -> Iterator[LookAlike]:
    """Yield the words of a text that hold a look-alike; `words` are known words by skeleton."""
    if not text.isascii() and _OTHER_LETTERS.search(text):
        yield from _other_alphabets(text, words)
    for match in _DOUBTFUL.finditer(text):
        written = match.group()
        meant = words.get(skeleton(written))
        if meant is not None and meant != written and _is_doubtful(written):
            yield LookAlike(*match.span(), meant, _difference(written, meant), True)
        elif _DIGIT_INSIDE.fullmatch(text, *match.span()):
            meant = written.replace("0", "o").replace("1", "l")
            yield LookAlike(*match.span(), meant, _difference(written, meant), False)
    for match in _ARTICLE.finditer(text):
        yield LookAlike(*match.span(), "El", "a capital I for an l", False)


def names_look_alike(text: str, names: Iterable[str]) -> Iterator[LookAlike]:
    """Yield where a name stands in a text but for look-alikes in its short words: "EI Rabbat"."""
    bare = skeleton(text)
    for name in names:
        start = bare.find(skeleton(name))
        while start >= 0:
            end = start + len(name)
            if text[start:end] != name and not _goes_on(text, start, end):
                yield LookAlike(start, end, name, _difference(text[start:end], name), True)
            start = bare.find(skeleton(name), end)


def words_by_skeleton(words: Iterable[str]) -> dict[str, str]:
    """Return known words that have a look-alike, by their skeleton."""
    found: dict[str, str] = {}
    for word in set(words):
        # A word that may be wrong itself shows nobody how it is meant.
        if len(word) < 3 or not word.isalpha() or _MAY_BE_WRONG.search(word):
            continue
        bare = skeleton(word)
        if found.setdefault(bare, word) != word:
            found[bare] = ""
    return {bare: word for bare, word in found.items() if word}


def may_look_alike(text: str) -> bool:
    """Return whether a text holds anything that `look_alikes` might tell of."""
    if not text.isascii() and _OTHER_LETTERS.search(text):
        return True
    return _MAY_BE_DOUBTFUL.search(text) is not None and (
        any(_is_doubtful(match.group()) for match in _DOUBTFUL.finditer(text))
        or _SHORT_DOUBT.search(text) is not None
    )


def _is_doubtful(word: str) -> bool:
    # III, ALI and PRO are words in capitals; SUPARC0 and Iraq1 are not.
    return not word.isupper() or any(sign in word for sign in "01|")


def _goes_on(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def _other_alphabets(text: str, words: Mapping[str, str]) -> Iterator[LookAlike]:
    for match in _WORD.finditer(text):
        written = match.group()
        if written.isascii() or not _OTHER_LETTERS.search(written):
            continue
        meant = written.translate(_TWINS)
        twin = next((letter for letter in written if letter in LATIN_TWINS), None)
        if twin is None:
            continue
        alphabet = "Greek" if twin < "\u0400" else "Cyrillic"
        if _LATIN.search(written):
            sure = not _OTHER_LETTERS.search(meant)
            what = f"a {alphabet} {twin} for a Latin {LATIN_TWINS[twin]}"
            if not sure:
                meant, what = "", "letters of two alphabets"
            yield LookAlike(*match.span(), meant, what, sure)
        elif len(written) > 2 and meant.isascii() and meant in words.values():
            yield LookAlike(*match.span(), meant, f"{alphabet} letters for Latin ones", True)


def _difference(written: str, meant: str) -> str:
    for sign, letter in zip(written, meant, strict=True):
        if sign != letter:
            name = {"0": "a zero", "1": "a one", "I": "a capital I", "l": "a small l"}
            return f"{name.get(sign, sign)} for {name.get(letter, _article(letter))}"
    return ""


def _article(letter: str) -> str:
    return f"an {letter}" if letter in "Ool" else f"a {letter}"

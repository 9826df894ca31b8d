"""SV601, SV605, SV719: words spelt in two ways, words that stand twice, the style's own words.

British and American spellings come from the list that the package `codespell` keeps. Only its data
file is read (CC BY-SA 3.0); none of its code is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Related
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.folding import common_start
from strevview.lint.printed_texts import MOST_FINDINGS, Stretch
from strevview.lint.registry import Finding, rule
from strevview.source.nodes import Path as NodePath
from strevview.style.style_file import (
    StyleYaml,
    label_names,
    labels_of,
    near_name,
    placeholders,
    read_style_file,
    series_labels,
)

American = bool

_LIST = "data/dictionary_en-GB_to_en-US.txt"
# Words that are both spellings of two words of British English (a licence, to license), or of
# words with a sense of their own (a computer program, a parking meter, a story).
_TWO_WORDS = (
    {"licence", "licences", "licenced", "practise", "practised", "practises", "practising"}
    | {"programme", "programmes", "storey", "storeys", "metre", "metres", "cheque", "cheques"}
    | {"judgement", "judgements", "tyre", "tyres", "kerb", "kerbs", "draught", "draughts"}
    | {"disc", "discs", "analyses", "dialogue", "dialogues", "catalyses", "paralyses"}
)

_ENDING = re.compile(r"([a-z]{3,}i)([sz])(e|ed|es|er|ers|ing|able|ations?|ational)")
_MAYBE_WORD = re.compile(r"[a-z]{3,}")
_PAIR = re.compile(
    r"(?<![\w’'/.@#$-])([A-Za-z][a-z]{0,30})[ \n]{1,9}([a-z]{1,31})(?![\w’'/@-])(?!\.\w)"
)
# Words of two and three letters that stand twice by mistake only; others may be terms.
_SHORT = (
    frozenset({"a", "an", "the", "of", "to", "in", "on", "at", "by", "as", "it", "be", "or", "if"})
    | frozenset({"and", "are", "was", "for", "not", "but", "has", "can", "may", "we", "he", "his"})
    | frozenset({"its", "she", "all", "any", "new", "two", "one", "our", "own", "how", "now", "up"})
)
_ALLOWED = frozenset(
    {"had", "that", "so", "very", "long", "far", "no", "many", "much", "is", "really", "bye"}
    | {"hear", "knock", "ha", "tut", "win", "do", "her", "who", "aye", "beep", "blah", "yes"}
)


class Spelling(NamedTuple):
    """A word as spelt in one of two ways; words of one stem (organise, organization) share it."""

    american: American
    counterpart: str
    stem: str


# The words of one stem by their spelling.
Stem = dict[American, dict[str, Spelling]]


@rule("SV601")
def mixed_spelling(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words of a stem that is spelt both ways, where it is the unwanted way."""
    if not issue.is_english:
        return
    # Most issues have no word in two spellings, which ends it; this finds all that may be words.
    letters = {word for text in issue.texts for word in _MAYBE_WORD.findall(text.text)}
    if not any(stem[True] and stem[False] for stem in _stems(letters).values()):
        return
    words = issue.small_words
    for name, stem in _stems(words).items():
        if stem[True] and stem[False]:
            unwanted = _unwanted(issue, name, stem)
            other = next(iter(stem[not unwanted]))
            for word, spelling in stem[unwanted].items():
                for place in words[word]:
                    yield _spelt_otherwise(place, spelling, other, words[other][0])


def _stems(words: Iterable[str]) -> dict[str, Stem]:
    found: dict[str, Stem] = {}
    for word in words:
        spelling = spelling_of(word)
        if spelling is not None:
            stem = found.setdefault(spelling.stem, {True: {}, False: {}})
            stem[spelling.american][word] = spelling
    return found


def _unwanted(issue: CheckedIssue, name: str, stem: Stem) -> American:
    """Return which spelling goes: the one not of the series' region, else the rarer one.

    British English has both -ise and -ize (New Hart's Rules, 3.1), so there the rarer goes.
    """
    language = issue.series.language.lower() if issue.series is not None else "en"
    if language.startswith("en-us"):
        return False
    if language != "en" and not name.endswith("is"):
        return True
    counts = {way: sum(len(issue.small_words[word]) for word in stem[way]) for way in stem}
    return counts[True] <= counts[False]


def _spelt_otherwise(
    place: Stretch, spelling: Spelling, other_word: str, other: Stretch
) -> Finding:
    text, start, end = place
    meant = spelling.counterpart
    ways = ("British", "American")
    message = (
        f"`{place.words}` is the {ways[spelling.american]} spelling, "
        f"and `{other_word}` elsewhere in the issue the {ways[not spelling.american]} one"
    )
    there = Related(f"`{other_word}` stands here", other.place)
    fix = text.fix(start, end, meant, f"write `{meant}`")
    return Finding(place.place, message, f"write `{meant}`", fix, (there,))


def spelling_of(word: str) -> Spelling | None:
    """Return how a word is spelt, or None where there is one spelling only.

    The list has not every verb in -ise: the others are told by their ending, and only a text that
    has both `commercialise` and `commercialize` makes something of it.
    """
    american = _british_to_american().get(word)
    if american is not None:
        return Spelling(False, american, _stem(word, american))
    british = _american_to_british().get(word)
    if british is not None:
        return Spelling(True, british, _stem(british, word))
    match = _ENDING.fullmatch(word)
    if match is None:
        return None
    start, letter, end = match.groups()
    other = "s" if letter == "z" else "z"
    return Spelling(letter == "z", f"{start}{other}{end}", f"{start}s")


@cache
def _british_to_american() -> Mapping[str, str]:
    """Return the pairs of the list; none where it is not installed."""
    return {british: american for british, american in _pairs() if british not in _TWO_WORDS}


@cache
def _american_to_british() -> Mapping[str, str]:
    return {american: british for british, american in _british_to_american().items()}


def _pairs() -> list[tuple[str, str]]:
    package = find_spec("codespell_lib")
    folders = package.submodule_search_locations if package is not None else None
    for folder in folders or ():
        try:
            text = (Path(folder) / _LIST).read_text("utf-8")
        except OSError:
            continue
        parts = [line.partition("->") for line in text.splitlines()]
        return [(british, american) for british, arrow, american in parts if arrow]
    return []


def _stem(british: str, american: str) -> str:
    """Return what two spellings have in common at their start: `organi`, `colo`, `cent`.

    Where that is too short to tell a stem it is the British word.
    """
    length = common_start(british, american)
    # The letter after it keeps words of one beginning apart: `cent|re`, `cent|ralise`.
    return british[: length + 1] if length > 2 else british


@rule("SV605")
def doubled_word(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words that stand twice."""
    if not issue.is_english:
        return
    for text in issue.texts:
        for match in islice(_doubled(text.text), MOST_FINDINGS):
            message = f"the word `{match.group(2)}` stands twice"
            fix = text.fix(match.end(1), match.end(2), "", "delete the second one")
            yield Finding(text.span(*match.span(2)), message, "delete one of the two", fix)


def _doubled(text: str) -> Iterator[re.Match[str]]:
    match = _PAIR.search(text)
    while match is not None:
        first, second = match.groups()
        doubled = first.lower() == second and second not in _ALLOWED
        if doubled and (len(second) > 3 or second in _SHORT):
            yield match
        # The second word may be the first of the next pair.
        match = _PAIR.search(text, match.start(2))


@rule("SV719")
def label_lacks(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the language that the style lacks words in, and labels that are none of the style's."""
    series, place = issue.series, issue.style_place
    read = None if place is None else read_style_file(place)
    if series is None or place is None or not isinstance(read, StyleYaml):
        return
    places = issue.places
    path: NodePath = ("series",)
    if issue.model.series is None and issue.shelf.series_places is not None:
        places, path = issue.shelf.series_places, ()
    style, known_as = read.file.labels, place.folder.name
    labels, language = labels_of(style, series), places.value((*path, "language"))
    if labels.lacking:
        lacking = ", ".join(labels.lacking)
        message = f"in `{series.language}` the style {known_as} has no words for {lacking}"
        printed = ", ".join(f"`{name}: {labels.words.get(name, '…')}`" for name in labels.lacking)
        advice = f"write them in the language, under `labels:` of the series: {printed}"
        yield Finding(language, message, advice)
        if not _has_calendar(series.language):
            message = f"no names of months are known in `{series.language}`: English is printed"
            yield Finding(language, message, "give the code of a language that CLDR knows")
    names = series_labels(style) if series.labels else {}
    for name, words in series.labels.items():
        if name not in names:
            message = f"the style {known_as} prints no label `{name}`"
            advice = near_name(name, names, f"it prints {', '.join(label_names(style))}")
            yield Finding(places.key((*path, "labels", name)), message, advice)
        elif placeholders(words) != (filled := placeholders(names[name])):
            message = f"the label `{name}` has not the places that the style fills"
            advice = f"write {', '.join(filled) or 'no {…}'}, as in `{names[name]}`"
            yield Finding(places.value((*path, "labels", name)), message, advice)


def _has_calendar(language: str) -> bool:
    """Return whether the names of months are known in a language, as a build asks for them."""
    from babel.localedata import exists

    return exists(language.replace("-", "_")) or exists(language.split("-", maxsplit=1)[0])

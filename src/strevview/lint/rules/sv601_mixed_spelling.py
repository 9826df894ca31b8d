"""One word is spelt the British and the American way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, warning
from strevview.lint.printed_texts import fix_in, is_english, printed_texts, span_in
from strevview.lint.rule import Rule
from strevview.lint.spelling import American, Spelling, spelling_of
from strevview.lint.words import WordPlace, small_words

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

    Words = dict[str, tuple[WordPlace, ...]]
    Stem = dict[American, dict[str, Spelling]]

_MAYBE_WORD = re.compile(r"[a-z]{3,}")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each word of a stem that is spelt both ways, where it is the unwanted way."""
    if not is_english(issue):
        return
    if not any(stem[True] and stem[False] for stem in _stems(_letters(issue)).values()):
        return
    words = small_words(issue)
    for name, stem in _stems(words).items():
        if stem[True] and stem[False]:
            way = _unwanted(issue, name, stem, words)
            other = next(iter(stem[not way]))
            for word, spelling in stem[way].items():
                for place in words[word]:
                    yield _told(issue, place, spelling, other, words[other][0])


def _letters(issue: LoadedIssue) -> set[str]:
    """Return all that may be a word: most issues have no word in two spellings, which ends it."""
    found: set[str] = set()
    for text in printed_texts(issue):
        found.update(_MAYBE_WORD.findall(text.text))
    return found


def _stems(words: Iterable[str]) -> dict[str, Stem]:
    found: dict[str, Stem] = {}
    for word in words:
        spelling = spelling_of(word)
        if spelling is not None:
            stem = found.setdefault(spelling.stem, {True: {}, False: {}})
            stem[spelling.american][word] = spelling
    return found


def _unwanted(issue: LoadedIssue, name: str, stem: Stem, words: Words) -> American:
    """Return which spelling goes: the one not of the series' region, else the rarer one.

    British English has both -ise and -ize (New Hart's Rules, 3.1), so there the rarer goes.
    """
    language = issue.series.language.lower() if issue.series is not None else "en"
    if language.startswith("en-us"):
        return False
    if language != "en" and not name.endswith("is"):
        return True
    counts = {way: sum(len(words[word]) for word in stem[way]) for way in stem}
    return counts[True] <= counts[False]


def _told(
    issue: LoadedIssue, place: WordPlace, spelling: Spelling, other_word: str, other: WordPlace
) -> Diagnostic:
    word, meant = place.text.text[place.start : place.end], spelling.counterpart
    ways = ("British", "American")
    message = (
        f"`{word}` is the {ways[spelling.american]} spelling, "
        f"and `{other_word}` elsewhere in the issue the {ways[not spelling.american]} one"
    )
    span = span_in(issue, place.text, place.start, place.end)
    there = span_in(issue, other.text, other.start, other.end)
    related = (Related(f"`{other_word}` stands here", there),) if there is not None else ()
    fix = fix_in(issue, place.text, place.start, place.end, meant, f"write `{meant}`")
    found = warning("SV601", message, span, f"write `{meant}`")
    return found._replace(related=related, fix=fix)


RULE = Rule(code="SV601", name="mixed-spelling", severity=Severity.WARNING, check=check)

"""SV308, SV608 to SV610, SV717: characters that look like others, are not seen, or lack a font.

Invisible characters are told of where they do nothing (Unicode Standard, chapters 9, 12 and 23).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from strevview.diagnostics import Severity
from strevview.lint.checked_issue import CheckedIssue, registered_actors
from strevview.lint.folding import LATIN, LATIN_TWINS, OTHER_LETTERS, TWINS, WORD, skeleton
from strevview.lint.printed_texts import MOST_FINDINGS, PrintedText, written_text
from strevview.lint.registry import Finding, rule, shelf_rule
from strevview.model.loading import Shelf
from strevview.model.printed import PrintedAs, series_texts
from strevview.source.nodes import Path, scalars
from strevview.source.writer import fix_of, text_edit
from strevview.style.script_fonts import Served, advice_for, serve
from strevview.style.scripts import letters_of, script_name
from strevview.style.style_folder import fonts_folder, own_faces

# Words that hold a sign with a twin where the twin may be meant.
_DOUBTFUL = re.compile(
    r"(?<![\w-])(?:[A-Za-z]+[I01|][A-Za-z]*|[01|][A-Za-z]+|l[b-df-hjkmnp-tv-xzA-Z][A-Za-z]*)(?![\w|])"
)
_MAY_BE_WRONG = re.compile(r"[a-z]I|^l[b-df-hjkmnp-tv-xzA-Z]")
_ARTICLE = re.compile(r"(?<=[A-Z][a-z]{2} )EI(?=[ -][A-Z][a-z])|(?<=[a-z]{3} )EI(?=[ -][A-Z][a-z])")
# Not II, which is a number.
_SHORT_DOUBT = re.compile(r"\b(?:[A-HJ-Z][I1|]|[lI1]l)\b")
_DIGIT_INSIDE = re.compile(r"(?<![\w-])[A-Za-z][a-z]+[01][a-z]{2,}(?![\w-])")
_LETTERS = re.compile(r"[^\W\d_]+")
# A name with a short word such as El, where one letter alone does not show what is meant.
_SHORT_WORD = re.compile(r"\b(?:[A-Z]l|Il)\b")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINERS = "\u200c\u200d"
# Marks, embeddings and isolates: they tell letters from right to left where they stand.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Scripts whose letters change beside a joiner: Arabic, Syriac, N'Ko, the scripts of India, Tibet,
# Burma, Mongolia.
_JOINING = (
    "[\u0600-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1800-\u18af"
    "\ua8e0-\ua8ff\ufb50-\ufdff\ufe70-\ufefe]"
)
# Full-width forms of ASCII, and the stop and comma of Chinese.
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3001\u3002]+")
# 新华社（Xinhua）
_WIDE_BRACKETS = re.compile("（[^（）]*）")
_CHINESE_STOPS = str.maketrans("、。", ",.")
# Composing letters in these would name another page or file.
_LEFT_ALONE = ("url", "archived", "file", "image")


class LookAlike(NamedTuple):
    """A word at `start:end` of a text, what it seems to be meant for, and whether that is sure.

    `what` says which sign stands for which.
    """

    start: int
    end: int
    meant: str
    what: str
    certain: bool


@rule("SV308")
def look_alike_characters(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words with look-alike characters in the texts and names of an issue."""
    texts = [*issue.texts, *_names(issue)]
    doubtful = [text for text in texts if may_look_alike(text.text)]
    if not doubtful:
        return
    names = issue.names.by_form
    written = (*names, *(text.text for text in texts))
    known = words_by_skeleton(word for text in written for word in _LETTERS.findall(text))
    short = [name for name in names if " " in name and _SHORT_WORD.search(name)]
    for text in doubtful:
        named = list(names_look_alike(text.text, short))
        others = look_alikes(text.text, known)
        found = [f for f in others if not any(n.start <= f.start < n.end for n in named)]
        for one in (*named, *found):
            yield _looks_alike(text, one)


@shelf_rule("SV308")
def look_alike_characters_in_the_register(shelf: Shelf) -> Iterator[Finding]:
    """Yield the words with look-alike characters in the names of actors.yaml."""
    for part in registered_actors(shelf):
        entries: list[tuple[Path, str]] = [(("name",), part.model.name)]
        entries += [(("aliases", n), alias) for n, alias in enumerate(part.model.aliases)]
        for keys, written in entries:
            text = written_text(part.places, (*part.path, *keys), written)
            for found in look_alikes(written, {}):
                yield _looks_alike(text, found)


@rule("SV308")
def full_width_signs(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the signs and letters of Chinese typesetting in the texts of an English series."""
    for text in issue.texts if issue.is_english else ():
        brackets = filter(_is_beside_chinese, _WIDE_BRACKETS.finditer(text.text))
        of_chinese = [match.span() for match in brackets]
        for match in islice(_FULL_WIDTH.finditer(text.text), MOST_FINDINGS):
            start, end = match.span()
            inside = any(first <= start < last for first, last in of_chinese)
            if not inside and not _is_beside_chinese(match):
                mend = _half_width(match)
                message = f"the full-width `{match.group()}` stands in an English text"
                advice = f"write `{mend}`"
                fix = text.fix(start, end, mend, advice)
                yield Finding(text.span(start, end), message, advice, fix)


def _is_beside_chinese(match: re.Match[str]) -> bool:
    """Return whether a letter or sign of Chinese, Japanese or Korean is next to a match."""
    return any(
        letter not in "、。"
        and (
            "\u2e80" <= letter <= "\u9fff"
            or "\uac00" <= letter <= "\ud7af"
            or "\U00020000" <= letter <= "\U0003ffff"
        )
        for letter in _around(match)
    )


def _around(match: re.Match[str]) -> tuple[str, str]:
    """Return the characters before and after a match; empty at the ends of the text."""
    return match.string[: match.start()][-1:], match.string[match.end() :][:1]


def _half_width(match: re.Match[str]) -> str:
    """Return the signs and letters of a full-width run, with the spaces that were part of them."""
    plain = unicodedata.normalize("NFKC", match.group()).translate(_CHINESE_STOPS)
    plain = re.sub(r"(?<=[,.;:!?])\(", " (", plain)
    before, after = _around(match)
    head = " " if plain[0] == "(" and before.isalnum() else ""
    tail = " " if plain[-1] in ",.;:!?)" and after.isalnum() else ""
    return f"{head}{plain}{tail}"


def _names(issue: CheckedIssue) -> Iterator[PrintedText]:
    for item in issue.items:
        for path, name in item.names():
            yield written_text(issue.places, path, name)
    for _, source in issue.sources():
        for key in ("title", "publisher"):
            value = getattr(source.model, key)
            if value and "\n" not in value:
                yield source.written(key)


def _looks_alike(text: PrintedText, found: LookAlike) -> Finding:
    start, end, meant = found.start, found.end, found.meant
    fix = text.fix(start, end, meant, f"type {meant}") if found.certain else None
    message = f"“{text.text[start:end]}” has {found.what}"
    advice = f"type it anew: {meant}" if meant else "type the word anew"
    return Finding(text.span(start, end), message, advice, fix)


def look_alikes(text: str, words: Mapping[str, str]) -> Iterator[LookAlike]:
    """Yield the words of a text that hold a look-alike; `words` are known words by skeleton."""
    if not text.isascii() and OTHER_LETTERS.search(text):
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
        for match in re.finditer(re.escape(skeleton(name)), bare):
            start, end = match.span()
            if text[start:end] != name and not _goes_on(text, start, end):
                yield LookAlike(start, end, name, _difference(text[start:end], name), True)


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
    if not text.isascii() and OTHER_LETTERS.search(text):
        return True
    doubtful = any(_is_doubtful(match.group()) for match in _DOUBTFUL.finditer(text))
    return doubtful or _SHORT_DOUBT.search(text) is not None


def _is_doubtful(word: str) -> bool:
    # III, ALI and PRO are words in capitals; SUPARC0 and Iraq1 are not.
    return not word.isupper() or any(sign in word for sign in "01|")


def _goes_on(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def _other_alphabets(text: str, words: Mapping[str, str]) -> Iterator[LookAlike]:
    for match in WORD.finditer(text):
        written = match.group()
        if written.isascii() or not OTHER_LETTERS.search(written):
            continue
        meant = written.translate(TWINS)
        twin = next((letter for letter in written if letter in LATIN_TWINS), None)
        if twin is None:
            continue
        alphabet = "Greek" if twin < "\u0400" else "Cyrillic"
        if LATIN.search(written):
            sure = not OTHER_LETTERS.search(meant)
            what = f"a {alphabet} {twin} for a Latin {LATIN_TWINS[twin]}"
            if not sure:
                meant, what = "", "letters of two alphabets"
            yield LookAlike(*match.span(), meant, what, sure)
        elif len(written) > 2 and meant.isascii() and meant in words.values():
            yield LookAlike(*match.span(), meant, f"{alphabet} letters for Latin ones", True)


def _difference(written: str, meant: str) -> str:
    """Return in words which sign of a word stands for which: "a zero for an o"."""
    pairs = zip(written, meant, strict=True)
    sign, letter = next((sign, letter) for sign, letter in pairs if sign != letter)
    name = {"0": "a zero", "1": "a one", "I": "a capital I", "l": "a small l"}
    article = "an" if letter in "Oo" else "a"
    return f"{name.get(sign, sign)} for {name.get(letter, f'{article} {letter}')}"


@rule("SV608")
def invisible_character(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the invisible characters in the file's values."""
    places = issue.places
    for path, scalar in scalars(places.root):
        if scalar.value.isascii():
            continue
        for place in islice(invisible_characters(scalar.value), MOST_FINDINGS):
            letter = scalar.value[place]
            number = f"U+{ord(letter):04X}"
            name = unicodedata.name(letter, "unnamed").lower()
            message = f"an invisible character stands here: {name} ({number})"
            edit = text_edit(places, path, place, place + 1, "")
            fix = fix_of(f"delete {number}", edit)
            yield Finding(places.within(path, place, place + 1), message, "delete it", fix)


def invisible_characters(text: str) -> Iterator[int]:
    """Yield the places of invisible characters that do nothing for the letters around them."""
    found = list(_INVISIBLE.finditer(text))
    from_right = bool(found) and any(map(_is_from_right, text))
    for match in found:
        place = match.start()
        before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
        if match.group() in _JOINERS and _joins(before, after, match.group()):
            continue
        if from_right and _DIRECTIONS.match(match.group()):
            continue
        yield place


def _joins(before: str, after: str, joiner: str) -> bool:
    if re.match(_JOINING, before):
        return True
    # Emoji are joined to one picture: a family, a flag.
    is_symbol = before != "" and unicodedata.category(before) in ("So", "Sk", "Mn")
    return joiner == "\u200d" and is_symbol and after != ""


def _is_from_right(letter: str) -> bool:
    # The marks themselves count as letters there.
    return letter.isalnum() and unicodedata.bidirectional(letter) in ("R", "AL", "AN")


@rule("SV609")
def not_composed(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the values that are not in NFC, each once."""
    places = issue.places
    for path, scalar in scalars(places.root):
        if path[-1] in _LEFT_ALONE or unicodedata.is_normalized("NFC", scalar.value):
            continue
        stretches = list(islice(_stretches(scalar.value), MOST_FINDINGS))
        if not stretches:
            continue
        start, end, composed = stretches[0]
        message = f"`{composed}` is written as {end - start} characters, letter and accent apart"
        edits = [text_edit(places, path, *stretch) for stretch in stretches]
        fix = fix_of("compose letters and accents", *edits)
        advice = "write the composed characters (Unicode's NFC)"
        yield Finding(places.within(path, start, end), message, advice, fix)


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches, from a base letter to its last mark, that NFC writes otherwise."""
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and _follows(text[place]):
            continue
        part = text[start:place]
        if not part.isascii():
            composed = unicodedata.normalize("NFC", part)
            # NFC writes some letters that are composed already otherwise: the Hindi \u095c, \u212b.
            if len(composed) < len(part):
                yield start, place, composed
        start = place


def _follows(letter: str) -> bool:
    # Hangul vowels and final consonants join the letter before them too.
    return unicodedata.combining(letter) != 0 or "\u1160" <= letter <= "\u11ff"


_SIGNS_AROUND = "\"'“”‘’«»()[]{}.,:;!?…–—-/"
_MOST_SHOWN = 24
_UNSEEN = (PrintedAs.DESCRIPTION, PrintedAs.FACT)


def served(issue: CheckedIssue) -> Served:
    """Return what serves the letters of an issue beyond those of its style's fonts."""
    if issue.series is None or issue.style_place is None:
        return Served()
    language = issue.series.language
    letters = {one for text in _texts(issue) for one in letters_of(text.text, language)}
    own = own_faces(issue.style_place) if letters else None
    return Served() if own is None else serve(own, fonts_folder(issue.folder), letters)


def _texts(issue: CheckedIssue) -> Iterator[PrintedText]:
    """Yield the texts that are seen on pages, with those of the series."""
    yield from (text for text in issue.texts if text.kind not in _UNSEEN)
    own = issue.model.series is not None
    places = issue.places if own else issue.shelf.series_places
    if issue.series is not None and places is not None:
        for path, text in series_texts(issue.series):
            whole: Path = ("series", *path) if own else path
            yield written_text(places, whole, text)


@rule("SV610", Severity.ERROR)
def letter_without_font(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words with letters that no font has, each once."""
    lacking = issue.once(served).lacking
    if not lacking or issue.series is None:
        return
    scripts = {letter: script for script, letter in lacking}
    seen: set[str] = set()
    for text in _texts(issue):
        for match in re.finditer(r"\S+", text.text):
            word = match[0].strip(_SIGNS_AROUND)
            without = [one for one in letters_of(word, issue.series.language) if one in lacking]
            if without and word not in seen:
                seen.add(word)
                start = match.start() + match[0].index(word)
                script = scripts[without[0][1]]
                yield Finding(
                    text.span(start, start + len(word)),
                    _message(word, script, [letter for _, letter in without]),
                    advice_for(script),
                )


def _message(word: str, script: str, letters: list[str]) -> str:
    shown = word if len(word) <= _MOST_SHOWN else f"{word[:_MOST_SHOWN]}…"
    name = script_name(script)
    if name is not None:
        return f"no font has the {name} letters of “{shown}”"
    signs = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in dict.fromkeys(letters))
    of_word = "" if word in letters else f" of “{shown}”"
    return f"no font has {signs}{of_word}"


@rule("SV717", Severity.ERROR)
def unusable_font(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the files in `fonts/` that cannot be used, where letters are looked for there."""
    for fault in issue.once(served).faults:
        if fault.span is not None:
            yield Finding(fault.span, fault.message, fault.help or "")

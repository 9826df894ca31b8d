"""Names on a cover: capitals undone, and the language of a name in another script."""

from __future__ import annotations

import re
import unicodedata

_SMALL_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    )
)
# The language that a script is mostly written in, where one speaks for a publisher's local name.
_LANGUAGES = {
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "ORIYA": "or",
    "SINHALA": "si",
    "ARABIC": "ar",
    "HEBREW": "he",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "GREEK": "el",
    "THAI": "th",
    "TIBETAN": "bo",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "KHMER": "km",
    "MYANMAR": "my",
    "ETHIOPIC": "am",
}


def local_language(text: str) -> str | None:
    """Return the language that a text in another script than the Latin is mostly in, or None."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or sum(letter.isascii() for letter in letters) * 2 > len(letters):
        return None
    scripts = [unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in letters]
    script = max(set(scripts), key=lambda one: (scripts.count(one), one))
    return _LANGUAGES.get(script)


def as_title(text: str) -> str:
    """Return a text printed in capitals as a title; any other as it is.

    What has no vowel, a digit or a sign in it is taken for an abbreviation.
    """
    if not text.isupper():
        return text
    words = text.split()
    return " ".join(_as_title_word(word, number) for number, word in enumerate(words))


def _as_title_word(word: str, number: int) -> str:
    small = word.casefold()
    if number and small in _SMALL_WORDS:
        return small
    if not re.search(r"[aeiouyà-ü]", small) or re.search(r"[\d&.]", small) or len(word) == 1:
        return word
    parts = word.split("-")
    if len(parts) > 1 and max(map(len, parts)) <= 5 and len(parts[0]) <= 2:
        return word
    return "-".join(part[:1] + part[1:].lower() for part in parts)

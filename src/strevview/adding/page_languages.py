"""The language of a text: by its letters, and where several write with them, by its small words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

# Scripts by the beginning of Unicode's names of their letters, and the languages written in them;
# the first is meant where the page names none of the others.
_SCRIPTS = {
    "CJK": ("zh", "ja", "yue"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "DEVANAGARI": ("hi", "mr", "ne", "sa"),
    "ARABIC": ("ar", "fa", "ur", "ps", "sd", "ug"),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn"),
    "BENGALI": ("bn", "as"),
    "TAMIL": ("ta",), "TELUGU": ("te",), "GUJARATI": ("gu",), "GURMUKHI": ("pa",),
    "KANNADA": ("kn",), "MALAYALAM": ("ml",), "ORIYA": ("or",), "SINHALA": ("si",),
    "THAI": ("th",), "HEBREW": ("he",), "GREEK": ("el",), "ARMENIAN": ("hy",), "GEORGIAN": ("ka",),
}  # fmt: skip
# Letters that only one of the languages of a script has.
_OWN_LETTERS = {"ur": "ٹڈڑںےہ", "fa": "پچژگ", "uk": "іїєґ", "be": "ў"}
_SMALL_WORDS = {
    "en": "the of and to in for on with that is was as by from at it are has be this",
    "de": "der die das und ist nicht mit für auf ein eine den von zu dem sich im wird auch als",
    "fr": "le la les des et est une dans pour que qui du sur par pas plus au avec sont",
    "es": "el los las del que una por con para está más como pero sus al y es lo se",
    "pt": "o os as do da dos das que em uma não para com mais como foi ao pelo é e",
    "it": "il di che è per una della con del non sono gli nel più alla da le anche",
    "nl": "de het een van en is dat op te voor met zijn niet aan ook bij naar",
    "pl": "w i na z do nie się jest to że od po za o przez oraz dla jak był",
    "tr": "ve bir bu için ile da de olarak olan daha çok en gibi kadar sonra",
    "sv": "och att det som en är på för av med den inte till ett har de om",
    "cs": "a se v na je že s z do o to by ve pro jako ale byl",
    "id": "yang dan di untuk dengan ini dari dalam itu pada tidak akan",
}
_READ = 20_000
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 4


def language_of_text(text: str, named: Collection[str] = ()) -> str | None:
    """Return a text's language, one that the page names where it may be; None if it is too short.

    A page in Hindi or Chinese may hold many Latin words: a third of the others is enough.
    """
    letters = [one for one in text[:_READ] if one.isalpha()]
    counts = Counter(unicodedata.name(one, "").split(" ")[0].split("-")[0] for one in letters)
    latin = counts.pop("LATIN", 0)
    scripts = Counter({name: count for name, count in counts.items() if name in _SCRIPTS})
    if len(letters) < _FEWEST_LETTERS:
        return None
    # Three letters of a Latin word say as much as one of Chinese.
    if not scripts or 3 * scripts.total() < latin:
        return _by_small_words(text[:_READ], named)
    if 10 * (scripts["HIRAGANA"] + scripts["KATAKANA"]) > scripts.total():
        return "ja"
    languages = _SCRIPTS[scripts.most_common(1)[0][0]]
    own = Counter(
        {
            language: sum(text[:_READ].count(one) for one in written)
            for language, written in _OWN_LETTERS.items()
            if language in languages
        }
    )
    if own.total() and 50 * own.most_common(1)[0][1] > len(letters):
        return own.most_common(1)[0][0]
    return next((one for one in named if one in languages), languages[0])


def _by_small_words(text: str, named: Collection[str]) -> str | None:
    """Return the language whose small words are the most, or one that is named and has no list."""
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = Counter(
        {
            language: sum(words[word] for word in small.split())
            for language, small in _SMALL_WORDS.items()
        }
    )
    (best, most), (_, next_most) = scores.most_common(2)
    unlisted = [one for one in named if one not in _SMALL_WORDS]
    if most < _FEWEST_WORDS or 5 * next_most > 4 * most:
        return next(iter(named), None)
    # Small words of another language are a tenth of a text in it; fewer are chance.
    if unlisted and unlisted[0] not in {"zh", "hi", "ru", "ur"} and 12 * most < words.total():
        return unlisted[0]
    return best

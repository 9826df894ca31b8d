"""The text of a page: its titles, whether two are of one page, and the language that it is in.

A language shows in its letters, and where several are written with them, in its small words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from difflib import SequenceMatcher

from lxml import etree, html

from strevview.online.fetching import WebPage
from strevview.style.scripts import is_written_in, runs, usual_language

# Longer ones are no titles, and are not compared at length.
_LONGEST = 300
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 8192
# What a label stands for in browsers, where that is more than its name says (WHATWG, Encoding).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252"}
_TITLES = (
    "//title[not(ancestor::svg)]//text()",
    "//meta[@property='og:title']/@content",
    "//h1[1]//text()",
)
# What stands between a headline and the name of its site.
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|[|_»]")
_NEARLY = 0.8
# The fewest letters of a headline in front of the name of a site.
_HEADLINE = 8


def text_of(page: WebPage) -> str:
    """Return the text of a page, decoded as browsers do (WHATWG HTML, 13.2.3), nearly.

    What is valid UTF-8 is UTF-8, whatever the page says.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if page.body.startswith(mark):
            return page.body[len(mark) :].decode(encoding, "replace")
    declared = _declared(page)
    try:
        # The last letter may be cut in two.
        text = codecs.getincrementaldecoder("utf-8")().decode(page.body)
        if not (declared and text.isascii()):
            return text
    except UnicodeDecodeError:
        pass
    return page.body.decode(declared or "cp1252", "replace")


def _declared(page: WebPage) -> str | None:
    """Return the encoding that the server names, else the one that the page does."""
    said = re.search(r"charset\s*=\s*[\"']?([^\s;\"']+)", page.headers.get("content-type", ""))
    found = _CHARSET.search(page.body[:_HEAD])
    for label in (said and said[1], found and found[1].decode("ascii", "replace")):
        try:
            name = codecs.lookup(label or "").name
            # Not all codecs make text of bytes.
            b"".decode(name)
        except LookupError:
            continue
        return _WIDER.get(name, name)
    return None


def titles_of(page: WebPage) -> tuple[str, ...]:
    """Return what a page of HTML calls itself: its title, what it tells others, its heading."""
    text = text_of(page)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return ()
    found = (" ".join(" ".join(root.xpath(path)).split())[:_LONGEST] for path in _TITLES)
    return tuple(dict.fromkeys(title for title in found if title))


def same_title(one: str, other: str) -> bool:
    """Return whether two titles are the same but for small changes and the name of a site."""
    if letters_of(one) == letters_of(other):
        return True
    headline, compared = _headline(one), _headline(other)
    if re.findall(r"\d", headline) != re.findall(r"\d", compared):
        return False
    return SequenceMatcher(None, headline, compared, autojunk=False).ratio() >= _NEARLY


def same_script(one: str, other: str) -> bool:
    """Return whether two titles can be compared: one in Latin letters is no translation's."""
    return _is_latin(_headline(one)) == _is_latin(_headline(other))


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, by which titles and names are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum() or unicodedata.combining(one))


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(unicodedata.name(one, "").startswith("LATIN") for one in letters) > len(letters)


def _headline(title: str) -> str:
    """Return the letters of a title's first part; of the longest where the first is short."""
    parts = [letters_of(part) for part in _BETWEEN.split(title)]
    return parts[0] if len(parts[0]) >= _HEADLINE else max(parts, key=len)


# The small words of languages, by script; None is Latin.
_SMALL_WORDS = {
    None: {
        "en": "the of and to in for on with that is was as by from at it are has be this",
        "de": "der die das und ist nicht mit für auf ein eine den von zu dem sich im wird auch als",
        "fr": "le la les des et est une dans pour que qui du sur par pas plus au avec sont",
        "es": "el los las del que una por con para está más como pero sus al y es lo se",
        "pt": "o os as do da dos das que em uma não para com mais como foi ao pelo é e",
        "it": "il di che è per una della con del non sono gli nel più alla da le anche",
        "ca": "i que els les amb per és més als dels ha aquest aquesta també però seva han són",
        "ro": "și în cu pe care din este nu pentru sunt mai fost că au ale unui",
        "nl": "de het een van en is dat op te voor met zijn niet aan ook bij naar",
        "sv": "och att det som en är på för av med den inte till ett har de om",
        "da": "og at det er en af til på med for ikke den der har som et de blev også",
        "no": "og å det er en av til på med for ikke den som har et de ble også",
        "fi": "ja on ei että se hän mutta myös oli kuin ovat joka tai sen mukaan",
        "pl": "w i na z do nie się jest to że od po za o przez oraz dla jak był",
        "cs": "a se v na je že s z do o to by ve pro jako ale byl",
        "sk": "a sa v na je že s z do o to by vo pre ako ale bol",
        "hr": "i je u na se da za su od s koji kao će bi ne što nije",
        "hu": "a az és hogy nem is egy ez volt meg csak már de van ki",
        "tr": "ve bir bu için ile da de olarak olan daha çok en gibi kadar sonra",
        "id": "yang dan di untuk dengan ini dari dalam itu pada tidak akan",
        "vi": "và của là có trong được cho các với không một những đã để người",
    },
    "Cyrl": {
        "ru": "и в не на что с по как это из для от его но был к",
        "bg": "и на за да се от в е че са по не като това с ще",
        "sr": "и у на се је да за су од са који као ће би не",
        "mk": "и на за да се од во е дека со не како што ќе",
        "mn": "нь бөгөөд байна юм гэж энэ оны болон ба",
    },
    "Deva": {
        "hi": "के का की में है और को से पर ने कि यह भी हैं एक लिए",
        "mr": "आहे आणि या हे ते की नाही होते यांनी केली करण्यात असे",
        "ne": "छ र को मा हो छन् भएको गरेको पनि यो गर्न भने",
    },
}
_READ = 20_000
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 4


def language_of_text(text: str, named: Collection[str] = ()) -> tuple[str | None, bool]:
    """Return a text's language, and whether it can be no other; None if it is too short.

    The text may be in any that the page names. A page in Hindi or Chinese may hold many Latin
    words: a third of the others is enough.
    """
    text = text[:_READ]
    counts: Counter[tuple[str | None, str | None]] = Counter()
    for line in text.split("\n"):
        for run in runs(line):
            counts[run.script, run.language] += sum(map(str.isalpha, run.text))
    latin = counts.pop((None, None), 0)
    if latin + counts.total() < _FEWEST_LETTERS:
        return None, False
    # Three letters of a Latin word say as much as one of Chinese.
    if not counts or 3 * counts.total() < latin:
        spoken = _by_small_words(text, None, named)
        unknown = (one for one in named if one not in _SMALL_WORDS[None])
        return spoken or next(unknown, None), spoken is not None
    (script, language), _ = counts.most_common(1)[0]
    assert script is not None
    if language != usual_language(script):
        return language, True
    known = next((one for one in named if is_written_in(one, script)), None)
    spoken = _by_small_words(text, script, named) if script in _SMALL_WORDS else language
    return known or spoken or language, spoken is not None


def _by_small_words(text: str, script: str | None, named: Collection[str]) -> str | None:
    """Return the language of a script whose small words are by far the most; None for none.

    Among languages that are nearly alike what the page names decides.
    """
    words = Counter(re.findall(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff])*", text.casefold()))
    scores = {
        language: sum(words[word] for word in small.split())
        for language, small in _SMALL_WORDS[script].items()
    }
    most = max(scores.values())
    # They are a tenth of a text in their language; fewer are chance.
    if most < _FEWEST_WORDS or 12 * most < words.total():
        return None
    near = [language for language, score in scores.items() if 5 * score > 4 * most]
    return next((one for one in named if one in near), near[0] if len(near) == 1 else None)

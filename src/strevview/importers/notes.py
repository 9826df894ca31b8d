"""Notes that only give the source of a word, and the link that the word becomes."""

from __future__ import annotations

import re
from dataclasses import replace

from strevview.importers.blocks import Run

# An address in running text ends before space, quotation marks, brackets of Chinese, and `<>`.
_ADDRESS = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"“”‘’«»（）【】《》，。；]*[^\s<>\"“”‘’«»（）【】《》，。；.,:;!?*_'\])]",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)(\W*)$")
_LONGEST_REFERENCE = 40
_SET_OFF = re.compile(
    r"[,:;.(<“”\"'’)\]]\s*(?:(?:available|accessible)?\s*(?:online)?\s*(?:at|from|url)\s*:?)?[\s<(]*$",
    re.IGNORECASE,
)
_TITLE_OR_YEAR = re.compile(r"[“\"‘].{8,}[”\"’]|\b(?:19|20)\d\d\b")
_STOCK = re.compile(
    r"(?:see|last|sources?|available|online|at|from|on|in|url|link|https?|accessed|visited|retrieved|viewed|checked"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
    r"|\d{1,4}(?:st|nd|rd|th)?|[\W_]+)",
    re.IGNORECASE,
)


def only_address(note: str) -> str | None:
    """Return the address of a note that only names a source; None for one that says more.

    Such a note has one address, and beside it words like `see` and `accessed on`, or, before it, a
    title in quotation marks or a year, set off by a comma, as in a list of references.
    """
    found = list(_ADDRESS.finditer(note))
    if len(found) != 1:
        return None
    before, address, after = note[: found[0].start()], found[0].group(), note[found[0].end() :]
    short = len(before.split()) <= _LONGEST_REFERENCE
    reference = short and _SET_OFF.search(before) and _TITLE_OR_YEAR.search(before)
    if not _is_stock(after) or not (_is_stock(before) or reference):
        return None
    return address if "://" in address else f"https://{address}"


def _is_stock(text: str) -> bool:
    """Whether a text has only words that go with any address."""
    return all(_STOCK.fullmatch(word) for word in re.findall(r"\w+|[^\w\s]+", text))


def last_word_linked(run: Run, address: str) -> tuple[Run, Run, Run] | None:
    """Return what is before the last word of a run, the word, which leads to an address, and after.

    None where the run is a link already or has no word.
    """
    found = _LAST_WORD.search(run.text)
    if run.address is not None or found is None:
        return None
    return (
        replace(run, text=run.text[: found.start(1)]),
        replace(run, text=found.group(1), address=address),
        replace(run, text=run.text[found.end(1) :]),
    )

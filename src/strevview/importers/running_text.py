"""What running text holds for a reader of it.

Its paragraphs as the eye reads them, addresses that are written out, notes that only name one, and
hyphens at the ends of lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from strevview.importers.blocks import Block, Kind, LeftOut, LinkText, Run, joined_runs, visible
from strevview.lint.folding import fold_paragraph
from strevview.model.prose import PlainParagraph

# An address in running text ends before space, quotation marks, brackets of Chinese, and `<>`.
_BARE = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.))[^\s<>\"“”‘’«»（）【】《》，。；、]+", re.IGNORECASE
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_AFTER = ".,;:!?*_'"
_LAST_WORD = re.compile(r"(\w+(?:[-'’]\w+)*)(\W*)$")
_LONGEST_REFERENCE = 40
_SET_OFF = re.compile(
    r"[,:;.(<“”\"'’)\]]\s*(?:(?:available|accessible)?\s*(?:online)?\s*(?:at|from|url)\s*:?)?[\s<(]*$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"‘].{8,}[”\"’]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STOCK = re.compile(
    r"(?:see|last|sources?|available|online|at|from|on|in|url|link|https?|accessed|visited"
    r"|retrieved|viewed|checked|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
    r"|\d{1,4}(?:st|nd|rd|th)?|[\W_]+)",
    re.IGNORECASE,
)

# An item has a few hundred words; of what is none, the start is read, so that no file takes long.
_MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class ItemText:
    """A text and its paragraphs as the eye reads them; a link's source is its number."""

    written: str
    paragraphs: tuple[PlainParagraph, ...]

    def as_written(self, paragraph: PlainParagraph, start: int, end: int) -> str:
        """Return the characters `start:end` of a folded paragraph as the text has them."""
        first, last = paragraph.offsets[start], paragraph.offsets[end - 1] + 1
        return " ".join(self.written[first:last].split())


def item_text(text: str, links: Sequence[LinkText]) -> ItemText:
    """Return an item's text, a line a paragraph, with its links, ready for its facts."""
    paragraphs = []
    start = 0
    for line in text[:_MOST_READ].split("\n"):
        end = start + len(line) + 1
        body = line.rstrip()
        within = tuple(
            (link.start - start, link.end - start, str(number))
            for number, link in enumerate(links)
            if start <= link.start and link.end <= start + len(body)
        )
        if body:
            places = range(start, start + len(body) + 1)
            paragraphs.append(fold_paragraph(PlainParagraph(body, places, within, False)))
        start = end
    return ItemText(text, tuple(paragraphs))


def bare_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each address that is written out in a text.

    A full stop, comma or the like at its end is the sentence's, and a closing bracket too where the
    address has no opening one.
    """
    for match in _BARE.finditer(text):
        address = match.group()
        unopened = {
            closing: address.count(closing) - address.count(opening)
            for closing, opening in _BRACKETS.items()
        }
        length = len(address)
        while length and (
            address[length - 1] in _AFTER or unopened.get(address[length - 1], 0) > 0
        ):
            length -= 1
            if address[length] in unopened:
                unopened[address[length]] -= 1
        if length > len("https://"):
            yield match.start(), match.start() + length


def addresses_linked(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs in which each address that is written out leads to what it says."""
    return joined_runs(piece for run in runs for piece in _linked(run))


def only_address(note: str) -> str | None:
    """Return the address of a note that only names a source; None for one that says more.

    Such a note has one address, and beside it words like `see` and `accessed on`, or, before it, a
    title in quotation marks or a year, set off by a comma, as in a list of references.
    """
    places = list(bare_addresses(note))
    if len(places) != 1:
        return None
    start, end = places[0]
    before, after = note[:start], note[end:]
    if not _is_stock(after) or not (_is_stock(before) or _is_reference(before)):
        return None
    return complete_address(note[start:end])


def _source_given(note: Sequence[Block]) -> str | None:
    """Return the address of a note that only names a source; None for one that says more."""
    address = only_address(" ".join(block.text for block in note))
    links = {link for block in note for link in block.addresses}
    if address is None or len(links) > 1 or any(block.picture is not None for block in note):
        return None
    return links.pop() if links else address


def _last_word_linked(runs: Sequence[Run], address: str) -> tuple[list[Run], str] | None:
    """Return runs whose last word leads to an address, and the word; None where it already does."""
    worded = [place for place, run in enumerate(runs) if any(map(str.isalnum, run.text))]
    place = worded[-1] if worded else 0
    found = _LAST_WORD.search(runs[place].text) if worded else None
    if found is None or runs[place].address is not None:
        return None
    run = runs[place]
    start, end = found.span(1)
    parts = [
        replace(run, text=run.text[:start]),
        replace(run, text=found[1], address=address),
        replace(run, text=run.text[end:]),
    ]
    return [*runs[:place], *(part for part in parts if part.text), *runs[place + 1 :]], found[1]


class Notes:
    """The notes of a document by their names.

    One that only names a source becomes the link of the word before its mark. Any other stands
    after the text that has its mark, and both have a number, `[1]`.
    """

    def __init__(self) -> None:
        self._blocks: dict[str, list[Block]] = {}
        # The words of notes that became links, by the notes' names; the numbers of the others.
        self._linked: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._due: list[str] = []

    def keep(self, name: str, blocks: list[Block]) -> None:
        """Keep a note; only marks that come later ask for it."""
        self._blocks[name] = blocks

    def __contains__(self, name: str) -> bool:
        """Return whether there is a note of a name."""
        return name in self._blocks

    def has_number(self, name: str) -> bool:
        """Return whether the mark of a note is a number in the text."""
        return name in self._numbers

    def marked(self, name: str, runs: list[Run], *, hidden: bool) -> list[Run]:
        """Return runs with the mark of a note behind them; a `hidden` one has no number."""
        address = _source_given(self._blocks[name])
        linked = None if address is None else _last_word_linked(runs, address)
        if linked is not None:
            runs, word = linked
            self._linked.setdefault(name, word)
            return runs
        if name not in self._numbers:
            self._numbers[name] = len(self._numbers) + 1
            self._due.append(name)
        return runs if hidden else [*runs, Run(f" [{self._numbers[name]}]")]

    def due(self) -> Iterator[Block]:
        """Yield the notes whose marks were met since this was asked."""
        for name in self._due:
            first, *others = self._blocks[name] or [Block(Kind.PARAGRAPH)]
            yield replace(first, runs=(Run(f"[{self._numbers[name]}] "), *first.runs))
            yield from others
        self._due.clear()

    def left_out(self) -> Iterator[LeftOut]:
        """Yield the notes that became links, and those that no mark asked for."""
        for name, blocks in self._blocks.items():
            if name in self._numbers:
                continue
            if name in self._linked:
                whole = " ".join(block.text for block in blocks)
                yield LeftOut(whole, f"a note: it gives the source of “{self._linked[name]}”")
                continue
            for text in (text for block in blocks for text in (block.text, *block.addresses)):
                if text:
                    yield LeftOut(text, "a note that nothing refers to")


def _linked(run: Run) -> Iterator[Run]:
    if run.address is not None:
        yield run
        return
    place = 0
    for start, end in bare_addresses(run.text):
        address = run.text[start:end]
        yield replace(run, text=run.text[place:start])
        yield replace(run, text=address, address=complete_address(address))
        place = end
    yield replace(run, text=run.text[place:])


def complete_address(address: str) -> str:
    """Return an address without spaces, and with a scheme where it only lacks one."""
    address = visible(address).strip().replace(" ", "%20")
    if address.startswith("//"):
        return f"https:{address}"
    return f"https://{address}" if address.lower().startswith("www.") else address


def _is_stock(text: str) -> bool:
    """Whether a text has only words that go with any address."""
    return all(_STOCK.fullmatch(word) for word in re.findall(r"\w+|[^\w\s]+", text))


def _is_reference(text: str) -> bool:
    """Whether a text is what a list of references says before an address."""
    if len(text.split()) > _LONGEST_REFERENCE or not _SET_OFF.search(text):
        return False
    return bool(_QUOTED.search(text) or _YEAR.search(text))


# U+00AD and U+2010 stand at a line's end only where a program broke the word.
_SOFT = "\u00ad"
HYPHENS = ("-", "\u2010", _SOFT)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’\u2010][^\W\d_]+)*")
_BROKEN_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?=.$)")
_ADDRESS_AT_END = re.compile(r"(?:https?://|www\.|doi\.org/)\S*$", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"[\w%~#?&=+./-]*[\d/_=&%#?-][\w%~#?&=+./-]*(?=[\s\])>,;.]|$)")
# A file that breaks words does so at the end of one in so many lines at least.
_FEW_LINES = 50


@dataclass(frozen=True, slots=True)
class LineWords:
    """The words that stand whole inside a file's lines, in small letters.

    `marks` is whether the file marks a hyphen that only breaks a word as a soft one, `breaks`
    whether so many lines end with a hyphen that it breaks words at all.
    """

    words: frozenset[str]
    marks: bool = False
    breaks: bool = True


def words_of_lines(lines: Iterable[str]) -> LineWords:
    """Return the words of lines."""
    found: set[str] = set()
    broken = marks = False
    count = hyphens = 0
    for line in lines:
        count += 1
        for match in _WORD.finditer(line):
            is_first_half = line[match.end() : match.end() + 1] in HYPHENS
            if not is_first_half and not (broken and match.start() == 0):
                found.add(match.group().casefold().replace("\u2010", "-"))
        broken = line.endswith(HYPHENS)
        hyphens += broken
        marks = marks or line.endswith(_SOFT)
    return LineWords(frozenset(found), marks, hyphens * _FEW_LINES >= count)


def line_end(before: str, after: str, known: LineWords) -> str | None:
    """Return what stands between two lines of a paragraph; None where the first's hyphen goes.

    A soft hyphen goes, and so does U+2010. Another goes before a small letter, unless the file
    marks such hyphens as soft, breaks no words, has the word with its hyphen elsewhere, or its
    halves as words and not the whole.
    """
    is_address = _ADDRESS_AT_END.search(before) is not None
    if before.endswith(HYPHENS) and before[-2:-1].strip():
        return "" if is_address else _after_hyphen(before, after, known)
    if is_address:
        goes_on = before[-1] in "/=&?_%#" and _REST_OF_ADDRESS.match(after)
        return "" if goes_on else " "
    if before[-1] in "/—" and before[-2:-1].strip() and after[0].isalnum():
        return ""
    return "" if _sets_no_spaces(before[-1]) and _sets_no_spaces(after[0]) else " "


def joined(before: str, after: str, known: LineWords) -> str:
    """Return two lines of a paragraph as one."""
    between = line_end(before, after, known)
    return before[:-1] + after if between is None else before + between + after


def _after_hyphen(before: str, after: str, known: LineWords) -> str | None:
    left, right = _BROKEN_WORD.search(before), _WORD.match(after)
    if before[-1] != "-":
        return None
    if left is None or right is None or not after[0].islower():
        # `PRSS-` and `1`, `China-` and `Pakistan`.
        return ""
    one, two = left.group().casefold(), right.group().casefold()
    if known.marks:
        return ""
    if one + two in known.words:
        return None
    if two in {"and", "or", "to"}:
        # A hyphen that hangs: `pre- and post-`.
        return " "
    halves = {one.split("-")[-1], two}
    kept = not known.breaks or f"{one}-{two}" in known.words or halves <= known.words
    return "" if kept else None


def _sets_no_spaces(letter: str) -> bool:
    """Return whether a letter is of a script that sets no spaces (Chinese, Japanese, Thai)."""
    if unicodedata.east_asian_width(letter) in "WF":
        return "HANGUL" not in unicodedata.name(letter, "")
    return "\u0e00" <= letter <= "\u0eff" and letter.isalpha()

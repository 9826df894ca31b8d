"""The proof that no word and no link of an old issue is lost.

The words and links counted in the file itself, by other code than the reader's, are held against
the draft as it reads back from its file, and against what was left out and is listed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from strevview.diagnostics import Diagnostic, error, warning
from strevview.importers.blocks import FileContents, LeftOut, match_key
from strevview.importers.facts import LED_TO
from strevview.importers.files import REPORT
from strevview.model.loading import LoadedIssue
from strevview.model.printed import PrintedAs, printed
from strevview.model.prose import is_right_to_left

# Less than so much of the words in the draft's own text is remarked.
_ENOUGH = 0.98
# Letters by which a place in the text is known again.
_CONTEXT = 14
_SHOWN = 5
# What an import reads out of the text, where its words are counted.
_SAID_IN_THE_TEXT = (PrintedAs.FACT, PrintedAs.WORK)


@dataclass(frozen=True, slots=True)
class Proof:
    """How the words and links of a file came out.

    `words` is how many the file has, `left_out` how many of them are listed as left out. `gone` are
    the words that are in neither the draft nor that list, `links_gone` the addresses.
    """

    words: int
    left_out: int
    gone: tuple[str, ...]
    links_gone: tuple[str, ...]


def prove(
    contents: FileContents,
    loaded: LoadedIssue,
    left_out: Sequence[LeftOut],
    *,
    announced: bool,
    named: bool,
) -> Proof:
    """Hold what a file contains against its draft and the list of what was left out."""
    draft = list(_printed(loaded, announced, named))
    pieces = [*draft, *(text for one in left_out for text in [one.text] * one.times)]
    words = [letters for word in contents.words if (letters := _as_counted(word))]
    lacking = Counter(words) - _counts(pieces)
    gone = list(_gone(words, lacking, match_key(" ".join(pieces)))) if lacking else []
    # A line that repeats counts once, for the draft says it elsewhere.
    listed = _counts(one.text for one in left_out if not one.told)
    left = (Counter(words) - _counts(draft)) & listed
    links_gone = tuple(_links_gone(contents, loaded, left_out))
    return Proof(len(words), left.total(), tuple(gone), links_gone)


def complaints(proof: Proof, name: str, left_out: Sequence[LeftOut]) -> Iterator[Diagnostic]:
    """Yield SV939 for links that are gone, SV950 for words, SV938 where much was left out."""
    if proof.links_gone:
        shown = _some([f"`{link}`" for link in proof.links_gone])
        message = f"{name}: {_counted(len(proof.links_gone), 'link')} would be gone: {shown}"
        yield error("SV939", message, None, REPORT)
    if proof.gone:
        count = _counted(len(proof.gone), "word")
        message = f"{name}: {count} of the file would be gone from the draft: {_some(proof.gone)}"
        yield warning(
            "SV950",
            message,
            None,
            "they stand in the draft’s head: look for their place in the file",
        )
    if proof.left_out > (1 - _ENOUGH) * proof.words:
        share = 100 * (proof.words - proof.left_out) // max(proof.words, 1)
        reasons = Counter[str]()
        for one in left_out:
            if not one.told:
                reasons[one.why] += len(one.text.split())
        why = reasons.most_common(1)[0][0]
        message = (
            f"{name}: {share} % of the words are in the draft’s own text; most of the others were "
            f"left out as {why}"
        )
        yield warning("SV938", message, None, "the draft’s head lists what was left out")


def _counts(texts: Iterable[str]) -> Counter[str]:
    return Counter(_as_counted(word) for text in texts for word in text.split())


def _as_counted(word: str) -> str:
    """Return the letters of a word as words are compared.

    Those from right to left come in any order: a page has ligatures of them turned round.
    """
    letters = match_key(word)
    return "".join(sorted(letters)) if is_right_to_left(letters) else letters


def _gone(words: Sequence[str], lacking: Counter[str], draft: str) -> Iterator[str]:
    """Yield the words that are gone.

    A word is, where the draft has it less often than the file, and its letters with those about it
    do not stand together in the draft either: a hyphen or a space may join and part words. A lone
    letter is, where the draft has that letter less often: it may be the large initial of a word.
    """
    said = Counter(draft)
    asked = Counter("".join(words))
    for place, word in enumerate(words):
        if not lacking[word] or (len(word) == 1 and said[word] >= asked[word]):
            continue
        before, after = place, place + 1
        around = word
        while len(around) < _CONTEXT and (before > 0 or after < len(words)):
            before, after = max(0, before - 1), min(len(words), after + 1)
            around = "".join(words[before:after])
        left, right = "".join(words[before : place + 1]), "".join(words[place:after])
        if any(
            part in draft
            for part in (around, left, right)
            if len(part) > len(word) or len(word) >= _CONTEXT
        ):
            continue
        lacking[word] -= 1
        yield word


def _links_gone(
    contents: FileContents, loaded: LoadedIssue, left_out: Sequence[LeftOut]
) -> Iterator[str]:
    """Yield the addresses that no source of the draft has and no list of what was left out names.

    An address in running text is counted as far as its line or its first bracket, so it is there
    where one begins with it.
    """
    kept = [one.text for one in left_out]
    for _, item, _ in loaded.items():
        for source in item.sources.values():
            kept.append(source.url or (source.unavailable or "").removeprefix(LED_TO))
    known = "\n".join(["", *map(_address, kept)])
    listed = " ".join(one.text for one in left_out)
    for link in dict.fromkeys(contents.links):
        if f"\n{_address(link)}" not in known and link not in listed:
            yield link


def _address(link: str) -> str:
    """Return an address as it is compared: small, without spaces, scheme and signs at its end."""
    plain = "".join(unquote(link).split()).casefold()
    for scheme in ("https://", "http://", "//"):
        plain = plain.removeprefix(scheme)
    return plain.rstrip("/.,;:!?()[]{}'\"*_")


def _printed(loaded: LoadedIssue, announced: bool, named: bool) -> Iterator[str]:
    """Yield the words that the draft prints and the file gave: of the cover, if it has them."""
    series = loaded.series
    if named and series is not None:
        publisher = series.publisher
        names = [publisher.name, *publisher.names.values(), publisher.short or ""]
        names += [series.title, " ".join(series.cover_title)]
        for name in dict.fromkeys(filter(None, names)):
            # It may stand on the cover and run along the pages.
            yield from (name, name)
    for one in printed(loaded):
        left_out = one.printed_as is PrintedAs.HIGHLIGHT and not announced
        if not left_out and one.printed_as not in _SAID_IN_THE_TEXT:
            yield from one.lines()
    for _, item, _ in loaded.items():
        for source in item.sources.values():
            # Plain text has the address of a link among its words.
            yield from (text for text in (source.url, source.unavailable) if text)


def _some(words: Iterable[str]) -> str:
    found = list(words)
    more = len(found) - _SHOWN
    return ", ".join(found[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

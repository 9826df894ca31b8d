"""Other ways in which a text may name an actor: by family name, by its country's people."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from strevview.lint.folding import skeleton
from strevview.lint.names_in_text import Word, Words, words_of
from strevview.model.actors import Actor, ActorKind

# What may stand before a family name that stands alone.
_TITLE_WORDS = (
    "mr mrs ms dr prof professor president premier minister chairman chairwoman chair director "
    "secretary ambassador governor general academician engineer commissioner prime vice deputy sir "
    "the and by to of with for in at from as on when after before while although but both"
)
_TITLES = frozenset(_TITLE_WORDS.split())
# Words that no person's name holds.
_BODY_WORDS = (
    "academy administration agency alliance association authority bank board bureau center centre "
    "college commission committee company conference congress consortium cooperation corporation "
    "council department embassy enterprise federation forum foundation fund government group "
    "hospital industries initiative institute institution lab laboratory limited ltd ministry "
    "network observatory office organisation organization press programme program project school "
    "secretariat service society station summit system team union university"
)
_BODIES = frozenset(_BODY_WORDS.split())
# Peoples whose name does not start as the country's does.
_PEOPLES = {
    "denmark": ("danish", "danes"),
    "france": ("french",),
    "greece": ("greek",),
    "netherlands": ("dutch",),
    "philippines": ("filipino",),
    "poland": ("polish", "poles"),
    "spain": ("spanish",),
    "switzerland": ("swiss",),
    "thailand": ("thai",),
    "turkey": ("turkish", "turks"),
    "türkiye": ("turkish", "turks"),
    "united kingdom": ("british", "britain", "uk"),
    "united states": ("american", "us", "usa", "washington"),
    "united states of america": ("american", "us", "usa", "united"),
    "wales": ("welsh",),
}


class ItemText:
    """The text of an item as it is searched: its paragraphs and their words."""

    def __init__(self, paragraphs: tuple[str, ...], words: list[Words]) -> None:
        self.paragraphs = paragraphs
        self.words = words

    @cached_property
    def small(self) -> str:
        """The whole text in small letters."""
        return "\n".join(self.paragraphs).casefold()

    @cached_property
    def bare(self) -> str:
        """The whole text with one sign for all that look alike."""
        return skeleton("\n".join(self.paragraphs))

    @cached_property
    def plain(self) -> frozenset[str]:
        """The words of the text in small letters."""
        return frozenset(words.plain(n) for words in self.words for n in range(len(words)))


def has_form(name: str, actor: Actor | None, text: ItemText) -> bool:
    """Return whether a form of a name stands in a text, in whatever case or look-alike letters."""
    for form in (name, *(actor.forms if actor else ())):
        long = len(form.split()) > 1 or not form.isascii()
        if (long and form.casefold() in text.small) or (
            len(form) > 3 and skeleton(form) in text.bare
        ):
            return True
    return False


def is_meant(name: str, actor: Actor | None, text: ItemText, misread: Iterable[str]) -> bool:
    """Return whether a text names an actor by family name or, of a country, by its people.

    `misread` are misspelt names of the actor in the text, which another rule tells of.
    """
    kind = actor.kind if actor else None
    if kind is ActorKind.COUNTRY or (kind is None and " " not in name and not name.isupper()):
        return _names_a_people(name, text)
    if kind is ActorKind.PERSON or (kind is None and _may_be_a_person(name)):
        taken = {word.plain for written in misread for word in words_of(written)}
        forms = (name, *(actor.forms if actor else ()))
        return any(_names_a_person(form, text, taken) for form in forms if form.isascii())
    return False


def _names_a_people(name: str, text: ItemText) -> bool:
    small = name.casefold().removeprefix("the ")
    peoples = _PEOPLES.get(small)
    if peoples is not None:
        return any(people in text.plain for people in peoples)
    stem = small[:4]
    return len(small) > 3 and name[:1].isupper() and any(w.startswith(stem) for w in text.plain)


def _may_be_a_person(name: str) -> bool:
    words = words_of(name)
    return 2 <= len(words) <= 4 and not any(
        word.plain in _BODIES or not word.text[0].isupper() for word in words
    )


def _names_a_person(form: str, text: ItemText, taken: set[str]) -> bool:
    parts = form.split()
    if len(parts) < 2:
        return False
    first, last = parts[0], parts[-1]
    for words, paragraph in zip(text.words, text.paragraphs, strict=True):
        for place, (start, _) in enumerate(words.spans):
            if not paragraph.startswith((first, last), start):
                continue
            word = words[place]
            for part in (first, last):
                end = word.start + len(part)
                if word.plain in taken or not paragraph.startswith(part, word.start):
                    continue
                after = [other for other in words[place + 1 : place + 8] if other.start >= end]
                if paragraph[end : end + 1].isalnum():
                    continue
                if _stands_alone(paragraph, words[place - 1] if place else None, word, after, end):
                    return True
                if part == first and any(paragraph.startswith(last, w.start) for w in after[:4]):
                    return True
    return False


def _stands_alone(
    paragraph: str, before: Word | None, word: Word, following: list[Word], end: int
) -> bool:
    """Return whether a name is no part of a longer one: "Minister Iqbal", "Iqbal said"."""
    if end - word.start < 2 or paragraph[end : end + 1] == "-":
        return False
    if following:
        after = following[0]
        between = paragraph[end : after.start]
        if (between == " " and after.text[:1].isupper()) or (between == "'" and after.text != "s"):
            return False
    if before is None:
        return True
    between = paragraph[before.end : word.start]
    return (
        between not in (" ", "-", "'") or not before.text[:1].isupper() or before.plain in _TITLES
    )

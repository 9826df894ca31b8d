"""What a style, with the styles that it rests on, says of a paragraph or of letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from strevview.importers.docx.names import W, child, number, switch, value

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element

_DEFAULT_SIZE = 10.0
_NOT_BODY = 9


@dataclass(frozen=True)
class Look:
    """The look of letters; `size` is in points."""

    bold: bool
    italic: bool
    size: float
    hidden: bool


class Styles:
    """The styles of a document, by their ids (ISO/IEC 29500-1, 17.7)."""

    def __init__(self, root: Element | None) -> None:
        """Take `w:styles`; a document without it has plain looks."""
        self._by_id: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._run_defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in [] if root is None else root.findall(W + "style"):
            identity = str(style.get(W + "styleId", ""))
            self._by_id[identity] = style
            if style.get(W + "default") in {"1", "true", "on"}:
                self._defaults[str(style.get(W + "type"))] = identity

    @cached_property
    def language(self) -> str | None:
        """The language of the text by default, such as en-GB."""
        normal = self._by_id.get(self._defaults.get("paragraph", ""))
        return value(child(normal, "rPr"), "lang") or value(self._run_defaults, "lang")

    def chain(self, identity: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """Yield a style and those it is based on; the default style for None."""
        seen: set[str] = set()
        name = self._defaults.get(kind) if identity is None else identity
        while name is not None and name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = value(self._by_id[name], "basedOn")

    def names(self, identity: str | None) -> tuple[str, ...]:
        """Return the names of a paragraph's style and of those it is based on, in small letters.

        Word keeps the English names of its own styles in every language.
        """
        found = (value(style, "name") for style in self.chain(identity))
        return tuple(name.casefold() for name in found if name is not None)

    def outline_level(self, identity: str | None) -> int | None:
        """Return the level of a heading (1 is the highest) that a style gives, or None."""
        for style in self.chain(identity):
            level = number(value(style, "pPr", "outlineLvl"))
            if level is not None:
                return None if level >= _NOT_BODY or level < 0 else level + 1
        return None

    def paragraph_property(self, properties: Element | None, *names: str) -> Iterator[Element]:
        """Yield a property of a paragraph: its own first, then those of its styles."""
        own = child(properties, *names)
        if own is not None:
            yield own
        for style in self.chain(value(properties, "pStyle")):
            found = child(style, "pPr", *names)
            if found is not None:
                yield found

    def look(self, properties: Element | None, paragraph: str | None) -> Look:
        """Return the look of letters in a paragraph of a style.

        What two kinds of style both turn on cancels out (17.7.3, toggle properties).
        """
        letters = list(self._letters(value(properties, "rStyle"), paragraph))

        def toggle(name: str) -> bool:
            own = switch(properties, name)
            if own is not None:
                return own
            on = [any_on for chain in letters if (any_on := _first_switch(chain, name))]
            return len(on) % 2 == 1 or (not on and bool(switch(self._run_defaults, name)))

        return Look(toggle("b"), toggle("i"), self._size(properties, letters), toggle("vanish"))

    def _letters(self, character: str | None, paragraph: str | None) -> Iterator[list[Element]]:
        """Yield what the character style, then the paragraph's style say of letters."""
        if character is not None:
            yield [p for s in self.chain(character) if (p := child(s, "rPr")) is not None]
        yield [p for s in self.chain(paragraph) if (p := child(s, "rPr")) is not None]

    def _size(self, properties: Element | None, letters: list[list[Element]]) -> float:
        sources = [properties, *(p for chain in letters for p in chain), self._run_defaults]
        for source in sources:
            half_points = number(value(source, "sz"))
            if half_points is not None and half_points > 0:
                return half_points / 2
        return _DEFAULT_SIZE


def _first_switch(chain: list[Element], name: str) -> bool:
    """Return what the nearest style that speaks of a property says."""
    for properties in chain:
        found = switch(properties, name)
        if found is not None:
            return found
    return False

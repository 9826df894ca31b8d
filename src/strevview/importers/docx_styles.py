"""What the styles and lists of a DOCX say of a paragraph and of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from strevview.importers.blocks import Kind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset({"0", "false", "off", "none"})
_DEFAULT_SIZE = 10.0
_QUOTATIONS = frozenset(
    {"quote", "intense quote", "block text", "quotations", "block quotation", "quotation"}
)
_CAPTIONS = frozenset({"caption", "image caption", "figure caption", "table caption"})


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph is by its style and properties: as in `Block`, and whether it is a title.

    A paragraph of the style Title stands above all headings; its level is 0.
    """

    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """The look of letters; `size` is in points."""

    bold: bool
    italic: bool
    hidden: bool
    size: float


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element found by following names of WordprocessingML down, or None."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """Return the attribute `w:val` of the element found by following names down, or None."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number(text: str | None) -> int | None:
    """Return a whole number; a fraction, as some programs write one, is cut off."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


def _switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is on, or None where it is not told (17.17.4, ST_OnOff)."""
    found = child(properties, name)
    return None if found is None else found.get(W + "val", "1").lower() not in _OFF


class Styles:
    """The styles of a document, by their ids (ISO/IEC 29500-1, 17.7)."""

    def __init__(self, root: Element | None) -> None:
        """Take `w:styles`; a document without it has plain looks."""
        self._by_id: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._letters = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in [] if root is None else root.findall(W + "style"):
            identity = style.get(W + "styleId", "")
            self._by_id.setdefault(identity, style)
            if style.get(W + "default") in {"1", "true", "on"}:
                self._defaults[style.get(W + "type", "")] = identity

    @property
    def language(self) -> str | None:
        """The language of the text by default, such as en-GB."""
        normal = self._by_id.get(self._defaults.get("paragraph", ""))
        return value(normal, "rPr", "lang") or value(self._letters, "lang")

    def chain(self, identity: str | None, kind: str = "paragraph") -> Iterator[Element]:
        """Yield a style and those that it is based on; the default style for None."""
        seen: set[str] = set()
        name = self._defaults.get(kind) if identity is None else identity
        while name is not None and name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = value(self._by_id[name], "basedOn")

    def names(self, identity: str | None) -> list[str]:
        """Return the names of a paragraph's style and of those it is based on, in small letters.

        Word keeps the English names of its own styles in every language.
        """
        return [(value(style, "name") or "").casefold() for style in self.chain(identity)]

    def list_of(self, identity: str | None) -> str | None:
        """Return the `numId` of a style that makes a list (17.9.18)."""
        found = (value(style, "pPr", "numPr", "numId") for style in self.chain(identity))
        return next((one for one in found if one is not None), None)

    def rank(self, properties: Element | None) -> int | None:
        """Return the rank of a heading by its own outline level, its style's name or level."""
        own = number(value(properties, "outlineLvl"))
        if own is not None:
            return own + 1 if 0 <= own < 9 else None
        identity = value(properties, "pStyle")
        for name in self.names(identity):
            if name == "title":
                return 0
            if name.startswith("heading "):
                return number(name.split()[1]) or 1
        found = (number(value(style, "pPr", "outlineLvl")) for style in self.chain(identity))
        level = next((one for one in found if one is not None), None)
        return level + 1 if level is not None and 0 <= level < 9 else None

    def look(self, properties: Element | None, paragraph: str | None) -> Look:
        """Return the look of letters in a paragraph of a style.

        What two kinds of style both turn on cancels out (17.7.3, toggle properties).
        """
        character = value(properties, "rStyle")
        chains = [list(self.chain(paragraph))]
        if character is not None:
            chains.insert(0, list(self.chain(character, "character")))

        def toggle(name: str) -> bool:
            own = _switch(properties, name)
            if own is not None:
                return own
            found = [
                next((on for s in c if (on := _switch(child(s, "rPr"), name)) is not None), None)
                for c in chains
            ]
            if found.count(True):
                return found.count(True) == 1
            return bool(_switch(self._letters, name))

        sources = [properties, *(child(style, "rPr") for c in chains for style in c), self._letters]
        sizes = (number(value(source, "sz")) for source in sources)
        size = next((one / 2 for one in sizes if one), _DEFAULT_SIZE)
        return Look(toggle("b"), toggle("i"), toggle("vanish"), size)


class Lists:
    """The lists of a document (ISO/IEC 29500-1, 17.9), counting their entries as it is asked."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take `w:numbering`; a document without it may still have lists by their styles' names."""
        self._styles = styles
        numbering = [] if root is None else list(root)
        self._abstract = {
            one.get(W + "abstractNumId"): one for one in numbering if one.tag == W + "abstractNum"
        }
        self._lists = {one.get(W + "numId"): one for one in numbering if one.tag == W + "num"}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def form(self, properties: Element | None) -> Form:
        """Return what a paragraph is; to be asked once for each, in their order."""
        style = value(properties, "pStyle")
        names = self._styles.names(style)
        rank = self._styles.rank(properties)
        entry = self._entry(properties, style, names)
        if rank is not None:
            return Form(Kind.HEADING, rank)
        for name in names:
            if name in _QUOTATIONS:
                return Form(Kind.QUOTATION)
            if name in _CAPTIONS:
                return Form(Kind.CAPTION)
            if name.startswith("toc "):
                return Form(Kind.LIST_ENTRY, number(name[4:]) or 1)
        return entry or Form()

    def _entry(
        self, properties: Element | None, style: str | None, names: list[str]
    ) -> Form | None:
        by_name = next((name for name in names if name.startswith("list ")), "")
        depth = number(value(properties, "numPr", "ilvl")) or 0
        last = by_name.split()[-1:]
        if last and last[0].isdecimal():
            # The entries of `List Bullet 2` are the outermost of a list of their own.
            depth = max(depth, int(last[0]) - 1)
        identity = value(properties, "numPr", "numId") or self._styles.list_of(style)
        if identity == "0":
            return None
        if identity is not None and identity in self._lists:
            return self._counted(
                identity, min(depth, 8), number(value(properties, "numPr", "ilvl"))
            )
        if by_name.startswith(("list bullet", "list number")) or identity is not None:
            return Form(Kind.LIST_ENTRY, depth + 1)
        return None

    def _counted(self, identity: str, depth: int, level: int | None) -> Form | None:
        """Return the next entry of a list; None where its level shows no sign."""
        instance = self._lists[identity]
        abstract = value(instance, "abstractNumId")
        levels = self._levels(self._abstract.get(abstract))
        overrides = {
            number(one.get(W + "ilvl")): one for one in instance.findall(W + "lvlOverride")
        }
        place = level or 0
        override = overrides.get(place)
        found = child(override, "lvl")
        shape = found if found is not None else levels.get(place)
        sign = value(shape, "numFmt") or ("bullet" if shape is None else "decimal")
        if sign == "none":
            return None
        counts = self._counts.setdefault(abstract, {})
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]
        if sign == "bullet":
            return Form(Kind.LIST_ENTRY, depth + 1)
        start = number(value(override, "startOverride"))
        if start is not None and (identity, place) not in self._started:
            counts.pop(place, None)
        self._started.add((identity, place))
        if start is None:
            start = number(value(shape, "start"))
        counts[place] = counts[place] + 1 if place in counts else (1 if start is None else start)
        return Form(Kind.LIST_ENTRY, depth + 1, counts[place])

    def _levels(self, abstract: Element | None) -> dict[int, Element]:
        """Return the levels of a list by their depth, also of one that a style stands for."""
        linked = value(abstract, "numStyleLink")
        if linked is not None:
            instance = self._lists.get(self._styles.list_of(linked))
            abstract = self._abstract.get(value(instance, "abstractNumId"))
        levels = [] if abstract is None else abstract.findall(W + "lvl")
        return {number(level.get(W + "ilvl")) or 0: level for level in levels}

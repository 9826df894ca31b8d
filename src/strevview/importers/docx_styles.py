"""What the styles and lists of a DOCX say of its paragraphs and letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lxml.etree import Element, _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}
_OFF = frozenset({None, "0", "false", "off", "none"})
_DEFAULT_SIZE = 10.0
_TAGS = {
    **dict.fromkeys(("quote", "intense quote", "block text"), "blockquote"),
    **dict.fromkeys(("quotation", "quotations", "block quotation"), "blockquote"),
    **dict.fromkeys(("caption", "image caption", "figure caption", "table caption"), "figcaption"),
}


class LetterLook(NamedTuple):
    """The look of letters; `size` is in points."""

    bold: bool
    italic: bool
    hidden: bool
    size: float


def value(element: _Element, path: str, unsaid: str | None = None) -> str | None:
    """Return `w:val` of the element at a path, `unsaid` where it has none."""
    found = element.find(path, NAMES)
    return None if found is None else found.get(W + "val", unsaid)


def nearest(elements: Iterable[_Element], path: str, unsaid: str | None = None) -> str | None:
    """Return the value at a path of the first element that has one."""
    told = (value(one, path, unsaid) for one in elements)
    return next((one for one in told if one is not None), None)


def number(text: str | None) -> int | None:
    """Return a whole number; a fraction, as some programs write one, is cut off."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


class Styles:
    """The styles of a document, by their ids (ISO/IEC 29500-1, 17.7)."""

    def __init__(self, root: _Element | None) -> None:
        """Take `w:styles`; a document without it has plain looks."""
        root = Element(W + "styles") if root is None else root
        self._by_id: dict[str, _Element] = {}
        self._normal = ""
        self._defaults = root.findall("w:docDefaults/w:rPrDefault", NAMES)
        for style in root.iterfind("w:style", NAMES):
            identity = style.get(W + "styleId", "")
            self._by_id.setdefault(identity, style)
            if style.get(W + "default") not in _OFF and style.get(W + "type") == "paragraph":
                self._normal = identity

    @property
    def language(self) -> str | None:
        """The language of the text by default, such as en-GB."""
        return nearest([*self._chain(self._normal), *self._defaults], "w:rPr/w:lang")

    def _chain(self, identity: str | None) -> list[_Element]:
        """Return a style and those that it is based on."""
        found: list[_Element] = []
        while identity in self._by_id and self._by_id[identity] not in found:
            found.append(self._by_id[identity])
            identity = value(found[-1], "w:basedOn")
        return found

    def of_paragraph(self, paragraph: _Element | None) -> list[_Element]:
        """Return the style of a paragraph, or that of all, and those that it is based on."""
        told = None if paragraph is None else value(paragraph, "w:pPr/w:pStyle")
        return self._chain(self._normal if told is None else told)

    def look(self, run: _Element) -> LetterLook:
        """Return the look of a run: what the nearest says of it."""
        paragraph = next(run.iterancestors(W + "p"), None)
        character = self._chain(value(run, "w:rPr/w:rStyle"))
        told = [run, *character, *self.of_paragraph(paragraph), *self._defaults]
        bold, italic, hidden = (
            nearest(told, f"w:rPr/w:{name}", "1") not in _OFF for name in ("b", "i", "vanish")
        )
        size = number(nearest(told, "w:rPr/w:sz"))
        return LetterLook(bold, italic, hidden, size / 2 if size else _DEFAULT_SIZE)


class Lists:
    """The lists of a document (ISO/IEC 29500-1, 17.9), counting their entries as it is asked."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        """Take `w:numbering`; a document without it may still have lists by their styles' names."""
        root = Element(W + "numbering") if root is None else root
        self._styles = styles
        self._abstract = {
            one.get(W + "abstractNumId"): one for one in root.iterfind("w:abstractNum", NAMES)
        }
        self._lists = {one.get(W + "numId"): one for one in root.iterfind("w:num", NAMES)}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def tag(self, paragraph: _Element) -> str:
        """Return what a paragraph is in HTML, such as `h2` or `li aria-level='1' value='3'`.

        It is to be asked once for each, in their order. Word keeps the English names of its own
        styles in every language.
        """
        styles = self._styles.of_paragraph(paragraph)
        names = [(value(style, "w:name") or "").casefold() for style in styles]
        rank = _rank(paragraph, styles, names)
        entry = self._entry(paragraph, styles, names)
        if rank is not None:
            return f"h{min(rank, 6)}"
        for name in names:
            if name in _TAGS:
                return _TAGS[name]
            if name.startswith("toc "):
                return f"li aria-level='{number(name[4:]) or 1}'"
        return entry

    def _entry(self, paragraph: _Element, styles: list[_Element], names: list[str]) -> str:
        """Return the tag of the entry that a paragraph is; "p": it is none, or shows no sign."""
        by_name = next((name for name in names if name.startswith("list ")), "")
        identity = nearest([paragraph, *styles], "w:pPr/w:numPr/w:numId")
        place = number(value(paragraph, "w:pPr/w:numPr/w:ilvl")) or 0
        # The entries of `List Bullet 2` are the outermost of a list of their own.
        depth = max(place, (number(by_name.rpartition(" ")[2]) or 1) - 1)
        tag = f"li aria-level='{min(depth, 8) + 1}'"
        if identity == "0":
            return "p"
        if identity in self._lists:
            sign, count = self._sign(identity or "", place)
            numbered = tag if count is None else f"{tag} value='{count}'"
            return "p" if sign == "none" else numbered
        is_list = by_name.startswith(("list bullet", "list number")) or identity is not None
        return tag if is_list else "p"

    def _sign(self, identity: str, place: int) -> tuple[str, int | None]:
        """Return the kind of sign of the next entry of a list at a level, and its number.

        Lists of one kind go on with one another; one that says where it starts does so once.
        """
        instance = self._lists[identity]
        abstract = value(instance, "w:abstractNumId")
        own = instance.findall(f"w:lvlOverride[@w:ilvl='{place}']", NAMES)
        level = f"w:lvl[@w:ilvl='{place}']"
        levels = [*own, self._abstract.get(abstract, instance)]
        sign = nearest(levels, f"{level}/w:numFmt")
        if sign is None:
            is_known = any(one.find(level, NAMES) is not None for one in levels)
            sign = "decimal" if is_known else "bullet"
        counts = self._counts.setdefault(abstract, {})
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]
        if sign in {"bullet", "none"}:
            return sign, None
        start = nearest(own, "w:startOverride")
        first = number(start or nearest(levels, f"{level}/w:start"))
        is_begun = place in counts and (start is None or (identity, place) in self._started)
        self._started.add((identity, place))
        counts[place] = counts[place] + 1 if is_begun else 1 if first is None else first
        return sign, counts[place]


def _rank(paragraph: _Element, styles: list[_Element], names: list[str]) -> int | None:
    """Return the rank of a heading by its own outline level, its style's name or level.

    It is 1 for a paragraph of the style Title, which stands above all headings.
    """
    level = number(value(paragraph, "w:pPr/w:outlineLvl"))
    if level is None:
        for name in names:
            if name == "title":
                return 1
            if name.startswith("heading "):
                return 1 + (number(name.split()[1]) or 1)
        level = number(nearest(styles, "w:pPr/w:outlineLvl"))
    return level + 2 if level is not None and 0 <= level < 9 else None

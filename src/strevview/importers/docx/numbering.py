"""Which paragraphs are entries of a list, how deep, and whether they are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from strevview.importers.docx.names import W, number, value
from strevview.importers.docx.styles import Styles

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in its list: 1 is the outermost level."""

    level: int
    numbered: bool


class Numbering:
    """The lists of a document (ISO/IEC 29500-1, 17.9)."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take `w:numbering`; a document without it may still have lists by their styles' names."""
        self._styles = styles
        self._formats: dict[tuple[str, int], str] = {}
        if root is None:
            return
        abstract = {
            str(found.get(W + "abstractNumId")): found for found in root.findall(W + "abstractNum")
        }
        for instance in root.findall(W + "num"):
            identity = str(instance.get(W + "numId"))
            self._add(identity, abstract.get(value(instance, "abstractNumId") or ""))
            for override in instance.findall(W + "lvlOverride"):
                self._add(identity, override)

    def _add(self, identity: str, levels: Element | None) -> None:
        for level in [] if levels is None else levels.findall(W + "lvl"):
            depth = number(str(level.get(W + "ilvl", "0"))) or 0
            self._formats[identity, depth] = value(level, "numFmt") or "decimal"

    def place(self, properties: Element | None) -> Place | None:
        """Return where a paragraph stands in a list, or None where it is in none."""
        depth = None
        for found in self._styles.paragraph_property(properties, "numPr"):
            if depth is None:
                depth = number(value(found, "ilvl"))
            identity = value(found, "numId")
            if identity is None:
                continue
            if identity == "0":
                return None
            return self._by_format(identity, depth or 0)
        return self._by_name(value(properties, "pStyle"))

    def _by_format(self, identity: str, depth: int) -> Place | None:
        shape = self._formats.get((identity, depth), "bullet")
        return None if shape == "none" else Place(depth + 1, shape != "bullet")

    def _by_name(self, style: str | None) -> Place | None:
        for name in self._styles.names(style):
            for start, numbered in (("list bullet", False), ("list number", True)):
                if name.startswith(start):
                    return Place(number(name.removeprefix(start).strip() or "1") or 1, numbered)
        return None


def indents(styles: Styles, properties: Element | None) -> tuple[int, int]:
    """Return how far a paragraph is set in on the left and on the right, in twentieths of a point.

    `w:start` and `w:end` are the same as `w:left` and `w:right` in text that runs to the right.
    """
    found: dict[str, int] = {}
    for element in styles.paragraph_property(properties, "ind"):
        for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
            texts = [element.get(W + name) for name in names]
            value_ = next((number(str(text)) for text in texts if text is not None), None)
            if value_ is not None:
                found.setdefault(side, value_)
    return found.get("left", 0), found.get("right", 0)


def centred(styles: Styles, properties: Element | None) -> bool:
    """Return whether a paragraph is set in the middle."""
    for element in styles.paragraph_property(properties, "jc"):
        return str(element.get(W + "val")) == "center"
    return False


def heading_level(styles: Styles, properties: Element | None) -> int | None:
    """Return the level of a heading by its own outline level or its style, or None."""
    own = number(value(properties, "outlineLvl"))
    if own is not None:
        return own + 1 if 0 <= own < 9 else None
    style = value(properties, "pStyle")
    for name in styles.names(style):
        if name in {"title", "subtitle"}:
            return 1 if name == "title" else 2
        if name.startswith("heading "):
            return number(name.removeprefix("heading ").split()[0]) or 0
    return styles.outline_level(style)

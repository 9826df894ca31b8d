"""The names of WordprocessingML (ISO/IEC 29500-1) and how its properties are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

    Element = BaseOxmlElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix that the format uses

_OFF = frozenset({"0", "false", "off", "none"})


def children(element: Element) -> Iterator[Element]:
    """Yield the elements in an element, without comments and processing instructions."""
    for child in element:
        if isinstance(child.tag, str):
            yield child


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element found by following names of WordprocessingML down, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, *names: str, attribute: str = "val") -> str | None:
    """Return the attribute of the element found by following names down, or None."""
    found = child(element, *names)
    text = None if found is None else found.get(W + attribute)
    return None if text is None else str(text)


def switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is on, or None where it is not told (17.17.4, ST_OnOff)."""
    found = child(properties, name)
    if found is None:
        return None
    return str(found.get(W + "val", "1")).lower() not in _OFF


def number(text: str | None) -> int | None:
    """Return a whole number; a fraction, as some programs write one, is cut off."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None

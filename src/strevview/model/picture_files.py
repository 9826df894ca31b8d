"""The picture files of an issue: which it names, where they are, and what an SVG says.

Of an SVG it is told what it says in letters, and what prints otherwise than it was drawn. The
renderer draws what stands in the file itself: shapes, pictures embedded as `data:`, and text letter
by letter, in the fonts of the style. It passes over the rest without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import category
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.issue import Issue
from strevview.model.prose import is_right_to_left
from strevview.source.disk import name_fault
from strevview.source.nodes import Path as NodePath

# A drive of Windows, or an address.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:/|$)|[A-Za-z]:")
# The folder beside the issues that pictures stand in.
PICTURES = "pictures"
MAX_BYTES = 64 * 1024 * 1024
_ENDINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".svg": "SVG"}
_HREFS = ("{http://www.w3.org/1999/xlink}href", "href")
# A link of a drawing is no part of what is seen; `textPath` and `feImage` are told of as such.
_HREF_IS_NOT_DRAWN = frozenset({"a", "script", "textPath", "feImage"})
_SVG = frozenset({"", "{http://www.w3.org/2000/svg"})
_LINES = frozenset({"br", "div", "li", "p", "td", "th", "tr"})
_UNSEEN = frozenset({"title", "desc", "style", "script"})
_IMPORT = re.compile(r"@import\s+url\(\s*[\"']?([^\"')\s]+)", re.IGNORECASE)
_IMPORT_OF_TEXT = re.compile(r"@import\s+[\"']([^\"']+)", re.IGNORECASE)
_FONT_FACE = re.compile(r"@font-face\s*\{([^{}]*)\}", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*[\"']?([^\"';]+)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"\burl\(\s*[\"']?(?!#|data:)([^\"')\s]+)", re.IGNORECASE)
_LINKED = re.compile(rb"<\?xml-stylesheet\b[^>]*?\bhref\s*=\s*[\"']([^\"']*)")
_COLOUR_FUNCTION = re.compile(
    r"(?<![\w-])(?:color|fill|flood-color|stop-color|stroke)\s*:[^;{}]*?\b(var|color-mix)\(",
    re.IGNORECASE,
)
# Deeper than programs draw, and than the renderer follows.
_DEEPEST = 200
_SHOWN = 40
_MOST = 3


def picture_files(issue: Issue) -> Iterator[tuple[NodePath, str]]:
    """Yield the path of each key that names a picture, and what it names, in reading order."""
    if issue.cover is not None:
        yield ("cover", "image"), issue.cover.image
    for s, section in enumerate(issue.sections):
        for i, item in enumerate(section.items):
            for f, figure in enumerate(item.figures):
                yield ("sections", s, "items", i, "figures", f, "file"), figure.file


def find_picture(folder: Path, file: str, span: Span | None) -> Path | Diagnostic:
    """Return a picture's real path, or why it cannot be used: SV701 to SV704."""
    if "\\" in file and not _ADDRESS.match(file):
        message = f"`{file}` is divided by \\"
        return error("SV702", message, span, "write / in place of \\")
    if file.startswith("/") or _ADDRESS.match(file) or ".." in PurePosixPath(file).parts:
        return _outside(file, span)
    fault = name_fault(file)
    if fault is not None:
        message = f"`{file}` cannot be written on every system: {fault}"
        advice = "rename the file, here and in its folder: small letters, digits and hyphens"
        return error("SV704", message, span, advice)
    try:
        real = (folder / file).resolve(strict=True)
        inside = real.is_relative_to(folder.resolve())
        size = real.stat().st_size if inside and real.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return error("SV701", f"there is no picture `{file}`", span, _neighbour(folder, file))
    if not inside:
        return _outside(file, span)
    if size is None:
        return error("SV701", f"`{file}` is no file", span, _neighbour(folder, file))
    return unfit(file, size, span) or real


def _outside(file: str, span: Span | None) -> Diagnostic:
    advice = "put it into `pictures/` beside the issue and write `pictures/name.png`"
    return error("SV702", f"`{file}` leads out of the issue's folder", span, advice)


def unfit(file: str, size: int, span: Span | None) -> Diagnostic | None:
    """Return why a picture of a size cannot be printed, as its name tells: SV703."""
    if picture_format(file) is None:
        advice = "save it as PNG (drawings, screenshots), JPEG (photographs) or SVG"
        return error("SV703", f"`{file}` is in a format that is not printed", span, advice)
    if size > MAX_BYTES:
        advice = "a picture across the page needs no more than 2,500 pixels"
        return error("SV703", f"`{file}` is larger than {MAX_BYTES >> 20} MiB", span, advice)
    return None


def picture_format(file: str) -> str | None:
    """Return JPEG, PNG or SVG by a file's ending, or None."""
    return _ENDINGS.get(PurePosixPath(file).suffix.lower())


@contextmanager
def whole_pictures() -> Iterator[None]:
    """Have Pillow refuse pictures that are cut off; WeasyPrint, once loaded, has it take them."""
    from PIL import ImageFile

    taken = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = taken


def _neighbour(folder: Path, file: str) -> str:
    """Return the advice that names a file of nearly the same name, beside it or in `pictures/`."""
    path = PurePosixPath(file)
    for parent in (path.parent, PurePosixPath(PICTURES)):
        names = {name.casefold(): name for name in _names_in(folder / parent)}
        stems = {PurePosixPath(name).stem: name for name in names}
        wanted = path.name.casefold()
        close = get_close_matches(wanted, names, n=1, cutoff=0.6) or [stems.get(wanted, "")]
        if close[0]:
            return f"did you mean `{parent / names[close[0]]}`?"
    return "check the path: it starts from the issue's folder"


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    except (OSError, ValueError):
        return []


class Drawing(NamedTuple):
    """An SVG picture: its labels, and in words what would be lost of it, or look different."""

    labels: tuple[str, ...]
    lost: tuple[str, ...]
    different: tuple[str, ...]


def parse_svg(data: bytes) -> Element:
    """Return the root element of an SVG picture.

    Raises:
        ValueError: it is in UTF-16, has entities of its own, is nested too deeply, or is no SVG.
        ElementTree.ParseError: it is no XML.
    """
    if b"\0" in data:
        # In UTF-16 what is looked for would not be found.
        raise ValueError("the drawing is not UTF-8")
    if b"<!ENTITY" in data or (b"<!DOCTYPE" in data and b"[" in data.split(b"<!DOCTYPE")[1][:300]):
        raise ValueError("entities are not read")
    root = ElementTree.XML(data)
    if _name(root) != "svg":
        raise ValueError("the root is no svg element")
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
    if level:
        raise ValueError("its elements are nested too deeply")
    return root


def read_drawing(data: bytes) -> Drawing:
    """Return what is to be said of an SVG picture; `parse_svg` tells what is raised."""
    root = parse_svg(data)
    linked = (address.decode(errors="replace") for address in _LINKED.findall(data))
    css = "\n".join(_css(root))
    labels = tuple(filter(None, map(_words, _outermost(root, "text"))))
    lost = (
        *_quoted("text set as HTML:", _html_labels(root, labels)),
        *_quoted("text along a line:", map(_words, _outermost(root, "textPath"))),
        *_quoted("what stands in another file:", _elsewhere(root, css)),
        # The renderer cannot draw at all what begins so; with `url()` it passes it over.
        *_quoted("all of it, for its style imports", _IMPORT_OF_TEXT.findall(css)),
        *("a picture that a filter paints (feImage)" for _ in islice(_all(root, "feImage"), 1)),
    )
    different = (
        *_quoted(
            "letters that join or run from right to left stand apart in",
            filter(_falls_apart, labels),
        ),
        *_quoted("nothing is taken from the stylesheet", _stylesheets(root, linked, css)),
        *_quoted("the style's font stands in the place of", _fonts(root, css)),
        *_listed("black stands in the place of a colour given by", _colour_functions(root, css)),
        *_quoted("every choice of a <switch> prints, also", _choices(root)),
        *(("it may be cut off, for it has no `viewBox`",) if _no_size(root) else ()),
    )
    return Drawing(labels, lost, different)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(root: Element, name: str) -> Iterator[Element]:
    return (one for one in root.iter() if _name(one) == name)


def _outermost(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name that stand in none of that name."""
    if _name(element) == name:
        yield element
    else:
        for child in element:
            yield from _outermost(child, name)


def _css(root: Element) -> Iterator[str]:
    """Yield the stylesheets inside a drawing, without comments."""
    for style in _all(root, "style"):
        start, *rest = "".join(style.itertext()).split("/*")
        yield start + "".join(part.partition("*/")[2] for part in rest)


def _words(element: Element) -> str:
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    """Yield the text inside an element as it is read, without titles and descriptions."""
    yield " " if _name(element) in _LINES else ""
    if _name(element) not in _UNSEEN:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _html_labels(root: Element, labels: Iterable[str]) -> Iterator[str]:
    """Yield the words set as HTML that no labels of the drawing say as well, as a stopgap does."""
    said = "".join("".join(labels).split())
    for words in map(_words, _outermost(root, "foreignObject")):
        if "".join(words.split()) not in said:
            yield words


def _choices(root: Element) -> Iterator[str]:
    """Yield what prints besides the first choice of a `<switch>`: all of them are drawn."""
    for switch in _all(root, "switch"):
        children = list(switch)
        if not any(_name(child) == "foreignObject" for child in children):
            first, *others = map(_words, children) if children else ("",)
            yield from (other for other in others if other != first)


def _no_size(root: Element) -> bool:
    """Return whether a drawing does not say its size: 300 by 150 are shown (CSS 2.1, 10.3.2)."""
    sides = (root.get("width", "%"), root.get("height", "%"))
    return not root.get("viewBox") and "%" in "".join(sides)


def _elsewhere(root: Element, css: str) -> Iterator[str]:
    """Yield the addresses outside the file of what the drawing is made of."""
    for element in root.iter():
        space, _, name = element.tag.rpartition("}")
        if space not in _SVG:
            continue
        for key, value in element.attrib.items():
            if key in _HREFS:
                inside = value.lstrip().startswith(("#", "data:") if name == "image" else "#")
                if name not in _HREF_IS_NOT_DRAWN and value.strip() and not inside:
                    yield value
            elif "(" in value:
                yield from _ELSEWHERE.findall(value)
    yield from _ELSEWHERE.findall(_FONT_FACE.sub("", _IMPORT.sub("", css)))


def _stylesheets(root: Element, linked: Iterable[str], css: str) -> Iterator[str]:
    yield from linked
    yield from (link.get("href", "") for link in _all(root, "link"))
    yield from _IMPORT.findall(css)


def _fonts(root: Element, css: str) -> Iterator[str]:
    for face in _FONT_FACE.findall(css):
        yield from map(str.strip, _FAMILY.findall(face))
    yield from (face.get("font-family", "") for face in _all(root, "font-face"))


def _colour_functions(root: Element, css: str) -> Iterator[str]:
    attributes = (attribute for element in root.iter() for attribute in element.attrib.items())
    called = (f"{name}: {value}" for name, value in attributes if "(" in value)
    declarations = ";".join((css, *called))
    return (f"{function}()" for function in _COLOUR_FUNCTION.findall(declarations))


def _falls_apart(label: str) -> bool:
    """Return whether letters of a label stand otherwise beside each other than alone."""
    return is_right_to_left(label) or any(category(one) in ("Mn", "Mc") for one in label)


def _quote(text: str) -> str:
    shown = " ".join(text.split())
    if len(shown) > _SHOWN:
        # Of an address the end says more than its middle.
        shown = f"{shown[: _SHOWN // 2]}…{shown[-_SHOWN // 2 :]}"
    return f"“{shown}”" if shown else ""


def _listed(what: str, found: Iterable[str]) -> Iterator[str]:
    """Yield in one phrase what is said of some things, if there are any; the first are named."""
    things = list(dict.fromkeys(filter(None, found)))
    if things:
        more = f" and {len(things) - _MOST} more" if len(things) > _MOST else ""
        yield f"{what} {', '.join(things[:_MOST])}{more}"


def _quoted(what: str, found: Iterable[str]) -> Iterator[str]:
    """Yield the same phrase with the words of what was found in quotation marks."""
    return _listed(what, map(_quote, found))

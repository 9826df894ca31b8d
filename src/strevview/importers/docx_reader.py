"""A DOCX file as blocks: its text made HTML, and that made blocks, as Markdown's is.

A paragraph is what all styles, properties and lists of the document make it; tracked changes count
as accepted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from itertools import chain
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element

from strevview.diagnostics import Span, warning
from strevview.importers.blocks import Document, LeftOut, Picture
from strevview.importers.docx_parts import (
    NO_ARCHIVE,
    NO_XML,
    REPAIR,
    Lists,
    Package,
    Styles,
    W,
    child,
    value,
)
from strevview.importers.files import RefusedError, usable_picture
from strevview.importers.html_blocks import HtmlBlocks

_ASIDE = {"comments": "a comment", "header": "a running header", "footer": "a running footer"}
_EMBEDDED = "open the document in a word processor and save it: that takes the part into its text"
_P = W + "p"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURES = frozenset({_A + "blip", "{urn:schemas-microsoft-com:vml}imagedata"})
_TEXTS = frozenset({W + "t", W + "delText", _M + "t"})
_SHOWN = _PICTURES | _TEXTS
_SIGNS = {
    _P: "\n", W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "ptab": "\t",
    W + "noBreakHyphen": "-",
}  # fmt: skip
_TABLE = {W + "tbl": "table", W + "tr": "tr", W + "tc": "td"}
_SHIFTED = {"superscript": "sup", "subscript": "sub"}
_WHY = {
    W + "del": "deleted in a tracked change",
    W + "moveFrom": "moved elsewhere in a tracked change",
    W + "rt": "how characters are read, set above them",
}
_ABOVE_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
# Fonts in which the codes of letters show signs, by the last two digits of the code.
_GREEK = zip(
    "ABCDEFGHIKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
    strict=True,
)
_SYMBOLS = {
    "Symbol": {f"{ord(code):X}": letter for code, letter in _GREEK}
    | {"A3": "≤", "AE": "→", "B0": "°", "B1": "±", "B3": "≥", "B4": "×", "B7": "•", "BB": "≈"},
    "Wingdings": {"DF": "←", "E0": "→", "E7": "⇐", "E8": "⇒", "F3": "⇔"},
}
# A field HYPERLINK, its address, and the place behind the switch `\l` (17.16.5.25).
_HYPERLINK = re.compile(
    r"\s*HYPERLINK\s+(?:\\[a-km-z]\s+)*(?:\"([^\"]*)\"|([^\\\s]\S*))?"
    r"(?:.*?\\l\s+(?:\"([^\"]*)\"|(\S+)))?",
    re.DOTALL | re.IGNORECASE,
)


def read_docx(path: Path) -> Document:
    """Read a DOCX: every word and link is in a block or left out, with the reason.

    Raises:
        RefusedError: it cannot be read (SV940 to SV944).
    """
    try:
        return _read(Package(path), path)
    except NO_ARCHIVE as reason:
        what = "the file is damaged: its archive cannot be unpacked"
        raise RefusedError("SV942", str(path), what, REPAIR) from reason
    except NO_XML as reason:
        what = "the file is damaged: a part is missing or broken"
        raise RefusedError("SV942", str(path), what, REPAIR) from reason


def _read(package: Package, path: Path) -> Document:
    styles = Styles(_first(package, "styles"))
    text = _HtmlWriter(styles, Lists(_first(package, "numbering"), styles))
    notes = dict(text.notes(package))
    html = text.html(package.xml(package.main), package, package.main)
    reading = HtmlBlocks(partial(_picture, package), frozenset(text.places))
    for note, content in notes.items():
        reading.piece(content)
        reading.take_note(note)
    reading.piece(html)
    for _ in chain(package.related("chart"), package.related("diagramData")):
        reading.lose_picture("a chart or diagram", "it is no picture")
    document = reading.document(path)
    complaints = document.diagnostics
    if any(package.related("aFChunk")):
        what = "a part of the document is another file inside it, and was left out"
        complaints += (warning("SV949", what, Span.point(package.name), _EMBEDDED),)
    left_out = (*text.left_out, *document.left_out, *_aside(package))
    return replace(document, left_out=left_out, language=styles.language, diagnostics=complaints)


def _first(package: Package, kind: str) -> Element | None:
    part = next(package.related(kind), None)
    return None if part is None else package.xml(part)


def _picture(package: Package, address: str, alt: str | None) -> Picture | str:
    """Return a picture of the package, or why it cannot be had."""
    data = package.data(address)
    if data is None:
        return "it is not in the file, which only names it"
    return usable_picture(data, alt)


def _aside(package: Package) -> Iterator[LeftOut]:
    """Yield comments, headers and footers, a text that several of them have as one."""
    for kind, why in _ASIDE.items():
        roots = [package.xml(part) for part in package.related(kind)]
        for root in roots:
            _choose_alternatives(root)
        texts = Counter(_words_in(element.iter()) for root in roots for element in root)
        for text, times in texts.items():
            if text:
                yield LeftOut(text, why, times)


def _words_in(elements: Iterable[Element]) -> str:
    """Return the words in elements, with single spaces."""
    texts = (one.text if one.tag in _TEXTS else _SIGNS.get(one.tag) for one in elements)
    return " ".join("".join(text or "" for text in texts).split())


def _choose_alternatives(root: Element) -> None:
    """Keep of what is said in several ways the first that shows text or a picture."""
    for element in list(root.iter(_MC + "AlternateContent")):
        ways = [*element.findall(_MC + "Choice"), *element.findall(_MC + "Fallback")]
        shown = (way for way in ways if any(one.tag in _SHOWN for one in way.iter()))
        element[:] = list(next(shown, ()))


class _HtmlWriter:
    """Writes the text of parts as HTML.

    `left_out` is what is no text, `places` are the names of bookmarks.
    """

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.left_out: list[LeftOut] = []
        self.places = {"_top", "_goback"}
        self._styles = styles
        self._lists = lists
        self._relations: dict[str, str] = {}
        # The style of the paragraph, and the text boxes in it, which stand below it.
        self._style: str | None = None
        self._text_boxes = ""
        # The text of paragraphs whose end was deleted: it goes on in the next one.
        self._unended = ""
        # The code of a field so far, and where those lead that are open ("": it is no link).
        self._code = ""
        self._fields: list[str] = []
        # The words for the pictures of a drawing.
        self._alt = ""

    def notes(self, package: Package) -> Iterator[tuple[str, str]]:
        """Yield each note by its name, such as `footnote-1`; its mark is the name in `[^ ]`."""
        for kind in ("footnote", "endnote"):
            for part in package.related(f"{kind}s"):
                for note in package.xml(part):
                    if note.get(W + "type") in _ABOVE_NOTES:
                        self._leave_out(note.iter(), "the line above notes")
                    else:
                        name = f"{kind}-{note.get(W + 'id')}"
                        yield name, self.html(note, package, part)

    def html(self, root: Element, package: Package, part: str) -> str:
        """Return the HTML of an element of a part."""
        _choose_alternatives(root)
        self._relations = {
            name: relation.target for name, relation in package.relations(part).items()
        }
        bookmarks = root.iter(W + "bookmarkStart")
        self.places |= {one.get(W + "name", "").casefold() for one in bookmarks}
        html = self._inside(root)
        # A field that never ends shows nothing.
        wordless, self._code = _link_of(self._code), ""
        return html + _linked("", wordless)

    def _leave_out(self, elements: Iterable[Element], why: str) -> None:
        text = _words_in(elements)
        if text:
            self.left_out.append(LeftOut(text, why))

    def _inside(self, elements: Iterable[Element]) -> str:
        html = "".join(self._element(one) for one in elements)
        if self._unended:
            html += f"<p>{self._unended}</p>"
            self._unended = ""
        return html

    def _element(self, element: Element) -> str:
        """Return the HTML of one element; one that is not known gives what is in it."""
        tag = element.tag
        why = self._why_left_out(element)
        if why:
            self._leave_out(element.iter(), why)
            return ""
        if tag in self._WRITERS:
            return self._WRITERS[tag](self, element)
        if tag in _TEXTS:
            return escape((element.text or "").replace("\u00ad", ""))
        if tag in _SIGNS:
            return _SIGNS[tag].replace("\n", "<br>")
        if tag.startswith(W) and tag.endswith("Pr"):
            return ""
        inside = self._inside(element)
        return f"<{_TABLE[tag]}>{inside}</{_TABLE[tag]}>" if tag in _TABLE else inside

    @staticmethod
    def _why_left_out(element: Element) -> str | None:
        if child(element, "trPr", "del") is not None:
            return _WHY[W + "del"]
        if child(element, "sdtPr", "showingPlcHdr") is not None:
            return "the words of an empty form field"
        return _WHY.get(element.tag)

    def _paragraph(self, paragraph: Element) -> str:
        """Write a paragraph, and below it the text boxes that stand in it."""
        properties = child(paragraph, "pPr")
        tag = self._lists.tag(properties)
        around = self._style, self._text_boxes
        self._style, self._text_boxes = value(properties, "pStyle"), ""
        held, self._unended = self._unended, ""
        link = next((one for one in reversed(self._fields) if one), "")
        inside = held + _opened(link) + self._inside(paragraph)
        boxes = self._text_boxes
        self._style, self._text_boxes = around
        if child(properties, "rPr", "del") is not None:
            self._unended = inside
            return boxes
        return f"<{tag}>{inside}</{tag.split()[0]}>{boxes}"

    def _run(self, run: Element) -> str:
        properties = child(run, "rPr")
        look = self._styles.look(properties, self._style)
        inner = list(run)
        if look.hidden:
            self._leave_out(inner, "hidden text")
            inner = [one for one in inner if one.tag not in {*_TEXTS, *_SIGNS}]
        html = self._inside(inner)
        shifted = _SHIFTED.get(value(properties, "vertAlign") or "")
        tags = (look.bold and "b", look.italic and "i", shifted)
        for tag in (one for one in tags if one and html):
            html = f"<{tag}>{html}</{tag}>"
        return f"<span style='font-size:{look.size:g}pt'>{html}</span>" if html else ""

    def _symbol(self, symbol: Element) -> str:
        font, code = symbol.get(W + "font", ""), symbol.get(W + "char", "")
        sign = _SYMBOLS.get(font, {}).get(code[-2:].upper())
        if sign is None:
            self.left_out.append(LeftOut(f"{font} {code}", "a sign of a font of symbols"))
        return sign or ""

    def _note(self, reference: Element) -> str:
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        return f"[^{kind}-{reference.get(W + 'id')}]"

    def _text_box(self, box: Element) -> str:
        self._text_boxes += self._inside(box)
        return ""

    def _drawing(self, drawing: Element) -> str:
        """Write the pictures of a drawing, with its words for them and the link that it is."""
        about = next(drawing.iter(_DRAWN), None)
        click = None if about is None else about.find(_A + "hlinkClick")
        said = {} if about is None else about.attrib
        self._alt = said.get("descr") or said.get("title") or ""
        html = self._inside(drawing)
        return html if click is None else _linked(html, self._target(click, "id"))

    def _picture(self, picture: Element) -> str:
        address = self._target(picture, "embed", "link", "id")
        return f"<img src='{escape(address)}' alt='{escape(self._alt)}'>"

    def _target(self, element: Element, *names: str) -> str:
        """Return where a relation of an element leads; "#" for nowhere."""
        ids = [element.get(_R + name, "") for name in names]
        return next((self._relations[one] for one in ids if one in self._relations), "#")

    def _hyperlink(self, link: Element) -> str:
        place = link.get(W + "anchor", "")
        address = self._target(link, "id") if _R + "id" in link.attrib or not place else ""
        return _linked(self._inside(link), _with_place(address, place))

    def _simple_field(self, field: Element) -> str:
        return _linked(self._inside(field), _link_of(field.get(W + "instr", "")))

    def _field_code(self, code: Element) -> str:
        self._code += code.text or ""
        return ""

    def _field_char(self, mark: Element) -> str:
        """Begin or end the link that a field is; its words may go on in other paragraphs."""
        address, self._code = _link_of(self._code), ""
        kind = mark.get(W + "fldCharType")
        if kind == "separate" and self._fields:
            self._fields[-1] = address
            return _opened(address)
        # A field of which nothing is shown has a code until here.
        wordless = _linked("", address)
        if kind == "begin":
            self._fields.append("")
        elif kind == "end" and self._fields and self._fields.pop():
            return f"</a>{wordless}"
        return wordless

    _WRITERS: ClassVar[dict[str, Callable[[_HtmlWriter, Element], str]]] = {
        _P: _paragraph,
        W + "r": _run,
        _M + "r": _run,
        W + "sym": _symbol,
        W + "footnoteReference": _note,
        W + "endnoteReference": _note,
        W + "txbxContent": _text_box,
        W + "drawing": _drawing,
        W + "pict": _drawing,
        W + "object": _drawing,
        **dict.fromkeys(_PICTURES, _picture),
        W + "hyperlink": _hyperlink,
        W + "fldSimple": _simple_field,
        W + "instrText": _field_code,
        W + "fldChar": _field_char,
    }


def _opened(address: str) -> str:
    """Return the tag that opens a link."""
    return f"<a href='{escape(address)}'>" if address else ""


def _linked(html: str, address: str) -> str:
    return f"{_opened(address)}{html}</a>" if address else html


def _link_of(code: str) -> str:
    """Return where a field leads by its code; "" where it is no link."""
    match = _HYPERLINK.match(code)
    quoted, bare, place, bare_place = match.groups("") if match else ("",) * 4
    return _with_place((quoted or bare).replace("\\\\", "\\"), place or bare_place)


def _with_place(address: str, place: str) -> str:
    return f"{address}#{place}" if place and "#" not in address else address

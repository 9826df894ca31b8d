"""A DOCX file as blocks: its text made HTML, and that made blocks, as Markdown's is.

A paragraph is what all styles, properties and lists of the document make it; tracked changes count
as accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

from lxml.etree import QName, SubElement, _Element

from strevview.diagnostics import Span, warning
from strevview.importers.blocks import Document, FoundPicture
from strevview.importers.docx_parts import (
    NAMES,
    NO_ARCHIVE,
    NO_XML,
    REPAIR,
    Lists,
    Package,
    Styles,
    W,
    value,
)
from strevview.importers.files import RefusedError, usable_picture
from strevview.importers.html_blocks import HtmlBlocks, left_out

_ASIDE = {"comments": "a comment", "header": "a running header", "footer": "a running footer"}
_EMBEDDED = "open the document in a word processor and save it: that takes the part into its text"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# By which relation an element leads to a link or a picture.
_LEADS = [_R + name for name in ("id", "embed", "link", "dm")]
# Elements are told by their local names: texts, signs, and what they are in HTML.
_TEXTS = frozenset({"t", "delText"})
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_TABLE = {"tbl": "table", "tr": "tr", "tc": "td"}
_PICTURES = frozenset({"blip", "imagedata", "chart", "relIds"})
_SHIFTED = {"superscript": "sup", "subscript": "sub"}
_DELETED = "deleted in a tracked change"
_WHY = {
    "del": _DELETED,
    "moveFrom": "moved elsewhere in a tracked change",
    "rt": "how characters are read, set above them",
}
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
    styles = Styles(next(package.related("styles"), None))
    numbering = next(package.related("numbering"), None)
    text = _HtmlWriter(styles, Lists(numbering, styles))
    notes = dict(text.notes(package))
    html = text.html(package.main()) + "".join(_aside(package))
    reading = HtmlBlocks(partial(_picture, package), frozenset(text.places))
    document = reading.document(path, html, notes)
    complaints = document.diagnostics
    if package.embeds_files:
        what = "a part of the document is another file inside it, and was left out"
        complaints += (warning("SV949", what, Span.point(str(path)), _EMBEDDED),)
    return replace(document, language=styles.language, diagnostics=complaints)


def _picture(package: Package, address: str, alt: str | None) -> FoundPicture | str:
    """Return a picture of the package, or why it cannot be had."""
    data = package.data(address)
    if data is None:
        return "it is not in the file, which only names it"
    if address.endswith(".xml"):
        return "it is a chart or diagram that only a word processor can draw"
    return usable_picture(data, alt)


def _aside(package: Package) -> Iterator[str]:
    """Yield comments, headers and footers as left out."""
    for kind, why in _ASIDE.items():
        for element in (element for root in package.related(kind) for element in root):
            yield left_out(_words_in(element.iter()), why)


def _name(element: _Element) -> str:
    return str(QName(element).localname)


def _words_in(elements: Iterable[_Element]) -> str:
    """Return the words in elements, with single spaces."""
    said = {**_SIGNS, "p": "\n"}
    texts = (one.text if _name(one) in _TEXTS else said.get(_name(one)) for one in elements)
    return " ".join("".join(text or "" for text in texts).split())


def _join_paragraphs(root: _Element) -> None:
    """Put a paragraph whose end was deleted at the start of the next one, as Word does."""
    for paragraph in root.iterfind(".//w:p[w:pPr]", NAMES):
        following = paragraph.getnext()
        is_ended = paragraph.find("w:pPr/w:rPr/w:del", NAMES) is None
        if not is_ended and following is not None and following.tag == W + "p":
            start = 0 if following.find("w:pPr", NAMES) is None else 1
            following[start:start] = paragraph[1:]
            paragraph.clear()


def _text_boxes_below(root: _Element) -> None:
    """Put text boxes below the paragraphs that they stand in."""
    for box in reversed(list(root.iter(W + "txbxContent"))):
        next(box.iterancestors(W + "p")).addnext(box)


def _fields_linked(root: _Element) -> None:
    """Write on each run of a field HYPERLINK where it leads; it may go on in other paragraphs.

    Where its code ends stands an empty link, for a field of which nothing is shown. A field that is
    one element becomes a hyperlink.
    """
    for field in root.iter(W + "fldSimple"):
        address = _link_of(field.get(W + "instr", ""))
        if address:
            field.tag = W + "hyperlink"
            field.set(_R + "id", address)
    code = ""
    # Where the fields lead that are open; "" for one that is no link.
    fields: list[str] = []
    run = root
    for element in root.iter(W + "r", W + "instrText", W + "fldChar"):
        if element.tag == W + "r":
            run = element
            run.set("href", next((one for one in reversed(fields) if one), ""))
            continue
        if element.tag == W + "instrText":
            code += element.text or ""
            continue
        address, code = _link_of(code), ""
        _add_link(run, address)
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            fields.append("")
        elif fields and kind == "separate":
            fields[-1] = address
        elif fields:
            fields.pop()
    _add_link(run, _link_of(code))


def _add_link(run: _Element, address: str) -> None:
    if address:
        SubElement(run, W + "hyperlink", {_R + "id": address})


class _HtmlWriter:
    """Writes the text of parts as HTML; `places` are the names of bookmarks."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.places = {"_top", "_goback"}
        self._styles = styles
        self._lists = lists

    def notes(self, package: Package) -> Iterator[tuple[str, str]]:
        """Yield each note by its name, such as `footnote-1`; its mark is the name in `[^ ]`.

        The lines above notes are notes that no mark asks for.
        """
        for kind in ("footnote", "endnote"):
            for note in (note for part in package.related(f"{kind}s") for note in part):
                yield f"{kind}-{note.get(W + 'id')}", self.html(note)

    def html(self, root: _Element) -> str:
        """Return the HTML of a part, or of a note in one."""
        bookmarks = root.iter(W + "bookmarkStart")
        self.places |= {one.get(W + "name", "").casefold() for one in bookmarks}
        _join_paragraphs(root)
        _text_boxes_below(root)
        _fields_linked(root)
        return self._inside(root)

    def _inside(self, elements: Iterable[_Element]) -> str:
        return "".join(self._element(one) for one in elements)

    def _element(self, element: _Element) -> str:
        """Return the HTML of one element; one that is not known gives what is in it."""
        name = _name(element)
        why = _why_left_out(element)
        if why:
            html = left_out(_words_in(element.iter()), why)
        elif name in _TEXTS:
            html = escape((element.text or "").replace("\u00ad", ""))
        elif name in _SIGNS:
            html = _SIGNS[name].replace("\n", "<br>")
        elif name == "p":
            tag = self._lists.tag(element)
            html = f"<{tag}>{self._inside(element)}</{tag.split()[0]}>"
        elif name in _TABLE:
            html = f"<{_TABLE[name]}>{self._inside(element)}</{_TABLE[name]}>"
        elif name == "r":
            html = self._run(element)
        elif name == "sym":
            html = _symbol(element)
        elif name in {"footnoteReference", "endnoteReference"}:
            html = f"[^{name.removesuffix('Reference')}-{element.get(W + 'id')}]"
        elif name in _PICTURES:
            html = _picture_shown(element)
        elif name == "hyperlink":
            place = element.get(W + "anchor", "")
            address = "" if place and _R + "id" not in element.attrib else _target(element)
            html = _linked(self._inside(element), _with_place(address, place))
        elif name == "instrText" or name.endswith("Pr"):
            html = ""
        else:
            html = self._inside(element)
        return html

    def _run(self, run: _Element) -> str:
        look = self._styles.look(run)
        hidden = [one for one in run if look.hidden and _name(one) in {*_TEXTS, *_SIGNS}]
        html = self._inside(one for one in run if one not in hidden)
        html += left_out(_words_in(hidden), "hidden text")
        if not html:
            return ""
        shifted = _SHIFTED.get(value(run, "w:rPr/w:vertAlign") or "")
        for tag in filter(None, (look.bold and "b", look.italic and "i", shifted)):
            html = f"<{tag}>{html}</{tag}>"
        return _linked(f"<span data-size='{look.size:g}'>{html}</span>", run.get("href", ""))


def _why_left_out(element: _Element) -> str | None:
    if element.find("w:trPr/w:del", NAMES) is not None:
        return _DELETED
    if element.find("w:sdtPr/w:showingPlcHdr", NAMES) is not None:
        return "the words of an empty form field"
    return _WHY.get(_name(element))


def _symbol(symbol: _Element) -> str:
    font, code = symbol.get(W + "font", ""), symbol.get(W + "char", "")
    sign = _SYMBOLS.get(font, {}).get(code[-2:].upper())
    return sign or left_out(f"{font} {code}", "a sign of a font of symbols")


def _picture_shown(picture: _Element) -> str:
    """Write a picture, with the words of its drawing for it and the link that this is."""
    drawing = next(picture.iterancestors("{*}drawing", "{*}pict", "{*}object"), picture)
    about = next(drawing.iter("{*}docPr"), drawing)
    alt = about.get("descr") or about.get("title") or ""
    click = about.find("{*}hlinkClick")
    html = f"<img src='{escape(_target(picture))}' alt='{escape(alt)}'>"
    return html if click is None else _linked(html, _target(click))


def _target(element: _Element) -> str:
    """Return where a relation of an element leads; "#" for nowhere."""
    return next(filter(None, map(element.get, _LEADS)), "#")


def _linked(html: str, address: str) -> str:
    return f"<a href='{escape(address)}'>{html}</a>" if address else html


def _link_of(code: str) -> str:
    """Return where a field leads by its code; "" where it is no link."""
    match = _HYPERLINK.match(code)
    quoted, bare, place, bare_place = match.groups("") if match else ("",) * 4
    return _with_place((quoted or bare).replace("\\\\", "\\"), place or bare_place)


def _with_place(address: str, place: str) -> str:
    return f"{address}#{place}" if place and "#" not in address else address

"""A part of a DOCX made fit for mammoth, which passes over what it does not know.

Afterwards the part holds nothing but paragraphs, runs with their whole look, links with their
addresses, tables, text boxes and note marks. What else it had stands in `Found`: a paragraph's
style is the place of its form there, and a bookmark's name that of a picture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import LeftOut, Picture
from strevview.importers.docx_drawings import BOX, PICTURES, Drawn, R, drawn_in
from strevview.importers.docx_fields import Fields, parse_code
from strevview.importers.docx_package import Package, Relation
from strevview.importers.docx_styles import Form, Lists, Styles, W, child, value
from strevview.importers.pictures import usable_picture

P = W + "p"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# mammoth reads through such an element to those inside it.
_THROUGH = W + "smartTag"
# What is made here, until it gets the name by which mammoth knows it.
_LINK = "link"
_OPEN_BOX = "box"
_MARK = "mark"
# mammoth sets what is in `w:pict` behind the paragraph.
_NAMED = {_LINK: W + "hyperlink", _OPEN_BOX: W + "pict", _MARK: W + "bookmarkStart"}
_KEPT = frozenset(
    W + name
    for name in (
        *("document", "body", "footnotes", "footnote", "endnotes", "endnote"),
        *("p", "pPr", "pStyle", "r", "rPr", "b", "i", "sz", "vertAlign", "del"),
        *("t", "tab", "br", "hyperlink", "tbl", "tr", "tc"),
        *("footnoteReference", "endnoteReference"),
    )
)
_WHY = {
    W + "del": "deleted in a tracked change",
    W + "moveFrom": "moved elsewhere in a tracked change",
    W + "rt": "how characters are read, set above them",
}
_DELETED = _WHY[W + "del"]
_ABOVE_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_SIGNS = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n",
    W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_TEXTS = frozenset({W + "t", W + "delText", _M + "t"})
_HOLDERS = frozenset({W + "drawing", W + "pict", W + "object"})
# Word's own places: the top of a document, the place where one last wrote, headings.
_OWN_PLACES = ("_top", "_goback", "_toc", "_ref", "_hlk")
_PRIVATE = re.compile("[\uf020-\uf0ff]")
# What Word writes for arrows that are typed, in Wingdings; Unicode's own equals are in few fonts.
_ARROWS = {0xDF: "←", 0xE0: "→", 0xE7: "⇐", 0xE8: "⇒", 0xF3: "⇔"}
_EMBEDDED = "open the document in a word processor and save it: that takes the part into its text"
_COPY = "copy it out of the document as PNG or JPEG into `pictures/` and name it under `figures:`"


@dataclass
class Found:
    """What a document holds beside its text; `places` are its bookmarks."""

    styles: Styles
    lists: Lists
    places: frozenset[str]
    forms: list[Form] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def leave_out(self, text: str, why: str) -> None:
        """Note a text or an address that is no part of the issue."""
        if text.strip():
            self.left_out.append(LeftOut(" ".join(text.split()), why))


def choose_alternatives(parent: Element) -> None:
    """Keep of each content that is said several times the first that holds text or a picture."""
    parent[:] = [one for inner in parent for one in _chosen(inner)]
    for inner in parent:
        choose_alternatives(inner)


def _chosen(element: Element) -> list[Element]:
    if element.tag != _MC + "AlternateContent":
        return [element]
    for choice in (*element.findall(_MC + "Choice"), *element.findall(_MC + "Fallback")):
        if any(one.tag in _TEXTS or one.tag in PICTURES for one in choice.iter()):
            return [one for inner in choice for one in _chosen(inner)]
    return []


def text_of(element: Element) -> str:
    """Return the words of an element, with space between its paragraphs."""
    return "".join(
        "\n" if inner.tag == P else _sign(inner) or ""
        for inner in element.iter()
        if inner.tag != W + "tabs"
    )


def _sign(element: Element) -> str | None:
    """Return the text that an element of a run stands for, or None for another element."""
    if element.tag in _TEXTS:
        # Letters of symbol fonts may be typed as they are, at their places from U+F020.
        text = (element.text or "").replace("\u00ad", "")
        return _PRIVATE.sub(lambda found: _symbol("Symbol", ord(found.group())), text)
    if element.tag == W + "sym":
        try:
            return _symbol(element.get(W + "font", ""), int(element.get(W + "char", ""), 16))
        except ValueError:
            return "\ufffd"
    return _SIGNS.get(element.tag)


def _symbol(font: str, code: int) -> str:
    """Return a character of a symbol font (17.3.3.30), or U+FFFD for an unknown one."""
    from mammoth.docx.dingbats import dingbats

    if not 0xF000 <= code < 0xF100 and font not in {"Symbol", "Wingdings", "Webdings"}:
        return chr(code) if 0x20 <= code < 0xD800 else "\ufffd"
    low = code & 0xFF
    if font == "Wingdings" and low in _ARROWS:
        return _ARROWS[low]
    found = dingbats.get((font, low)) or dingbats.get(("Wingdings", low))
    return chr(found) if found else "\ufffd"


def note_marks(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the kind and the id of each note of a part, without the lines above notes."""
    for note in root:
        if note.get(W + "type") not in _ABOVE_NOTES:
            yield note.tag.removeprefix(W), note.get(W + "id", "")


def mend(root: Element, package: Package, relations: Mapping[str, Relation], found: Found) -> None:
    """Change a part of a document, whose alternatives are chosen, for mammoth."""
    mending = Mending(package, relations, found)
    mending.replace_blocks(root)
    for paragraph in list(root.iter(P)):
        mending.paragraph(paragraph)
    for element in list(root.iter()):
        _let_last_end(element)
        if element.tag not in _KEPT:
            element.tag = _NAMED.get(element.tag, _THROUGH)


def _let_last_end(parent: Element) -> None:
    """Let a paragraph whose end was deleted end all the same where no other follows it."""
    for inner, following in zip(parent, [*parent[1:], None], strict=False):
        mark = child(inner, "pPr", "rPr")
        if mark is not None and (following is None or following.tag != P):
            mark.clear()


@dataclass
class Mending:
    """Changes one part of a document; fields may go on from one paragraph to the next."""

    package: Package
    relations: Mapping[str, Relation]
    found: Found
    _fields: Fields = field(default_factory=Fields)
    # What was left out last in this paragraph, until another text follows.
    _held: str = ""
    _held_why: str = ""

    def leave_out(self, element: Element, why: str) -> None:
        """Leave out the words and links of an element, in the paragraph that is being read."""
        self._hold(text_of(element), why)
        self._leave_out_links(element, why)
        del element[:]

    def _leave_out_links(self, element: Element, why: str) -> None:
        for link in element.iter(W + "hyperlink"):
            relation = self.relations.get(link.get(R + "id", ""))
            self.found.leave_out("" if relation is None else relation.target, why)

    def leave_out_paragraphs(self, element: Element, why: str) -> None:
        """Leave out the words and links of an element, each paragraph apart."""
        boxes = {id(one) for box in element.iter(BOX) for one in box.iter(P)}
        for paragraph in element.iter(P):
            if id(paragraph) not in boxes:
                self.found.leave_out(text_of(paragraph), why)
        self._leave_out_links(element, why)
        del element[:]

    def _hold(self, text: str, why: str) -> None:
        if why != self._held_why:
            self.found.leave_out(self._held, self._held_why)
            self._held = ""
        self._held += text
        self._held_why = why

    def replace_blocks(self, root: Element) -> None:
        """Leave out deleted rows, empty form fields and the lines above notes; open drawings."""
        for element in list(root.iter()):
            if element.tag == W + "tr" and child(element, "trPr", "del") is not None:
                self.leave_out_paragraphs(element, _DELETED)
            elif element.tag == W + "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None:
                self._hold(text_of(element), "the words of an empty form field")
                self._hold("", "")
                del element[:]
            elif element.get(W + "type") in _ABOVE_NOTES:
                self.leave_out_paragraphs(element, "the line above notes")
            elif element.tag in _HOLDERS:
                self._replace_drawing(element)
            elif element.tag == W + "altChunk":
                what = "a part of the document is another file inside it, and was left out"
                name = self.package.name
                self.found.diagnostics.append(faults.left_out(name, what, _EMBEDDED))

    def _replace_drawing(self, holder: Element) -> None:
        """Put the pictures and text boxes of a drawing in its place."""
        inner: list[Element] = []
        for drawn in list(drawn_in(holder)):
            if isinstance(drawn, Drawn):
                inner += self._picture(drawn)
            else:
                drawn.tag = _OPEN_BOX
                inner.append(drawn)
        holder.tag = _THROUGH
        holder[:] = inner

    def _picture(self, drawn: Drawn) -> list[Element]:
        """Return the mark of a picture, in its link; tell of one that cannot be had."""
        relation = self.relations.get(drawn.relation)
        data = None
        if relation is not None and not relation.outside:
            data = self.package.data(relation.target)
        marks = []
        if data is not None:
            picture = usable_picture(data, drawn.alt, drawn.crop)
        else:
            picture = "it is not in the file, which only names it"
        if isinstance(picture, Picture):
            name = str(len(self.found.pictures))
            marks.append(Element(_MARK, {W + "name": name}))
            self.found.pictures.append(picture)
        elif drawn.what:
            self._tell_of_picture(f"{drawn.what} is no picture and was left out")
        elif drawn.relation or not drawn.link:
            called = f"the picture “{drawn.alt}”" if drawn.alt else "a picture"
            self._tell_of_picture(f"{called} was left out: {picture}")
        if not drawn.link:
            return marks
        target = self.relations.get(drawn.link)
        return [_link(drawn.link if target is None else target.target, marks)]

    def _tell_of_picture(self, what: str) -> None:
        self.found.diagnostics.append(faults.picture_left_out(self.package.name, what, _COPY))

    def paragraph(self, paragraph: Element) -> None:
        """Give a paragraph its form, and mend what stands in it."""
        properties = child(paragraph, "pPr")
        self._walk(paragraph, value(properties, "pStyle"))
        self._hold("", "")
        self._fields.end_paragraph()
        form = Element(W + "pPr")
        form.append(Element(W + "pStyle", {W + "val": str(len(self.found.forms))}))
        self.found.forms.append(self.found.lists.form(properties))
        if child(properties, "rPr", "del") is not None:
            form.append(Element(W + "rPr"))
            form[1].append(Element(W + "del"))
        paragraph[:] = [form, *(one for one in paragraph if one is not properties)]

    def _walk(self, parent: Element, style: str | None) -> None:
        for element in list(parent):
            if element.tag in {P, W + "pPr"}:
                continue
            if element.tag in _WHY:
                self.leave_out(element, _WHY[element.tag])
            elif element.tag in {W + "r", _M + "r"}:
                self._run(element, style)
            elif element.tag == W + "fldSimple":
                self._simple_field(element, style)
            else:
                if element.tag == W + "hyperlink":
                    relation = self.relations.get(element.get(R + "id", ""))
                    address = "" if relation is None else relation.target
                    self._make_link(element, self._address(address, element.get(W + "anchor")))
                self._walk(element, style)

    def _simple_field(self, element: Element, style: str | None) -> None:
        code = parse_code(element.get(W + "instr", ""))
        if code.is_page_number:
            self.leave_out(element, "a page number")
        elif code.is_link:
            self._make_link(element, self._address(code.address, code.anchor))
        self._walk(element, style)

    def _make_link(self, element: Element, address: str | None) -> None:
        """Make an element a link, or one to be read through where it leads inside the document."""
        element.attrib.clear()
        element.tag = _THROUGH if address is None else _LINK
        if address is not None:
            element.set(W + "anchor", address)

    def _address(self, address: str, anchor: str | None) -> str | None:
        """Return where a link leads: "" for a dead one, None for a place inside the document."""
        address = "%20".join(address.split())
        if address:
            place = "%20".join((anchor or "").split())
            return f"{address}#{place}" if place and "#" not in address else address
        inside = anchor in self.found.places or (anchor or "").casefold().startswith(_OWN_PLACES)
        return None if anchor and inside else ""

    def _run(self, run: Element, style: str | None) -> None:
        """Mend a run; its properties become the whole look of its letters."""
        properties = child(run, "rPr")
        look = self.found.styles.look(properties, style)
        inner: list[Element] = []
        for element in run:
            if element is not properties:
                inner += self._mended(element, "hidden text" if look.hidden else "", style)
        whole = Element(W + "rPr")
        for name, on in (("b", look.bold), ("i", look.italic)):
            if on:
                whole.append(Element(W + name))
        whole.append(Element(W + "sz", {W + "val": str(round(look.size * 2))}))
        raised = child(properties, "vertAlign")
        if raised is not None:
            whole.append(raised)
        run.tag = W + "r"
        run[:] = [whole, *inner] if inner else []

    def _mended(self, element: Element, why: str, style: str | None) -> list[Element]:
        """Return what mammoth is to read in the place of an element of a run."""
        if element.tag == W + "fldChar":
            return self._field_mark(element.get(W + "fldCharType"))
        if element.tag in {W + "instrText", W + "delInstrText"}:
            self._fields.add_code(element.text or "")
            return []
        text = _sign(element)
        if text is None:
            self._walk(element, style)
            is_drawing = any(one.tag in {_MARK, _OPEN_BOX} for one in element)
            return self._linked(element) if is_drawing else [element]
        why = why or (_DELETED if element.tag == W + "delText" else self._fields.why_left_out)
        if why:
            self._hold(text, why)
            return []
        self._hold("", "")
        sign = Element(W + {"\t": "tab", "\n": "br"}.get(text, "t"))
        sign.text = text
        return self._linked(sign)

    def _field_mark(self, kind: str | None) -> list[Element]:
        """Meet a mark of a field; return the link at the end of one that has no words."""
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.separate()
        elif kind == "end":
            code = self._fields.end()
            address = self._address(code.address, code.anchor)
            if code.is_link and not code.has_words and address:
                return [_link(address, [])]
        return []

    def _linked(self, element: Element) -> list[Element]:
        code = self._fields.link
        address = None if code is None else self._address(code.address, code.anchor)
        if code is None or address is None:
            return [element]
        code.has_words = True
        return [_link(address, [element])]


def _link(address: str, inner: list[Element]) -> Element:
    link = Element(_LINK, {W + "anchor": address})
    link.extend(inner)
    return link

"""What stands in a paragraph of a DOCX: texts with looks and links, pictures, notes, boxes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from strevview.importers.docx.fields import Fields
from strevview.importers.docx.links import Link, Links
from strevview.importers.docx.names import MC, M, W, child, children, local, value
from strevview.importers.docx.pictures import Pictures
from strevview.importers.docx.styles import Look, Styles
from strevview.importers.docx.symbols import from_private, symbol
from strevview.importers.manuscript import Picture

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element

DELETED = "deleted in a tracked change"
MOVED = "moved elsewhere in a tracked change"
HIDDEN = "hidden text"
PAGE_NUMBER = "a page number"
CODE = "the code of a field"
READING = "how characters are read, set above them"
PLACEHOLDER = "the words of an empty form field"

_CONTAINERS = frozenset(
    {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent", "bdo", "dir", "rubyBase"}
)
_WHY = {"del": DELETED, "moveFrom": MOVED, "rt": READING}
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text; where `why` is told it is dropped for that reason."""

    text: str
    look: Look
    link: Link | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: paragraphs of its own, anchored in this one."""

    content: Element


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a footnote or an endnote."""

    kind: str
    identity: str


Piece = Text | Box | NoteMark | Picture


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds for everything inside an element."""

    style: str | None
    link: Link | None = None
    why: str | None = None


@dataclass
class Inline:
    """Reads the paragraphs of one part; fields may go on from one paragraph to the next."""

    styles: Styles
    links: Links
    pictures: Pictures
    fields: Fields = field(default_factory=Fields)
    _pieces: list[Piece] = field(default_factory=list)

    def read(self, paragraph: Element) -> list[Piece]:
        """Return what stands in a paragraph, in order."""
        self._pieces = []
        self._walk(paragraph, _Place(value(child(paragraph, "pPr"), "pStyle")))
        self.fields.end_paragraph()
        return self._pieces

    def _walk(self, element: Element, place: _Place) -> None:
        for inner in children(element):
            tag = str(inner.tag)
            if tag.startswith(M):
                self._formula(inner, place)
            elif tag == MC + "AlternateContent":
                self._walk(chosen(inner), place)
            elif tag.startswith(W):
                self._one(inner, local(inner), place)

    def _one(self, element: Element, name: str, place: _Place) -> None:
        if name == "r":
            self._run(element, place)
        elif name == "hyperlink":
            link = self.links.of_element(element)
            self._walk(element, place if link is None else replace(place, link=link))
        elif name == "fldSimple":
            self._simple_field(element, place)
        elif name in _WHY:
            self._walk(element, replace(place, why=place.why or _WHY[name]))
        elif name in _CONTAINERS:
            if child(element, "sdtPr", "showingPlcHdr") is not None:
                place = replace(place, why=place.why or PLACEHOLDER)
            self._walk(element, place)

    def _simple_field(self, element: Element, place: _Place) -> None:
        self.fields.begin()
        self.fields.add_code(str(element.get(W + "instr", "")))
        self.fields.separate()
        self._walk(element, place)
        self.fields.end()

    def _run(self, run: Element, place: _Place) -> None:
        properties = child(run, "rPr")
        look = self.styles.look(properties, place.style)
        if child(properties, "del") is not None:
            place = replace(place, why=place.why or DELETED)
        if look.hidden:
            place = replace(place, why=place.why or HIDDEN)
        self._run_content(run, look, place)

    def _run_content(self, run: Element, look: Look, place: _Place) -> None:
        for inner in children(run):
            tag, name = str(inner.tag), local(inner)
            if tag == MC + "AlternateContent":
                self._run_content(chosen(inner), look, place)
            elif not tag.startswith(W):
                continue
            elif name in {"t", "delText"}:
                why = DELETED if name == "delText" else None
                self._text(from_private(str(inner.text or "")), look, place, why)
            elif name in _SPACES:
                self._text(_SPACES[name], look, place)
            elif name == "sym":
                font, code = inner.get(W + "font", ""), inner.get(W + "char", "")
                self._text(symbol(str(font), str(code)), look, place)
            elif name in _REST:
                _REST[name](self, inner, look, place)

    def _text(self, text: str, look: Look, place: _Place, why: str | None = None) -> None:
        why = why or place.why
        if self.fields.in_code:
            why = why or CODE
        elif self.fields.in_page_number:
            why = why or PAGE_NUMBER
        link = place.link
        if self.fields.link is not None:
            link = self.links.of_code(self.fields.link)
        if text:
            self._pieces.append(Text(text.replace("\u00ad", ""), look, link, why))

    def _formula(self, element: Element, place: _Place) -> None:
        """Take the letters of a formula; its layout is lost."""
        for letters in element.iter(M + "t"):
            self._text(str(letters.text or ""), self.styles.look(None, place.style), place)

    def _field_mark(self, mark: Element, look: Look, place: _Place) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            self.fields.end()

    def _field_code(self, code: Element, look: Look, place: _Place) -> None:
        self.fields.add_code(str(code.text or ""))

    def _note(self, mark: Element, look: Look, place: _Place) -> None:
        if place.why is None:
            kind = local(mark).removesuffix("Reference")
            self._pieces.append(NoteMark(kind, str(mark.get(W + "id"))))

    def _ruby(self, ruby: Element, look: Look, place: _Place) -> None:
        self._walk(ruby, place)

    def _drawing(self, drawing: Element, look: Look, place: _Place) -> None:
        boxes = [box for box in drawing.iter(W + "txbxContent") if not _is_fallback(box, drawing)]
        if place.why is None:
            self._pieces += self.pictures.of_drawing(drawing)
        for box in boxes:
            if not any(outer is not box and outer in box.iterancestors() for outer in boxes):
                self._pieces.append(Box(box))


_Reader = Callable[[Inline, "Element", Look, _Place], None]
# Private methods of Inline, by the element of a run that each reads.
_REST: dict[str, _Reader] = {
    "fldChar": Inline._field_mark,
    "instrText": Inline._field_code,
    "footnoteReference": Inline._note,
    "endnoteReference": Inline._note,
    "ruby": Inline._ruby,
    "drawing": Inline._drawing,
    "pict": Inline._drawing,
    "object": Inline._drawing,
}


def chosen(alternatives: Element) -> Element:
    """Return the first of the choices of one content, for it is the fullest (ISO 29500-3, 7.5)."""
    found = alternatives.find(MC + "Choice")
    if found is None or not len(found):
        found = alternatives.find(MC + "Fallback")
    return alternatives if found is None else found


def _is_fallback(element: Element, top: Element) -> bool:
    """Whether an element is said again for older programs."""
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == MC + "Fallback":
            return True
    return False

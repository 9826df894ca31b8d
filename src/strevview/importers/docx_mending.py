"""The text of a DOCX made fit for mammoth, which passes over what it does not know.

What mammoth knows of styles is not enough to tell a heading, the entry of a list or the size of
letters. So each paragraph and each run gets a style that says what it is by all the styles,
properties and lists of the document; `style_map` says what HTML each of them becomes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from strevview.importers import faults
from strevview.importers.blocks import Kind, LeftOut
from strevview.importers.docx_package import Package, RefusedError
from strevview.importers.docx_styles import Form, Lists, Styles, W, child, value

# Of one part: what a book of 500 pages has, and what is read in some 20 seconds.
MAX_ELEMENTS = 300_000
# Stands between notes, and between the last one and the text; in a private area of Unicode.
CUT = "\ue000\ue001"
_P = W + "p"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TEXTS = frozenset({W + "t", W + "delText", _M + "t"})
_V = "{urn:schemas-microsoft-com:vml}"
_PICTURES = frozenset({_A + "blip", _V + "imagedata"})
_SIGNS = {_P: "\n", W + "br": "\n", W + "tab": "\t"}
# mammoth reads through `smartTag` to what is inside it.
_THROUGH = W + "smartTag"
_NAMED = {
    _M + "r": W + "r", _M + "t": W + "t", W + "cr": W + "br", W + "ptab": W + "tab",
    W + "dir": _THROUGH, W + "bdo": _THROUGH, W + "ruby": _THROUGH, W + "rubyBase": _THROUGH,
}  # fmt: skip
_WHY = {
    W + "del": "deleted in a tracked change",
    W + "moveFrom": "moved elsewhere in a tracked change",
    W + "rt": "how characters are read, set above them",
}
_ABOVE_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
# What Word writes for arrows that are typed, in Wingdings; Unicode's own equals are in few fonts.
_ARROWS = {"F0DF": "←", "F0E0": "→", "F0E7": "⇐", "F0E8": "⇒", "F0F3": "⇔"}
# A field HYPERLINK, its address, and the place behind the switch `\l` (17.16.5.25).
_HYPERLINK = re.compile(
    r"\s*HYPERLINK\s+(?:\\[a-km-z]\s+)*(?:\"([^\"]*)\"|([^\\\s]\S*))?"
    r"(?:.*?\\l\s+(?:\"([^\"]*)\"|(\S+)))?",
    re.DOTALL | re.IGNORECASE,
)
_PAGE = re.compile(r"\s*(?:\d+|[ivxlc]+)\s*")


@dataclass
class Mended:
    """A document for mammoth, and what it does not tell.

    `archive` holds the notes, in the order of the `notes`, then the text, with `CUT` between them.
    `forms` are the styles of paragraphs by their names, `sizes` those of letters. `places` are the
    names of bookmarks, `links` all addresses, `pictures` the names of pictures, for each of which
    an empty file stands; `targets` are those of the archive's relations. The mark of a note is
    `[^name]`.
    """

    archive: io.BytesIO = field(default_factory=io.BytesIO)
    forms: dict[str, Form] = field(default_factory=dict)
    sizes: set[float] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=lambda: {"_top", "_goback"})
    links: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    targets: list[str] = field(default_factory=list)

    @property
    def style_map(self) -> str:
        """What HTML each style becomes; a title is of rank 1, and all headings are below it."""
        titled = any(form == Form(Kind.HEADING) for form in self.forms.values())
        lines = [f"p.{name} => {_html(form, titled)}" for name, form in self.forms.items()]
        lines += [
            f"r.size-{size * 2:g} => span[style='font-size:{size:g}pt']" for size in self.sizes
        ]
        return "\n".join(lines)


def mended(package: Package, styles: Styles, lists: Lists) -> Mended:
    """Return a document as mammoth can read it."""
    found = Mended()
    body: list[Element] = []
    for kind in ("footnote", "endnote"):
        for part in package.related(f"{kind}s"):
            mending = _Mending(package, part, styles, lists, found)
            for note in mending.root:
                if note.get(W + "type") in _ABOVE_NOTES:
                    mending.leave_out(note.iter(), "the line above notes")
                    continue
                found.notes.append(f"{kind}-{note.get(W + 'id')}")
                body += [*note, _paragraph_of(CUT)]
    main = _Mending(package, package.main, styles, lists, found).root
    body += [element for part in main.findall(W + "body") for element in part]
    root = Element(W + "document")
    SubElement(root, W + "body").extend(body)
    relations = Element(f"{{{_PACKAGE}}}Relationships")
    with zipfile.ZipFile(found.archive, "w") as archive:
        for place, target in enumerate(found.targets):
            attributes = {"Id": f"r{place}", "Target": target, "Type": ""}
            SubElement(relations, f"{{{_PACKAGE}}}Relationship", attributes)
        for picture in found.pictures:
            archive.writestr(picture, b"")
        archive.writestr("word/document.xml", ElementTree.tostring(root))
        archive.writestr("word/_rels/document.xml.rels", ElementTree.tostring(relations))
    return found


def texts_of(package: Package, part: str) -> Iterator[str]:
    """Yield the words of each paragraph of a part that is no text of the issue."""
    root = package.xml(part)
    _choose_alternatives(root)
    _name_signs(root)
    for paragraph in root.iter(_P):
        text = _words(_inside(paragraph))
        if text:
            yield text


def _paragraph_of(text: str) -> Element:
    paragraph = Element(_P)
    SubElement(SubElement(paragraph, W + "r"), W + "t").text = text
    return paragraph


def _choose_alternatives(root: Element) -> None:
    """Keep of what is said in two ways the one that shows more, else the older, for old readers.

    Of a new drawing with text boxes, which mammoth passes over, these are kept alone, as old ones.
    """
    for element in list(root.iter(_MC + "AlternateContent")):
        ways = [element.find(_MC + "Fallback"), element.find(_MC + "Choice")]
        kept = max((way for way in ways if way is not None), key=_shown, default=element)
        element.tag = _THROUGH
        element[:] = list(kept)
    for drawing in list(root.iter(W + "drawing")):
        boxes = list(_boxes(drawing))
        if boxes:
            drawing.tag = W + "pict"
            drawing[:] = boxes


def _boxes(parent: Element) -> Iterator[Element]:
    """Yield the text boxes in an element, but not those in a box."""
    for element in parent:
        if element.tag == W + "txbxContent":
            yield element
        else:
            yield from _boxes(element)


def _shown(element: Element) -> int:
    """Return 2 for what shows text, 1 for a picture, 0 for neither."""
    tags = {one.tag for one in element.iter()}
    return 2 if tags & _TEXTS else int(bool(tags & _PICTURES))


def _name_signs(root: Element) -> None:
    """Name what stands in runs, and what is around them, as mammoth knows it."""
    for element in root.iter():
        tag = element.tag
        if tag.startswith((_M, _V)) and tag not in _PICTURES:
            element.tag = _THROUGH
        element.tag = _NAMED.get(tag, element.tag)
        if tag == W + "br":
            element.attrib.clear()
        elif tag in {W + "noBreakHyphen", W + "softHyphen"}:
            element.tag, element.text = W + "t", "-" if tag == W + "noBreakHyphen" else ""
        elif tag == W + "sym" and element.get(W + "char") in _ARROWS:
            element.tag, element.text = W + "t", _ARROWS[element.get(W + "char", "")]
        elif tag in _TEXTS:
            element.text = (element.text or "").replace("\u00ad", "")


def _inside(parent: Element) -> Iterator[Element]:
    """Yield what stands in an element, but not in paragraphs in it, such as those of a box."""
    for element in parent:
        if element.tag != _P:
            yield element
            yield from _inside(element)


def _words(elements: Iterable[Element]) -> str:
    """Return the words in elements whose signs are named, with single spaces."""
    texts = (one.text if one.tag in _TEXTS else _SIGNS.get(one.tag) for one in elements)
    return " ".join("".join(text or "" for text in texts).split())


class _Mending:
    """Mends the root of one part, which has relations of its own."""

    def __init__(
        self,
        package: Package,
        part: str,
        styles: Styles,
        lists: Lists,
        found: Mended,
    ) -> None:
        self.root = package.text() if part == package.main else package.xml(part)
        if sum(1 for _ in self.root.iter()) > MAX_ELEMENTS:
            what = f"the text of the file has too many parts (more than {MAX_ELEMENTS:,} elements)"
            raise RefusedError(faults.too_large(package.name, what))
        self._relations = package.relations(part)
        self._styles = styles
        self._lists = lists
        self._found = found
        _choose_alternatives(self.root)
        _name_signs(self.root)
        self._take_out(self.root)
        self._mend_relations()
        self._mend_fields()
        for paragraph in self.root.iter(_P):
            self._mend_paragraph(paragraph)
        for parent in self.root.iter():
            _let_last_end(parent)

    def leave_out(self, elements: Iterable[Element], why: str) -> None:
        """Tell the words in elements as left out."""
        text = _words(elements)
        if text:
            self._found.left_out.append(LeftOut(text, why))

    def _take_out(self, parent: Element) -> None:
        """Take out what is no text."""
        for element in list(parent):
            why = _WHY.get(element.tag, "") if len(element) else ""
            if child(element, "trPr", "del") is not None:
                why = _WHY[W + "del"]
            elif child(element, "sdtPr", "showingPlcHdr") is not None:
                why = "the words of an empty form field"
            if why:
                self.leave_out(element.iter(), why)
                parent.remove(element)
                continue
            self._take_out(element)

    def _mend_relations(self) -> None:
        """Lead links and pictures to the relations of the new archive."""
        for element in self.root.iter():
            name = element.tag.rpartition("}")[2]
            if name == "hyperlink" and W + "anchor" not in element.attrib:
                element.attrib.setdefault(_R + "id", "")
            if name not in {"hyperlink", "hlinkClick", "blip", "imagedata"}:
                continue
            for key in element.attrib.keys() & {_R + "id", _R + "embed", _R + "link"}:
                relation = self._relations.get(element.get(key, ""))
                address = "#" if relation is None else relation.target
                if element.tag in _PICTURES:
                    self._found.pictures.add(address)
                    address = f"/{address}"
                else:
                    self._found.links.append(address)
                element.set(key, self._relation(address))
            if _R + "link" in element.attrib:
                element.attrib.setdefault(_R + "embed", element.attrib[_R + "link"])

    def _relation(self, target: str) -> str:
        """Return the id of a new relation."""
        self._found.targets.append(target)
        return f"r{len(self._found.targets) - 1}"

    def _mend_fields(self) -> None:
        """Write fields that are links as mammoth reads them; make marks of notes text."""
        codes: list[Element] = []
        for element in self.root.iter():
            kind = element.tag.removeprefix(W)
            if kind == "instrText":
                codes.append(element)
            elif kind == "fldChar" and codes:
                self._mend_code(codes)
                codes = []
            elif kind == "fldSimple":
                address, place = self._link(element.get(W + "instr", ""))
                element.tag = W + "hyperlink" if address or place else _THROUGH
                element.attrib.clear()
                if place:
                    element.set(W + "anchor", place)
                if address:
                    element.set(_R + "id", self._relation(address))
            elif kind in {"footnoteReference", "endnoteReference"}:
                element.tag = W + "t"
                element.text = f"[^{kind.removesuffix('Reference')}-{element.get(W + 'id')}]"
            elif kind == "bookmarkStart":
                self._found.places.add(element.get(W + "name", "").casefold())
                element.tag = _THROUGH

    def _mend_code(self, codes: list[Element]) -> None:
        address, place = self._link("".join(one.text or "" for one in codes))
        if not address and not place:
            return
        for code in codes:
            code.text = ""
        whole = f"{address}#{place}" if place and "#" not in address else address
        codes[0].text = f'HYPERLINK "{whole}"' if address else f'HYPERLINK \\l "{place}"'

    def _link(self, code: str) -> tuple[str, str]:
        """Return address and place of a field; both are "" where it is no link."""
        match = _HYPERLINK.match(code)
        quoted, bare, place, bare_place = match.groups("") if match else ("",) * 4
        address = (quoted or bare).replace("\\\\", "\\")
        self._found.links.append(address)
        return address, place or bare_place

    def _mend_paragraph(self, paragraph: Element) -> None:
        """Give a paragraph and its runs styles that say all of them; take out hidden text."""
        properties = child(paragraph, "pPr")
        form = self._lists.form(properties)
        inside = list(_inside(paragraph))
        if form.contents:
            self._take_out_page_number(inside)
        hidden: list[Element] = []
        for run in inside:
            if run.tag == W + "r":
                hidden += self._mend_run(run, value(properties, "pStyle"))
        self.leave_out(hidden, "hidden text")
        name = f"{form.kind.name}-{form.level}-{form.number}".lower().replace("_", "-")
        self._found.forms[name] = form
        mended = Element(W + "pPr")
        SubElement(mended, W + "pStyle", {W + "val": name})
        if child(properties, "rPr", "del") is not None:
            SubElement(SubElement(mended, W + "rPr"), W + "del")
        paragraph[:] = [mended, *(one for one in paragraph if one is not properties)]

    def _take_out_page_number(self, inside: list[Element]) -> None:
        """Take out the page at the end of a line of a table of contents."""
        last = next((one for one in reversed(inside) if one.tag in _TEXTS and one.text), None)
        if last is not None and _PAGE.fullmatch(last.text or ""):
            self.leave_out([last], "a page number")
            last.text = ""

    def _mend_run(self, run: Element, style: str | None) -> list[Element]:
        """Make the properties of a run the whole look of its letters; return what is hidden."""
        properties = child(run, "rPr")
        look = self._styles.look(properties, style)
        inner = [one for one in run if one is not properties]
        hidden = [one for one in inner if look.hidden and one.tag in {*_TEXTS, *_SIGNS}]
        mended = Element(W + "rPr")
        self._found.sizes.add(look.size)
        SubElement(mended, W + "rStyle", {W + "val": f"size-{look.size * 2:g}"})
        for tag, on in (("b", look.bold), ("i", look.italic)):
            if on:
                SubElement(mended, W + tag)
        raised = child(properties, "vertAlign")
        if raised is not None:
            mended.append(raised)
        run[:] = [mended, *(one for one in inner if one not in hidden)]
        return hidden


def _html(form: Form, titled: bool) -> str:
    """Return what a paragraph becomes in mammoth's words; there is no `h7`."""
    if form.kind is Kind.HEADING:
        return f"h{min(form.level + titled, 6)}:fresh"
    if form.kind is Kind.LIST_ENTRY:
        number = "" if form.number is None else f"[value='{form.number}']"
        return f"li[aria-level='{form.level}']{number}:fresh"
    return {
        Kind.QUOTATION: "blockquote > p:fresh",
        Kind.CAPTION: "figcaption:fresh",
    }.get(form.kind, "p:fresh")


def _let_last_end(parent: Element) -> None:
    """Let a paragraph whose end was deleted end all the same where no other follows it."""
    for inner, following in zip(parent, [*parent[1:], None], strict=False):
        mark = child(inner, "pPr", "rPr")
        if mark is not None and (following is None or following.tag != _P):
            mark.clear()

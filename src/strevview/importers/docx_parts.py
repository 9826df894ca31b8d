"""The parts of a DOCX file, opened within bounds, and what its styles and lists say."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.etree import Element, _Element

from strevview.importers.files import Format, RefusedError, format_of, read_bytes

MAX_PARTS = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
# Of all XML that is parsed, whatever its parts are named.
MAX_XML = 32 * 1024 * 1024
# Of one part: what a book of 500 pages has, and what is read in some 20 seconds.
MAX_ELEMENTS = 300_000
_SAVE = "open it in a word processor, save it as DOCX, and import that"
REPAIR = "open it in a word processor, which may repair it, and save it as DOCX"
# ISO/IEC 29500-1 and -4 name the same things by two families of addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
# What shows text or a picture, of the ways in which the same is said.
_SHOWS = "{*}t", "{*}delText", "{*}blip", "{*}imagedata", "{*}chart", "{*}relIds"
_OTHER_ARCHIVES = {
    "META-INF/container.xml": "an e-book (EPUB)",
    "content.xml": "an OpenDocument file (ODT)",
    "Index/Document.iwa": "a Pages document",
}
_OTHER_ROOTS = {"presentation": "a presentation", "workbook": "a spreadsheet"}


# What is raised while a file is read whose archive or whose XML is damaged.
NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
NO_XML = (etree.XMLSyntaxError, ValueError, LookupError, AttributeError, TypeError, RecursionError)


class Relation(NamedTuple):
    """Where a relation of a part leads: to a part, or to an address."""

    kind: str
    target: str


class Package:
    """The parts of a DOCX by their names (ISO/IEC 29500-2)."""

    def __init__(self, path: Path) -> None:
        """Find the main part; raise RefusedError, or one of NO_ARCHIVE and NO_XML."""
        self._name = str(path)
        data = read_bytes(path)
        if format_of(data) is Format.OLE:
            raise _ole_fault(data, self._name)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise RefusedError("SV943", self._name, "the file wants a password")
        if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise self._too_large("unpacked, the file would be too large")
        self._members = {member.filename.casefold(): member for member in members}
        if "[content_types].xml" not in self._members:
            others = (what for part, what in _OTHER_ARCHIVES.items() if self.data(part) is not None)
            raise self._refused(next(others, "a ZIP archive"))
        self._parsed = 0
        package = self._relations("").values()
        mains = (one.target for one in package if one.kind == "officeDocument")
        self._main = next(mains, "word/document.xml")
        self._related = tuple(self._relations(self._main).values())

    def _refused(self, what: str) -> RefusedError:
        return RefusedError("SV940", self._name, f"{what}, not a DOCX", _SAVE)

    def _too_large(self, what: str) -> RefusedError:
        return RefusedError("SV944", self._name, what)

    def main(self) -> _Element:
        """Return the root of the part with the text, as `related` gives others."""
        return self._text(self._main)

    def related(self, kind: str) -> Iterator[_Element]:
        """Yield the roots of the parts of a kind, such as `styles`, that the main part leads to.

        Of what is said in several ways there is the first that shows text or a picture, and an id
        of a relation is where it leads, "" for nowhere.
        """
        for relation in self._related:
            if relation.kind == kind and relation.target.casefold() in self._members:
                yield self._text(relation.target)

    @property
    def embeds_files(self) -> bool:
        """Whether a part of the text is another file inside of this one."""
        return any(relation.kind == "aFChunk" for relation in self._related)

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part, or None where it is missing."""
        member = self._members.get(part.casefold())
        return None if member is None else self._archive.read(member)

    def _text(self, part: str) -> _Element:
        root = self._xml(part)
        kind = etree.QName(root).localname
        if kind in _OTHER_ROOTS:
            raise self._refused(_OTHER_ROOTS[kind])
        relations = self._relations(part)
        for found in root.xpath("//@r:*", namespaces={"r": _OFFICE}):
            target = relations[found].target if found in relations else ""
            found.getparent().set(found.attrname, target)
        for element in list(root.iter(f"{{{_COMPATIBLE}}}AlternateContent")):
            shown = (way for way in element if next(way.iter(_SHOWS), None) is not None)
            element[:] = next(shown, ())
        return root

    def _xml(self, part: str) -> _Element:
        """Return the root of a part, with the names of the transitional kind of document."""
        member = self._members[part.casefold()]
        self._parsed += member.file_size
        if self._parsed > MAX_XML:
            raise self._too_large("unpacked, the text of the file would be too large")
        # zipfile never unpacks more of a member than its declared size.
        data = _STRICT.sub(_TRANSITIONAL, self._archive.read(member))
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
        root = etree.fromstring(data, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            advice = "no word processor writes such a file: do not trust it"
            what = "the file declares entities of its own"
            raise RefusedError("SV942", self._name, what, advice)
        if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
            what = f"the text of the file has too many parts (more than {MAX_ELEMENTS:,} elements)"
            raise self._too_large(what)
        return root

    def _relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; those of the whole package for ""."""
        folder, name = posixpath.split(part)
        holder = posixpath.join(folder, "_rels", f"{name}.rels")
        if holder.casefold() not in self._members:
            return {}
        found = {}
        for relation in self._xml(holder).iter("{*}Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, target)
        return found


def _ole_fault(data: bytes, name: str) -> RefusedError:
    """Return what an OLE container is: a DOCX behind a password (MS-OFFCRYPTO, 2.3), or a .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return RefusedError("SV943", name, "the file wants a password")
    is_doc = "WordDocument".encode("utf-16-le") in data
    what = "a DOC of the old binary kind" if is_doc else Format.OLE.value
    return RefusedError("SV940", name, what, "save it as DOCX or PDF")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"w": W[1:-1]}
# Word makes ids of its styles' names so: `Heading1` of `heading 1`.
_WITHIN_ID = re.compile(r"(?<=[a-z])(?=[A-Z0-9])")
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

    def names(self, paragraph: _Element) -> list[str]:
        """Return the names of the styles of a paragraph, in small letters.

        Word keeps the English names of its own styles in every language. A style that the document
        only names by its id has the name that the id was made of.
        """
        styles = self.of_paragraph(paragraph)
        told = value(paragraph, "w:pPr/w:pStyle")
        if told and not styles:
            return [_WITHIN_ID.sub(" ", told).casefold()]
        return [(value(style, "w:name") or "").casefold() for style in styles]

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

        It is to be asked once for each, in their order.
        """
        styles, names = self._styles.of_paragraph(paragraph), self._styles.names(paragraph)
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

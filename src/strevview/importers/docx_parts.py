"""The parts of a DOCX file, opened within bounds, and what its styles and lists say."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

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
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OTHER_ARCHIVES = {
    "META-INF/container.xml": "an e-book (EPUB)",
    "content.xml": "an OpenDocument file (ODT)",
    "Index/Document.iwa": "a Pages document",
}
_OTHER_ROOTS = {"presentation": "a presentation", "workbook": "a spreadsheet"}


# What is raised while a file is read whose archive or whose XML is damaged.
NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
NO_XML = (ParseError, ValueError, LookupError, AttributeError, TypeError, RecursionError)


class Relation(NamedTuple):
    """Where a relation of a part leads: to a part, or to an address."""

    kind: str
    target: str


class Package:
    """The parts of a DOCX by their names (ISO/IEC 29500-2); `main` is that of the text."""

    def __init__(self, path: Path) -> None:
        """Find the main part; raise RefusedError, or one of NO_ARCHIVE and NO_XML."""
        self.name = str(path)
        data = read_bytes(path)
        if format_of(data) is Format.OLE:
            raise _ole_fault(data, self.name)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise RefusedError("SV943", self.name, "the file wants a password")
        if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise self._too_large("unpacked, the file would be too large")
        self._members = {member.filename.casefold(): member for member in members}
        if "[content_types].xml" not in self._members:
            others = (what for part, what in _OTHER_ARCHIVES.items() if self.data(part) is not None)
            raise self._refused(next(others, "a ZIP archive"))
        self._parsed = 0
        package = self.relations("").values()
        mains = (one.target for one in package if one.kind == "officeDocument")
        self.main = next(mains, "word/document.xml")
        self._related = tuple(self.relations(self.main).values())

    def _refused(self, what: str) -> RefusedError:
        return RefusedError("SV940", self.name, f"{what}, not a DOCX", _SAVE)

    def _too_large(self, what: str) -> RefusedError:
        return RefusedError("SV944", self.name, what)

    def xml(self, part: str) -> Element:
        """Return the root of a part, with the names of the transitional kind of document."""
        member = self._members[part.casefold()]
        self._parsed += member.file_size
        if self._parsed > MAX_XML:
            raise self._too_large("unpacked, the text of the file would be too large")
        # zipfile never unpacks more of a member than its declared size.
        data = _STRICT.sub(_TRANSITIONAL, self._archive.read(member))
        # UTF-16 has null bytes in between.
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            advice = "no word processor writes such a file: do not trust it"
            what = "the file declares entities of its own"
            raise RefusedError("SV942", self.name, what, advice)
        root = ElementTree.fromstring(data)  # noqa: S314 - it declares no entities
        kind = root.tag.rpartition("}")[2]
        if kind in _OTHER_ROOTS:
            raise self._refused(_OTHER_ROOTS[kind])
        if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
            what = f"the text of the file has too many parts (more than {MAX_ELEMENTS:,} elements)"
            raise self._too_large(what)
        return root

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part, or None where it is missing."""
        member = self._members.get(part.casefold())
        return None if member is None else self._archive.read(member)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; those of the whole package for ""."""
        folder, name = posixpath.split(part)
        holder = posixpath.join(folder, "_rels", f"{name}.rels")
        if holder.casefold() not in self._members:
            return {}
        found = {}
        for relation in self.xml(holder).iter(_RELATION):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, target)
        return found

    def related(self, kind: str) -> Iterator[str]:
        """Yield the parts of a kind, such as `styles`, that the main part leads to."""
        for relation in self._related:
            if relation.kind == kind and relation.target.casefold() in self._members:
                yield relation.target


def _ole_fault(data: bytes, name: str) -> RefusedError:
    """Return what an OLE container is: a DOCX behind a password (MS-OFFCRYPTO, 2.3), or a .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return RefusedError("SV943", name, "the file wants a password")
    is_doc = "WordDocument".encode("utf-16-le") in data
    what = "a DOC of the old binary kind" if is_doc else Format.OLE.value
    return RefusedError("SV940", name, what, "save it as DOCX or PDF")


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_T = TypeVar("_T")
_OFF = frozenset({"0", "false", "off", "none"})
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


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element found by following names of WordprocessingML down, or None."""
    for name in names:
        element = None if element is None else element.find(W + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """Return the attribute `w:val` of the element found by following names down, or None."""
    found = child(element, *names)
    return None if found is None else found.get(W + "val")


def number(text: str | None) -> int | None:
    """Return a whole number; a fraction, as some programs write one, is cut off."""
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        return None


def _first(told: Iterable[_T | None]) -> _T | None:
    return next((one for one in told if one is not None), None)


class Styles:
    """The styles of a document, by their ids (ISO/IEC 29500-1, 17.7)."""

    def __init__(self, root: Element | None) -> None:
        """Take `w:styles`; a document without it has plain looks."""
        self._by_id: dict[str, Element] = {}
        self._normal = ""
        self._letters = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in [] if root is None else root.findall(W + "style"):
            identity = style.get(W + "styleId", "")
            self._by_id.setdefault(identity, style)
            is_default = style.get(W + "default", "0") not in _OFF
            if is_default and style.get(W + "type") == "paragraph":
                self._normal = identity

    @property
    def language(self) -> str | None:
        """The language of the text by default, such as en-GB."""
        return value(self._by_id.get(self._normal), "rPr", "lang") or value(self._letters, "lang")

    def chain(self, identity: str | None) -> Iterator[Element]:
        """Yield a style and those that it is based on; the default of paragraphs for None."""
        seen: set[str] = set()
        name = self._normal if identity is None else identity
        while name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = value(self._by_id[name], "basedOn") or ""

    def names(self, identity: str | None) -> list[str]:
        """Return the names of a paragraph's style and of those it is based on, in small letters.

        Word keeps the English names of its own styles in every language.
        """
        return [(value(style, "name") or "").casefold() for style in self.chain(identity)]

    def list_of(self, identity: str | None) -> str | None:
        """Return the `numId` of a style that makes a list (17.9.18)."""
        return _first(value(style, "pPr", "numPr", "numId") for style in self.chain(identity))

    def rank(self, properties: Element | None) -> int | None:
        """Return the rank of a heading by its own outline level, its style's name or level.

        It is 1 for a paragraph of the style Title, which stands above all headings.
        """
        level = number(value(properties, "outlineLvl"))
        identity = value(properties, "pStyle")
        if level is None:
            for name in self.names(identity):
                if name == "title":
                    return 1
                if name.startswith("heading "):
                    return 1 + (number(name.split()[1]) or 1)
            levels = (value(style, "pPr", "outlineLvl") for style in self.chain(identity))
            level = number(_first(levels))
        return level + 2 if level is not None and 0 <= level < 9 else None

    def look(self, properties: Element | None, paragraph: str | None) -> LetterLook:
        """Return the look of letters in a paragraph of a style: what the nearest says of it."""
        character = value(properties, "rStyle")
        styles = [*self.chain(character or ""), *self.chain(paragraph)]
        told = (properties, *(child(style, "rPr") for style in styles), self._letters)
        bold, italic, hidden = (
            bool(_first(_switch(one, name) for one in told)) for name in ("b", "i", "vanish")
        )
        size = _first(number(value(one, "sz")) for one in told)
        return LetterLook(bold, italic, hidden, size / 2 if size else _DEFAULT_SIZE)


def _switch(properties: Element | None, name: str) -> bool | None:
    """Return whether a property is on, or None where it is not set (17.17.4, ST_OnOff)."""
    found = child(properties, name)
    return None if found is None else found.get(W + "val", "1").lower() not in _OFF


class Lists:
    """The lists of a document (ISO/IEC 29500-1, 17.9), counting their entries as it is asked."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take `w:numbering`; a document without it may still have lists by their styles' names."""
        self._styles = styles
        parts = [] if root is None else list(root)
        self._abstract = {one.get(W + "abstractNumId"): one for one in parts}
        self._lists = {one.get(W + "numId"): one for one in parts if one.tag == W + "num"}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def tag(self, properties: Element | None) -> str:
        """Return what a paragraph is in HTML, such as `h2` or `li aria-level='1' value='3'`.

        It is to be asked once for each, in their order.
        """
        style = value(properties, "pStyle")
        names = self._styles.names(style)
        rank = self._styles.rank(properties)
        entry = self._entry(properties, style, names)
        if rank is not None:
            return f"h{min(rank, 6)}"
        for name in names:
            if name in _TAGS:
                return _TAGS[name]
            if name.startswith("toc "):
                return f"li aria-level='{number(name[4:]) or 1}'"
        return entry or "p"

    def _entry(self, properties: Element | None, style: str | None, names: list[str]) -> str | None:
        """Return the entry that a paragraph is, None where it is none or shows no sign."""
        by_name = next((name for name in names if name.startswith("list ")), "")
        identity = value(properties, "numPr", "numId") or self._styles.list_of(style)
        place = number(value(properties, "numPr", "ilvl")) or 0
        # The entries of `List Bullet 2` are the outermost of a list of their own.
        depth = max(place, (number(by_name.rpartition(" ")[2]) or 1) - 1)
        tag = f"li aria-level='{min(depth, 8) + 1}'"
        if identity in self._lists and identity != "0":
            sign, count = self._sign(identity or "", place)
            numbered = tag if count is None else f"{tag} value='{count}'"
            return None if sign == "none" else numbered
        is_list = by_name.startswith(("list bullet", "list number")) or identity is not None
        return tag if is_list and identity != "0" else None

    def _sign(self, identity: str, place: int) -> tuple[str, int | None]:
        """Return the kind of sign of the next entry of a list at a level, and its number."""
        instance = self._lists[identity]
        abstract = value(instance, "abstractNumId")
        override = _at(instance.findall(W + "lvlOverride"), place)
        levels = self._abstract.get(abstract, instance).findall(W + "lvl")
        shape = _first((child(override, "lvl"), _at(levels, place)))
        sign = value(shape, "numFmt") or ("bullet" if shape is None else "decimal")
        counts = self._counts.setdefault(abstract, {})
        for deeper in [one for one in counts if one > place]:
            del counts[deeper]
        if sign in {"bullet", "none"}:
            return sign, None
        start = number(value(override, "startOverride"))
        if start is not None and (identity, place) not in self._started:
            counts.pop(place, None)
        self._started.add((identity, place))
        first = _first((start, number(value(shape, "start")), 1)) or 0
        counts[place] = counts[place] + 1 if place in counts else first
        return sign, counts[place]


def _at(levels: Iterable[Element], place: int) -> Element | None:
    """Return the definition of a level of a list, which counts from 0, or None."""
    return next((one for one in levels if number(one.get(W + "ilvl")) == place), None)

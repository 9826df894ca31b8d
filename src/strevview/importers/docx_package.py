"""The parts of a DOCX file, opened within bounds."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

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

    def main(self) -> etree._Element:
        """Return the root of the part with the text, as `related` gives others."""
        return self._text(self._main)

    def related(self, kind: str) -> Iterator[etree._Element]:
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

    def _text(self, part: str) -> etree._Element:
        root = self._xml(part)
        kind = etree.QName(root).localname
        if kind in _OTHER_ROOTS:
            raise self._refused(_OTHER_ROOTS[kind])
        relations = self._relations(part)
        for element in root.iter():
            for name, value in element.attrib.items():
                if name.startswith(f"{{{_OFFICE}}}"):
                    element.set(name, relations[value].target if value in relations else "")
        for element in list(root.iter(f"{{{_COMPATIBLE}}}AlternateContent")):
            shown = (way for way in element if next(way.iter(_SHOWS), None) is not None)
            element[:] = next(shown, ())
        return root

    def _xml(self, part: str) -> etree._Element:
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

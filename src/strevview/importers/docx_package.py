"""The parts of a DOCX file, opened within bounds, or why that cannot be done."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.files import Format, format_of, read_bytes

MAX_PARTS = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
# Of all XML that is parsed, whatever its parts are named.
MAX_XML = 32 * 1024 * 1024
# Of one part: what a book of 500 pages has, and what is read in some 20 seconds.
MAX_ELEMENTS = 300_000
_SAVE = "open it in a word processor, save it as DOCX, and import that"
_REPAIR = "open it in a word processor, which may repair it, and save it as DOCX"
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


class RefusedError(Exception):
    """Why a file is not read, as a diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


# What is raised while a file is read whose archive or whose XML is damaged, or that is refused.
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)
_NO_XML = (ParseError, ValueError, LookupError, AttributeError, TypeError, RecursionError)
BROKEN: tuple[type[Exception], ...] = (RefusedError, *_NO_ARCHIVE, *_NO_XML)


class Relation(NamedTuple):
    """Where a relation of a part leads: to a part, or to an address."""

    kind: str
    target: str


class Package:
    """The parts of a DOCX by their names (ISO/IEC 29500-2); `main` is that of the text."""

    def __init__(self, path: Path) -> None:
        """Find the main part; raise one of BROKEN."""
        self.name = str(path)
        data = read_bytes(path)
        if isinstance(data, Diagnostic):
            raise RefusedError(data)
        if format_of(data) is Format.OLE:
            raise RefusedError(_ole_fault(data, self.name))
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        members = self._archive.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise RefusedError(faults.locked(self.name, "the file wants a password"))
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
        return RefusedError(faults.not_read(self.name, f"{what}, not a DOCX", _SAVE))

    def _too_large(self, what: str) -> RefusedError:
        return RefusedError(faults.too_large(self.name, what))

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
            raise RefusedError(faults.damaged(self.name, what, advice))
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


def fault_of(name: str, reason: Exception) -> Diagnostic:
    """Return why a file cannot be read, given what was raised while it was."""
    if isinstance(reason, RefusedError):
        return reason.diagnostic
    if isinstance(reason, _NO_ARCHIVE):
        return faults.damaged(name, "the file is damaged: its archive cannot be unpacked", _REPAIR)
    return faults.damaged(name, "the file is damaged: a part is missing or broken", _REPAIR)


def _ole_fault(data: bytes, name: str) -> Diagnostic:
    """Return what an OLE container is: a DOCX behind a password (MS-OFFCRYPTO, 2.3), or a .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return faults.locked(name, "the file wants a password")
    is_doc = "WordDocument".encode("utf-16-le") in data
    what = "a DOC of the old binary kind" if is_doc else Format.OLE.value
    return faults.not_read(name, what, "save it as DOCX or PDF")

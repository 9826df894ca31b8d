"""The parts of a DOCX file, opened within bounds, or why that cannot be done."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.files import Format, format_of, read_bytes

MAX_PARTS = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
# Of all XML that is parsed, whatever its parts are named.
MAX_XML = 32 * 1024 * 1024
_SAVE = "open it in a word processor, save it as DOCX, and import that"
_REPAIR = "open it in a word processor, which may repair it, and save it as DOCX"
# ISO/IEC 29500-1 and -4 name the same things by two families of addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class RefusedError(Exception):
    """Why a file is not read, as a diagnostic."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


# What is raised while a file is read that is damaged or refused.
BROKEN: tuple[type[Exception], ...] = (
    RefusedError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    ParseError,
    LookupError,
    AttributeError,
    RecursionError,
)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relation of a part leads: to the part or, where it is `outside`, the address."""

    kind: str
    target: str
    outside: bool


class Package:
    """The parts of a DOCX by their names (ISO/IEC 29500-2); `main` is that of the text."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        """Find the main part; raise RefusedError or one of the errors of a damaged file."""
        self.name = name
        self._archive = archive
        self._members = {member.filename.casefold(): member for member in archive.infolist()}
        self._relations: dict[str, dict[str, Relation]] = {}
        self._parsed = 0
        self.main = self._main_part()

    def xml(self, part: str) -> Element:
        """Return the root of a part, with the names of the transitional kind of document."""
        member = self._members[part.casefold()]
        self._parsed += member.file_size
        if self._parsed > MAX_XML:
            what = "unpacked, the text of the file would be too large"
            raise RefusedError(faults.too_large(self.name, what))
        # zipfile never unpacks more of a member than its declared size.
        data = _STRICT.sub(_TRANSITIONAL, self._archive.read(member))
        parser = XMLParser(target=_WithoutEntities(self.name))  # noqa: S314 - no DTD gets through
        return ElementTree.fromstring(data, parser)  # noqa: S314

    def data(self, part: str) -> bytes | None:
        """Return the bytes of a part, or None where it is missing."""
        member = self._members.get(part.casefold())
        return None if member is None else self._archive.read(member)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relations of a part by their ids; those of the whole package for ""."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        holder = posixpath.join(folder, "_rels", f"{name}.rels")
        if holder.casefold() not in self._members:
            return {}
        found = {}
        for relation in self.xml(holder).iter(_RELATION):
            outside = relation.get("TargetMode") == "External"
            target = relation.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = Relation(kind, target, outside)
        return found

    def related(self, kind: str) -> Iterator[str]:
        """Yield the parts of a kind, such as `styles`, that the main part leads to."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and relation.target.casefold() in self._members:
                yield relation.target

    def _main_part(self) -> str:
        targets = [
            relation.target
            for relation in self.relations("").values()
            if relation.kind == "officeDocument"
        ]
        main = targets[0] if targets else "word/document.xml"
        kind = self._content_type(main)
        if "wordprocessingml" not in kind and "ms-word" not in kind:
            what = "an Office file of another kind"
            for word, meaning in (
                ("presentation", "a presentation"),
                ("spreadsheet", "a spreadsheet"),
            ):
                what = meaning if word in kind else what
            advice = "save its text as DOCX or PDF"
            raise RefusedError(faults.not_read(self.name, f"{what}, not a DOCX", advice))
        return main

    def _content_type(self, part: str) -> str:
        types = self.xml("[Content_Types].xml")
        for override in types.iter(f"{_TYPES}Override"):
            if override.get("PartName", "").lstrip("/").casefold() == part.casefold():
                return override.get("ContentType", "")
        ending = part.rpartition(".")[2].casefold()
        for default in types.iter(f"{_TYPES}Default"):
            if default.get("Extension", "").casefold() == ending:
                return default.get("ContentType", "")
        return ""


class _WithoutEntities(TreeBuilder):
    """Builds the tree of an XML file; refuses a file that declares a type, and so entities."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def doctype(self, *_: str | None) -> NoReturn:
        """Meet a declaration of a document's type, before any of its entities is used."""
        advice = "no word processor writes such a file: do not trust it"
        what = "the file declares entities of its own"
        raise RefusedError(faults.damaged(self._name, what, advice))


def open_package(path: Path) -> Package | Diagnostic:
    """Open a DOCX; return SV940 to SV945 where it is none, damaged, locked, empty or too large."""
    name = str(path)
    data = read_bytes(path)
    if isinstance(data, Diagnostic):
        return data
    if not data:
        return faults.without_text(name, "the file is empty: look for another copy")
    found = format_of(data[:4096])
    if found is Format.OLE:
        return _ole_fault(data, name)
    if found is not Format.ZIP:
        return faults.not_read(name, f"{found.value}, not a DOCX", _SAVE)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        return _unfit(archive, name) or Package(name, archive)
    except BROKEN as reason:
        return fault_of(name, reason)


def fault_of(name: str, reason: Exception) -> Diagnostic:
    """Return why a file cannot be read, given what was raised while it was."""
    if isinstance(reason, RefusedError):
        return reason.diagnostic
    if isinstance(reason, zipfile.BadZipFile | zlib.error | EOFError | OSError):
        return faults.damaged(name, "the file is damaged: its archive cannot be unpacked", _REPAIR)
    return faults.damaged(name, "the file is damaged: a part is missing or broken", _REPAIR)


def _unfit(archive: zipfile.ZipFile, name: str) -> Diagnostic | None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        return faults.locked(name, "the file wants a password")
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        return faults.not_read(name, _kind_of_archive(names), _SAVE)
    if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
        return faults.too_large(name, "unpacked, the file would be too large")
    return None


def _kind_of_archive(names: set[str]) -> str:
    if "META-INF/container.xml" in names:
        return "an e-book (EPUB), not a DOCX"
    if "content.xml" in names:
        return "an OpenDocument file (ODT), not a DOCX"
    if any(name.startswith("Index/") for name in names):
        return "a Pages document, not a DOCX"
    return "a ZIP archive, not a DOCX"


def _ole_fault(data: bytes, name: str) -> Diagnostic:
    """Return what an OLE container is: a DOCX behind a password (MS-OFFCRYPTO, 2.3), or a .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return faults.locked(name, "the file wants a password")
    if "WordDocument".encode("utf-16-le") in data:
        return faults.not_read(name, "a DOC of the old binary kind", "save it as DOCX or PDF")
    return faults.not_read(name, Format.OLE.value, "save it as DOCX or PDF")

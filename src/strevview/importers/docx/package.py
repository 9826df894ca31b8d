"""The parts of a DOCX, opened by python-docx within bounds, or why that cannot be done."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.docx.mending import (
    is_strict,
    with_common_names,
    without_dead_relations,
)
from strevview.importers.docx.names import W
from strevview.importers.files import Format, format_of, read_bytes

if TYPE_CHECKING:
    from docx.opc.part import Part as OpcPart

    from strevview.importers.docx.names import Element

MAX_PARTS = 5_000
MAX_UNPACKED = 512 * 1024 * 1024
MAX_XML = 32 * 1024 * 1024
MAX_PARAGRAPHS = 100_000
_SAVE = "open it in a word processor, save it as DOCX, and import that"
_REPAIR = "open it in a word processor, which may repair it, and save it as DOCX"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document: its XML, and what its relations lead to.

    `addresses` are those outside the file, by relation; `media` the bytes of pictures inside it.
    """

    root: Element
    addresses: Mapping[str, str] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The parts of a DOCX that hold text, or say how text looks."""

    name: str
    main: Part
    styles: Element | None = None
    numbering: Element | None = None
    notes: Mapping[str, Part] = field(default_factory=dict)
    comments: Part | None = None
    headers: tuple[Part, ...] = ()
    footers: tuple[Part, ...] = ()


def open_document(path: Path) -> Document | Diagnostic:
    """Open a DOCX; return SV940 to SV944 where it is none, damaged, locked or over the bounds."""
    name = str(path)
    data = read_bytes(path)
    if isinstance(data, Diagnostic):
        return data
    if not data:
        return faults.without_text(name, "the file is empty: look for another copy")
    fault = _unfit(data, name)
    if fault is not None:
        return fault
    return _parts(data, name)


def _unfit(data: bytes, name: str) -> Diagnostic | None:
    """Return why bytes are no DOCX that may be unpacked; sizes are those the archive declares.

    zipfile never unpacks more of a member than its declared size.
    """
    found = format_of(data[:4096])
    if found is Format.OLE:
        return ole_fault(data, name)
    if found is not Format.ZIP:
        return faults.not_read(name, f"{found.value}, not a DOCX", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unfit_archive(archive, name)
    except _BROKEN:
        return faults.damaged(name, "the file is damaged: its archive cannot be unpacked", _REPAIR)


def _unfit_archive(archive: zipfile.ZipFile, name: str) -> Diagnostic | None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        return faults.locked(name, "the file wants a password")
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        return faults.not_read(name, _archive(names), _SAVE)
    if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
        return faults.too_large(name, "unpacked, the file would be too large")
    for member in members:
        if not member.filename.endswith((".xml", ".rels")):
            continue
        if member.file_size > MAX_XML:
            return faults.too_large(name, "unpacked, the text of the file would be too large")
        with archive.open(member) as file:
            head = file.read(4096).replace(b"\x00", b"")
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            advice = "no word processor writes such a file: do not trust it"
            return faults.damaged(name, "the file declares entities of its own", advice)
    return None


def ole_fault(data: bytes, name: str) -> Diagnostic:
    """Return what an OLE container is: a DOCX behind a password (MS-OFFCRYPTO, 2.3), or a .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return faults.locked(name, "the file wants a password")
    if "WordDocument".encode("utf-16-le") in data:
        return faults.not_read(name, "a DOC of the old binary kind", "save it as DOCX or PDF")
    return faults.not_read(name, Format.OLE.value, "save it as DOCX or PDF")


def _archive(names: set[str]) -> str:
    """Return what kind of archive has such members."""
    if "META-INF/container.xml" in names:
        return "an e-book (EPUB), not a DOCX"
    if "content.xml" in names:
        return "an OpenDocument file (ODT), not a DOCX"
    if any(name.startswith("Index/") for name in names):
        return "a Pages document, not a DOCX"
    return "a ZIP archive, not a DOCX"


def _parts(data: bytes, name: str) -> Document | Diagnostic:
    from docx.opc.exceptions import OpcError

    broken = (OpcError, *_BROKEN, SyntaxError, KeyError, AttributeError, RecursionError)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            strict = is_strict(archive)
        return _opened(with_common_names(data) if strict else data, name)
    except broken:
        # lxml's XMLSyntaxError is a SyntaxError.
        return faults.damaged(name, "the file is damaged: a part is missing or broken", _REPAIR)


def _opened(data: bytes, name: str) -> Document | Diagnostic:
    from docx.opc.package import OpcPackage

    try:
        package = OpcPackage.open(io.BytesIO(data))
    except KeyError:
        package = OpcPackage.open(io.BytesIO(without_dead_relations(data)))
    document = _document(package.main_document_part, name)
    if isinstance(document, Document):
        count = sum(1 for _ in document.main.root.iter(W + "p"))
        if count > MAX_PARAGRAPHS:
            return faults.too_large(name, f"the file has too many paragraphs ({count:,})")
    return document


def _document(main: OpcPart, name: str) -> Document | Diagnostic:
    kind = main.content_type
    if "wordprocessingml" not in kind and "ms-word" not in kind:
        what = "a presentation" if "presentation" in kind else "a spreadsheet"
        if "spreadsheet" not in kind and "presentation" not in kind:
            what = "an Office file of another kind"
        return faults.not_read(name, f"{what}, not a DOCX", "save its text as DOCX or PDF")
    related: dict[str, list[OpcPart]] = {}
    for relation in main.rels.values():
        if not relation.is_external:
            kind = relation.reltype.rpartition("/")[2]
            related.setdefault(kind, []).append(relation.target_part)

    def first(kind: str) -> Part | None:
        return _part(related[kind][0]) if kind in related else None

    styles, numbering = first("styles"), first("numbering")
    notes = {one: part for many, one in _NOTES.items() if (part := first(many)) is not None}
    return Document(
        name,
        _part(main),
        None if styles is None else styles.root,
        None if numbering is None else numbering.root,
        notes,
        first("comments"),
        tuple(_part(part) for part in related.get("header", ())),
        tuple(_part(part) for part in related.get("footer", ())),
    )


def _part(part: OpcPart) -> Part:
    from docx.oxml.parser import parse_xml

    addresses, media = {}, {}
    for key, relation in part.rels.items():
        kind = relation.reltype.rpartition("/")[2]
        if relation.is_external:
            addresses[key] = relation.target_ref
        elif kind == "image":
            media[key] = relation.target_part.blob
    return Part(parse_xml(part.blob), addresses, media)

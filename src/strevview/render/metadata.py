"""What a PDF says of itself: its metadata as values and as XMP, and its identifier.

PDF/A (ISO 19005-3, 6.6.2.3) lets the XMP metadata use a namespace outside its predefined ones only
when they describe it, in an extension schema; `pdfuaid` and `strevview` are such namespaces.

A PDF is one of ours, as it was written, if the second half of its identifier (ISO 32000-1, 14.4)
is the digest of its bytes. A program that signs a PDF, comments on it or saves it again changes
its bytes, and writes an identifier of its own. No PDF library need look at the file to tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from strevview.render.carried import Fingerprint

if TYPE_CHECKING:
    import pikepdf

_NAMESPACE = "urn:x-strevview:record:1#"
COMPONENTS = f"{{{_NAMESPACE}}}components"
_FINGERPRINT = f"{{{_NAMESPACE}}}fingerprint"
# The description of both namespaces; it says `_NAMESPACE` again.
_EXTENSION_SCHEMAS = Path(__file__).with_name("extension_schemas.xml")
# What qpdf writes as the second half with `static_id`; the digest is taken with it in its place.
_PLACEHOLDER = b"31415926535897932384626433832795"
_START = b"/ID [<"
_IDENTIFIER = re.compile(rb"/ID \[<[0-9a-f]{32}><([0-9a-f]{32})>\]")


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """A PDF's metadata. Dates come from the issue: the clock is never asked.

    `language` is a BCP 47 tag. `fingerprint` is what `recall.fingerprint_of` reads back.
    `text_starts_at` is the id of the element that begins the text: the page it falls on is page 1
    of the text, and those before it are the cover's. Without it, or when no page has it, the text
    begins on the second page. `cover` is what pages before the text are called.
    """

    title: str
    language: str
    created: date
    modified: date | None = None
    authors: tuple[str, ...] = ()
    subject: str | None = None
    publisher: str | None = None
    rights: str | None = None
    issn: str | None = None
    fingerprint: Fingerprint | None = None
    text_starts_at: str | None = None
    cover: str | None = None


def write_xmp(document: pikepdf.Pdf, metadata: PdfMetadata) -> None:
    """Write the XMP metadata anew, from the document information that WeasyPrint wrote."""
    del document.Root.Metadata
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace(_NAMESPACE, "strevview")
        xmp.load_from_docinfo(document.docinfo)
        xmp.copy_properties(_EXTENSION_SCHEMAS.read_bytes(), ["pdfaExtension:schemas"])
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "A"
        xmp["pdfuaid:part"] = "1"
        xmp["dc:format"] = "application/pdf"
        xmp["dc:language"] = [metadata.language]
        if metadata.authors:
            xmp["dc:creator"] = list(metadata.authors)
        if metadata.publisher:
            xmp["dc:publisher"] = [metadata.publisher]
        if metadata.rights:
            xmp["dc:rights"] = metadata.rights
        if metadata.issn:
            xmp["dc:identifier"] = f"urn:issn:{metadata.issn}"
        if metadata.fingerprint:
            xmp[_FINGERPRINT] = metadata.fingerprint.digest
            xmp[COMPONENTS] = metadata.fingerprint.to_json()


def sealed(data: bytes) -> bytes:
    """Return a PDF that qpdf wrote with `static_id`, the digest of its bytes in its identifier."""
    before, _, after = data.rpartition(_PLACEHOLDER)
    return before + _digest(data) + after


def is_sealed(data: bytes) -> bool:
    """Return whether a file is as `sealed` returned it, to the byte."""
    identifier = _IDENTIFIER.match(data, max(data.rfind(_START), 0))
    if identifier is None:
        return False
    start, end = identifier.span(1)
    return _digest(data[:start] + _PLACEHOLDER + data[end:]) == identifier[1]


def _digest(data: bytes) -> bytes:
    return sha256(data).hexdigest()[:32].encode()

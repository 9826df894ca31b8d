"""A PDF's XMP packet: PDF/A-3a and PDF/UA-1 at once, and the `strevview` record.

PDF/A (ISO 19005-3, 6.6.2.3) lets a packet use a namespace outside its predefined ones only when
the packet describes it, in an extension schema; `pdfuaid` and `strevview` are such namespaces.
The packet is written uncompressed, so that its record can be read without a PDF library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from strevview.render.metadata import PdfMetadata

RECORD_NAMESPACE = "urn:x-strevview:record:1#"
RECORD_PREFIX = "strevview"
FINGERPRINT = "fingerprint"

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    RECORD_PREFIX: RECORD_NAMESPACE,
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xmp_packet(metadata: PdfMetadata, producer: str) -> bytes:
    """Return the XMP packet of a PDF made by `producer`, UTF-8."""
    namespaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    properties = "\n".join((*_standard(metadata, producer), *_record(metadata)))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f"<rdf:RDF{namespaces[: namespaces.index(' xmlns:dc')]}>\n"
        f'<rdf:Description rdf:about=""{namespaces[namespaces.index(" xmlns:dc") :]}>\n'
        f"{properties}\n{_extension_schemas(metadata)}\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="r"?>'
    ).encode()


def xmp_date(day: date) -> str:
    """Return the beginning of a day, UTC, in XMP's form."""
    return f"{day:%Y-%m-%d}T00:00:00Z"


def pdf_date(day: date) -> str:
    """Return the beginning of a day, UTC, in the form of ISO 32000-1, 7.9.4."""
    return f"D:{day:%Y%m%d}000000Z"


def _standard(metadata: PdfMetadata, producer: str) -> Iterable[str]:
    yield _simple("pdfaid:part", "3")
    yield _simple("pdfaid:conformance", "A")
    yield _simple("pdfuaid:part", "1")
    yield _simple("dc:format", "application/pdf")
    yield _array("dc:title", "Alt", (metadata.title,))
    yield _array("dc:language", "Bag", (metadata.language,))
    if metadata.authors:
        yield _array("dc:creator", "Seq", metadata.authors)
    if metadata.subject:
        yield _array("dc:description", "Alt", (metadata.subject,))
    if metadata.keywords:
        yield _array("dc:subject", "Bag", metadata.keywords)
        yield _simple("pdf:Keywords", ", ".join(metadata.keywords))
    if metadata.publisher:
        yield _array("dc:publisher", "Bag", (metadata.publisher,))
    if metadata.rights:
        yield _array("dc:rights", "Alt", (metadata.rights,))
    if metadata.issn:
        yield _simple("dc:identifier", f"urn:issn:{metadata.issn}")
    yield _simple("xmp:CreatorTool", metadata.generator)
    yield _simple("xmp:CreateDate", xmp_date(metadata.created))
    yield _simple("xmp:ModifyDate", xmp_date(metadata.modified or metadata.created))
    yield _simple("pdf:Producer", producer)


def _record(metadata: PdfMetadata) -> Iterable[str]:
    if metadata.fingerprint is not None:
        yield _simple(f"{RECORD_PREFIX}:{FINGERPRINT}", metadata.fingerprint)
    for item in metadata.record:
        yield _simple(f"{RECORD_PREFIX}:{item.name}", item.value)


def _extension_schemas(metadata: PdfMetadata) -> str:
    pdfua = _schema(
        "PDF/UA Universal Accessibility Schema",
        "pdfuaid",
        (("part", "Integer", "internal", "Indicates which part of ISO 14289 is followed"),),
    )
    properties = [(item.name, "Text", "internal", item.description) for item in metadata.record]
    if metadata.fingerprint is not None:
        what = "Digest of all that shaped the document"
        properties.insert(0, (FINGERPRINT, "Text", "internal", what))
    schemas = pdfua
    if properties:
        schemas += _schema("strevview record", RECORD_PREFIX, properties)
    return f"<pdfaExtension:schemas><rdf:Bag>{schemas}</rdf:Bag></pdfaExtension:schemas>"


def _schema(title: str, prefix: str, properties: Iterable[tuple[str, str, str, str]]) -> str:
    items = "".join(
        '<rdf:li rdf:parseType="Resource">'
        + _simple("pdfaProperty:name", name)
        + _simple("pdfaProperty:valueType", value_type)
        + _simple("pdfaProperty:category", category)
        + _simple("pdfaProperty:description", description)
        + "</rdf:li>"
        for name, value_type, category, description in properties
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        + _simple("pdfaSchema:schema", title)
        + _simple("pdfaSchema:namespaceURI", _NAMESPACES[prefix])
        + _simple("pdfaSchema:prefix", prefix)
        + f"<pdfaSchema:property><rdf:Seq>{items}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _simple(name: str, value: str) -> str:
    return f"<{name}>{xml_text(value)}</{name}>"


def _array(name: str, kind: str, values: Iterable[str]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{xml_text(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def xml_text(text: str) -> str:
    """Return text as XML character data; what XML 1.0 has no place for is left out."""
    text = _NOT_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

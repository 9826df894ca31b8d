"""Write a finished PDF: attachments, metadata, and no clock, path or machine in its bytes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

import pikepdf
import pydyf
from pikepdf import ObjectStreamMode

from strevview.render.metadata import Attachment, PdfMetadata
from strevview.render.seal import sealed
from strevview.render.xmp import write_xmp

_LEVEL = 9
_AMBIGUOUS_END = b"\r\nendstream"


def write_pdf(pdf: pydyf.PDF, metadata: PdfMetadata, attachments: Sequence[Attachment]) -> bytes:
    """Return a pydyf PDF with its metadata and attachments as bytes, the same for the same input.

    Raises:
        ValueError: two attachments have one name.
    """
    for item in pdf.objects[1:]:
        # pydyf 0.13 counts free objects in the wrong place; qpdf leaves out what nothing refers to.
        item.free = "n"
    drawn = BytesIO()
    pdf.write(drawn, compress=True)
    with pikepdf.open(drawn) as document:
        write_xmp(document, metadata)
        _attach(document, attachments)
        name = metadata.fingerprint.digest if metadata.fingerprint else metadata.title
        identifier = sha256(name.encode()).digest()[:16]
        document.trailer["/ID"] = pikepdf.Array([identifier, identifier])
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Type") != "/Metadata":
                _end_unambiguously(item)
        return sealed(_saved(document))


def _attach(document: pikepdf.Pdf, attachments: Sequence[Attachment]) -> None:
    """Carry files as PDF/A-3 associated files (ISO 19005-3, 6.8)."""
    for one in attachments:
        if one.name in document.attachments:
            raise ValueError("two attachments have one name")
        day = f"D:{one.modified:%Y%m%d}000000Z"
        document.attachments[one.name] = pikepdf.AttachedFileSpec(
            document,
            one.data,
            filename=one.name,
            description=one.description,
            mime_type=one.media_type,
            creation_date=day,
            mod_date=day,
            relationship=pikepdf.Name(f"/{one.relationship}"),
        )


def _end_unambiguously(stream: pikepdf.Stream) -> None:
    """Compress a stream, and let it end in another byte than a carriage return.

    With the line feed that qpdf puts before `endstream` that byte looks like a line end, and the
    stream one byte shorter than its `Length` says (ISO 19005-3, 6.1.7.1). Compressed data that
    end in it (one stream in 256) would do so at any level, for their last byte is of the checksum;
    but they say themselves where they end, and readers take no notice of a byte that follows.
    """
    # Any: what a key of a dictionary holds has no type.
    parameters: Any = stream.get("/DecodeParms")
    filters: Any = stream.get("/Filter")
    data = stream.read_raw_bytes()
    if filters is None:
        data, filters = zlib.compress(data, _LEVEL), pikepdf.Name.FlateDecode
    elif not data.endswith(b"\r"):
        return
    if data.endswith(b"\r"):
        data += b"\0"
    stream.write(data, filter=filters, decode_parms=parameters)


def _saved(document: pikepdf.Pdf) -> bytes:
    """Return the document as bytes.

    The streams that qpdf makes itself, of objects and of their places, may end in a carriage
    return too: other groups of objects then make other streams, and none in the last attempt.
    """
    modes = (ObjectStreamMode.preserve, ObjectStreamMode.generate, ObjectStreamMode.disable)
    for mode in modes:
        target = BytesIO()
        document.save(target, object_stream_mode=mode, static_id=True)
        data = target.getvalue()
        if _AMBIGUOUS_END not in data:
            break
    return data

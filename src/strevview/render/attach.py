"""Carry files inside a PDF, as PDF/A-3 associated files (ISO 19005-3, 6.8)."""

from __future__ import annotations

from hashlib import md5
from typing import TYPE_CHECKING

import pydyf

from strevview.render.xmp import pdf_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from strevview.render.metadata import Attachment


def attach(pdf: pydyf.PDF, attachments: Sequence[Attachment]) -> None:
    """Add the attachments to a pydyf PDF: embedded files, a name tree, and the catalog's AF.

    Raises:
        ValueError: two attachments have one name.
    """
    if not attachments:
        return
    by_name = {attachment.name: attachment for attachment in attachments}
    if len(by_name) != len(attachments):
        raise ValueError("two attachments have one name")
    names = pydyf.Array()
    references = pydyf.Array()
    # A name tree is sorted by the bytes of its keys (ISO 32000-1, 7.9.6).
    for key, attachment in sorted((_key(name), one) for name, one in by_name.items()):
        specification = _specification(pdf, attachment)
        names.extend((key, specification.reference))
        references.append(specification.reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = references


def _key(name: str) -> bytes:
    return b"<" + _text_bytes(name).hex().encode() + b">"


def _text_bytes(text: str) -> bytes:
    return text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")


def _specification(pdf: pydyf.PDF, attachment: Attachment) -> pydyf.Dictionary:
    day = pydyf.String(pdf_date(attachment.modified))
    parameters = {
        "Size": len(attachment.data),
        "CheckSum": f"<{md5(attachment.data, usedforsecurity=False).hexdigest()}>",
        "CreationDate": day,
        "ModDate": day,
    }
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": pydyf.name(attachment.media_type),
        "Params": pydyf.Dictionary(parameters),
    }
    stream = pydyf.Stream([attachment.data], pydyf.Dictionary(extra), compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(attachment.description),
            "AFRelationship": f"/{attachment.relationship}",
        }
    )
    pdf.add_object(specification)
    return specification

"""From a laid-out document to the bytes of a PDF that is PDF/A-3a and PDF/UA-1 at once.

No clock, path or machine is in the bytes: the same input gives the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from itertools import chain
from typing import Any

import pikepdf
import pydyf
from pikepdf import ObjectStreamMode
from weasyprint import DEFAULT_OPTIONS, Document, Page
from weasyprint.css import ColorProfile
from weasyprint.document import DocumentMetadata
from weasyprint.pdf import VARIANTS, generate_pdf
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from strevview.diagnostics import Diagnostic, error
from strevview.render.actual_text import mark_actual_text
from strevview.render.carried import Attachment
from strevview.render.messages import RESOURCE
from strevview.render.metadata import PdfMetadata, sealed, write_xmp
from strevview.render.readback import (
    mend_fonts,
    prefer_plain_hyphens,
    stray_fonts,
)
from strevview.render.tags import (
    MarkedSequence,
    Structure,
    describe_links,
    keep_whole_links,
    marked_sequences,
    text_in_groups,
)

VARIANT = "pdf/a-3a"
_LEVEL = 9
_AMBIGUOUS_END = b"\r\nendstream"


def finish(
    document: Document, metadata: PdfMetadata, attachments: Sequence[Attachment]
) -> tuple[bytes, list[Diagnostic]]:
    """Return a laid-out WeasyPrint document as a PDF, and the complaints about its pages.

    Raises:
        ValueError: two attachments have one name.
    """
    pages: list[list[MarkedSequence]] = []

    def paint(page: Page, stream: Stream, scale: float) -> None:
        Page.paint(page, stream, scale)
        pages.append(list(marked_sequences(page, stream)))
        if len(pages) == len(document.pages):
            # All is painted, and the renderer goes on to write the fonts.
            mend_fonts(document.fonts.values())
            prefer_plain_hyphens(chain(*pages), _by_hash(document))

    for page in document.pages:
        # An attribute of this page alone: nothing of the renderer is changed for others.
        page.paint = partial(paint, page)
    diagnostics = list(keep_whole_links(document))
    document.metadata = DocumentMetadata(
        title=metadata.title,
        lang=metadata.language,
        authors=metadata.authors,
        description=metadata.subject,
        generator="strevview",
        created=f"{metadata.created}T00:00:00Z",
        modified=f"{metadata.modified or metadata.created}T00:00:00Z",
    )
    _, properties = VARIANTS[VARIANT]
    options = {**DEFAULT_OPTIONS, "pdf_variant": VARIANT, **properties}
    document.color_profiles[options.pop("output_intent")] = _srgb()
    options["output_intent"] = None
    pdf = generate_pdf(document, None, 1, **options)
    diagnostics += stray_fonts(chain(*pages), _by_hash(document))
    diagnostics += dict.fromkeys(text_in_groups(chain(*pages)))
    _finish_structure(pdf, pages, _by_hash(document), metadata.language)
    describe_links(document)
    diagnostics += _finish_images(pdf)
    pdf.catalog["PageLabels"] = _page_labels(document, metadata)
    return write_pdf(pdf, metadata, attachments), diagnostics


def _srgb() -> ColorProfile:
    """Return the output intent's colour profile; the renderer would leave its file open."""
    file = files("weasyprint.pdf") / "sRGB2014.icc"
    channels = (["r"], ["g"], ["b"])
    return ColorProfile(BytesIO(file.read_bytes()), file.name, "relative-colorimetric", channels)


def _by_hash(document: Document) -> dict[str, Font]:
    """Return the fonts of a document by the names that content streams know them by."""
    return {font.hash: font for font in document.fonts.values()}


def _finish_structure(
    pdf: pydyf.PDF,
    pages: Sequence[Sequence[MarkedSequence]],
    fonts: Mapping[str, Font],
    language: str,
) -> None:
    structure = Structure(pdf)
    for number, found in enumerate(pages):
        structure.mark(number, found, language)
        mark_actual_text(found, fonts)
    structure.mend_list_items()
    structure.drop_empty_spans()
    structure.mend_figures()


def _finish_images(pdf: pydyf.PDF) -> tuple[Diagnostic, ...]:
    """Have no picture interpolated (ISO 19005-3, 6.2.8), and none in CMYK (6.2.4.3)."""
    in_print_colours = False
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if extra and extra.get("Subtype") == "/Image":
            extra["Interpolate"] = "false"
            in_print_colours |= extra["ColorSpace"] == "/DeviceCMYK"
    if not in_print_colours:
        return ()
    what = "a picture is in the colours of print (CMYK), which PDF/A has no profile for here"
    return (error(RESOURCE, what, None, "save the picture in RGB"),)


def _page_labels(document: Document, metadata: PdfMetadata) -> pydyf.Dictionary:
    """Return the number tree of page labels (ISO 32000-1, 12.4.2): "Cover", then from 1.

    Where the style has no word for it the cover's pages have Roman numerals.
    """
    numbered = pydyf.Dictionary({"S": "/D", "St": 1})
    start = min(1, len(document.pages) - 1)
    for number, page in enumerate(document.pages):
        if metadata.text_starts_at is not None and metadata.text_starts_at in page.anchors:
            start = number
            break
    ranges = pydyf.Array()
    if start:
        cover = {"P": pydyf.String(metadata.cover)} if metadata.cover else {"S": "/r"}
        ranges.extend((0, pydyf.Dictionary(cover)))
    ranges.extend((start, numbered))
    return pydyf.Dictionary({"Nums": ranges})


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

"""From a laid-out document to the bytes of a PDF that is PDF/A-3a and PDF/UA-1 at once.

No clock, path or machine is in the bytes: the same input gives the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
from pikepdf import ObjectStreamMode
from weasyprint import DEFAULT_OPTIONS, Document, Page
from weasyprint.css import ColorProfile
from weasyprint.document import DocumentMetadata
from weasyprint.pdf import VARIANTS, generate_pdf
from weasyprint.pdf.stream import Stream

from strevview.diagnostics import Diagnostic, error
from strevview.render.carried import (
    COMPONENTS,
    NAMESPACE,
    Attachment,
    fingerprint_digest,
    fingerprint_json,
    sealed,
)
from strevview.render.compose import PdfMetadata
from strevview.render.messages import FONT, RESOURCE, STYLE_SHEET
from strevview.render.readback import (
    FILLERS,
    Fonts,
    mark_actual_text,
    mend_fonts,
    prefer_plain_hyphens,
)
from strevview.render.tags import (
    MarkedSequence,
    Structure,
    describe_links,
    keep_whole_links,
    marked_sequences,
)
from strevview.style.script_fonts import MORE

VARIANT = "pdf/a-3a"
_LEVEL = 9
# The description of the namespaces in the metadata; it says `NAMESPACE` again.
_EXTENSION_SCHEMAS = Path(__file__).with_name("extension_schemas.xml")
_AMBIGUOUS_END = b"\r\nendstream"


def finish(
    document: Document, metadata: PdfMetadata, attachments: Sequence[Attachment]
) -> tuple[bytes, list[Diagnostic]]:
    """Return a laid-out WeasyPrint document as a PDF, and the complaints about its pages.

    Raises:
        ValueError: two attachments have one name.
    """
    diagnostics = list(keep_whole_links(document))
    pdf, pages = _painted(document, metadata)
    fonts = _fonts_used(document)
    diagnostics += _stray_fonts(chain(*pages), fonts)
    diagnostics += dict.fromkeys(_text_in_groups(chain(*pages)))
    Structure(pdf).mend(pages, metadata.language)
    for found in pages:
        mark_actual_text(found, fonts)
    describe_links(document)
    diagnostics += _finish_images(pdf)
    pdf.catalog["PageLabels"] = _page_labels(document, metadata)
    return write_pdf(pdf, metadata, attachments), diagnostics


def _painted(
    document: Document, metadata: PdfMetadata
) -> tuple[pydyf.PDF, list[list[MarkedSequence]]]:
    """Return the PDF as the renderer paints it, with the marked sequences of each page.

    Between the last page and the files of the fonts, what glyphs mean is mended.
    """
    pages: list[list[MarkedSequence]] = []

    def paint(page: Page, stream: Stream, scale: float) -> None:
        Page.paint(page, stream, scale)
        pages.append(list(marked_sequences(page, stream)))
        if page is document.pages[-1]:
            mend_fonts(document.fonts.values())
            prefer_plain_hyphens(chain(*pages), _fonts_used(document))

    for page in document.pages:
        # An attribute of this page alone: nothing of the renderer is changed for others.
        page.paint = partial(paint, page)
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
    return generate_pdf(document, None, 1, **options), pages


def _fonts_used(document: Document) -> Fonts:
    """Return the fonts of the pages painted so far, by their names in content streams."""
    return {font.hash: font for font in document.fonts.values()}


def _srgb() -> ColorProfile:
    """Return the output intent's colour profile; the renderer would leave its file open."""
    file = files("weasyprint.pdf") / "sRGB2014.icc"
    channels = (["r"], ["g"], ["b"])
    return ColorProfile(BytesIO(file.read_bytes()), file.name, "relative-colorimetric", channels)


def _stray_fonts(found: Iterable[MarkedSequence], fonts: Fonts) -> Iterator[Diagnostic]:
    """Yield an error for each family that sets text for which CSS names other families.

    The layout engine never leaves a letter out: where the fonts that CSS names lack it, or are not
    there at all, it takes any other font it has, and says nothing.
    """
    strays: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for sequence in found:
        asked = tuple(sequence.box.style["font_family"])
        used = {font for font in sequence.fonts if not _is_asked_for(fonts[font].family, asked)}
        if used and sequence.text:
            for font, glyph in sequence.glyphs():
                text = fonts[font].to_unicode.get(glyph, "")
                if font in used and text.strip(f" {FILLERS}"):
                    strays.setdefault((fonts[font].family, asked), {})[text] = None
    for (family, asked), letters in strays.items():
        yield error(
            FONT,
            f"“{' '.join(list(letters)[:12])}” is set in {family}, "
            f"though the style asks for {', '.join(asked)}",
            None,
            "name the family under `fonts:`, or take one of the `tokens:`, `var(--family-text)`",
        )


@lru_cache
def _is_asked_for(family: str, asked: tuple[str, ...]) -> bool:
    names = {name.removesuffix(f" {MORE}").casefold() for name in asked}
    return family.removesuffix(f" {MORE}").casefold() in names


def _text_in_groups(found: Iterable[MarkedSequence]) -> Iterator[Diagnostic]:
    """Yield a complaint for each text that is painted in a group (CSS `opacity`).

    Its marked content belongs to the group's stream, which the structure tree does not know of:
    to a screen reader the text is not there.
    """
    for sequence in found:
        text = sequence.text.strip()
        if sequence.in_group and text:
            what = f"“{text[:60]}” is drawn with opacity, so no screen reader finds it"
            advice = "give the text a lighter colour instead of an opacity"
            yield error(STYLE_SHEET, what, None, advice)


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
    pages = document.pages
    starts = (n for n, page in enumerate(pages) if metadata.text_starts_at in page.anchors)
    start = next(starts, min(1, len(pages) - 1))
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
    drawn = BytesIO()
    pdf.write(drawn, compress=True)
    with pikepdf.open(drawn) as document:
        _write_xmp(document, metadata)
        _attach(document, attachments)
        name = fingerprint_digest(metadata.fingerprint) if metadata.fingerprint else metadata.title
        identifier = sha256(name.encode()).digest()[:16]
        document.trailer["/ID"] = pikepdf.Array([identifier, identifier])
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Type") != "/Metadata":
                _end_unambiguously(item)
        return sealed(_saved(document))


def _write_xmp(document: pikepdf.Pdf, metadata: PdfMetadata) -> None:
    """Write the XMP metadata anew, from the document information that WeasyPrint wrote.

    PDF/A (ISO 19005-3, 6.6.2.3) lets it use a namespace outside its predefined ones only when it
    describes it, in an extension schema; `pdfuaid` and `strevview` are such namespaces.
    """
    del document.Root.Metadata
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.register_xml_namespace(NAMESPACE, "strevview")
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
            xmp[f"{{{NAMESPACE}}}fingerprint"] = fingerprint_digest(metadata.fingerprint)
            xmp[COMPONENTS] = fingerprint_json(metadata.fingerprint)


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

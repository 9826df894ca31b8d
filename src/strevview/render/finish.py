"""From a laid-out document to the bytes of a PDF that is PDF/A-3a and PDF/UA-1 at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO

import pydyf
from weasyprint import DEFAULT_OPTIONS, Document
from weasyprint.css import ColorProfile
from weasyprint.document import DocumentMetadata
from weasyprint.pdf import VARIANTS, generate_pdf

from strevview.diagnostics import Diagnostic, error
from strevview.render.glyphs import mend_fonts
from strevview.render.links import describe_links, keep_whole_links
from strevview.render.marks import Marks
from strevview.render.messages import RESOURCE
from strevview.render.metadata import Attachment, PageLabels, PdfMetadata
from strevview.render.readback import (
    characters_by_font,
    mark_actual_text,
    prefer_plain_hyphens,
    sequences,
    text_in_groups,
)
from strevview.render.structure import Structure
from strevview.render.typefaces import Typefaces
from strevview.render.write import write_pdf

VARIANT = "pdf/a-3a"


@dataclass(frozen=True, slots=True)
class Finished:
    """A PDF, and what is wrong with it as far as its pages can tell."""

    pdf: bytes
    diagnostics: tuple[Diagnostic, ...]


def finish(
    document: Document, metadata: PdfMetadata, attachments: Sequence[Attachment]
) -> Finished:
    """Return a laid-out WeasyPrint document as a PDF.

    Raises:
        ValueError: two attachments have one name.
    """
    marks = Marks()
    fonts = document.fonts

    def mend() -> None:
        mend_fonts(fonts.values())
        prefer_plain_hyphens(marks.pages, characters_by_font(fonts.values()))

    marks.watch(document, mend)
    diagnostics = list(keep_whole_links(document))
    document.metadata = DocumentMetadata(
        title=metadata.title,
        lang=metadata.language,
        authors=metadata.authors,
        description=metadata.subject,
        keywords=metadata.keywords,
        generator=metadata.generator,
        created=f"{metadata.created}T00:00:00Z",
        modified=f"{metadata.modified or metadata.created}T00:00:00Z",
    )
    _, properties = VARIANTS[VARIANT]
    options = {**DEFAULT_OPTIONS, "pdf_variant": VARIANT, **properties}
    document.color_profiles[options.pop("output_intent")] = _srgb()
    options["output_intent"] = None
    pdf = generate_pdf(document, None, 1, **options)
    diagnostics += _finish_structure(pdf, document, marks, metadata.language)
    describe_links(document)
    diagnostics += _finish_images(pdf)
    pdf.catalog["PageLabels"] = _page_labels(document, metadata.page_labels)
    return Finished(write_pdf(pdf, metadata, attachments), tuple(diagnostics))


def _srgb() -> ColorProfile:
    """Return the output intent's colour profile; the renderer would leave its file open."""
    file = files("weasyprint.pdf") / "sRGB2014.icc"
    channels = (["r"], ["g"], ["b"])
    return ColorProfile(BytesIO(file.read_bytes()), file.name, "relative-colorimetric", channels)


def _finish_structure(
    pdf: pydyf.PDF, document: Document, marks: Marks, language: str
) -> tuple[Diagnostic, ...]:
    structure = Structure(pdf)
    characters = characters_by_font(document.fonts.values())
    typefaces = Typefaces(document.fonts.values(), characters)
    diagnostics: list[Diagnostic] = []
    for number, page in enumerate(marks.pages):
        found = list(sequences(page))
        typefaces.look_at(page, found)
        diagnostics += text_in_groups(page, found)
        structure.mark_artifacts(number, page, found)
        mark_actual_text(page, found, characters)
        structure.mark_languages(number, page, language)
        structure.mark_labels(number, page)
    structure.mend_list_items()
    structure.mend_figures()
    return (*typefaces.diagnostics(), *dict.fromkeys(diagnostics))


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


def _page_labels(document: Document, labels: PageLabels) -> pydyf.Dictionary:
    """Return the number tree of page labels (ISO 32000-1, 12.4.2)."""
    numbered = pydyf.Dictionary({"S": "/D", "St": 1})
    start = min(1, len(document.pages) - 1)
    for number, page in enumerate(document.pages):
        if labels.text_starts_at is not None and labels.text_starts_at in page.anchors:
            start = number
            break
    ranges = pydyf.Array()
    if start:
        ranges.extend((0, pydyf.Dictionary({"P": pydyf.String(labels.cover)})))
    ranges.extend((start, numbered))
    return pydyf.Dictionary({"Nums": ranges})

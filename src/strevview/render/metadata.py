"""What a PDF says of itself, and what it carries: plain values, no renderer needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from strevview.render.fingerprint import Fingerprint


@dataclass(frozen=True, slots=True)
class PageLabels:
    """How pages are numbered: the cover's pages bear a word, the text's count from 1.

    `text_starts_at` is the id of the element that begins the text; the page it falls on is page 1
    of the text. Without it, or when no page has it, the text begins on the second page.
    """

    cover: str = "Cover"
    text_starts_at: str | None = None


@dataclass(frozen=True, slots=True)
class PdfMetadata:
    """A PDF's metadata. Dates come from the issue: the clock is never asked.

    `language` is a BCP 47 tag. `fingerprint` is what `recall.fingerprint_of` reads back.
    """

    title: str
    language: str
    created: date
    modified: date | None = None
    authors: tuple[str, ...] = ()
    subject: str | None = None
    keywords: tuple[str, ...] = ()
    publisher: str | None = None
    rights: str | None = None
    issn: str | None = None
    generator: str = "strevview"
    fingerprint: Fingerprint | None = None
    page_labels: PageLabels = field(default_factory=PageLabels)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF (PDF/A-3 associated file).

    `relationship` is ISO 32000-2, 7.11.3: `Source` for what the PDF was made from, `Data` for what
    belongs to it. `description` is what a reader is told; PDF/UA-1, 7.11 asks for one.
    """

    name: str
    data: bytes
    media_type: str
    description: str
    relationship: Literal["Source", "Data", "Supplement"]
    modified: date

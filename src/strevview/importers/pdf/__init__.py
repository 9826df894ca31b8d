"""The reader of PDFs: what stands on the pages, as blocks in reading order."""

from __future__ import annotations

from strevview.importers.pdf.reading import read_pdf

__all__ = ["read_pdf"]

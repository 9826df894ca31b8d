"""The pages of all codes that no rule of the linter makes."""

from __future__ import annotations

from functools import cache

from strevview.codes import audit, import_draft, import_file, import_pdf, printing, writing
from strevview.codes.page import Page


@cache
def pages() -> dict[str, Page]:
    """Return the pages by code, in the order of the codes."""
    families = (printing, audit, writing, import_pdf, import_file, import_draft)
    return {page.code: page for family in families for page in family.PAGES}

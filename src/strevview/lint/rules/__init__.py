"""The rules, a module a family; loading them fills the table in `lint/registry`."""

# ruff: noqa: F401
from strevview.lint.rules import (
    acronyms,
    across,
    actors,
    addresses,
    characters,
    dates,
    figures,
    language,
    letters,
    links,
    markup,
    quotation_marks,
    seen_pages,
    sources,
    structure,
    typography,
)

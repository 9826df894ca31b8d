"""The rules, a module a family; loading them fills the table in `lint/registry`."""

# ruff: noqa: F401
from strevview.lint.rules import (
    acronyms,
    across,
    actors,
    characters,
    dates,
    figures,
    language,
    links,
    markup,
    sources,
    structure,
    typography,
)

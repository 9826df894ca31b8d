"""The rules, a module a family; loading them fills the table in `lint/registry`."""

# ruff: noqa: F401
from strevview.lint.rules import (
    acronyms,
    actors,
    events,
    layout,
    links,
    markup,
    sources,
    spelling,
    structure,
    typography,
)

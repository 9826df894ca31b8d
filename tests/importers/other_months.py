"""The register that an editor has who imports one of the sample months: that of the other two."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from tests.importers.old_issues.printed import ISSUES, MONTHS, printed_issue


def register_without(month: str) -> str:
    """Return an actors.yaml with the actors of the other months' items alone."""
    others = {
        name
        for other in MONTHS
        if other != month
        for event in printed_issue(other).events
        for name in event.actors
    }
    kept = [entry for entry in _register() if others.intersection(_short_forms(entry))]
    return yaml.safe_dump({"schema": 1, "actors": kept}, allow_unicode=True, sort_keys=False)


def forms_of(name: str) -> tuple[str, ...]:
    """Return all names of whom an item lists by one of them, as the whole register knows them."""
    for entry in _register():
        if name in _short_forms(entry):
            return (*_short_forms(entry), *entry.get("names", {}).values())
    return (name,)


@cache
def _register() -> tuple[dict[str, Any], ...]:
    text = (ISSUES / "actors.yaml").read_text("utf-8")
    return tuple(yaml.load(text, Loader=yaml.BaseLoader)["actors"])  # noqa: S506


def _short_forms(entry: dict[str, Any]) -> list[str]:
    """Return the names under which an item may list an actor."""
    aliases: list[str] = entry.get("aliases", [])
    return [entry[key] for key in ("name", "acronym") if key in entry] + aliases

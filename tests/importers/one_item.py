"""Items of a few words, imported from Markdown as an editor would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from strevview.importers.actors import ActorGuess
from strevview.importers.importing import import_file
from strevview.model.issue import Item
from strevview.model.loading import load_issue_text, load_shelf

_LINK = re.compile(r"\[([^\]]+)\](?!\()")


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """The first item of a draft, the actors of its items, and whether its date has no remark."""

    item: Item
    actors: tuple[ActorGuess, ...]
    sure_of_date: bool

    @property
    def date(self) -> str | None:
        """The date as the draft has it."""
        return str(self.item.date) if self.item.date is not None else None

    @property
    def names(self) -> list[str]:
        """The names of the actors, as the draft has them."""
        return [actor.name for actor in self.actors]


def import_item(
    folder: Path, text: str, period: str = "2025-07", register: str = ""
) -> ImportedItem:
    """Import a text under a heading; each `[word]` in it leads to a page of its own."""
    count = iter(range(1000))
    linked = _LINK.sub(lambda m: f"{m[0]}(https://news.example/{next(count)})", text)
    old = folder / "old.md"
    old.write_text(
        f"---\ntitle: A Review\nperiod: {period}\n---\n\n# News\n\n{linked}\n\n# More\n\n- x\n",
        "utf-8",
    )
    if register:
        (folder / "actors.yaml").write_text(f"schema: 1\nactors:\n{register}", "utf-8")
    imported = import_file(old, folder)
    assert imported.text is not None, imported.diagnostics
    loaded = load_issue_text(imported.text.encode(), f"{period}.yaml", load_shelf(folder))
    assert not [one for one in loaded.diagnostics if one.is_error], loaded.diagnostics
    _, item, _ = next(iter(loaded.items()))
    date = re.search(r"^ +date: .*$", imported.text, re.MULTILINE)
    sure = date is not None and "# check:" not in date[0]
    return ImportedItem(item, tuple(one.actor for one in imported.learnt), sure)

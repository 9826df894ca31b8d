"""`sources.lock.yaml`: what became of the pages that sources lead to, as it was seen last.

It stands beside the folder of the issues, is written by `strevview sources check`, committed and
read by people.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from strevview.diagnostics import Diagnostic
from strevview.model.record import Address, Day, Flag, Record, SchemaVersion, Text, one_of, optional
from strevview.model.validation import read_record
from strevview.source.reader import read_file
from strevview.source.writer import to_yaml

LOCK_FILE = "sources.lock.yaml"
_HEADING = (
    "# Written by `strevview sources check`, read by `strevview lint` and by people.\nschema: 1\n"
)


class PageVerdict(StrEnum):
    """What became of a page."""

    ALIVE = "alive"
    MOVED = "moved"
    DRIFTED = "drifted"
    SOFT_404 = "soft-404"
    BLOCKED = "blocked"
    DEAD = "dead"
    UNKNOWN = "unknown"


class PageState(Record):
    """What was seen of one page, and when."""

    verdict: Annotated[PageVerdict, one_of(PageVerdict, "verdict")] = Field(
        description="In a word."
    )
    evidence: Text = Field(description="What it rests on.")
    checked: Day = Field(description="The day of the last look.")
    title_then: Text | None = optional("What the page was called.")
    title_now: Text | None = optional("What it is called, if otherwise.")
    moved_to: Address | None = optional("Where it leads.")
    for_good: Flag = optional("It moved by permanent redirects alone, with its title.", False)
    failed: tuple[Day, ...] = optional("Days on which it was not there.", ())

    def as_data(self) -> dict[str, object]:
        """Return the state as the file has it."""
        data = {key: value for key, value in self if value not in (None, False, ())}
        data |= {"verdict": self.verdict.value, "checked": str(self.checked)}
        if self.failed:
            data["failed"] = [str(day) for day in self.failed]
        return data


class SourcesLock(Record):
    """The file: pages by their addresses."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    pages: dict[str, PageState] = optional("The pages by their addresses.", {})


class SeenPages(NamedTuple):
    """The pages that a file tells of, and what is wrong with the file."""

    pages: Mapping[str, PageState]
    diagnostics: tuple[Diagnostic, ...] = ()


def lock_path(folder: Path) -> Path:
    """Return where the file of a folder of issues is: beside that folder."""
    beside = folder / os.pardir if folder.name in ("", os.pardir) else folder.parent
    return beside / LOCK_FILE


def read_lock(path: Path) -> SeenPages:
    """Read a file; one that is not there tells of no pages."""
    if not os.path.lexists(path):
        return SeenPages({})
    reading = read_record(SourcesLock, read_file(path, str(path)))
    return SeenPages(reading.value.pages if reading.value else {}, reading.diagnostics)


def lock_text(pages: Mapping[str, PageState]) -> str:
    """Return the file of some pages, in the order of their addresses."""
    data = {address: pages[address].as_data() for address in sorted(pages)}
    return _HEADING + to_yaml({"pages": data})

"""What a user asks of a build; light, for the options are read before anything is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

OUTPUT_FOLDER = Path("out")


class BuildFormat(StrEnum):
    """How a build reports: for people, or as JSON on standard output."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to build and how; the options are those of the command."""

    paths: Sequence[Path] = ()
    output: Path = OUTPUT_FOLDER
    html: Path | None = None
    force: bool = False
    dry_run: bool = False
    check: bool = False
    keep: Path | None = None
    jobs: int | None = None
    timeout: float | None = None
    depfile: Path | None = None
    form: BuildFormat = BuildFormat.TEXT
    strict: bool = False

    @property
    def quiet(self) -> bool:
        """Whether nothing is printed for people."""
        return self.form is BuildFormat.JSON

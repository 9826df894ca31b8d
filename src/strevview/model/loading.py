"""From the files of an issues' folder to models: issues, the series and the register of actors."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath

from strevview.diagnostics import Diagnostic, error
from strevview.model.actors import ActorsFile
from strevview.model.issue import Issue, Item
from strevview.model.places import Places
from strevview.model.prose import EMPTY, Prose, parse_prose
from strevview.model.reading import read_model
from strevview.model.register import ActorRegister
from strevview.model.series import Series, SeriesFields
from strevview.source.nodes import Path
from strevview.source.parser import parse
from strevview.source.quiet_losses import quiet_losses
from strevview.source.reader import SourceText, decode, read_file

SERIES_FILE = "series.yaml"
ACTORS_FILE = "actors.yaml"
# Keys that the linter asks for (SV101 to SV105), so an empty value is a missing one.
ASKED_BY_LINT = ("date", "actors", "sources", "text")


@dataclass(frozen=True)
class Shelf:
    """What the issues of a folder share: the series, the actors, and the faults in their files."""

    folder: FilePath
    series: Series | None
    register: ActorRegister
    diagnostics: tuple[Diagnostic, ...]
    series_places: Places | None = None
    actors_places: Places | None = None


@dataclass(frozen=True)
class LoadedIssue:
    """One issue file: its model as far as it could be read, its places and its faults.

    Faults of the series and the actors belong to the shelf. `faulty` are the paths whose values
    stand in for something that could not be read.
    """

    name: str
    folder: FilePath
    shelf: Shelf
    places: Places | None
    issue: Issue | None
    series: SeriesFields | None
    diagnostics: tuple[Diagnostic, ...]
    faulty: frozenset[Path] = field(default=frozenset())

    @property
    def stem(self) -> str:
        """The name of the issue's file without its ending; the PDF's name."""
        return FilePath(self.name).stem

    @property
    def draft(self) -> bool:
        """Whether the issue says that it is a draft."""
        return self.issue is not None and self.issue.draft

    @cached_property
    def proses(self) -> dict[tuple[int, int], Prose]:
        """The parsed text of each item by the indexes of its section and itself."""
        return (
            {}
            if self.issue is None
            else {
                (s, i): EMPTY if item.text is None else parse_prose(item.text)
                for s, section in enumerate(self.issue.sections)
                for i, item in enumerate(section.items)
            }
        )

    def items(self) -> tuple[tuple[Path, Item, Prose], ...]:
        """Return each item with its path and parsed text, in reading order."""
        if self.issue is None:
            return ()
        return tuple(
            (("sections", s, "items", i), item, self.proses[s, i])
            for s, section in enumerate(self.issue.sections)
            for i, item in enumerate(section.items)
            if ("sections", s, "items", i) not in self.faulty
        )


def load_shelf(folder: FilePath, shown: str | None = None) -> Shelf:
    """Read `series.yaml` and `actors.yaml` of a folder; either may be absent.

    `shown` is the folder's name in complaints.
    """
    prefix = str(folder) if shown is None else shown
    series, series_places, faults = None, None, []
    if (folder / SERIES_FILE).exists():
        source = read_file(folder / SERIES_FILE, _join(prefix, SERIES_FILE))
        places, found = _places(source)
        faults += found
        if places is not None:
            reading = read_model(Series, places)
            series, series_places = reading.value, places
            faults += reading.diagnostics
    register, actors_places = ActorRegister(), None
    if (folder / ACTORS_FILE).exists():
        source = read_file(folder / ACTORS_FILE, _join(prefix, ACTORS_FILE))
        places, found = _places(source)
        faults += found
        if places is not None:
            actors = read_model(ActorsFile, places)
            register = ActorRegister(actors.value.actors if actors.value else ())
            actors_places = places
            faults += actors.diagnostics
    return Shelf(folder, series, register, tuple(faults), series_places, actors_places)


def load_issue(path: FilePath, shelf: Shelf, name: str | None = None) -> LoadedIssue:
    """Read an issue file; every fault is among its diagnostics."""
    shown = str(path) if name is None else name
    return _load(read_file(path, shown), shown, shelf)


def load_issue_text(data: bytes, name: str, shelf: Shelf) -> LoadedIssue:
    """Read an issue from bytes, such as standard input, under a name."""
    return _load(decode(data, name), name, shelf)


def _load(source: SourceText | Diagnostic, name: str, shelf: Shelf) -> LoadedIssue:
    places, faults = _places(source)
    if places is None:
        return LoadedIssue(name, shelf.folder, shelf, None, None, None, tuple(faults))
    reading = read_model(Issue, places, ASKED_BY_LINT)
    faults += reading.diagnostics
    issue = reading.value
    series = (issue.series if issue else None) or shelf.series
    if series is None and ("series",) not in reading.faulty and issue is not None:
        faults += _no_series(places, shelf)
    return LoadedIssue(
        name, shelf.folder, shelf, places, issue, series, tuple(faults), reading.faulty
    )


def _no_series(places: Places, shelf: Shelf) -> list[Diagnostic]:
    if (shelf.folder / SERIES_FILE).exists():
        return []
    message = f"the issue belongs to no series: there is no {SERIES_FILE} beside it"
    advice = f"write {SERIES_FILE} (`strevview new` does), or say the same under `series:`"
    return [error("SV007", message, places.nearest(()), advice)]


def _places(source: SourceText | Diagnostic) -> tuple[Places | None, list[Diagnostic]]:
    if isinstance(source, Diagnostic):
        return None, [source]
    parsed = parse(source)
    faults = list(parsed.diagnostics)
    if parsed.root is None:
        return None, faults
    faults += quiet_losses(source, parsed.root)
    return Places(source, parsed.root), faults


def _join(prefix: str, name: str) -> str:
    return name if prefix in ("", ".") else f"{prefix}/{name}"

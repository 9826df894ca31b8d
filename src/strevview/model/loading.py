"""From the files of an issues' folder to models: issues, the series and the register of actors."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final

from strevview.diagnostics import Diagnostic, error
from strevview.model.actors import ActorsFile
from strevview.model.issue import Issue, Item
from strevview.model.prose import EMPTY, Prose
from strevview.model.prose_parser import parse_caption, parse_prose
from strevview.model.reading import MAX_FAULTS, read_model, too_many
from strevview.model.register import ActorRegister
from strevview.model.series import Series, SeriesFields
from strevview.source.nodes import Path
from strevview.source.parser import parse, quiet_losses
from strevview.source.places import Places
from strevview.source.reader import SourceText, decode, read_file

SERIES_FILE = "series.yaml"
ACTORS_FILE = "actors.yaml"
# Keys that the linter asks for (SV101 to SV105), so an empty value is a missing one.
ASKED_BY_LINT = ("date", "actors", "sources", "text")


class Shelf:
    """What the issues of a folder share: the series, the actors, and the faults in their files.

    `actors_faulty` are the paths in `actors.yaml` that could not be read, `shown` is the folder's
    name in complaints.
    """

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        folder: FilePath,
        series: Series | None,
        register: ActorRegister,
        diagnostics: tuple[Diagnostic, ...],
        series_places: Places | None = None,
        actors_places: Places | None = None,
        shown: str = "",
        actors_faulty: frozenset[Path] = frozenset(),
    ) -> None:
        self.folder: Final = folder
        self.series: Final = series
        self.register: Final = register
        self.diagnostics: Final = diagnostics
        self.series_places: Final = series_places
        self.actors_places: Final = actors_places
        self.shown: Final = shown
        self.actors_faulty: Final = actors_faulty

    def name_of(self, file: str) -> str:
        """Return what a file of the folder is called in complaints."""
        return _join(self.shown, file)


class LoadedIssue:
    """One issue file: its model as far as it could be read, its places and its faults.

    Faults of the series and the actors belong to the shelf. `faulty` are the paths whose values
    stand in for something that could not be read.
    """

    def __init__(  # noqa: PLR0913, PLR0917
        self,
        name: str,
        folder: FilePath,
        shelf: Shelf,
        places: Places | None,
        issue: Issue | None,
        series: SeriesFields | None,
        diagnostics: tuple[Diagnostic, ...],
        faulty: frozenset[Path] = frozenset(),
    ) -> None:
        self.name: Final = name
        self.folder: Final = folder
        self.shelf: Final = shelf
        self.places: Final = places
        self.issue: Final = issue
        self.series: Final = series
        self.diagnostics: Final = diagnostics
        self.faulty: Final = faulty

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

    @cached_property
    def captions(self) -> dict[tuple[int, int, int], Prose]:
        """The parsed caption of each figure by the indexes of its section, its item and itself."""
        return (
            {}
            if self.issue is None
            else {
                (s, i, f): EMPTY if figure.caption is None else parse_caption(figure.caption)
                for s, section in enumerate(self.issue.sections)
                for i, item in enumerate(section.items)
                for f, figure in enumerate(item.figures)
            }
        )

    def items(self) -> tuple[tuple[Path, Item, Prose], ...]:
        """Return each item with its path and parsed text, in reading order."""
        return self._items

    @cached_property
    def _items(self) -> tuple[tuple[Path, Item, Prose], ...]:
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
    series_places, faults = _beside(folder, prefix, SERIES_FILE)
    series = None
    if series_places is not None:
        reading = read_model(Series, series_places)
        series, faults = reading.value, [*faults, *reading.diagnostics]
    actors_places, found = _beside(folder, prefix, ACTORS_FILE)
    faults += found
    register, faulty = ActorRegister(), frozenset[Path]()
    if actors_places is not None:
        actors = read_model(ActorsFile, actors_places)
        known = actors.value.actors if actors.value else ()
        register = ActorRegister(
            actor
            for n, actor in enumerate(known)
            if actors.faulty.isdisjoint({("actors", n), ("actors", n, "name")})
        )
        faults += actors.diagnostics
        faulty = actors.faulty
    return Shelf(
        folder, series, register, tuple(faults), series_places, actors_places, prefix, faulty
    )


def _beside(folder: FilePath, prefix: str, name: str) -> tuple[Places | None, list[Diagnostic]]:
    path = folder / name
    # A link that leads nowhere is there, and a complaint.
    if not os.path.lexists(path):
        return None, []
    return _places(read_file(path, _join(prefix, name)))


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
    if os.path.lexists(shelf.folder / SERIES_FILE):
        return []
    other = SERIES_FILE.replace(".yaml", ".yml")
    if os.path.lexists(shelf.folder / other):
        message = f"the issue belongs to no series: {other} is passed over"
        return [error("SV007", message, places.nearest(()), f"rename {other} to {SERIES_FILE}")]
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
    places = Places(source, parsed.root)
    faults += quiet_losses(source, parsed.root)
    if len(faults) > MAX_FAULTS:
        faults[MAX_FAULTS:] = [too_many(places, len(faults))]
    return places, faults


def _join(prefix: str, name: str) -> str:
    return name if prefix in ("", ".") else f"{prefix}/{name}"

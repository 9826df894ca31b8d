"""Loads issues from the paths that a user names, each with its series and register of actors."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.dates import DateError, Period
from strevview.model.issue import ActorRegister, ActorsFile, Issue, Item, Series, SeriesFields
from strevview.model.prose import Prose
from strevview.model.prose_parser import parse_caption, parse_prose
from strevview.model.validation import M, Reading, read_record
from strevview.model.web_pages import SeenPages, lock_path, read_lock
from strevview.source.disk import SourceText, decode, read_file
from strevview.source.nodes import Path as NodePath
from strevview.source.nodes import Places

SERIES_FILE = "series.yaml"
ACTORS_FILE = "actors.yaml"
STANDARD_INPUT = "<stdin>"
DEFAULT_FOLDER = Path("issues")


@dataclass(frozen=True, eq=False)
class Shelf:
    """What the issues of a folder share: the series, the actors, and complaints about their files.

    `actors_faulty` are the paths of values in `actors.yaml` that could not be read, `shown` is the
    folder's name in complaints.
    """

    folder: Path
    series: Series | None
    register: ActorRegister
    diagnostics: tuple[Diagnostic, ...]
    series_places: Places | None = None
    actors_places: Places | None = None
    shown: str = ""
    actors_faulty: frozenset[NodePath] = frozenset()

    @cached_property
    def seen_pages(self) -> SeenPages:
        """What is known of the pages that sources lead to; read when it is first asked for."""
        return read_lock(lock_path(self.folder))

    @property
    def files(self) -> tuple[Places, ...]:
        """The nodes of the two files, as far as they are there and could be read."""
        return tuple(filter(None, (self.series_places, self.actors_places)))

    def name_of(self, file: str) -> str:
        """Return what a file of the folder is called in complaints."""
        return _join(self.shown, file)


@dataclass(frozen=True, eq=False)
class LoadedIssue:
    """One issue file: its model as far as it could be read, its places and its complaints.

    Complaints about the series and the actors belong to the shelf. `faulty` are the paths of values
    that could not be read: in the model a stand-in, or nothing, takes their place.
    """

    name: str
    folder: Path
    shelf: Shelf
    places: Places | None
    issue: Issue | None
    series: SeriesFields | None
    diagnostics: tuple[Diagnostic, ...]
    faulty: frozenset[NodePath] = frozenset()

    @property
    def stem(self) -> str:
        """The name of the issue's file without its ending; the PDF's name."""
        return Path(self.name).stem

    @cached_property
    def proses(self) -> dict[tuple[int, int], Prose]:
        """The parsed text of each item by the indexes of its section and itself."""
        return {place: parse_prose(item.text or "") for place, item in self._all_items()}

    @cached_property
    def captions(self) -> dict[tuple[int, int], tuple[Prose, ...]]:
        """The parsed captions of each item's figures by the same indexes."""
        return {
            place: tuple(parse_caption(figure.caption or "") for figure in item.figures)
            for place, item in self._all_items()
        }

    def items(self) -> tuple[tuple[NodePath, Item, Prose], ...]:
        """Return each item that could be read, its path and parsed text, in reading order."""
        return tuple(
            (("sections", s, "items", i), item, self.proses[s, i])
            for (s, i), item in self._all_items()
            if ("sections", s, "items", i) not in self.faulty
        )

    def _all_items(self) -> Iterator[tuple[tuple[int, int], Item]]:
        for s, section in enumerate(self.issue.sections if self.issue else ()):
            for i, item in enumerate(section.items):
                yield (s, i), item


def load_shelf(folder: Path, shown: str | None = None) -> Shelf:
    """Read `series.yaml` and `actors.yaml` of a folder; either may be absent.

    `shown` is the folder's name in complaints.
    """
    prefix = str(folder) if shown is None else shown
    series = _read_optional(Series, folder / SERIES_FILE, _join(prefix, SERIES_FILE))
    actors = _read_optional(ActorsFile, folder / ACTORS_FILE, _join(prefix, ACTORS_FILE))
    register = ActorRegister(
        actor
        for n, actor in enumerate(actors.value.actors if actors.value else ())
        if actors.faulty.isdisjoint({("actors", n), ("actors", n, "name")})
    )
    return Shelf(
        folder,
        series.value,
        register,
        (*series.diagnostics, *actors.diagnostics),
        series.places,
        actors.places,
        prefix,
        actors.faulty,
    )


def _read_optional(model: type[M], path: Path, name: str) -> Reading[M]:
    """Read a file that may be absent as a model; `name` is what complaints call it."""
    # A link that leads nowhere is there, and a complaint.
    if not os.path.lexists(path):
        return Reading(None, (), frozenset())
    return read_record(model, read_file(path, name))


def load_issue(path: Path, shelf: Shelf, name: str | None = None) -> LoadedIssue:
    """Read an issue file; every fault is among its diagnostics."""
    shown = str(path) if name is None else name
    return _load(read_file(path, shown), shown, shelf)


def load_issue_text(data: bytes, name: str, shelf: Shelf) -> LoadedIssue:
    """Read an issue from bytes, such as standard input, under a name."""
    return _load(decode(data, name), name, shelf)


def _load(source: SourceText | Diagnostic, name: str, shelf: Shelf) -> LoadedIssue:
    issue, faults, faulty, places = read_record(Issue, source)
    if places is None:
        return LoadedIssue(name, shelf.folder, shelf, None, None, None, faults)
    series = (issue.series if issue else None) or shelf.series
    if series is None and ("series",) not in faulty and issue is not None:
        period = "2025-10" if ("period",) in faulty else str(issue.period)
        faults += _no_series(places, shelf, period)
    return LoadedIssue(name, shelf.folder, shelf, places, issue, series, faults, faulty)


def _no_series(places: Places, shelf: Shelf, period: str) -> tuple[Diagnostic, ...]:
    if os.path.lexists(shelf.folder / SERIES_FILE):
        return ()
    other = SERIES_FILE.replace(".yaml", ".yml")
    if os.path.lexists(shelf.folder / other):
        message = f"the issue belongs to no series: {other} is passed over"
        return (error("SV007", message, places.nearest(()), f"rename {other} to {SERIES_FILE}"),)
    message = f"the issue belongs to no series: there is no {SERIES_FILE} beside it"
    advice = f"write {SERIES_FILE} (`strevview new {period}` does), or say the same under `series:`"
    return (error("SV007", message, places.nearest(()), advice),)


def _join(prefix: str, name: str) -> str:
    return name if prefix in ("", ".") else f"{prefix}/{name}"


class Expanded(NamedTuple):
    """The issue files that paths stand for, each once, and what is wrong with the paths."""

    issues: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def expand(paths: Iterable[Path] = ()) -> Expanded:
    """Return the issue files for files and folders; none stands for `issues/`.

    A folder stands for its issues, series.yaml and actors.yaml for all issues beside them.
    """
    found: dict[str, Path] = {}
    faults: list[Diagnostic] = []
    for path in tuple(paths) or (DEFAULT_FOLDER,):
        # The functions of os.path take a name that no file can have for one that is not there.
        if not _is_utf8(path):
            faults.append(_not_utf8(path))
            continue
        if not os.path.exists(path):  # noqa: PTH110
            faults.append(_missing(path))
            continue
        folder = path.parent if path.name in (SERIES_FILE, ACTORS_FILE) else path
        try:
            issues = issues_in(folder) if folder.is_dir() else (path,)
        except OSError as reason:
            faults.append(_unreadable(folder, reason))
            continue
        if not issues:
            faults.append(_no_issues(path))
        for issue in issues:
            if not _is_utf8(issue):
                faults.append(_not_utf8(issue))
                continue
            found.setdefault(os.path.abspath(issue), issue)  # noqa: PTH100
    return Expanded(tuple(found.values()), tuple(faults))


def issues_in(folder: Path) -> tuple[Path, ...]:
    """Return the issue files of a folder in the order of their names.

    Raises OSError for a folder that may not be read.
    """
    names = sorted(
        name
        for name in os.listdir(folder)  # noqa: PTH208
        if name.endswith(".yaml") and name[0] != "." and name not in (SERIES_FILE, ACTORS_FILE)
    )
    return tuple(folder / name for name in names)


class IssueFiles(Collection[LoadedIssue]):
    """Issue files that are loaded one by one while they are iterated over, and not kept.

    Those of one folder share its series and actors, which are read once.
    """

    def __init__(self, paths: Sequence[Path], beside: IssueFiles | None = None) -> None:
        """Take paths of files; the shelves that `beside` has read are not read again."""
        self._paths = tuple(paths)
        self._shelves: dict[str, Shelf] = {} if beside is None else beside._shelves

    def __iter__(self) -> Iterator[LoadedIssue]:
        """Load the issues one after the other."""
        for path in self._paths:
            yield load_issue(path, self._shelf(path))

    def _shelf(self, path: Path) -> Shelf:
        folder = os.path.abspath(path.parent)  # noqa: PTH100
        if folder not in self._shelves:
            self._shelves[folder] = load_shelf(path.parent)
        return self._shelves[folder]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._paths)

    def __contains__(self, issue: object) -> bool:
        """Return whether an issue is one of the files."""
        return isinstance(issue, LoadedIssue) and Path(issue.name) in self._paths


def load_all(paths: Sequence[Path]) -> tuple[LoadedIssue, ...]:
    """Load issue files; those of one folder share its series and actors, read once."""
    return tuple(IssueFiles(paths))


def _is_utf8(path: Path) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in str(path))


def _not_utf8(path: Path) -> Diagnostic:
    """Return the complaint about a file whose name is bytes that are no text."""
    shown = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    advice = "rename the file by its period, such as 2025-10.yaml"
    return error("SV018", "the name of this file is not UTF-8", Span.point(shown), advice)


def _missing(path: Path) -> Diagnostic:
    misnamed = (path.with_suffix(".yml"), Path(f"{path}.txt"))
    other = next(filter(os.path.exists, misnamed), None) if path.suffix == ".yaml" else None
    if path == DEFAULT_FOLDER:
        advice = "go to the folder that holds `issues/`; `strevview new 2025-10` starts one"
    elif other is not None:
        advice = f"rename {other.name} to {path.name}"
    else:
        advice = spelling_of(path, DEFAULT_FOLDER, ".yaml")
    return error("SV018", "no such file or folder", Span.point(str(path)), advice)


def spelling_of(path: Path, folder: Path, ending: str) -> str:
    """Return the advice on a path that is not there: `2025-10` may be `issues/2025-10.yaml`.

    An issue that is nowhere may be one that is still to be written.
    """
    name = f"{path.stem}{ending}"
    meant = (one for one in (path.parent / name, folder / name) if os.path.exists(one))  # noqa: PTH110
    found = next(meant, None)
    if found is not None:
        return f"did you mean `{found}`?"
    period = path.stem.replace("_", "/")
    if ending == ".yaml" and path.parent in (Path(), folder) and _is_period(period):
        return f"check the spelling of the path, or write the issue: `strevview new {period}`"
    return "check the spelling of the path"


def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except DateError:
        return False
    return True


def _unreadable(folder: Path, reason: OSError) -> Diagnostic:
    text = f"the folder cannot be read: {reason.strerror or reason}"
    return error("SV018", text, Span.point(str(folder)), "check that you may open it")


def _no_issues(path: Path) -> Diagnostic:
    folder = path if path.is_dir() else path.parent
    names = sorted(os.listdir(folder))  # noqa: PTH208
    other = next((name for name in names if name.endswith((".yml", ".yaml.txt"))), None)
    advice = "`strevview new 2025-10` writes one"
    # `extract` writes a folder of an issue's name, which stands beside `issues/` then.
    within, beside = folder / DEFAULT_FOLDER, DEFAULT_FOLDER / f"{path.name}.yaml"
    meant = [f"`{one}`" for one in (within, beside) if os.path.exists(one)]  # noqa: PTH110
    if meant:
        advice = f"did you mean {' or '.join(meant)}?"
    elif other is not None:
        advice = f"the name of an issue's file ends in .yaml: rename {other}"
    return error("SV018", "no issues are here", Span.point(str(path)), advice)

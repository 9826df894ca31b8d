"""Styles by name: where an issue names its style, and the folder of that name.

Nothing of the folder is read, so that `lint` can tell of a wrong name at no cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.files import name_fault
from strevview.model.loading import LoadedIssue
from strevview.source.nodes import Path as NodePath

STYLES_FOLDER = "styles"
STYLE_FILE = "style.yaml"
NOT_FOUND = "SV905"


class StylePlace(NamedTuple):
    """A style's folder, what complaints call it, and whether the style ships with strevview."""

    folder: Path
    shown: str
    ships: bool


def find_folder(name: str, issues_folder: Path) -> StylePlace | None:
    """Return the folder of a style beside the issues' folder, else among those that ship."""
    for folder, shown, ships in _candidates(issues_folder):
        if _is_name(name) and (folder / name / STYLE_FILE).is_file():
            return StylePlace(folder / name, f"{shown}/{name}", ships)
    return None


def named_style(loaded: LoadedIssue) -> tuple[str, Span | None]:
    """Return the style that an issue or its series names, and where; the default is named nowhere.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    if loaded.issue is None or loaded.series is None:
        raise ValueError(f"{loaded.name} could not be read")
    places = loaded.places
    path: NodePath = ("series", "style")
    if loaded.issue.style:
        path = ("style",)
    elif loaded.issue.series is None:
        places, path = loaded.shelf.series_places, ("style",)
    is_written = places is not None and places.node(path) is not None
    named_at = places.value(path) if places is not None and is_written else None
    return loaded.issue.style or loaded.series.style, named_at


def missing_style(loaded: LoadedIssue) -> tuple[Diagnostic, ...]:
    """Return SV905 where there is no style of the name that an issue or its series gives."""
    if loaded.issue is None or loaded.series is None:
        return ()
    name, named_at = named_style(loaded)
    is_there = find_folder(name, loaded.folder) is not None
    return () if is_there else (not_found(name, loaded.folder, named_at),)


def shipped_styles() -> Path:
    """Return the folder of the styles that ship with strevview.

    It is inside the installed package, or at the top of the repository one works in.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / STYLES_FOLDER
    return inside if inside.is_dir() else package.parent.parent / STYLES_FOLDER


def _candidates(issues_folder: Path) -> Iterator[tuple[Path, str, bool]]:
    beside, ours = issues_folder.resolve().parent / STYLES_FOLDER, shipped_styles()
    if beside != ours.resolve():
        yield beside, str(issues_folder.parent / STYLES_FOLDER), False
    yield ours, STYLES_FOLDER, True


def _is_name(name: str) -> bool:
    return "/" not in name and name_fault(name) is None


def not_found(name: str, issues_folder: Path, named_at: Span | None) -> Diagnostic:
    """Return SV905: there is no style of that name; `named_at` is where it is named."""
    if not _is_name(name):
        advice = "name a folder under styles/, such as mpidsa"
        return error(NOT_FOUND, f"`{name}` is no name of a style", named_at, advice)
    known = sorted(
        {
            entry.name
            for folder, _, _ in _candidates(issues_folder)
            if folder.is_dir()
            for entry in folder.iterdir()
            if (entry / STYLE_FILE).is_file()
        }
    )
    advice = near_name(name, known, f"there are: {', '.join(known)}")
    return error(NOT_FOUND, f"there is no style `{name}`", named_at, advice)


def near_name(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return the advice that names what is known under nearly the same name, if anything is."""
    close = get_close_matches(name, known, n=1)
    return f"did you mean `{close[0]}`?" if close else otherwise

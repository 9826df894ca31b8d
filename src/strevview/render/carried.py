"""What a PDF carries of what it was made from, so that it can be made again.

The issue without comments and notes, the series, the actors in use, the pictures, and a style
that does not ship with strevview; under the paths that `extract` writes them to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from strevview.model.actors import ActorsFile
from strevview.model.issue import Issue
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, LoadedIssue
from strevview.model.places import Places
from strevview.model.reading import model_at
from strevview.model.series import Series
from strevview.render.pictures import Picture
from strevview.source.nodes import Path, plain
from strevview.source.writer import to_yaml
from strevview.style.loading import Style

ISSUES_FOLDER = "issues"
STYLES_FOLDER = "styles"
_YAML = "application/yaml"


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file that travels in the PDF; `name` is its path in the folder that `extract` writes."""

    name: str
    data: bytes
    media_type: str
    description: str
    is_source: bool


def carried_files(
    loaded: LoadedIssue, pictures: tuple[Picture, ...], style: Style
) -> tuple[CarriedFile, ...]:
    """Return what the PDF of an issue carries, the issue first.

    Raises ValueError for an issue that could not be parsed.
    """
    if loaded.places is None:
        raise ValueError("an issue that could not be parsed has nothing to carry")
    files = [_yaml(f"{loaded.stem}.yaml", public_data(Issue, loaded.places), "The issue")]
    shelf = loaded.shelf
    if shelf.series_places is not None and (loaded.issue is None or loaded.issue.series is None):
        data = public_data(Series, shelf.series_places)
        # How the desk is checked shapes no page.
        data.pop("lint", None)
        files.append(_yaml(SERIES_FILE, data, "The series that the issue belongs to"))
    if shelf.actors_places is not None:
        actors = _used_actors(loaded, shelf.actors_places)
        if actors["actors"]:
            files.append(_yaml(ACTORS_FILE, actors, "The actors that the issue names"))
    files += [
        CarriedFile(
            f"{ISSUES_FOLDER}/{picture.file}",
            picture.data,
            picture.media_type,
            f"The picture {picture.file}",
            False,
        )
        for picture in pictures
    ]
    if not style.ships:
        files += [
            CarriedFile(
                f"{STYLES_FOLDER}/{style.name}/{name}",
                data,
                "application/octet-stream",
                f"The style's file {name}",
                False,
            )
            for name, data in style.files()
        ]
    return tuple(files)


def public_data(model: type[BaseModel], places: Places) -> dict[str, Any]:
    """Return a file's data as written, without comments and private notes.

    Raises TypeError where the file's root is no mapping.
    """
    data = plain(places.root)
    if not isinstance(data, dict):
        raise TypeError("the root of a file that was read as a model is a mapping")
    _drop_notes(model, data, ())
    return data


def _drop_notes(model: type[BaseModel], data: object, path: Path) -> None:
    if isinstance(data, dict):
        owner = model_at(model, path) if "note" in data else None
        if owner is not None and "note" in owner.model_fields:
            del data["note"]
        for key, value in data.items():
            _drop_notes(model, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _drop_notes(model, value, (*path, index))


def _used_actors(loaded: LoadedIssue, places: Places) -> dict[str, Any]:
    data = public_data(ActorsFile, places)
    named = [actor.name for _, item, _ in loaded.items() for actor in item.actors]
    used = {actor.name for actor in loaded.shelf.register.used_by(named)}
    data["actors"] = [actor for actor in data.get("actors") or () if actor.get("name") in used]
    return data


def _yaml(name: str, data: object, description: str) -> CarriedFile:
    text = to_yaml(data).encode()
    return CarriedFile(f"{ISSUES_FOLDER}/{name}", text, _YAML, description, True)

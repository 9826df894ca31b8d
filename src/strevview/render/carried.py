"""What a PDF carries of what it was made from, so that it can be made again.

The issue without comments and notes, the series, the actors in use, the pictures, and a style
that does not ship with strevview; under the paths that `extract` writes them to. All of it is
taken from the files' data as written: whether an issue's PDF is up to date is told without models.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from strevview.model.issue import ActorsFile, Issue, Series
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, Shelf
from strevview.model.record import Record, keys, model_at
from strevview.render.pictures import Picture
from strevview.source.nodes import Path, plain
from strevview.source.writer import to_yaml
from strevview.style.loading import Style

ISSUES_FOLDER = "issues"
STYLES_FOLDER = "styles"
_YAML = "application/yaml"
_DESCRIPTIONS = {
    SERIES_FILE: "The series that the issue belongs to",
    ACTORS_FILE: "The actors that the issue names",
}


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file that travels in the PDF; `name` is its path in the folder that `extract` writes."""

    name: str
    data: bytes
    media_type: str
    description: str
    is_source: bool


@dataclass(frozen=True, slots=True)
class Content:
    """What shapes an issue's pages: YAML files as data by their paths, pictures, and the style."""

    documents: Mapping[str, dict[str, Any]]
    pictures: tuple[Picture, ...]
    style: Style

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each part by its path; a YAML file's is that of its data."""
        found = {name: data_digest(data) for name, data in self.documents.items()}
        for picture in self.pictures:
            found[f"{ISSUES_FOLDER}/{picture.file}"] = bytes_digest(picture.data)
        for name, data in self.style.files():
            found[f"{STYLES_FOLDER}/{self.style.name}/{name}"] = bytes_digest(data)
        return found

    def files(self) -> tuple[CarriedFile, ...]:
        """Return what the PDF carries, the issue first."""
        return (*self._documents(), *self._pictures(), *self._style())

    def _documents(self) -> Iterator[CarriedFile]:
        for name, data in self.documents.items():
            description = _DESCRIPTIONS.get(name.rpartition("/")[2], "The issue")
            yield CarriedFile(name, _yaml_of(_json_of(data)), _YAML, description, True)

    def _pictures(self) -> Iterator[CarriedFile]:
        for one in self.pictures:
            name = f"{ISSUES_FOLDER}/{one.file}"
            yield CarriedFile(name, one.data, one.media_type, f"The picture {one.file}", False)

    def _style(self) -> Iterator[CarriedFile]:
        if self.style.ships:
            return
        for file, data in self.style.files():
            name = f"{STYLES_FOLDER}/{self.style.name}/{file}"
            kind = "application/octet-stream"
            yield CarriedFile(name, data, kind, f"The style's file {file}", False)


def data_digest(data: object) -> str:
    """Return the SHA-256 of a YAML file's data: the same however the file is laid out."""
    return bytes_digest(_json_of(data).encode())


def _json_of(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=8)
def _yaml_of(text: str) -> bytes:
    """Return data in JSON as YAML; most files are the same in the next build, or the next issue."""
    return to_yaml(json.loads(text)).encode()


def bytes_digest(data: bytes) -> str:
    """Return the SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class SharedDocuments:
    """What the issues of a folder share, as data; each actor with every form of its name."""

    series: Mapping[str, Any] | None
    actors: Mapping[str, Any] | None
    forms: tuple[frozenset[str], ...]


def shared_documents(shelf: Shelf) -> SharedDocuments:
    """Return the series and the actors of a folder without comments and private notes."""
    series = actors = None
    forms: tuple[frozenset[str], ...] = ()
    if shelf.series_places is not None:
        series = _public(Series, plain(shelf.series_places.root))
        # How the desk is checked shapes no page.
        series.pop("lint", None)
    if shelf.actors_places is not None:
        actors = _public(ActorsFile, plain(shelf.actors_places.root))
        forms = tuple(map(_forms, _mappings(actors.get("actors"))))
    return SharedDocuments(series, actors, forms)


def public_documents(stem: str, data: object, shared: SharedDocuments) -> dict[str, dict[str, Any]]:
    """Return an issue's YAML files as data, without comments and private notes, the issue first.

    `data` is what the issue's file says (`plain`); its notes are taken out of it.
    """
    issue = _public(Issue, data)
    documents = {f"{ISSUES_FOLDER}/{stem}.yaml": issue}
    if shared.series is not None and not issue.get("series"):
        documents[f"{ISSUES_FOLDER}/{SERIES_FILE}"] = dict(shared.series)
    if shared.actors is not None:
        named = frozenset(_named_actors(issue))
        entries = zip(_mappings(shared.actors.get("actors")), shared.forms, strict=True)
        in_use = [actor for actor, forms in entries if named & forms]
        if in_use:
            documents[f"{ISSUES_FOLDER}/{ACTORS_FILE}"] = {**shared.actors, "actors": in_use}
    return documents


def _public(model: type[Record], data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        return {}
    _drop_notes(model, data, ())
    return data


def _drop_notes(model: type[Record], data: object, path: Path) -> None:
    if isinstance(data, dict):
        # A source may be named "note": what the key means is told by the model at its place.
        owner = model_at(model, path) if "note" in data else None
        if owner is not None and "note" in keys(owner):
            del data["note"]
        for key, value in data.items():
            if isinstance(value, (dict, list)):
                _drop_notes(model, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, (dict, list)):
                _drop_notes(model, value, (*path, index))


def _named_actors(issue: Mapping[str, Any]) -> Iterator[str]:
    for section in _mappings(issue.get("sections")):
        for item in _mappings(section.get("items")):
            for actor in item.get("actors") or ():
                name = actor.get("name") if isinstance(actor, dict) else actor
                if isinstance(name, str):
                    yield name.strip()


def _forms(actor: Mapping[str, Any]) -> frozenset[str]:
    names = actor.get("names")
    others = names.values() if isinstance(names, dict) else ()
    forms = [actor.get("name"), actor.get("acronym"), *(actor.get("aliases") or ()), *others]
    return frozenset(form.strip() for form in forms if isinstance(form, str))


def _mappings(value: object) -> Iterable[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

"""Where a key belongs that is unknown where it stands, but known at another place."""

from __future__ import annotations

from strevview.model.actors import ActorsFile
from strevview.model.issue import Issue
from strevview.model.record import Record, keys, keys_at, model_at, paths_inside
from strevview.model.series import Series, SeriesFields
from strevview.source.nodes import Path


def other_file(model: type[Record], path: Path) -> str | None:
    """Return the advice for a key at the top of a file that another file knows at its top."""
    if len(path) != 1:
        return None
    key = str(path[0])
    if model is Issue and key in keys(SeriesFields):
        return f"`{key}` goes into series.yaml, or under `series:`"
    if model is ActorsFile and key in keys(SeriesFields):
        return f"`{key}` goes into series.yaml"
    if model in (Series, ActorsFile) and key in keys(Issue):
        return f"`{key}` goes into the file of an issue"
    return None


def other_part(model: type[Record], path: Path) -> Path | None:
    """Return the nearest part around or inside the one at hand that knows the path's key."""
    key, owner = path[-1], path[:-1]
    for end in range(len(owner) - 1, -1, -1):
        if key in keys_at(model, owner[:end]):
            return owner[:end]
    here = model_at(model, owner)
    inside = () if here is None else paths_inside(here)
    return next(((*owner, *p) for p in inside if key in keys_at(model, (*owner, *p))), None)

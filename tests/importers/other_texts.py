"""Items of another hand than the samples': invented events, in the ways in which others write.

They stand in `other_texts.yaml`; a link is written `[word]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text with the truth about it; `spare` are actors that an editor may list or not."""

    marked: str
    date: str | None
    place: str | None
    actors: tuple[str, ...]
    spare: tuple[str, ...] = ()


def _other_texts() -> tuple[OtherText, ...]:
    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    lists = [{key: tuple(row.get(key, ())) for key in ("actors", "spare")} for row in rows]
    return tuple(OtherText(**{**row, **both}) for row, both in zip(rows, lists, strict=True))


OTHER_TEXTS = _other_texts()

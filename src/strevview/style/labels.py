"""A style's own words (`Highlights`, `Draft`, …) in the language of a series.

`labels:` in style.yaml has them by language, those in series.yaml go before them. English stands in
for a word that neither has, and the linter tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from strevview.model.issue import SeriesFields
from strevview.model.loading import read_places
from strevview.source.nodes import plain
from strevview.source.reader import read_file
from strevview.style.style_names import STYLE_FILE

LabelsByLanguage = Mapping[str, Mapping[str, str]]
FALLBACK = "en"


class Labels(NamedTuple):
    """The words by their names; of which of them there is English alone; what no style asks for."""

    words: Mapping[str, str]
    lacking: tuple[str, ...]
    unknown: tuple[str, ...]


def labels_of(style: LabelsByLanguage, series: SeriesFields) -> Labels:
    """Return a style's words for a series: its language's, or those that the series gives."""
    names = tuple(dict.fromkeys(name for words in style.values() for name in words))
    own: dict[str, str] = {}
    for tag in _tags(series.language):
        own |= style.get(tag, {})
    own |= series.labels
    return Labels(
        words={**style.get(FALLBACK, {}), **own},
        lacking=tuple(name for name in names if name not in own),
        unknown=tuple(name for name in series.labels if name not in names),
    )


def placeholders(words: str) -> list[str]:
    """Return what a label leaves for the style to fill, in alphabetical order: `{number}`."""
    return sorted(re.findall(r"\{\w*\}", words))


def read_labels(folder: Path) -> LabelsByLanguage:
    """Return the words of the style in a folder, none where its style.yaml has faults."""
    file = folder / STYLE_FILE
    state = file.stat()
    return _labels_in(file, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=8)
def _labels_in(file: Path, _state: tuple[int, int]) -> LabelsByLanguage:
    """Read a style.yaml once for all issues, as long as it is not changed."""
    places, _ = read_places(read_file(file, STYLE_FILE))
    found = plain(places.root) if places is not None else None
    languages = found.get("labels") if isinstance(found, dict) else None
    if not isinstance(languages, dict):
        return {}
    return {tag: words for tag, words in languages.items() if isinstance(words, dict)}


def _tags(language: str) -> Iterator[str]:
    """Yield the language tags from the most general to the tag itself (RFC 4647, lookup)."""
    parts = language.split("-")
    for length in range(1, len(parts) + 1):
        yield "-".join(parts[:length])

"""The words that a PDF, the index and the site say of themselves, such as `Highlights`.

What an issue's PDF says stands under `labels:` in the style's `style.yaml`, by language; what only
the index and the site say stands in `words.yaml` beside this module. There the words of the default
style stand in for those that a style lacks. `labels:` of series.yaml go before all of them. English
stands in for a word that the series' language lacks; the linter tells of those that a PDF prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from strevview.model.issue import DEFAULT_STYLE, SeriesFields
from strevview.model.loading import read_places
from strevview.source.nodes import plain
from strevview.source.reader import read_file
from strevview.style.style_names import STYLE_FILE, shipped_styles

LabelsByLanguage = Mapping[str, Mapping[str, str]]
FALLBACK = "en"
_WORDS = Path(__file__).with_name("words.yaml")


class Labels(NamedTuple):
    """The words by their names, and the names of those that there are in English alone."""

    words: Mapping[str, str]
    lacking: tuple[str, ...]


def labels_of(style: LabelsByLanguage, series: SeriesFields) -> Labels:
    """Return a style's words for a series: its language's, or those that the series gives."""
    own: dict[str, str] = {}
    for tag in _tags(series.language):
        own |= style.get(tag, {})
    own |= series.labels
    return Labels(
        words={**style.get(FALLBACK, {}), **own},
        lacking=tuple(name for name in label_names(style) if name not in own),
    )


def words_of(series: SeriesFields, style: LabelsByLanguage) -> Mapping[str, str]:
    """Return the words of the index and the site for a series, by their names."""
    return labels_of(_with_ours(style), series).words


def label_names(style: LabelsByLanguage) -> tuple[str, ...]:
    """Return the names of a style's words."""
    return tuple(dict.fromkeys(name for words in style.values() for name in words))


def series_labels(style: LabelsByLanguage) -> Mapping[str, str]:
    """Return each word that `labels:` of a series may replace, by its name, English if there is."""
    labels = _with_ours(style)
    languages = (*labels.values(), labels.get(FALLBACK, {}))
    return {name: text for words in languages for name, text in words.items()}


def _with_ours(style: LabelsByLanguage) -> LabelsByLanguage:
    """Return a style's words, and the words of the index and the site where it has none."""
    shipped = read_labels(shipped_styles() / DEFAULT_STYLE / STYLE_FILE)
    sources = (_read(_WORDS), shipped, style)
    return {
        tag: {name: text for source in sources for name, text in source.get(tag, {}).items()}
        for tag in dict.fromkeys(tag for source in sources for tag in source)
    }


def placeholders(words: str) -> list[str]:
    """Return what a label leaves for the style to fill, in alphabetical order: `{number}`."""
    return sorted(re.findall(r"\{\w*\}", words))


def read_labels(file: Path) -> LabelsByLanguage:
    """Return the words of a style by its `style.yaml`, none where that has faults."""
    labels = _read(file).get("labels")
    if not isinstance(labels, Mapping):
        return {}
    return {tag: words for tag, words in labels.items() if isinstance(words, Mapping)}


def _read(file: Path) -> Mapping[str, Any]:
    state = file.stat()
    return _data_of(file, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=8)
def _data_of(file: Path, _state: tuple[int, int]) -> Mapping[str, Any]:
    """Return the data of a YAML file, read once for all issues as long as it is not changed."""
    places, _ = read_places(read_file(file, file.name))
    found = plain(places.root) if places is not None else None
    return found if isinstance(found, Mapping) else {}


def _tags(language: str) -> Iterator[str]:
    """Yield the language tags from the most general to the tag itself (RFC 4647, lookup)."""
    parts = language.split("-")
    for length in range(1, len(parts) + 1):
        yield "-".join(parts[:length])

"""The words that a PDF, the index and the site say of themselves, such as `Highlights`.

What an issue's PDF says stands under `labels:` in the style's `style.yaml`, by language; what only
the index and the site say stands in `words.yaml` beside this module. There the words of the default
style stand in for those that a style lacks. `labels:` of series.yaml go before all of them. English
stands in for a word that the series' language lacks; the linter tells of those that a PDF prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from strevview.model.issue import DEFAULT_STYLE, SeriesFields
from strevview.source.disk import read_file
from strevview.source.nodes import plain
from strevview.source.parser import read_places
from strevview.style.style_folder import StylePlace, StyleYaml, read_style_file, shipped_styles

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
    default = read_style_file(
        StylePlace(shipped_styles() / DEFAULT_STYLE, DEFAULT_STYLE, ships=True)
    )
    assert isinstance(default, StyleYaml)
    sources = (_words(), default.file.labels, style)
    return {
        tag: {name: text for source in sources for name, text in source.get(tag, {}).items()}
        for tag in dict.fromkeys(tag for source in sources for tag in source)
    }


def placeholders(words: str) -> list[str]:
    """Return what a label leaves for the style to fill, in alphabetical order: `{number}`."""
    return sorted(re.findall(r"\{\w*\}", words))


@cache
def _words() -> LabelsByLanguage:
    places, _ = read_places(read_file(_WORDS, _WORDS.name))
    assert places is not None
    return cast("LabelsByLanguage", plain(places.root))


def _tags(language: str) -> Iterator[str]:
    """Yield the language tags from the most general to the tag itself (RFC 4647, lookup)."""
    parts = language.split("-")
    for length in range(1, len(parts) + 1):
        yield "-".join(parts[:length])

"""The words of the web edition and of the printed index in a series' language (`words.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

from strevview.model.issue import SeriesFields
from strevview.source.nodes import plain
from strevview.source.parser import read_places
from strevview.source.reader import read_file
from strevview.style.style_file import LabelsByLanguage, labels_of

_FILE = Path(__file__).with_name("words.yaml")


def words_of(series: SeriesFields, style: LabelsByLanguage) -> Mapping[str, str]:
    """Return the words for a series by name; a style's labels stand in the place of ours."""
    own = _words()
    both = {tag: {**own.get(tag, {}), **style.get(tag, {})} for tag in (*own, *style)}
    return labels_of(both, series).words


@cache
def _words() -> LabelsByLanguage:
    places, _ = read_places(read_file(_FILE, _FILE.name))
    assert places is not None
    return cast("LabelsByLanguage", plain(places.root))

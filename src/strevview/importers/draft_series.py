"""What a draft says of its series, where no `series.yaml` beside it says the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strevview.importers.cover_names import as_title
from strevview.importers.facts import Guess
from strevview.importers.plain_runs import visible
from strevview.model.series import SeriesFields

if TYPE_CHECKING:
    from strevview.importers.outline import Outline

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_SHORT = re.compile(r"[A-Z][A-Z&]+(?:-[A-Z]+)*")
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class DraftSeries:
    """The series as the cover gives it."""

    title: Guess
    cover_title: tuple[str, ...]
    publisher: Guess
    short: Guess | None
    names: tuple[tuple[str, Guess], ...]
    language: str | None
    style: str | None = None


def draft_series(found: Outline, series: SeriesFields | None, said: bool) -> DraftSeries | None:
    """Return what the draft has to say of its series; None where the folder's file says it."""
    masthead = found.masthead
    other = bool(masthead.title_lines or masthead.publisher)
    if series is not None and (masthead.known or not other):
        return None if said else _copied(series)
    title = " ".join(masthead.title_lines)
    capitals = any(line.isupper() for line in masthead.title_lines)
    return DraftSeries(
        _guess(title, "the cover does not tell the series' title"),
        masthead.title_lines if len(masthead.title_lines) > 1 or capitals else (),
        _guess(masthead.publisher or "", "the cover does not tell who publishes it"),
        _short(found),
        tuple(
            (language, Guess(visible(name), "the language is told by the script", False))
            for language, name in masthead.publisher_names
        ),
        found.language if found.language and _LANGUAGE.fullmatch(found.language) else None,
    )


def _guess(text: str, lacking: str) -> Guess:
    plain = visible(text).strip()
    if not plain:
        return Guess(_UNKNOWN, lacking, False)
    if plain.isupper():
        return Guess(as_title(plain), "the cover has it in capitals", False)
    return Guess(plain, "as on the cover", True)


def _short(found: Outline) -> Guess | None:
    """Return an abbreviation that runs along the pages' feet: it is the publisher's."""
    words = Counter(
        word
        for dropped in found.dropped
        if len(dropped.text.split()) <= 2
        for word in dropped.text.split()
        if _SHORT.fullmatch(word)
    )
    if not words:
        return None
    short, count = words.most_common(1)[0]
    return Guess(short, "it stands at the foot of the pages", False) if count > 1 else None


def _copied(series: SeriesFields) -> DraftSeries:
    publisher = series.publisher
    why = "as in series.yaml"
    return DraftSeries(
        Guess(series.title, why, True),
        series.cover_title,
        Guess(publisher.name, why, True),
        Guess(publisher.short, why, True) if publisher.short else None,
        tuple((language, Guess(name, why, True)) for language, name in publisher.names.items()),
        series.language,
        series.style,
    )

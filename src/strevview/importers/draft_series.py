"""What a draft says of its series, where no `series.yaml` beside it says the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from strevview.importers.blocks import LeftOut
from strevview.importers.cover_names import as_title
from strevview.importers.guesses import Guess
from strevview.importers.outline import Outline
from strevview.importers.tidy_runs import visible
from strevview.model.issue import SeriesFields

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_SHORT = re.compile(r"[A-Z][A-Z&]+(?:-[A-Z]+)*")
_UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class DraftSeries:
    """The series as the cover or the front matter gives it."""

    title: Guess
    cover_title: tuple[str, ...]
    publisher: Guess
    short: Guess | None
    names: tuple[tuple[str, Guess], ...]
    language: str | None
    style: str | None = None


def draft_series(found: Outline, series: SeriesFields | None, beside: bool) -> DraftSeries | None:
    """Return what the draft has to say of its series; None where the folder's file says it.

    `beside` is true where `series` stands in the folder of the draft.
    """
    cover = found.cover
    other = bool(cover.title_lines or cover.publisher or found.title)
    if series is not None and (cover.known or not other or beside):
        return None if beside else _copied(series)
    title = found.title or " ".join(cover.title_lines)
    capitals = any(line.isupper() for line in cover.title_lines)
    lines = cover.title_lines if len(cover.title_lines) > 1 or capitals else ()
    return DraftSeries(
        _guess(title, "the file does not tell the series’ title"),
        () if found.title else lines,
        _guess(cover.publisher or "", "the file does not tell who publishes it"),
        _short(found.left_out),
        tuple(
            (language, Guess(visible(name), "the language is told by the script", False))
            for language, name in cover.local_names
        ),
        found.language if found.language and _LANGUAGE.fullmatch(found.language) else None,
    )


def _guess(text: str, lacking: str) -> Guess:
    plain = visible(text).strip()
    if not plain:
        return Guess(_UNKNOWN, lacking, False)
    if plain.isupper():
        return Guess(as_title(plain), "the cover has it in capitals", False)
    return Guess(plain, "as in the file", True)


def _short(left_out: Sequence[LeftOut]) -> Guess | None:
    """Return an abbreviation that runs along the pages: it is the publisher's."""
    for one in left_out:
        words = [word for word in one.text.split() if _SHORT.fullmatch(word)]
        if one.times > 1 and words and len(one.text.split()) <= 2:
            return Guess(words[0], "it stands at the foot of the pages", False)
    return None


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

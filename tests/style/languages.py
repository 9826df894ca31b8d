"""A small review in each language whose words the institute's style has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Words:
    """What a review says in one language; `[…][s]` is a link to the item's source."""

    title: str
    publisher: str
    editors: list[str]
    space: str
    cars: str
    launch: str
    founding: str
    tasks: list[str]
    quotation: str
    caption: str
    correction: str


_FOLDER = Path(__file__).parent
LANGUAGES = {
    language: Words(**words)
    for language, words in yaml.safe_load((_FOLDER / "languages.yaml").read_text("utf-8")).items()
}


def series_of(language: str, style: str = "mpidsa") -> str:
    """Return series.yaml of the review in a language."""
    return _filled("review_series.yaml", language, style=style)


def issue_of(language: str, *, draft: bool = False) -> str:
    """Return an issue of the review in a language, with every word that the style has."""
    return _filled("review_issue.yaml", language, draft=str(draft).lower())


def _filled(name: str, language: str, **more: str) -> str:
    text = (_FOLDER / name).read_text("utf-8").partition("\n")[2]
    return text.format(words=LANGUAGES[language], language=language, **more)

"""A small review in each language whose words the institute's style has.

The facts are those of the sample issue of July 2025: a satellite of Pakistan, electric cars.
"""

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


ENGLISH_NAME = "Institute of Examples"
WORK = "Handbook of Satellites"
_FILE = Path(__file__).with_suffix(".yaml")
LANGUAGES = {
    language: Words(**words) for language, words in yaml.safe_load(_FILE.read_text("utf-8")).items()
}


def series_of(language: str, style: str = "mpidsa") -> str:
    """Return series.yaml of a review in a language."""
    words = LANGUAGES[language]
    return f"""\
schema: 1
title: {words.title}
publisher:
  name: {words.publisher}
  names:
    en: {ENGLISH_NAME}
language: {language}
style: {style}
url: https://example.org/review
"""


def issue_of(language: str, *, draft: bool = False) -> str:
    """Return an issue of the review in a language, with every word that the style has."""
    words = LANGUAGES[language]
    entries = (f"{number}. {task}" for number, task in enumerate(words.tasks, 1))
    tasks = "\n\n".join((words.launch, "\n".join(entries)))
    cars = "\n\n".join((words.founding, f"> {words.quotation}"))
    return f"""\
schema: 1
period: 2025-07
number: 7
published: 2025-08-11
revised: 2025-08-20
draft: {str(draft).lower()}
corrections:
  - text: {words.correction}
    date: 2025-08-20
editors:
  - {words.editors[0]}
  - {words.editors[1]}
sections:
  - title: {words.space}
    items:
      - id: prss
        date: 2025-07-31
        actors:
          - SUPARCO
        text: |
{_indented(tasks)}
        sources:
          s:
            url: https://example.org/launch
            publisher: Dawn
            published: 2025-07-31
          w:
            publisher: Example Press
            title: {WORK}
            published: 2024-05
        figures:
          - file: wide.png
            alt: '{words.space}: {words.correction}'
            caption: {words.caption}
            credit: Example Agency
  - title: {words.cars}
    items:
      - id: cars
        date: 2025-07-22
        actors:
          - WNEVDO
        text: |
{_indented(cars)}
        sources:
          s:
            url: https://example.org/cars
            publisher: Xinhua
            published: 2025-07-22
"""


def _indented(text: str) -> str:
    return "\n".join(f"          {line}".rstrip() for line in text.splitlines())

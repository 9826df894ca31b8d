"""Two sections have one title, or one highlight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.model.places import Places
    from strevview.source.nodes import Path

_SIGNS = re.compile(r"[\W_]+")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each title and highlight that an earlier section has."""
    if issue.issue is None or issue.places is None:
        return
    titles: dict[str, Path] = {}
    lines: dict[str, Path] = {}
    for s, section in enumerate(issue.issue.sections):
        title: Path = ("sections", s, "title")
        highlight: Path = ("sections", s, "highlight")
        if is_faulty(issue, title):
            continue
        first = titles.setdefault(_key(section.title), title)
        if first is not title:
            yield _told(issue.places, title, first, "an earlier section has this title")
            continue
        if section.cover_line is not None and not is_faulty(issue, highlight):
            place = highlight if section.highlight else title
            first = lines.setdefault(_key(section.cover_line), place)
            if first is not place:
                message = "an earlier section has this line on the cover"
                yield _told(issue.places, place, first, message)


def _key(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().casefold()


def _told(places: Places, path: Path, first: Path, message: str) -> Diagnostic:
    advice = "put the items under one title, or give this section its own"
    found = warning("SV503", message, places.value(path), advice)
    return found._replace(related=(Related("it stands here first", places.value(first)),))


RULE = Rule(code="SV503", name="title-repeats", severity=Severity.WARNING, check=check)

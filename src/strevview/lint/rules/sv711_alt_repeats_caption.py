"""A description repeats the caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.issue_pictures import figures
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

_SIGNS = re.compile(r"[\W_]+")
_PICTURE_OF = re.compile(
    r"^(?:an? |the )?(?:picture|image|photo|photograph|figure|drawing|map|diagram) (?:of|showing) "
)


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each description that is the caption once more."""
    if issue.places is None:
        return
    for figure in figures(issue):
        if figure.alt and figure.caption and _key(figure.alt) == _key(figure.caption):
            span = issue.places.value((*figure.path, "alt"))
            advice = "say in `alt:` what there is to see, in `caption:` what it is"
            yield warning("SV711", "`alt` repeats the caption", span, advice)


def _key(text: str) -> str:
    words = _SIGNS.sub(" ", text.casefold()).strip()
    return re.sub(r"^(?:the|an?) ", "", _PICTURE_OF.sub("", words))


RULE = Rule(code="SV711", name="alt-repeats-caption", severity=Severity.WARNING, check=check)

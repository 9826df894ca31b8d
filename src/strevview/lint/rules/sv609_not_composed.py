"""Letters and their accents are written as separate characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Edit, Fix, Severity, warning
from strevview.lint.printed_texts import MOST_FINDINGS
from strevview.lint.rule import Rule
from strevview.lint.text_edits import text_edit
from strevview.source.nodes import scalars

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

# Changing these would name another page or file.
_LEFT_ALONE = ("url", "archived", "file", "image")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each value that is not in NFC, once."""
    if issue.places is None:
        return
    text = issue.places.source.text
    # The escapes of a quoted value may take letter and accent apart.
    if "\\" not in text and unicodedata.is_normalized("NFC", text):
        return
    for path, scalar in scalars(issue.places.root):
        if scalar.value.isascii() or path[-1] in _LEFT_ALONE:
            continue
        if unicodedata.is_normalized("NFC", scalar.value):
            continue
        stretches = list(islice(_stretches(scalar.value), MOST_FINDINGS))
        if not stretches:
            continue
        start, end, composed = stretches[0]
        message = f"`{composed}` is written as {end - start} characters, letter and accent apart"
        span = issue.places.within(path, start, end)
        edits = [text_edit(issue.places, path, *stretch) for stretch in stretches]
        whole = tuple(edit for edit in edits if isinstance(edit, Edit))
        fix = Fix("compose letters and accents", whole) if len(whole) == len(edits) else None
        found = warning("SV609", message, span, "write the composed characters (Unicode's NFC)")
        yield found._replace(fix=fix)


def _stretches(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches, from a base letter to its last mark, that NFC writes otherwise."""
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text) and _follows(text[place]):
            continue
        part = text[start:place]
        if not part.isascii():
            composed = unicodedata.normalize("NFC", part)
            if composed != part:
                yield start, place, composed
        start = place


def _follows(letter: str) -> bool:
    # Hangul vowels and final consonants join the letter before them too.
    return unicodedata.combining(letter) != 0 or "\u1160" <= letter <= "\u11ff"


RULE = Rule(code="SV609", name="not-composed", severity=Severity.WARNING, check=check)

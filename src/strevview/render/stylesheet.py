"""A style's CSS as the renderer gets it, and where in it an address stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from strevview.diagnostics import Diagnostic, Span, error

_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"text-overflow\s*:[^;}]*\bellipsis\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """One stylesheet: the name people know it by, its CSS, and the address it is relative to.

    `base_url` is the `file:` URL of the CSS file itself, or for made-up CSS one of its own that
    no other sheet has: log lines find their file by it.
    """

    name: str
    text: str
    base_url: str


def ellipses(texts: Iterable[StyleSheet], html: str) -> tuple[Diagnostic, ...]:
    """Return an error for each `text-overflow: ellipsis`, in a stylesheet or in the HTML.

    The renderer lets the glyph of the ellipsis mean all the text that it hides, there and wherever
    else the glyph stands: no reader, and no audit, could then tell what is on the page.
    """
    places: list[Span | None] = [
        _span(sheet, match.start(), len(match[0]))
        for sheet in texts
        for match in _ELLIPSIS.finditer(sheet.text)
    ]
    if _ELLIPSIS.search(html):
        places.append(None)
    message = "“text-overflow: ellipsis” hides text that the PDF still claims to show"
    help_text = "let the text wrap, or give it room"
    return tuple(error("SV901", message, place, help_text) for place in places)


def place_of(url: str, sheets: Iterable[StyleSheet]) -> Span | None:
    """Return where a stylesheet names the address `url`."""
    for sheet in sheets:
        for match in _ADDRESS.finditer(sheet.text):
            written = next(group for group in match.groups() if group is not None)
            if urljoin(sheet.base_url, written) == url or written == url:
                start = match.start() + match[0].find(written)
                return _span(sheet, start, len(written))
    return None


def _span(sheet: StyleSheet, start: int, length: int) -> Span:
    before = sheet.text[:start]
    line = before.count("\n") + 1
    column = start - (before.rfind("\n") + 1) + 1
    return Span(sheet.name, line, column, line, column + length)

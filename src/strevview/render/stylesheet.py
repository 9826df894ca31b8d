"""A style's CSS as the renderer gets it, and where in it an address stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from strevview.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """One stylesheet: the name people know it by, its CSS, and the address it is relative to.

    `base_url` is the `file:` URL of the CSS file itself, or for made-up CSS one of its own that
    no other sheet has: log lines find their file by it.
    """

    name: str
    text: str
    base_url: str


def place_of(url: str, sheets: Iterable[StyleSheet]) -> Span | None:
    """Return where a stylesheet names the address `url`."""
    for sheet in sheets:
        for match in _ADDRESS.finditer(sheet.text):
            written = next(group for group in match.groups() if group is not None)
            if urljoin(sheet.base_url, written) == url or written == url:
                start = match.start() + match[0].find(written)
                before = sheet.text[:start]
                line = before.count("\n") + 1
                column = start - (before.rfind("\n") + 1) + 1
                return Span(sheet.name, line, column, line, column + len(written))
    return None

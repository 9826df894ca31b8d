"""A style's own pictures, served from memory: their address is the same in any folder.

The renderer names a picture in the PDF by its address, so an address with a path in it would give
other bytes in another folder.
"""

from __future__ import annotations

import posixpath
import re

from strevview.render.resources import picture_url
from strevview.style.loading import Style

_PICTURE = re.compile(
    r"""url\(\s*(["']?)([^"'()\s:]+\.(?:gif|jpe?g|png|svg|webp))\1\s*\)""", re.IGNORECASE
)


def style_picture_name(file: str) -> str:
    """Return the name of a style's picture; no path in an issue's folder is like it."""
    return f"style:{file}"


def pictures_of(style: Style) -> tuple[tuple[str, bytes], ...]:
    """Return the pictures that a style's logo and stylesheets name, by their names."""
    named = {style.file.logo.file} if style.file.logo else set()
    for sheet, css in style.css.items():
        named.update(_resolved(sheet, match[2]) for match in _PICTURE.finditer(css))
    return tuple((style_picture_name(file), data) for file, data in style.files() if file in named)


def with_picture_addresses(style: Style, sheet: str) -> str:
    """Return a stylesheet whose pictures have the addresses they are served under.

    A file that the style does not have keeps its address, for the renderer to complain about.
    """
    files = {file for file, _ in style.files()}

    def address(match: re.Match[str]) -> str:
        file = _resolved(sheet, match[2])
        known = file in files
        return f'url("{picture_url(style_picture_name(file))}")' if known else match[0]

    return _PICTURE.sub(address, style.css[sheet])


def _resolved(sheet: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(sheet), address))

"""The fingerprint of everything that shaped a PDF: content and versions, no path and no clock."""

from __future__ import annotations

import ctypes
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from strevview import __version__
from strevview.render.carried import Content

# What the paths of fonts among the components start with.
FONTS = "fonts/"
SUBSETTER = "harfbuzz-subset"
# Python packages that shape bytes: the words and their markup, pictures, pages, the PDF's syntax.
_PACKAGES = (
    "babel",
    "markdown-it-py",
    "jinja2",
    "markupsafe",
    "pillow",
    "weasyprint",
    "pyphen",
    "fonttools",
    "pydyf",
    "pikepdf",
    "lxml",
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Digests and versions by what they are of, such as "issues/2025-07.yaml" or "weasyprint"."""

    components: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The fingerprint itself: 64 hexadecimal digits (SHA-256 over the components)."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Return the components as JSON, always in the same order."""
        return json.dumps(dict(self.components), sort_keys=True, separators=(",", ":"))


def fingerprint(content: Content, scripts: Iterable[str]) -> Fingerprint:
    """Return the fingerprint of an issue in a style, on this machine's renderer.

    `scripts` (ISO 15924) are those of the issue's text: only their fonts shape it.
    """
    fonts = {f"{FONTS}{name}": digest for name, digest in content.style.font_digests(scripts)}
    return Fingerprint({**content.digests(), **fonts, **engine_versions()})


@cache
def engine_versions() -> Mapping[str, str]:
    """Return the versions of the programs that shape a PDF's bytes."""
    versions = {"strevview": __version__}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "unknown"
    return {**versions, "zlib": zlib.ZLIB_RUNTIME_VERSION, **_qpdf(), **library_versions()}


def _qpdf() -> dict[str, str]:
    """Return the version of the library that pikepdf brings along or finds on the system."""
    try:
        import pikepdf
    except ImportError:
        return {"qpdf": "unknown"}
    return {"qpdf": pikepdf.__libqpdf_version__}


@cache
def library_versions() -> Mapping[str, str]:
    """Return the versions of Pango and HarfBuzz, "none" where one is not found."""
    # Not through WeasyPrint, which takes longer to load than to find a folder of PDFs up to date.
    found = {}
    for name, function, files in _LIBRARIES:
        found[name] = "none"
        for file in files:
            try:
                call = getattr(ctypes.CDLL(file), function)
            except (OSError, AttributeError):
                continue
            call.restype = ctypes.c_char_p
            found[name] = call().decode("ascii")
            break
    return found


_LIBRARIES = (
    (
        "pango",
        "pango_version_string",
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ),
    (
        "harfbuzz",
        "hb_version_string",
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
    # Without it fontTools makes the fonts smaller, to other bytes.
    (
        SUBSETTER,
        "hb_version_string",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    ),
)

"""What the renderer may read: files under a few folders, pictures in memory, and nothing else.

It asks for everything by URL: stylesheets, fonts, pictures, and what an SVG picture names. Its only
door to the outside opens onto `file:` URLs whose real path, symbolic links and `..` resolved, lies
under one of the roots, `strevview:` URLs of pictures handed over in memory, and `data:` URLs. All
else is refused, and the log says so.

The fonts. WeasyPrint's own configuration begins with the fonts and the fontconfig files of the
machine: a letter that the style's fonts lack then comes from whatever the machine has, and the same
issue has other bytes, and other looks, elsewhere. `StyleFonts` begins empty. It also starts three
times as fast. An `@font-face` rule with a `unicode-range` is loaded for the issues alone that have
a character in that range, as CSS Fonts 4, 4.5 has it: a font of ten thousand Chinese characters
costs 30 to 50 ms to load.
"""

from __future__ import annotations

import binascii
import logging
import os
import re
import stat
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit
from urllib.request import DataHandler, Request, url2pathname
from uuid import uuid4

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from strevview.render.messages import REFUSED
from strevview.render.pictures import (
    DAMAGED,
    PICTURE_SCHEME,
    clean_embedded,
    media_type_of,
    picture_name,
)

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_DATA_URL_CHARACTERS = 8 * 1024 * 1024
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9.+-]*):")
_SPACES = " \u00a0"
# Behind the address of a font file: the face in it, its weight, and the signs that it is for.
_FONT_PART = re.compile(r"(\d+),(\d+),(.*)", re.DOTALL)
_LOGGER = logging.getLogger("weasyprint")
# The bytes of what a URL stands for, and its media type.
_Answer: TypeAlias = tuple[bytes, str]
# The one function that WeasyPrint does not declare, for it never begins with an empty FcConfig.
ffi.cdef("FcConfig * FcConfigCreate (void);", override=True)


class ResourceRefusedError(Exception):
    """A URL may not be read, or cannot be."""


class _Response(URLFetcherResponse):  # type: ignore[misc]
    """A response held in memory.

    It has no path: the renderer would read a picture's file again by its path when it writes the
    PDF, past the fetcher and perhaps after the file has changed.
    """

    @property
    def path(self) -> None:
        """No file stands behind it."""
        return


class ResourceFetcher(URLFetcher):  # type: ignore[misc]
    """Answer the renderer: files under `roots`, `pictures` by their names, and `data:` URLs.

    The handlers of the base class (HTTP, FTP, files, proxies) are never installed, so that no
    path through it can reach the network. A refusal is an ordinary exception: the renderer goes
    on without the resource, all refusals of a document come out in one run, and the build fails
    on their diagnostics.
    """

    def __init__(self, roots: Sequence[Path], pictures: Mapping[str, bytes] | None = None) -> None:
        self._roots = tuple(dict.fromkeys(root.resolve() for root in roots))
        self._pictures = dict(pictures or {})
        self._fail_on_errors = False

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Return what `url` stands for.

        Raises:
            ResourceRefusedError: it may not be read, or cannot be.
        """
        del headers
        try:
            data, media_type = self._read(url)
        except ResourceRefusedError as reason:
            _LOGGER.error(f"{REFUSED}%s: %s", url, reason)
            raise
        return _Response(url, data, {"Content-Type": media_type})

    def open(
        self, url: str | Request, data: object = None, timeout: object = None
    ) -> URLFetcherResponse:
        """Answer a URL or a request as `fetch` does."""
        del data, timeout
        return self.fetch(url if isinstance(url, str) else url.full_url)

    def _read(self, url: str) -> _Answer:
        match = _SCHEME.match(url)
        if match is None:
            raise ResourceRefusedError("a relative address leads nowhere from here")
        scheme = match[1].lower()
        if scheme == "data":
            return _data_of(url)
        if scheme == PICTURE_SCHEME:
            name = picture_name(url)
            if name not in self._pictures:
                raise ResourceRefusedError("the issue has no such picture")
            return self._pictures[name], media_type_of(name)
        if scheme == "file":
            return self._read_file(url)
        raise ResourceRefusedError(f"nothing is fetched by {scheme}:, only local files are read")

    def _read_file(self, url: str) -> _Answer:
        path = self._permitted(url)
        try:
            data = _read_regular_file(path)
            part = _FONT_PART.fullmatch(unquote(urlsplit(url).fragment))
            if part is not None:
                data = _static_font(data, int(part[1]), int(part[2]), part[3])
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise ResourceRefusedError(f"cannot be read: {reason}") from problem
        return data, media_type_of(path.name)

    def _permitted(self, url: str) -> Path:
        try:
            parts = urlsplit(url)
        except ValueError as problem:
            raise ResourceRefusedError("not an address") from problem
        if parts.netloc.lower() not in {"", "localhost"}:
            raise ResourceRefusedError(f"no file is read from the machine “{parts.netloc}”")
        try:
            path = Path(url2pathname(parts.path)).resolve()
        except (OSError, RuntimeError, ValueError) as problem:
            raise ResourceRefusedError("is not the path of a file") from problem
        if not any(path.is_relative_to(root) for root in self._roots):
            raise ResourceRefusedError(
                "lies outside the folders of the issue, the style and the style's fonts"
            )
        return path


def _read_regular_file(path: Path) -> bytes:
    """Return the bytes of a regular file; `path` is resolved, so a link at its end is new."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise ResourceRefusedError("is not a regular file")
        if status.st_size > MAX_FILE_BYTES:
            raise ResourceRefusedError(f"is larger than {MAX_FILE_BYTES // 1024**2} MiB")
        return file.read()


@lru_cache(maxsize=16)
def _static_font(data: bytes, index: int, weight: int, signs: str = "") -> bytes:
    """Return one face of a font file as a file of its own, a variable one at a weight.

    With `signs` it has these characters alone, and spaces: one behind a sign is set in its font.

    Raises:
        ResourceRefusedError: the file is damaged.
    """
    import uharfbuzz

    face = uharfbuzz.Face(data, index)
    wanted = uharfbuzz.SubsetInput()
    wanted.keep_everything()
    # Strokes of a variable font may cross: a viewer then paints the letter with more care.
    wanted.flags |= uharfbuzz.SubsetFlags.SET_OVERLAPS_FLAG
    for axis in face.axis_infos:
        place = weight if axis.tag == "wght" else axis.default_value
        wanted.pin_axis_location(face, axis.tag, place)
    if signs:
        wanted.glyph_set.clear()
        wanted.unicode_set.clear()
        wanted.unicode_set.update(map(ord, signs + _SPACES))
    try:
        static = wanted.subset(face)
    except RuntimeError as reason:
        raise ResourceRefusedError("the font is damaged") from reason
    packed: bytes = static.blob.data
    return packed


def _data_of(url: str) -> _Answer:
    """Return what a `data:` URL carries (RFC 2397); a picture is cleaned as the issue's are."""
    if len(url) > MAX_DATA_URL_CHARACTERS:
        raise ResourceRefusedError("a data: address this long is refused")
    try:
        answer = DataHandler().data_open(Request(url))  # noqa: S310 - nothing is fetched
    except binascii.Error as problem:
        raise ResourceRefusedError("a data: address with broken base64") from problem
    except ValueError as problem:
        raise ResourceRefusedError("not a data: address, it has no comma") from problem
    try:
        return clean_embedded(answer.read()), answer.headers.get_content_type()
    except DAMAGED as problem:
        raise ResourceRefusedError("a data: address with a damaged picture") from problem


@dataclass(frozen=True, slots=True, eq=False)
class FontFace:
    """An `@font-face` rule, parsed: its descriptors, and who fetches its file."""

    descriptors: Mapping[str, Any]
    fetcher: URLFetcher

    def is_needed_for(self, codepoints: Iterable[int]) -> bool:
        """Return whether a text with these characters needs the face; spaces alone need none."""
        ranges = self.descriptors.get("unicode_range")
        if not ranges:
            return True
        seen = set(codepoints).difference(map(ord, _SPACES))
        return any(one.start <= codepoint <= one.end for codepoint in seen for one in ranges)


@dataclass(slots=True)
class FontFaces:
    """Stands in for a font configuration while CSS is parsed: keeps the rules, loads nothing."""

    faces: list[FontFace] = field(default_factory=list)

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        """Keep one rule."""
        self.faces.append(FontFace(rule_descriptors, url_fetcher))


class StyleFonts(FontConfiguration):  # type: ignore[misc]
    """The fonts of some `@font-face` rules, in an otherwise empty fontconfig."""

    def __init__(self, faces: Iterable[FontFace]) -> None:
        # WeasyPrint's own removal, in a destructor, may not run when Python ends. A signal may come
        # at any moment: that the folder is to go is noted before it is there.
        self._folder = Path(gettempdir(), f"strevview-fonts-{uuid4().hex}")
        weakref.finalize(self, rmtree, self._folder, ignore_errors=True)
        self._folder.mkdir(mode=0o700)
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        pangoft2.pango_fc_font_map_set_config(
            ffi.cast("PangoFcFontMap *", self.font_map), self._config
        )
        # The font map holds a reference of its own.
        fontconfig.FcConfigDestroy(self._config)
        self.strut_layouts: dict[Any, Any] = {}
        self.font_features: dict[Any, Any] = {}
        for face in faces:
            super().add_font_face(face.descriptors, face.fetcher)

    @property
    def is_empty(self) -> bool:
        """Whether no face was loaded; the layout engine crashes the process on text without any."""
        fonts = fontconfig.FcConfigGetFonts(self._config, fontconfig.FcSetApplication)
        return bool(fonts == ffi.NULL or fonts.nfont == 0)

    def add_font_face(self, rule_descriptors: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        """Refuse a font that a picture or the HTML brings along.

        It would stay for the issues rendered after this one.
        """
        del url_fetcher
        _LOGGER.error(
            "Font-face %r stands in a picture or in the HTML, and only a style names fonts",
            rule_descriptors["font_family"],
        )

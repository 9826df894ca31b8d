"""What a rendering may read: files under a few folders, pictures in memory, and nothing else.

The renderer asks for everything by URL: stylesheets, fonts, pictures, and what an SVG picture
names. `Resources` answers `file:` URLs whose real path, symbolic links and `..` resolved, lies
under one of its roots, `strevview:` URLs of pictures handed over in memory, and `data:` URLs.
All else is refused and remembered, so that the build can say what was asked for and by whom: the
renderer does not say, so `in_progress` tells it from the call stack.
"""

from __future__ import annotations

import binascii
import os
import re
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from strevview.render.pictures import Picture, clean_picture, media_type_of

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_DATA_URL_CHARACTERS = 8 * 1024 * 1024
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9.+-]*):")
_SPACES = " \u00a0"
# Behind the address of a font file: the face in it, its weight, and the signs that it is for.
_FONT_PART = re.compile(r"(\d+),(\d+),(.*)", re.DOTALL)
_EMBEDDED = {"image/png": "a.png", "image/jpeg": "a.jpg", "image/jpg": "a.jpg"}
# Of the addresses of pictures in memory: the by their paths, and the style's.
PICTURE_SCHEME = "strevview"
# What the names of the style's begin with.
STYLE_PICTURE = "style:"


@dataclass(frozen=True, slots=True)
class Resource:
    """The answer to a URL: its bytes and media type."""

    url: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A URL that was refused, why, in words, and the URL of the picture that named it."""

    url: str
    reason: str
    picture: str | None = None


class ResourceRefusedError(Exception):
    """A URL may not be read, or cannot be."""


def picture_url(name: str) -> str:
    """Return the URL under which a picture handed over in memory is known to the renderer."""
    return f"{PICTURE_SCHEME}:{quote(name)}"


def picture_name(url: str) -> str:
    """Return the name of a picture from its `picture_url`."""
    return unquote(url.removeprefix(f"{PICTURE_SCHEME}:"))


class Resources:
    """Read what one rendering may read, and remember what was refused."""

    def __init__(self, roots: Sequence[Path], pictures: Mapping[str, bytes] | None = None) -> None:
        self._roots = tuple(dict.fromkeys(root.resolve() for root in roots))
        self._pictures = dict(pictures or {})
        self._refusals: dict[str, Refusal] = {}

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """The URLs that were refused, in order, each once."""
        return tuple(self._refusals.values())

    def read(self, url: str) -> Resource:
        """Return what `url` stands for.

        Raises:
            ResourceRefusedError: it may not be read, or cannot be.
        """
        try:
            return self._read(url)
        except ResourceRefusedError as refusal:
            self._refusals.setdefault(url, Refusal(url, str(refusal), in_progress().picture))
            raise

    def _read(self, url: str) -> Resource:
        match = _SCHEME.match(url)
        if match is None:
            raise ResourceRefusedError("a relative address leads nowhere from here")
        scheme = match[1].lower()
        if scheme == "data":
            return _printable(_read_data_url(url))
        if scheme == PICTURE_SCHEME:
            name = picture_name(url)
            if name not in self._pictures:
                raise ResourceRefusedError("the issue has no such picture")
            return Resource(url, self._pictures[name], media_type_of(name))
        if scheme == "file":
            return self._read_file(url)
        raise ResourceRefusedError(f"nothing is fetched by {scheme}:, only local files are read")

    def _read_file(self, url: str) -> Resource:
        path = self._permitted(url)
        try:
            data = _read_regular_file(path)
            part = _FONT_PART.fullmatch(unquote(urlsplit(url).fragment))
            if part is not None:
                data = _static_font(data, int(part[1]), int(part[2]), part[3])
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            raise ResourceRefusedError(f"cannot be read: {reason}") from problem
        return Resource(url, data, media_type_of(path.name))

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


def _read_data_url(url: str) -> Resource:
    """Return what a `data:` URL carries (RFC 2397)."""
    if len(url) > MAX_DATA_URL_CHARACTERS:
        raise ResourceRefusedError("a data: address this long is refused")
    header, comma, body = url[len("data:") :].partition(",")
    if not comma:
        raise ResourceRefusedError("not a data: address, it has no comma")
    media_type, *parameters = header.split(";")
    data = unquote_to_bytes(body)
    if parameters and parameters[-1].strip().lower() == "base64":
        try:
            data = binascii.a2b_base64(data)
        except binascii.Error as problem:
            raise ResourceRefusedError("a data: address with broken base64") from problem
    return Resource(url, data, media_type.strip().lower() or "text/plain")


def _printable(resource: Resource) -> Resource:
    """Return a resource, cleaned as the issue's pictures are if it is a PNG or JPEG."""
    name = _EMBEDDED.get(resource.media_type)
    cleaned = None if name is None else clean_picture(resource.data, name)
    return replace(resource, data=cleaned.data) if isinstance(cleaned, Picture) else resource


def style_picture_name(file: str) -> str:
    """Return the name of a style's picture; no path in an issue's folder is like it."""
    return f"{STYLE_PICTURE}{file}"


class InProgress(NamedTuple):
    """The addresses of the stylesheet and the picture that WeasyPrint handles, and the text."""

    stylesheet: str | None = None
    picture: str | None = None
    text: str | None = None


def in_progress() -> InProgress:
    """Return what WeasyPrint is handling, by the local variables of its functions on the stack."""
    stylesheet = picture = text = None
    for frame in _callers(sys._getframe()):
        name, known = frame.f_code.co_name, frame.f_locals
        if name == "preprocess_stylesheet":
            # The innermost is in hand, of stylesheets that import one another.
            stylesheet = stylesheet or _text(known.get("base_url"))
        elif name == "get_image_from_uri":
            picture = _picture(known.get("url")) or picture
        elif name == "draw_first_line":
            text = _text(getattr(known.get("textbox"), "text", None))
        elif frame.f_globals.get("__name__") == "weasyprint.svg":
            picture = _picture(getattr(known.get("self"), "url", None)) or picture
        elif frame.f_globals.get("__name__") == "weasyprint.svg.text" and name == "text":
            # A drawing's letters are drawn one by one.
            text = _text(getattr(known.get("node"), "text", None))
    return InProgress(stylesheet, picture, text)


def _callers(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _picture(url: object) -> str | None:
    """Return the address of a picture of the issue or the style; one inside it is part of it."""
    return url if isinstance(url, str) and url.startswith(f"{PICTURE_SCHEME}:") else None

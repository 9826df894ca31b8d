"""Bytes of pictures to a format that an issue may hold."""

from __future__ import annotations

import base64
import binascii
import io
import re
from pathlib import Path
from urllib.parse import unquote

from strevview.importers.blocks import Picture

MAX_PIXELS = 100_000_000
_AS_THEY_ARE = {"PNG": ".png", "JPEG": ".jpg"}
_METAFILES = (
    (b"\x01\x00\x00\x00", "EMF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\x00\x09\x00", "WMF"),
)


def usable_picture(data: bytes, alt: str | None) -> Picture | str:
    """Return a picture as JPEG, PNG or SVG, or why it cannot be had.

    Bytes of a whole JPEG or PNG stay as they are; other pictures of dots become PNG.
    """
    for start, name in _METAFILES:
        if data.startswith(start):
            return f"it is in the format {name}, which no issue may hold"
    if b"<svg" in data[:4096]:
        return Picture(data, ".svg", alt)
    return _of_dots(data, alt)


def _of_dots(data: bytes, alt: str | None) -> Picture | str:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                return f"it has too many pixels ({width} × {height})"
            suffix = _AS_THEY_ARE.get(image.format or "")
            image.load()
            if suffix is not None:
                return Picture(data, suffix, alt)
            out = io.BytesIO()
            mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
            image.convert(mode).save(out, "PNG")
            return Picture(out.getvalue(), ".png", alt)
    except UnidentifiedImageError:
        return "it is in no known format"
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return "it is damaged"


MAX_BYTES = 64 * 1024 * 1024
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\|\{\{", re.IGNORECASE)


def named_picture(path: Path, address: str, alt: str | None) -> Picture | str:
    """Return the picture that the text of a file names, or why it is left out."""
    data = _bytes(path, address)
    return usable_picture(data, alt) if isinstance(data, bytes) else data


def _bytes(path: Path, address: str) -> bytes | str:
    """Return a picture's bytes, or why they cannot be had."""
    inside = _DATA.match(address)
    if inside is not None:
        try:
            return base64.b64decode(unquote(address[inside.end() :]), validate=True)
        except (binascii.Error, ValueError):
            return "it is damaged"
    if _SCHEME.match(address):
        return "it is not beside the text, and nothing is fetched from the network"
    file = unquote(address.partition("?")[0].partition("#")[0])
    for candidate in dict.fromkeys((address, unquote(address), file)):
        found = _below(path.parent, candidate)
        if found is not None:
            return found
    return "there is no such file"


def _below(folder: Path, file: str) -> bytes | str | None:
    """Return the bytes of a file below a folder, why they are refused, or None: no such file."""
    try:
        real = (folder / file).resolve()
        if not real.is_relative_to(folder.resolve()):
            return "it lies outside the text's folder"
        if not real.is_file():
            return None
        with real.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, RuntimeError, ValueError):
        return None
    return data if len(data) <= MAX_BYTES else f"it is larger than {MAX_BYTES >> 20} MiB"

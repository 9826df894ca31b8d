"""Pictures that a text names: files below its folder, never the network."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from strevview.importers.blocks import Picture
from strevview.importers.pictures import usable_picture

MAX_BYTES = 64 * 1024 * 1024
_DATA = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//|\{\{", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:[\\/]", re.IGNORECASE)


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
    if _SCHEME.match(address) and not _DRIVE.match(address):
        return "it is not beside the text, and nothing is fetched from the network"
    file = unquote(address.partition("?")[0].partition("#")[0])
    for candidate in dict.fromkeys((address, unquote(address), file)):
        found = _below(path.parent, candidate)
        if found is not None:
            return found
    return "there is no such file"


def _below(folder: Path, file: str) -> bytes | str | None:
    """Return the bytes of a file below a folder, why they are refused, or None: no such file."""
    if "\\" in file or ":" in file or file.startswith("/") or ".." in PurePosixPath(file).parts:
        return "it lies outside the text's folder"
    try:
        real = (folder / file).resolve(strict=True)
        if not real.is_relative_to(folder.resolve()):
            return "it lies outside the text's folder"
        if not real.is_file():
            return None
        with real.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except (OSError, RuntimeError, ValueError):
        return None
    return data if len(data) <= MAX_BYTES else f"it is larger than {MAX_BYTES >> 20} MiB"

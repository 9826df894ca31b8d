"""The pictures of an old issue: their captions, and their bytes in a format an issue may hold."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote

from strevview.importers.blocks import Block, Kind, Picture, visible

_CREDIT = re.compile(r"(?:photo|picture|image|source|credit|courtesy|drawn|©)\b", re.IGNORECASE)
_LICENCE = re.compile(r"\s*\(((?:CC[ -]|CC0|public domain|©|licen[cs]e)[^()]*)\)$", re.IGNORECASE)
_FIGURE = re.compile(
    r"(?:fig(?:ure|\.)?|photo(?:graph)?|image|picture|source|credit|map)\b", re.IGNORECASE
)
_CREDIT_AT_END = re.compile(
    r"\((?:photo|picture|image|source|credit|courtesy|drawn|©)[^()]*\)\.?$", re.IGNORECASE
)
_LONGEST_CAPTION = 36


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A picture with the lines beside it, and the addresses that picture and lines link to."""

    picture: Picture
    caption: str | None = None
    credit: str | None = None
    licence: str | None = None
    links: tuple[str, ...] = ()


def body_size(blocks: Sequence[Block]) -> float | None:
    """Return the size of most letters of running text, in points."""
    letters: Counter[float] = Counter()
    for block in blocks:
        if block.size is not None and block.kind is Kind.PARAGRAPH:
            letters[round(block.size * 2) / 2] += len(block.text)
    return letters.most_common(1)[0][0] if letters else None


def with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks in which a short paragraph under a picture that reads like a caption is one.

    It begins like "Figure 2", ends with a credit in brackets, is in italics, or in smaller letters
    than the text.
    """
    body = body_size(blocks)
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        under = last is not None and (last.picture is not None or last.kind is Kind.CAPTION)
        caption = under and block.kind is Kind.PARAGRAPH and reads_like_caption(block, body)
        found.append(replace(block, kind=Kind.CAPTION) if caption else block)
    return tuple(found)


def reads_like_caption(block: Block, body: float | None) -> bool:
    """Whether a paragraph under a picture is its caption; `body` is the text's size in points."""
    if not 0 < len(block.text.split()) <= _LONGEST_CAPTION or block.picture is not None:
        return False
    smaller = None not in (block.size, body) and (block.size or 0) < (body or 0) - 0.6
    italic = all(run.italic for run in block.runs if run.text.strip())
    told = _FIGURE.match(block.text) or _CREDIT_AT_END.search(block.text)
    return smaller or italic or told is not None


def with_figures(blocks: Sequence[Block]) -> Iterator[Block | FoundFigure]:
    """Yield each block of text, and each picture with the captions beside it as one figure."""
    start = 0
    while start < len(blocks):
        pair = blocks[start : start + 2]
        if pair[0].picture is not None:
            below = takewhile(lambda block: block.kind is Kind.CAPTION, blocks[start + 1 :])
            group = [pair[0], *below]
        elif pair[0].kind is Kind.CAPTION and pair[-1].picture is not None:
            group = list(pair)
        else:
            group = [pair[0]]
        start += len(group)
        yield figure_of(group) if any(block.picture for block in group) else group[0]


def figure_of(group: Sequence[Block]) -> FoundFigure:
    """Return the figure of a picture and its lines; a last line with a source is its credit."""
    picture = next(block.picture for block in group if block.picture is not None)
    captions = sorted(group, key=lambda block: block.picture is not None)
    said = [words for block in captions if (words := visible(block.text).strip())]
    credit = licence = None
    if said and (len(said) > 1 or _CREDIT.match(said[-1])):
        credit = said.pop()
        found = _LICENCE.search(credit)
        if found is not None and found.start() > 0:
            credit, licence = credit[: found.start()], found[1]
    links = tuple(address for block in group for address in block.addresses)
    return FoundFigure(picture, " ".join(said) or None, credit, licence, links)


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

"""The pictures of an issue as files: whether they are there, and what they are.

Of a JPEG or PNG only the header and the ends are read; no pixel is decoded.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Diagnostic, Span
from strevview.model.drawings import Drawing, read_drawing
from strevview.model.files import (
    find_picture,
    picture_files,
    picture_format,
    whole_pictures,
)

if TYPE_CHECKING:
    from strevview.lint.checked_item import Part
    from strevview.model.issue import Issue
    from strevview.source.nodes import Path as NodePath

# The last bytes of a whole JPEG hold its end mark (ISO/IEC 10918-1, B.1.1.3); cameras write a
# little behind it.
_JPEG_END = b"\xff\xd9"
_JPEG_TAIL = 64 * 1024


class IssuePicture(NamedTuple):
    """A picture that an issue names: where, under which name, and its file or what is wrong.

    `width` is the share of the text's width that it is printed at, in per cent.
    """

    place: Span
    file: str
    found: Path | Diagnostic
    width: int


class RasterSize(NamedTuple):
    """A picture's size in pixels."""

    width: int
    height: int


def issue_pictures(issue: Part[Issue], folder: Path) -> tuple[IssuePicture, ...]:
    """Return the pictures of the cover and the items, in reading order."""
    pictures = []
    for path, file in picture_files(issue.model):
        if issue.reads(*path):
            place = issue.place(*path)
            found, width = find_picture(folder, file, place), _width(issue.model, path)
            pictures.append(IssuePicture(place, file, found, width))
    return tuple(pictures)


def _width(issue: Issue, path: NodePath) -> int:
    if path[0] == "cover":
        return 100
    _, section, _, item, _, figure, _ = path
    return issue.sections[int(section)].items[int(item)].figures[int(figure)].width or 100


def measured_pictures(
    pictures: Iterable[IssuePicture],
) -> Iterator[tuple[IssuePicture, RasterSize | str]]:
    """Yield the size of each JPEG and PNG that is there, or what is wrong with it."""
    for picture in pictures:
        kind = picture_format(picture.file)
        if not isinstance(picture.found, Diagnostic) and kind in ("JPEG", "PNG"):
            yield picture, measure(picture.found, kind)


def drawings(pictures: Iterable[IssuePicture]) -> Iterator[tuple[IssuePicture, Drawing]]:
    """Yield what each SVG says and shows; one that cannot be read is left out."""
    for picture in pictures:
        if not isinstance(picture.found, Diagnostic) and picture_format(picture.file) == "SVG":
            try:
                drawing = read_drawing(picture.found.read_bytes())
            except (OSError, ValueError, SyntaxError):
                continue
            yield picture, drawing


def measure(path: Path, kind: str) -> RasterSize | str:
    """Return the size of a JPEG or PNG, or what is wrong with it in words that follow its name."""
    from PIL import Image, UnidentifiedImageError

    try:
        with whole_pictures(), warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=("JPEG", "PNG")) as picture:
                size, found = RasterSize(*picture.size), picture.format
                # Checks the sums of a PNG's chunks, without decoding them.
                picture.verify()
    except Image.DecompressionBombError:
        return "has too many pixels"
    except UnidentifiedImageError:
        return f"is no {kind} picture"
    except (OSError, SyntaxError, ValueError, EOFError):
        return "is damaged"
    if found != kind:
        return f"is a {found} picture and not a {kind}, as its name says"
    if kind == "JPEG" and not _has_end(path):
        return "is cut off"
    return size


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(file.tell() - _JPEG_TAIL, 0))
        return _JPEG_END in file.read()

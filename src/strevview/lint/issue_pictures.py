"""The pictures of an issue as files, looked up once for all the rules that ask for them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from strevview.diagnostics import Diagnostic, Span
from strevview.lint.faulty import is_faulty
from strevview.lint.per_issue import once_per_issue
from strevview.lint.raster import RasterSize, measure
from strevview.model.drawings import Drawing, read_drawing
from strevview.model.pictures import find_picture, picture_files, picture_format

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path as NodePath


class IssuePicture(NamedTuple):
    """A picture that an issue names: where, under which name, and its file or what is wrong."""

    span: Span | None
    file: str
    found: os.PathLike[str] | Diagnostic


@once_per_issue
def issue_pictures(issue: LoadedIssue) -> tuple[IssuePicture, ...]:
    """Return the pictures of the cover and the items, in reading order."""
    if issue.issue is None:
        return ()
    pictures = []
    for path, file in picture_files(issue.issue):
        if not is_faulty(issue, path):
            span = issue.places.value(path) if issue.places is not None else None
            pictures.append(IssuePicture(span, file, find_picture(issue.folder, file, span)))
    return tuple(pictures)


def picture_faults(issue: LoadedIssue, code: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pictures' files, of one kind."""
    for picture in issue_pictures(issue):
        if isinstance(picture.found, Diagnostic) and picture.found.code == code:
            yield picture.found


@once_per_issue
def measured_pictures(issue: LoadedIssue) -> tuple[tuple[IssuePicture, RasterSize | str], ...]:
    """Return the size of each JPEG and PNG that is there, or what is wrong with it."""
    found = []
    for picture in issue_pictures(issue):
        kind = picture_format(picture.file)
        if not isinstance(picture.found, Diagnostic) and kind in ("JPEG", "PNG"):
            found.append((picture, measure(picture.found, kind)))
    return tuple(found)


@once_per_issue
def drawings(issue: LoadedIssue) -> tuple[tuple[IssuePicture, Drawing], ...]:
    """Return what each SVG says and shows; one that cannot be read is told of by the build."""
    found = []
    for picture in issue_pictures(issue):
        if not isinstance(picture.found, Diagnostic) and picture_format(picture.file) == "SVG":
            with suppress(OSError, ValueError, SyntaxError):
                found.append((picture, read_drawing(Path(picture.found).read_bytes())))
    return tuple(found)


class PictureWords(NamedTuple):
    """What an issue says of a picture, and the path of the figure or the cover that says it."""

    path: NodePath
    alt: str | None
    caption: str | None
    credit: str | None


def figures(issue: LoadedIssue) -> Iterator[PictureWords]:
    """Yield what is said of the cover's picture and of each figure, in reading order."""
    if issue.issue is None:
        return
    cover = issue.issue.cover
    if cover is not None and ("cover",) not in issue.faulty:
        yield PictureWords(("cover",), cover.alt, None, cover.credit)
    for path, item, _ in issue.items():
        for f, figure in enumerate(item.figures):
            place = (*path, "figures", f)
            if place not in issue.faulty:
                yield PictureWords(place, figure.alt, figure.caption, figure.credit)

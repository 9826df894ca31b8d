"""Where an issue's pictures are: files under the issue's folder, in a format that lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.issue import Issue
from strevview.source.nodes import Path as NodePath

MAX_BYTES = 64 * 1024 * 1024
_ENDINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".svg": "SVG"}


def picture_files(issue: Issue) -> Iterator[tuple[NodePath, str]]:
    """Yield the path of each key that names a picture, and what it names, in reading order."""
    if issue.cover is not None:
        yield ("cover", "image"), issue.cover.image
    for s, section in enumerate(issue.sections):
        for i, item in enumerate(section.items):
            for f, figure in enumerate(item.figures):
                yield ("sections", s, "items", i, "figures", f, "file"), figure.file


def find_picture(folder: Path, file: str, span: Span | None) -> Path | Diagnostic:
    """Return a picture's real path, or why it cannot be used: SV701, SV702 or SV703."""
    if "\\" in file:
        message = f"`{file}` is divided by \\"
        return error("SV702", message, span, "write / in place of \\")
    if ":" in file or file.startswith("/") or ".." in PurePosixPath(file).parts:
        return _outside(file, span)
    try:
        real = (folder / file).resolve(strict=True)
        inside = real.is_relative_to(folder.resolve())
        size = real.stat().st_size if inside and real.is_file() else None
    except (OSError, RuntimeError, ValueError):
        return error("SV701", f"there is no picture `{file}`", span, _neighbour(folder, file))
    if not inside:
        return _outside(file, span)
    if size is None:
        return error("SV701", f"`{file}` is no file", span, _neighbour(folder, file))
    return _unfit(file, size, span) or real


def _outside(file: str, span: Span | None) -> Diagnostic:
    advice = "put it into `pictures/` beside the issue and write `pictures/name.png`"
    return error("SV702", f"`{file}` leads out of the issue's folder", span, advice)


def _unfit(file: str, size: int, span: Span | None) -> Diagnostic | None:
    if picture_format(file) is None:
        advice = "save it as PNG (drawings, screenshots), JPEG (photographs) or SVG"
        return error("SV703", f"`{file}` is in a format that is not printed", span, advice)
    if size > MAX_BYTES:
        advice = "a picture across the page needs no more than 2,500 pixels"
        return error("SV703", f"`{file}` is larger than {MAX_BYTES >> 20} MiB", span, advice)
    return None


def picture_format(file: str) -> str | None:
    """Return JPEG, PNG or SVG by a file's ending, or None."""
    return _ENDINGS.get(PurePosixPath(file).suffix.lower())


@contextmanager
def whole_pictures() -> Iterator[None]:
    """Have Pillow refuse pictures that are cut off; WeasyPrint, once loaded, has it take them."""
    from PIL import ImageFile

    taken = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = taken


def _neighbour(folder: Path, file: str) -> str:
    """Return the advice that names a file of nearly the same name, where there is one."""
    parent = PurePosixPath(file).parent
    try:
        names = sorted(entry.name for entry in (folder / parent).iterdir() if entry.is_file())
    except (OSError, ValueError):
        return "check the path: it starts from the issue's folder"
    close = get_close_matches(PurePosixPath(file).name, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{parent / close[0]}`?"
    return "check the path: it starts from the issue's folder"

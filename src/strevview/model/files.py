"""The files of an issue: finding its pictures, and names that every system can write.

The files of an issue and of its style travel in the PDF by name, so any system must take the names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.issue import Issue
from strevview.source.nodes import Path as NodePath

# A drive of Windows, or an address.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:/|$)|[A-Za-z]:")
# The folder beside the issues that pictures stand in.
PICTURES = "pictures"
MAX_BYTES = 64 * 1024 * 1024
_ENDINGS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".svg": "SVG"}
# Of 255 on most file systems; the rest is for what is added while a file is written.
_MOST_BYTES = 200
# Of 1,024 on macOS; the rest is for the folder that it is put into.
_MOST_PATH_BYTES = 500
_FAULTS = (
    (re.compile(r"[<>:\"|?*\\]"), 'it has one of < > : " | ? * \\'),
    # Control characters, line separators, and marks that turn the direction of a line.
    (
        re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u200e\u200f\u2066-\u2069\ufeff]"),
        "it has a character that cannot be seen",
    ),
    (re.compile("[\ud800-\udfff]"), "it is not UTF-8"),
    (re.compile(r"\A\."), "it begins with a dot"),
    (re.compile(r"\A\s|[\s.]\Z"), "it begins or ends with a space, or ends with a dot"),
    # "Naming Files, Paths, and Namespaces" of Windows: with any ending, too.
    (
        re.compile(
            r"\A(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])(?:\.|\Z)", re.IGNORECASE
        ),
        "Windows takes it for a device",
    ),
)


def picture_files(issue: Issue) -> Iterator[tuple[NodePath, str]]:
    """Yield the path of each key that names a picture, and what it names, in reading order."""
    if issue.cover is not None:
        yield ("cover", "image"), issue.cover.image
    for s, section in enumerate(issue.sections):
        for i, item in enumerate(section.items):
            for f, figure in enumerate(item.figures):
                yield ("sections", s, "items", i, "figures", f, "file"), figure.file


def find_picture(folder: Path, file: str, span: Span | None) -> Path | Diagnostic:
    """Return a picture's real path, or why it cannot be used: SV701 to SV704."""
    if "\\" in file and not _ADDRESS.match(file):
        message = f"`{file}` is divided by \\"
        return error("SV702", message, span, "write / in place of \\")
    if file.startswith("/") or _ADDRESS.match(file) or ".." in PurePosixPath(file).parts:
        return _outside(file, span)
    fault = name_fault(file)
    if fault is not None:
        message = f"`{file}` cannot be written on every system: {fault}"
        advice = "rename the file, here and in its folder: small letters, digits and hyphens"
        return error("SV704", message, span, advice)
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
    """Return the advice that names a file of nearly the same name, beside it or in `pictures/`."""
    path = PurePosixPath(file)
    for parent in (path.parent, PurePosixPath(PICTURES)):
        names = {name.casefold(): name for name in _names_in(folder / parent)}
        stems = {PurePosixPath(name).stem: name for name in names}
        wanted = path.name.casefold()
        close = get_close_matches(wanted, names, n=1, cutoff=0.6) or [stems.get(wanted, "")]
        if close[0]:
            return f"did you mean `{parent / names[close[0]]}`?"
    return "check the path: it starts from the issue's folder"


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir() if entry.is_file())
    except (OSError, ValueError):
        return []


def name_fault(path: str) -> str | None:
    """Return why a file cannot be written under a path on every system; None where it can.

    `path` has / between folders.
    """
    if len(_bytes(path)) > _MOST_PATH_BYTES:
        return f"it is longer than {_MOST_PATH_BYTES} bytes"
    for part in PurePosixPath(path).parts:
        if len(_bytes(part)) > _MOST_BYTES:
            return f"a part of it is longer than {_MOST_BYTES} bytes"
        for pattern, fault in _FAULTS:
            if pattern.search(part):
                return fault
    return None


def same_on_some_systems(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each path with another before it that differs in capitals or accents' form alone."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            yield path, other


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

"""Fonts of a style: files of installed font packages, never those of the machine."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from strevview.diagnostics import Diagnostic, error
from strevview.source.places import Places
from strevview.style.model import Font, FontFile, StyleFile

FONT_ENDINGS = (".ttf", ".otf", ".woff", ".woff2")


@dataclass(frozen=True, slots=True)
class FontFace:
    """One file of a family: `name` is its package and path there, `scripts` what it is for."""

    family: str
    name: str
    path: Path
    weight: int
    style: str
    scripts: frozenset[str]


def find_faces(
    style: StyleFile, places: Places
) -> tuple[tuple[FontFace, ...], tuple[Diagnostic, ...]]:
    """Return the font files that a style names, and SV907 for those that are not there."""
    faces: list[FontFace] = []
    faults: list[Diagnostic] = []
    for index, font in enumerate(style.fonts):
        root = _package_folder(font.package)
        if root is None:
            message = f"the font package `{font.package}` is not installed"
            advice = f"pip install {font.package.replace('_', '-')}"
            span = places.value(("fonts", index, "package"))
            faults.append(error("SV907", message, span, advice))
            continue
        for number, file in enumerate(font.files):
            face = _face(font, file, root)
            if face is None:
                message = f"the package `{font.package}` has no font `{file.file}`"
                span = places.value(("fonts", index, "files", number, "file"))
                faults.append(error("SV907", message, span, _suggestion(file.file, root)))
            else:
                faces.append(face)
    return tuple(faces), tuple(faults)


def _suggestion(name: str, root: Path) -> str:
    """Return which font of a package may be meant by a name that it has not."""
    fonts = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.suffix.lower() in FONT_ENDINGS
    ]
    close = get_close_matches(name, fonts, n=1)
    return f"did you mean `{close[0]}`?" if close else "name a font file that the package holds"


def _face(font: Font, file: FontFile, root: Path) -> FontFace | None:
    path = (root / file.file).resolve()
    inside = path.is_relative_to(root) and path.suffix.lower() in FONT_ENDINGS
    if not inside or not path.is_file():
        return None
    name = f"{font.package}/{file.file}"
    return FontFace(font.family, name, path, file.weight, file.style, frozenset(font.scripts))


@cache
def _package_folder(package: str) -> Path | None:
    """Return the folder of an installed package without importing it."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))).resolve()

"""Font files: the faces that a style names in installed packages, and those that a file holds.

TrueType and OpenType fonts, and collections of them (ISO/IEC 14496-22). Of a file only the tables
that tell its faces and their characters are read, here and not by fontTools, which takes 80 ms for
a font of Chinese: `lint` asks too.
"""

from __future__ import annotations

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import quote

from strevview.diagnostics import Diagnostic, error
from strevview.source.nodes import Places
from strevview.style.style_file import MISSING_FILE, Font, FontFile, StyleFile, near_name

FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
# Of the fonts in a package.
_PACKAGED_ENDINGS = (".ttf", ".otf", ".woff", ".woff2")
NORMAL_WIDTH = 5
_SINGLE = (b"\0\1\0\0", b"OTTO", b"true")
_MOST_FACES = 64
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
# The sets of outlines that a PDF can embed.
_OUTLINES = ({"glyf", "loca"}, {"CFF "})
# Of `fsType`: may not be embedded, or its bitmaps alone may.
_RESTRICTED, _BITMAPS_ALONE = 0x0002, 0x0200
_ITALIC = 0x0201
# Of the names: the family as its designers group it, and as the machine lists it.
_FAMILY_NAMES = (16, 1)
_NO_NAME = re.compile(r"[^\w .&+-]")
# Of the character maps: all of Unicode first, then its first plane alone (platform, encoding).
_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))

Has = Callable[[int], bool]
Tables = dict[str, tuple[int, int]]


class FontFace(NamedTuple):
    """One face of a family: `name` is its package and path there, `scripts` what it is for.

    A face that `is_served` is not the style's own, and sets letters that the style's fonts lack:
    its name is that of a file in `fonts/`, or a package and a path there. `signs` are characters of
    no script, such as arrows, that it sets, and `without` those of its scripts that it lacks and
    another sets. `part` says which of several faces in a file it is, at which weight, and for which
    signs; it is empty for a file that is used as it is.
    """

    family: str
    name: str
    path: Path
    weight: int
    style: str
    scripts: frozenset[str]
    signs: str = ""
    without: str = ""
    part: str = ""
    is_served: bool = False

    @property
    def url(self) -> str:
        """The address of the face for the renderer."""
        return self.path.as_uri() + (f"#{quote(self.part)}" if self.part else "")

    @property
    def is_beside(self) -> bool:
        """Whether its file lies in `fonts/`, beside the issues."""
        return self.is_served and "/" not in self.name


def find_faces(
    style: StyleFile, places: Places
) -> tuple[tuple[FontFace, ...], tuple[Diagnostic, ...]]:
    """Return the font files that a style names, and SV907 for those that are not there."""
    faces: list[FontFace] = []
    faults: list[Diagnostic] = []
    for index, font in enumerate(style.fonts):
        root = package_folder(font.package)
        if root is None:
            message = f"the font package `{font.package}` is not installed"
            advice = f"pip install {font.package.replace('_', '-')}"
            span = places.value(("fonts", index, "package"))
            faults.append(error(MISSING_FILE, message, span, advice))
            continue
        for number, file in enumerate(font.files):
            face = _face(font, file, root)
            if face is None:
                message = f"the package `{font.package}` has no font `{file.file}`"
                span = places.value(("fonts", index, "files", number, "file"))
                faults.append(error(MISSING_FILE, message, span, _suggestion(file.file, root)))
            else:
                faces.append(face)
    return tuple(faces), tuple(faults)


def _suggestion(name: str, root: Path) -> str:
    """Return the advice on a font that a package lacks: one with a name like it, if any is."""
    fonts = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*"))
        if path.suffix.lower() in _PACKAGED_ENDINGS
    ]
    return near_name(name, fonts, "name a font file that the package holds")


def _face(font: Font, file: FontFile, root: Path) -> FontFace | None:
    path = (root / file.file).resolve()
    inside = path.is_relative_to(root) and path.suffix.lower() in _PACKAGED_ENDINGS
    if not inside or not path.is_file():
        return None
    name = f"{font.package}/{file.file}"
    return FontFace(font.family, name, path, file.weight, file.style, frozenset(font.scripts))


@cache
def package_folder(package: str) -> Path | None:
    """Return the folder of an installed package without importing it."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return None
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))).resolve()


class FontFileError(ValueError):
    """A file cannot be used as a font; the message goes on after the file's name."""


@dataclass(frozen=True, slots=True)
class FileFace:
    """A face in a font file: `index` is its place in a collection, `has` tells of a code point.

    `weight` and `width` are those of the OS/2 table: 400 and 5 are normal.
    """

    path: Path
    index: int
    family: str
    weight: int
    width: int
    is_italic: bool
    is_variable: bool
    is_collected: bool
    has: Has


def read_faces(path: Path) -> tuple[FileFace, ...]:
    """Return the faces of a font file.

    Raises:
        FontFileError: it cannot be read, is no such font, is damaged, or may not be embedded.
    """
    try:
        with path.open("rb") as file:
            return tuple(_faces(path, file))
    except OSError as reason:
        text = reason.strerror or type(reason).__name__
        raise FontFileError(f"cannot be read: {text}") from reason
    except (struct.error, IndexError) as reason:
        raise FontFileError("is damaged") from reason


def _faces(path: Path, file: BinaryIO) -> Iterator[FileFace]:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    tag = file.read(4)
    if tag in _SINGLE:
        offsets: tuple[int, ...] = (0,)
    elif tag == b"ttcf":
        _, count = struct.unpack(">LL", file.read(8))
        offsets = struct.unpack(f">{count}L", file.read(4 * count)) if count <= _MOST_FACES else ()
    else:
        raise FontFileError("is no TrueType or OpenType font")
    for index, offset in enumerate(offsets):
        tables = _tables(file, offset, size)
        os2 = _read(file, tables["OS/2"])
        weight, width, rights = struct.unpack_from(">HHH", os2, 4)
        if rights & 0xF == _RESTRICTED or rights & _BITMAPS_ALONE:
            raise FontFileError("may not be embedded in a document, as its makers have it")
        yield FileFace(
            path=path,
            index=index,
            family=_family(_read(file, tables["name"])) or path.stem,
            weight=weight,
            width=width,
            is_italic=bool(struct.unpack_from(">H", os2, 62)[0] & _ITALIC),
            is_variable="fvar" in tables,
            is_collected=tag == b"ttcf",
            has=_characters(_read(file, tables["cmap"])),
        )


def _tables(file: BinaryIO, offset: int, size: int) -> Tables:
    """Return where the tables of a font are: offset and length by tag."""
    file.seek(offset + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(offset + 12)
    tables: Tables = {}
    for _ in range(count):
        tag, _, start, length = struct.unpack(">4sLLL", file.read(16))
        if start + length > size:
            raise FontFileError("is cut off")
        tables[tag.decode("latin-1")] = (start, length)
    if missing := [tag for tag in _NEEDED if tag not in tables]:
        raise FontFileError(f"is damaged: it has no table `{missing[0]}`")
    if not any(tags <= tables.keys() for tags in _OUTLINES):
        raise FontFileError("has no outlines that print, as a font of coloured pictures has not")
    return tables


def _read(file: BinaryIO, place: tuple[int, int]) -> bytes:
    file.seek(place[0])
    return file.read(place[1])


def _family(table: bytes) -> str:
    """Return the family's name, in English where there are several."""
    _, count, storage = struct.unpack_from(">HHH", table)
    names: dict[int, str] = {}
    for number in range(count):
        record = struct.unpack_from(">6H", table, 6 + 12 * number)
        platform, _, language, name, length, offset = record
        if name in _FAMILY_NAMES and platform in (0, 3):
            start = storage + offset
            text = table[start : start + length].decode("utf-16-be", "replace")
            if name not in names or language == 0x409:
                names[name] = _NO_NAME.sub("", text).strip()
    return next((names[name] for name in _FAMILY_NAMES if names.get(name)), "")


def _characters(table: bytes) -> Has:
    """Return what tells whether a character map has a code point (formats 4 and 12)."""
    (count,) = struct.unpack_from(">H", table, 2)
    maps: dict[tuple[int, int], int] = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * number)
        maps[platform, encoding] = offset
    for key in _MAPS:
        if key in maps:
            (kind,) = struct.unpack_from(">H", table, maps[key])
            if kind == 12:
                return _in_groups(table, maps[key])
            if kind == 4:
                return _in_segments(table, maps[key])
    raise FontFileError("does not say which letters it has")


def _in_groups(table: bytes, start: int) -> Has:
    (count,) = struct.unpack_from(">L", table, start + 12)
    numbers = struct.unpack_from(f">{3 * count}L", table, start + 16)
    firsts, lasts = numbers[::3], numbers[1::3]

    def has(code: int) -> bool:
        group = bisect_right(firsts, code) - 1
        return group >= 0 and code <= lasts[group]

    return has


def _in_segments(table: bytes, start: int) -> Has:
    count = struct.unpack_from(">H", table, start + 6)[0] // 2
    lasts = struct.unpack_from(f">{count}H", table, start + 14)
    at = start + 16 + 2 * count
    firsts = struct.unpack_from(f">{count}H", table, at)
    shifts = struct.unpack_from(f">{count}H", table, at + 2 * count)
    at += 4 * count
    offsets = struct.unpack_from(f">{count}H", table, at)

    def has(code: int) -> bool:
        segment = bisect_right(firsts, code) - 1
        if segment < 0 or code > lasts[segment]:
            return False
        if not offsets[segment]:
            return bool((code + shifts[segment]) & 0xFFFF)
        glyph = at + 2 * segment + offsets[segment] + 2 * (code - firsts[segment])
        return table[glyph : glyph + 2] not in (b"\0\0", b"")

    return has

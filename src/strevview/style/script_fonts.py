"""Fonts for the letters that a style's own fonts lack: files in `fonts/`, then font packages.

`fonts/` lies beside the issues' folder. The packages are that of the extra `scripts`, which has
Noto for most scripts in use and for emoji, and what `rendercv_fonts` has for Chinese, Japanese and
Korean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.disk import name_fault, same_on_some_systems
from strevview.style.fonts import (
    FONT_ENDINGS,
    NORMAL_WIDTH,
    FileFace,
    FontFace,
    FontFileError,
    package_folder,
    read_faces,
)
from strevview.style.scripts import COMMON, script_name
from strevview.style.style_folder import FONTS_FOLDER, Style

UNUSABLE = "SV717"
_OTHER_ENDINGS = (".woff", ".woff2", ".pfb", ".dfont")
# Behind the name of a family that the style has, too; it may be the same file.
MORE = "More"
_REGULAR, _BOLD, _LEAST_BOLD = 400, 700, 600
# Each with the files to take of it; the last is what the extra `scripts` installs.
_PACKAGES = (
    ("rendercv_fonts", "Noto Sans/NotoSansSC-*.ttf"),
    ("rendercv_fonts", "Noto Sans/NotoSansJP-*.ttf"),
    ("rendercv_fonts", "Noto Sans/NotoSansKR-*.ttf"),
    # Noto Sans Arabic paints a letter's dots apart, so that readers part the word there.
    ("fontpkg_amiri", "files/Amiri-*.ttf"),
    ("manimgx_fonts", "Noto*.ttf"),
)
_EXTRA = "manimgx_fonts"
_OF_EXTRA = frozenset((
    COMMON, "Armn", "Beng", "Ethi", "Geor", "Gujr", "Guru", "Hebr", "Khmr", "Knda", "Laoo", "Mlym",
    "Mymr", "Orya", "Sinh", "Taml", "Telu", "Thai",
))  # fmt: skip
# Fonts of Chinese, Japanese and Korean have each other's letters: how their names end tells.
_NAME_ENDS = {"Hani": " SC", "Hang": " KR", "Jpan": " JP"}

# Characters with the script whose font sets them (`scripts.letters_of`).
Letters = Collection[tuple[str, str]]


class Served(NamedTuple):
    """The fonts for letters that a style's own fonts lack.

    `unserved` are those letters with their scripts, `lacking` those among them that no font has.
    `faults` are errors (SV717) about files in `fonts/`, which is read only where letters lack.
    """

    faces: tuple[FontFace, ...] = ()
    unserved: frozenset[tuple[str, str]] = frozenset()
    lacking: frozenset[tuple[str, str]] = frozenset()
    faults: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Family:
    """The faces of one family by the names of their files, and the letters that it shall set."""

    faces: list[tuple[str, FileFace]] = field(default_factory=list)
    letters: set[tuple[str, str]] = field(default_factory=set)

    @property
    def family(self) -> str:
        """The family's name."""
        return self.faces[0][1].family

    def has(self, letter: str) -> bool:
        """Whether its regular face has a letter."""
        return self._nearest(_REGULAR)[1].has(ord(letter))

    def rank(self, script: str, letters: Iterable[str]) -> tuple[bool, int]:
        """Return how well it serves letters of a script: the larger, the better."""
        count = sum(map(self.has, letters))
        end = _NAME_ENDS.get(script)
        return count > 0 and end is not None and self.family.endswith(end), count

    def served(self, taken: Collection[str]) -> Iterator[FontFace]:
        """Yield a face for signs, and those for regular and for bold letters.

        `taken` are the names of the style's own families: one name stands for one set of letters.
        """
        signs = "".join(sorted(sign for script, sign in self.letters if script == COMMON))
        scripts = frozenset(script for script, _ in self.letters) - {COMMON}
        if signs:
            yield self._face(_REGULAR, "Signs", frozenset(), signs)
        if scripts:
            more = MORE if self.family in taken else ""
            yield self._face(_REGULAR, more, scripts)
            bold = self._nearest(_BOLD)[1]
            if bold.is_variable or bold.weight >= _LEAST_BOLD:
                yield self._face(_BOLD, more, scripts)

    def _face(self, weight: int, more: str, scripts: frozenset[str], signs: str = "") -> FontFace:
        name, face = self._nearest(weight)
        is_part = signs or face.is_variable or face.is_collected
        return FontFace(
            family=f"{self.family} {more}".strip(),
            name=name,
            path=face.path,
            weight=weight,
            style="normal",
            scripts=scripts,
            signs=signs,
            part=f"{face.index},{weight},{signs}" if is_part else "",
            is_served=True,
        )

    def _nearest(self, weight: int) -> tuple[str, FileFace]:
        """Return the face that is upright, of normal width and near a weight, and its file."""

        def distance(one: tuple[str, FileFace]) -> tuple[bool, int, int]:
            _, face = one
            return face.is_italic, abs(face.width - NORMAL_WIDTH), abs(face.weight - weight)

        return min(self.faces, key=distance)


def serve(own: Sequence[FontFace], folder: Path, letters: Letters) -> Served:
    """Return the fonts for those of `letters` that a style's own fonts lack.

    `folder` is that of the fonts beside the issues. Of its families, in the order of their files,
    the one that has the most of a script's letters sets them, and a further one what that lacks.
    """
    unserved = frozenset(one for one in letters if not _has(own, *one, for_sure=True))
    if not unserved:
        return Served()
    families, faults = _fonts_beside(folder)
    lacking = set(unserved)
    chosen = _choose(families, lacking)
    if lacking:
        chosen += _choose(_packaged(), lacking)
    taken = {face.family for face in own}
    faces = tuple(
        _without(face, {(script, letter) for script, letter in unserved if not family.has(letter)})
        for family in chosen
        for face in family.served(taken)
    )
    without = frozenset(one for one in lacking if not _has(own, *one, for_sure=False))
    return Served(faces, unserved, without, faults)


def advice_for(script: str) -> str:
    """Return what to do about letters of a script that no font has."""
    name = script_name(script)
    what = f"a font for {name}" if name else "a font in one colour that has it"
    if script in _OF_EXTRA and package_folder(_EXTRA) is None:
        return f"pip install 'strevview[scripts]', or put {what} into {FONTS_FOLDER}/"
    example = f"Noto Sans {name}" if name else "Noto Sans Symbols 2"
    return f"put {what}, such as {example}, into {FONTS_FOLDER}/ beside the issues' folder"


def with_fonts(style: Style, letters: Letters) -> tuple[Style, Served]:
    """Return a style with fonts added for those of `letters` that it lacks, and what was found."""
    served = serve(style.faces, style.fonts_folder, letters)
    own = (_without(face, served.unserved) for face in style.faces)
    return replace(style, faces=(*own, *served.faces)), served


def _without(face: FontFace, letters: Letters) -> FontFace:
    """Return a face that is known to lack letters of its scripts."""
    lacked = (letter for script, letter in letters if script in face.scripts)
    return face._replace(without="".join(sorted(lacked)))


def _has(own: Sequence[FontFace], script: str, letter: str, *, for_sure: bool) -> bool:
    """Return whether a style has a letter: in its fonts for the script, else in those for the text.

    It is not known which of the fonts for the text sets a sign of no script: `for_sure` asks
    whether each of them has it, else one is enough. A face in a format that is not read here (WOFF)
    is taken to have every letter.
    """
    of_script = [face for face in own if script in face.scripts]
    faces = of_script or [face for face in own if not face.scripts]
    read = (_packaged_faces(face.path) for face in faces if face.style == "normal")
    found = (not one or one[0].has(ord(letter)) for one in read)
    return all(found) if for_sure and script == COMMON else any(found)


@lru_cache(maxsize=64)
def _packaged_faces(path: Path) -> tuple[FileFace, ...]:
    """Return the faces of a file in a package, which does not change; none where it is no font."""
    try:
        return read_faces(path)
    except FontFileError:
        return ()


def _choose(families: Iterable[_Family], lacking: set[tuple[str, str]]) -> list[_Family]:
    """Return the families that are to set letters, and take these out of `lacking`.

    Each has all of a script's letters that it can set, not only those that the ones before it lack:
    of a sign with U+FE0F behind it, an emoji, a font of emoji is asked first.
    """
    families = list(families)
    for script in sorted({script for script, _ in lacking}):
        of_script = {letter for one, letter in lacking if one == script}
        while True:
            wanted = {letter for one, letter in lacking if one == script}
            best = max(families, key=lambda one: one.rank(script, wanted), default=None)
            found = {(script, letter) for letter in wanted if best and best.has(letter)}
            if best is None or not found:
                break
            best.letters |= {(script, letter) for letter in of_script if best.has(letter)}
            lacking -= found
    return [family for family in families if family.letters]


def _packaged() -> Iterator[_Family]:
    for package, pattern in _PACKAGES:
        root = package_folder(package)
        if root is not None:
            paths = sorted(root.glob(pattern))
            names = (f"{package}/{path.relative_to(root).as_posix()}" for path in paths)
            faces = map(_packaged_faces, paths)
            yield from _families(zip(names, faces, strict=True))


def _fonts_beside(folder: Path) -> tuple[list[_Family], tuple[Diagnostic, ...]]:
    """Return the families of the fonts in a folder, and an error for each file that is unfit."""
    found: list[tuple[str, tuple[FileFace, ...]]] = []
    faults: list[Diagnostic] = []
    names = _font_names(folder)
    doubles = dict(same_on_some_systems(names))
    for name in names:
        try:
            if name in doubles:
                raise FontFileError(f"and `{doubles[name]}` are one file on some systems")
            found.append((name, _faces_in(folder, name)))
        except FontFileError as reason:
            span = Span.point(f"{FONTS_FOLDER}/{name}")
            advice = "get the font anew, as TTF, OTF or TTC, or take it out of the folder"
            faults.append(error(UNUSABLE, f"the font `{name}` {reason}", span, advice))
    return list(_families(found)), tuple(faults)


def _font_names(folder: Path) -> list[str]:
    """Return the names of the fonts in a folder, in their order."""
    try:
        entries = [path.name for path in folder.iterdir()]
    except OSError:
        return []
    endings = (*FONT_ENDINGS, *_OTHER_ENDINGS)
    names = sorted(name for name in entries if name.lower().endswith(endings))
    return [name for name in names if not name.startswith(".")]


def _faces_in(folder: Path, name: str) -> tuple[FileFace, ...]:
    """Return the faces of a font file beside the issues.

    Raises:
        FontFileError: it cannot be used.
    """
    fault = name_fault(name)
    if fault is not None:
        raise FontFileError(f"cannot be written on every system: {fault}")
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FontFileError("is a link out of the folder")
    if not path.is_file():
        raise FontFileError("is no regular file")
    return read_faces(path)


def _families(files: Iterable[tuple[str, tuple[FileFace, ...]]]) -> Iterator[_Family]:
    """Yield the families of some files' faces, in the order of their first files."""
    families: dict[str, _Family] = {}
    for name, faces in files:
        for face in faces:
            families.setdefault(face.family, _Family()).faces.append((name, face))
    yield from families.values()

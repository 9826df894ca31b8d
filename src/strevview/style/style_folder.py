"""Find a style by name and read its folder: style.yaml, stylesheets, templates, logo and fonts.

Nothing outside the folder is read, except the font files that style.yaml names in installed
packages: never the fonts of the machine.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.files import name_fault, same_on_some_systems
from strevview.model.validation import read_model
from strevview.source.parser import parse, quiet_losses
from strevview.source.places import Places
from strevview.source.reader import decode, read_file
from strevview.style.style_file import Font, FontFile, StyleFile

STYLES_FOLDER = "styles"
STYLE_FILE = "style.yaml"
NOT_FOUND = "SV905"
MISSING_FILE = "SV907"
MAX_FILES = 200
MAX_BYTES = 32 * 1024 * 1024
# Folders of a style for what is no issue: they shape no issue's PDF.
EDITIONS = ("index/", "web/")
FONT_ENDINGS = (".ttf", ".otf", ".woff", ".woff2")


@dataclass(frozen=True)
class Style:
    """A style as read: `folder` is its real folder, `shown` that folder's name in complaints.

    `files` are all files that may shape an issue by their paths in the folder, in order of the
    paths; `editions` are those of its index and its web edition.
    """

    name: str
    folder: Path
    shown: str
    ships: bool
    file: StyleFile
    places: Places
    css: Mapping[str, str]
    templates: Mapping[str, str]
    faces: tuple[FontFace, ...]
    files: tuple[tuple[str, bytes], ...] = field(repr=False)
    editions: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    def faces_for(self, scripts: Iterable[str]) -> tuple[FontFace, ...]:
        """Return the fonts of the text itself and those made for `scripts` (ISO 15924)."""
        wanted = frozenset(scripts)
        return tuple(face for face in self.faces if not face.scripts or wanted & face.scripts)

    def roots(self) -> tuple[Path, ...]:
        """Return what a rendering may read of the style: its folder and its font files."""
        return (self.folder, *(face.path for face in self.faces))

    @cached_property
    def _digests(self) -> dict[Path, str]:
        return {}

    def font_digest(self, face: FontFace) -> str:
        """Return the SHA-256 of one font file, read once."""
        known = self._digests.get(face.path)
        if known is None:
            known = hashlib.sha256(face.path.read_bytes()).hexdigest()
            self._digests[face.path] = known
        return known


def find_style(
    name: str, issues_folder: Path, named_at: Span | None = None
) -> Style | tuple[Diagnostic, ...]:
    """Find a style beside the issues' folder, else among those that ship, and read it.

    `named_at` is where the issue or the series names it. The complaints are errors: SV905 there
    is no such style, SV907 a file it names is missing or outside its folder, and those of any
    YAML file.
    """
    for folder, shown, ships in _candidates(issues_folder):
        if _is_name(name) and (folder / name / STYLE_FILE).is_file():
            return read_style(folder / name, f"{shown}/{name}", ships=ships)
    return (_not_found(name, issues_folder, named_at),)


def read_style(folder: Path, shown: str, *, ships: bool) -> Style | tuple[Diagnostic, ...]:
    """Read the style in a folder; `shown` is the folder's name in complaints."""
    source = read_file(folder / STYLE_FILE, f"{shown}/{STYLE_FILE}")
    if isinstance(source, Diagnostic):
        return (source,)
    parsed = parse(source)
    if parsed.root is None:
        return parsed.diagnostics
    places = Places(source, parsed.root)
    reading = read_model(StyleFile, places)
    faults = [*parsed.diagnostics, *quiet_losses(source, parsed.root), *reading.diagnostics]
    if reading.value is None or faults:
        return tuple(faults)
    try:
        files = FolderFiles.read(folder)
    except StyleFolderError as reason:
        span = Span.point(f"{shown}/{STYLE_FILE}")
        advice = "keep only the style's own files in its folder, as files that you may read"
        return (error(MISSING_FILE, str(reason), span, advice),)
    faces, font_faults = find_faces(reading.value, places)
    faults += [*_missing(reading.value, files, places), *font_faults]
    faults += _undeclared_families(reading.value, places)
    texts = {} if faults else _texts(reading.value, files, shown, faults)
    if faults:
        return tuple(faults)
    style = reading.value
    sheets = (*style.stylesheets, *style.draft_stylesheets)
    return Style(
        name=folder.name,
        folder=folder.resolve(),
        shown=shown,
        ships=ships,
        file=style,
        places=places,
        css={name: texts[name] for name in sheets},
        templates={name: texts[name] for name in (style.template, *style.parts)},
        faces=faces,
        files=tuple(one for one in files.contents.items() if not one[0].startswith(EDITIONS)),
        editions=tuple(one for one in files.contents.items() if one[0].startswith(EDITIONS)),
    )


def shipped_styles() -> Path:
    """Return the folder of the styles that ship with strevview.

    It is inside the installed package, or at the top of the repository one works in.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / STYLES_FOLDER
    return inside if inside.is_dir() else package.parent.parent / STYLES_FOLDER


def _candidates(issues_folder: Path) -> Iterator[tuple[Path, str, bool]]:
    beside, ours = issues_folder.resolve().parent / STYLES_FOLDER, shipped_styles()
    if beside != ours.resolve():
        yield beside, str(issues_folder.parent / STYLES_FOLDER), False
    yield ours, STYLES_FOLDER, True


def _is_name(name: str) -> bool:
    return "/" not in name and name_fault(name) is None


def _not_found(name: str, issues_folder: Path, named_at: Span | None) -> Diagnostic:
    if not _is_name(name):
        advice = "name a folder under styles/, such as mpidsa"
        return error(NOT_FOUND, f"`{name}` is no name of a style", named_at, advice)
    known = sorted(
        {
            entry.name
            for folder, _, _ in _candidates(issues_folder)
            if folder.is_dir()
            for entry in folder.iterdir()
            if (entry / STYLE_FILE).is_file()
        }
    )
    close = get_close_matches(name, known, n=1)
    advice = f"did you mean `{close[0]}`?" if close else f"there are: {', '.join(known)}"
    return error(NOT_FOUND, f"there is no style `{name}`", named_at, advice)


def _named_files(style: StyleFile) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    yield style.template, ("template",)
    for key in ("parts", "stylesheets", "draft_stylesheets"):
        for index, name in enumerate(getattr(style, key)):
            yield name, (key, index)
    if style.logo is not None:
        yield style.logo.file, ("logo", "file")


def _missing(style: StyleFile, files: FolderFiles, places: Places) -> list[Diagnostic]:
    return [
        error(
            MISSING_FILE,
            f"the style's folder has no file `{name}`",
            places.value(path),
            files.suggestion(name),
        )
        for name, path in _named_files(style)
        if name not in files.contents
    ]


def _undeclared_families(style: StyleFile, places: Places) -> list[Diagnostic]:
    known = sorted({font.family for font in style.fonts})
    found = []
    for token, families in style.tokens.families.items():
        for index, family in enumerate(families):
            if family not in known:
                close = get_close_matches(family, known, n=1)
                advice = f"did you mean `{close[0]}`?" if close else "add it to `fonts:`"
                span = places.value(("tokens", "families", token, index))
                message = f"`{family}` is not among the style's fonts"
                found.append(error(MISSING_FILE, message, span, advice))
    return found


def _texts(
    style: StyleFile, files: FolderFiles, shown: str, faults: list[Diagnostic]
) -> dict[str, str]:
    texts = {}
    for name, path in _named_files(style):
        if path[0] == "logo":
            continue
        text = files.text(name, f"{shown}/{name}")
        if isinstance(text, Diagnostic):
            faults.append(text)
        else:
            texts[name] = text
    return texts


class StyleFolderError(Exception):
    """A style's folder holds what a style cannot hold; the message says what."""


@dataclass(frozen=True, slots=True)
class FolderFiles:
    """The bytes of a style's files by their path in the folder, in order of the paths."""

    contents: Mapping[str, bytes]

    @classmethod
    def read(cls, folder: Path) -> FolderFiles:
        """Read every file of a folder, hidden ones left out.

        Raises:
            StyleFolderError: a link leads out of it, a file cannot be read or its name not written,
                or there is too much.
        """
        contents: dict[str, bytes] = {}
        room = MAX_BYTES
        for path, name in sorted(_walk(folder), key=lambda found: found[1]):
            if len(contents) == MAX_FILES:
                raise StyleFolderError(f"the style's folder has more than {MAX_FILES} files")
            fault = name_fault(name)
            if fault is not None:
                raise StyleFolderError(f"`{name}` cannot be written on every system: {fault}")
            contents[name] = _bytes(path, name, folder, room)
            room -= len(contents[name])
        for name, other in same_on_some_systems(contents):
            raise StyleFolderError(f"`{name}` and `{other}` are one file on some systems")
        return cls(contents)

    def text(self, name: str, shown: str) -> str | Diagnostic:
        """Return a file as text; `shown` is its name in complaints."""
        decoded = decode(self.contents[name], shown)
        return decoded if isinstance(decoded, Diagnostic) else decoded.text

    def suggestion(self, name: str) -> str:
        """Return what to do about a file that is not there."""
        close = get_close_matches(name, self.contents, n=1)
        return f"did you mean `{close[0]}`?" if close else "put it there, or delete the line"


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        for name in names:
            if not name.startswith("."):
                path = Path(parent, name)
                yield path, path.relative_to(folder).as_posix()


def _bytes(path: Path, name: str, folder: Path, room: int) -> bytes:
    real = path.resolve()
    if not real.is_relative_to(folder.resolve()):
        raise StyleFolderError(f"`{name}` is a link out of the style's folder")
    if not real.is_file():
        raise StyleFolderError(f"`{name}` is no regular file")
    try:
        if real.stat().st_size > room:
            raise StyleFolderError(f"the style's folder holds more than {MAX_BYTES // 1024**2} MiB")
        return real.read_bytes()
    except OSError as reason:
        text = reason.strerror or type(reason).__name__
        raise StyleFolderError(f"`{name}` cannot be read: {text}") from None


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

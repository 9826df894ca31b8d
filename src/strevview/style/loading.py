"""Find a style by name and read it: its style.yaml, stylesheets, templates, logo and fonts.

Nothing outside the style's folder is read, except the font files that it names in installed
packages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.files import name_fault
from strevview.model.validation import read_model
from strevview.source.parser import parse, quiet_losses
from strevview.source.places import Places
from strevview.source.reader import read_file
from strevview.style.folder import FolderFiles, StyleFolderError
from strevview.style.fonts import FontFace, find_faces
from strevview.style.model import StyleFile

STYLES_FOLDER = "styles"
STYLE_FILE = "style.yaml"
NOT_FOUND = "SV905"
MISSING_FILE = "SV907"


@dataclass(frozen=True)
class Style:
    """A style as read: `folder` is its real folder, `shown` that folder's name in complaints."""

    name: str
    folder: Path
    shown: str
    ships: bool
    file: StyleFile
    places: Places
    css: Mapping[str, str]
    templates: Mapping[str, str]
    faces: tuple[FontFace, ...]
    contents: tuple[tuple[str, bytes], ...] = field(repr=False)

    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Return every file of the style's folder, by its path in it, in order of the paths."""
        return self.contents

    def faces_for(self, scripts: Iterable[str]) -> tuple[FontFace, ...]:
        """Return the fonts of the text itself and those made for `scripts` (ISO 15924)."""
        wanted = frozenset(scripts)
        return tuple(face for face in self.faces if not face.scripts or wanted & face.scripts)

    def font_digests(self, scripts: Iterable[str] | None = None) -> tuple[tuple[str, str], ...]:
        """Return the SHA-256 of the font files, by package and path; without scripts, of all."""
        faces = self.faces if scripts is None else self.faces_for(scripts)
        return tuple(sorted((face.name, self.font_digest(face)) for face in faces))

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
        contents=tuple(files.contents.items()),
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

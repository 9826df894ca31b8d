"""Find a style by name and read its folder: style.yaml, stylesheets, templates, logo and fonts.

Nothing outside the folder is read, except the font files that style.yaml names in installed
packages: never the fonts of the machine. To find the folder nothing in it is read, so that `lint`
can tell of a wrong name at no cost.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.loading import LoadedIssue
from strevview.source.disk import SourceText, decode, name_fault, same_on_some_systems
from strevview.source.nodes import Path as NodePath
from strevview.source.nodes import Places
from strevview.style.fonts import FontFace, find_faces
from strevview.style.style_file import (
    MISSING_FILE,
    STYLE_FILE,
    STYLES_FOLDER,
    StyleFile,
    StylePlace,
    StyleYaml,
    near_name,
    read_style_file,
    shipped_styles,
)

NOT_FOUND = "SV905"
FONTS_FOLDER = "fonts"
MAX_FILES = 200
MAX_BYTES = 32 * 1024 * 1024
# What of a style's folder shapes the printed index and the web site, and no issue's PDF.
_NOT_FOR_ISSUES = ("index/", "web/")


def find_folder(name: str, issues_folder: Path) -> StylePlace | None:
    """Return the folder of a style beside the issues' folder, else among those that ship."""
    for folder, shown, ships in _candidates(issues_folder):
        if _is_name(name) and (folder / name / STYLE_FILE).is_file():
            return StylePlace(folder / name, f"{shown}/{name}", ships)
    return None


def named_style(loaded: LoadedIssue) -> tuple[str, Span | None]:
    """Return the style that an issue or its series names, and where; the default is named nowhere.

    Raises:
        ValueError: the issue or its series could not be read.
    """
    if loaded.issue is None or loaded.series is None:
        raise ValueError(f"{loaded.name} could not be read")
    places = loaded.places
    path: NodePath = ("series", "style")
    if loaded.issue.style:
        path = ("style",)
    elif loaded.issue.series is None:
        places, path = loaded.shelf.series_places, ("style",)
    is_written = places is not None and places.node(path) is not None
    named_at = places.value(path) if places is not None and is_written else None
    return loaded.issue.style or loaded.series.style, named_at


def style_faults(loaded: LoadedIssue) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the style that an issue or its series names, as `lint` tells it.

    SV905 where there is none of that name, and the faults of a style.yaml that does not ship.
    """
    if loaded.issue is None or loaded.series is None:
        return ()
    name, named_at = named_style(loaded)
    place = find_folder(name, loaded.folder)
    if place is None:
        return (not_found(name, loaded.folder, named_at),)
    read = () if place.ships else read_style_file(place)
    return () if isinstance(read, StyleYaml) else read


def _candidates(issues_folder: Path) -> Iterator[tuple[Path, str, bool]]:
    beside, ours = issues_folder.resolve().parent / STYLES_FOLDER, shipped_styles()
    if beside != ours.resolve():
        yield beside, str(issues_folder.parent / STYLES_FOLDER), False
    yield ours, STYLES_FOLDER, True


def _is_name(name: str) -> bool:
    return "/" not in name and name_fault(name) is None


def not_found(name: str, issues_folder: Path, named_at: Span | None) -> Diagnostic:
    """Return SV905: there is no style of that name; `named_at` is where it is named."""
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
    advice = near_name(name, known, f"there are: {', '.join(known)}")
    return error(NOT_FOUND, f"there is no style `{name}`", named_at, advice)


@dataclass(frozen=True)
class Style:
    """A style as read: `folder` is its real folder, `shown` that folder's name in complaints.

    `files` are the files that shape issues, each its path in the folder and its bytes, in order of
    the paths; `other_files` are those for the printed index and the web site. `fonts_folder` is
    where fonts for further scripts lie beside the issues.
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
    fonts_folder: Path
    files: tuple[tuple[str, bytes], ...] = field(repr=False)
    other_files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)

    def faces_for(self, scripts: Iterable[str]) -> tuple[FontFace, ...]:
        """Return the fonts of the text itself and those made for `scripts` (ISO 15924)."""
        wanted = frozenset(scripts)
        if "Jpan" in wanted:
            # The margins of a page have no runs: there the font for Chinese sets Japanese, too.
            wanted |= {"Hani"}
        return tuple(face for face in self.faces if not face.scripts or wanted & face.scripts)

    def roots(self) -> tuple[Path, ...]:
        """Return what a rendering may read of the style: its folder and its font files."""
        return (self.folder, *(face.path for face in self.faces))

    def files_in(self, folder: str) -> Mapping[str, bytes]:
        """Return the files for the index or the web site, in `index/` or `web/`, by their names."""
        found = (one for one in self.other_files if one[0].startswith(folder))
        return {path.removeprefix(folder): data for path, data in found}

    def texts_in(self, folder: str) -> dict[str, str] | tuple[Diagnostic, ...]:
        """Return the templates and stylesheets among these, or an error for each that is no text.

        `folder` is `index/` or `web/`, as for `files_in`.
        """
        files = self.files_in(folder).items()
        texts = {name: data for name, data in files if name.endswith((".html", ".css"))}
        return _decoded(texts, f"{self.shown}/{folder.rstrip('/')}")


def find_style(
    name: str, issues_folder: Path, named_at: Span | None = None
) -> Style | tuple[Diagnostic, ...]:
    """Find a style beside the issues' folder, else among those that ship, and read it.

    `named_at` is where the issue or the series names it. The complaints are errors: SV905 there
    is no such style, SV907 a file it names is missing or outside its folder, and those of any
    YAML file.
    """
    place = find_folder(name, issues_folder)
    if place is None:
        return (not_found(name, issues_folder, named_at),)
    return _read_style(place, fonts_folder(issues_folder))


def fonts_folder(issues_folder: Path) -> Path:
    """Return the folder of fonts for further scripts, beside that of the issues."""
    return issues_folder.resolve().parent / FONTS_FOLDER


def own_faces(place: StylePlace) -> tuple[FontFace, ...] | None:
    """Return the font files of a style without reading the rest of it; None where it has faults."""
    read = read_style_file(place)
    if not isinstance(read, StyleYaml):
        return None
    faces, faults = find_faces(*read)
    return None if faults else faces


def _read_style(place: StylePlace, fonts: Path) -> Style | tuple[Diagnostic, ...]:
    read = read_style_file(place)
    if not isinstance(read, StyleYaml):
        return read
    style, places = read
    folder, shown, ships = place
    try:
        files = _read_files(folder)
    except StyleFolderError as reason:
        span = Span.point(f"{shown}/{STYLE_FILE}")
        advice = "keep only the style's own files in its folder, as files that you may read"
        return (error(MISSING_FILE, str(reason), span, advice),)
    faces, font_faults = find_faces(style, places)
    faults = (*_not_there(style, files, places), *font_faults)
    if faults:
        return faults
    templates = (style.template, *style.parts)
    sheets = (*style.stylesheets, *style.draft_stylesheets, *style.rtl_stylesheets)
    texts = _decoded({name: files[name] for name in (*templates, *sheets)}, shown)
    if isinstance(texts, tuple):
        return texts
    return Style(
        name=folder.name,
        folder=folder.resolve(),
        shown=shown,
        ships=ships,
        file=style,
        places=places,
        css={name: texts[name] for name in sheets},
        templates={name: texts[name] for name in templates},
        faces=faces,
        fonts_folder=fonts,
        files=tuple(one for one in files.items() if not one[0].startswith(_NOT_FOR_ISSUES)),
        other_files=tuple(one for one in files.items() if one[0].startswith(_NOT_FOR_ISSUES)),
    )


def _decoded(files: Mapping[str, bytes], shown: str) -> dict[str, str] | tuple[Diagnostic, ...]:
    """Return the texts of some files, or the complaints about those that are no text."""
    decoded = {name: decode(data, f"{shown}/{name}") for name, data in files.items()}
    faults = tuple(one for one in decoded.values() if isinstance(one, Diagnostic))
    texts = {name: one.text for name, one in decoded.items() if isinstance(one, SourceText)}
    return faults or texts


def _named_files(style: StyleFile) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    yield style.template, ("template",)
    for key in ("parts", "stylesheets", "draft_stylesheets", "rtl_stylesheets"):
        for index, name in enumerate(getattr(style, key)):
            yield name, (key, index)
    if style.logo is not None:
        yield style.logo.file, ("logo", "file")


def _not_there(
    style: StyleFile, files: Mapping[str, bytes], places: Places
) -> Iterator[Diagnostic]:
    """Yield SV907 for each named file that the folder lacks, each family that `fonts:` lacks."""
    for name, path in _named_files(style):
        if name not in files:
            message = f"the style's folder has no file `{name}`"
            advice = near_name(name, files, "put it there, or delete the line")
            yield error(MISSING_FILE, message, places.value(path), advice)
    known = sorted({font.family for font in style.fonts})
    for token, families in style.tokens.families.items():
        for index, family in enumerate(families):
            if family not in known:
                message = f"`{family}` is not among the style's fonts"
                span = places.value(("tokens", "families", token, index))
                advice = near_name(family, known, "add it to `fonts:`")
                yield error(MISSING_FILE, message, span, advice)


class StyleFolderError(Exception):
    """A style's folder holds what a style cannot hold; the message says what."""


def _read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of a folder's files by their paths in it, in their order; no hidden ones.

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
    return contents


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

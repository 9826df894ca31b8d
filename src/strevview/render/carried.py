"""What a PDF carries of what it was made from, its metadata, and the fingerprint of what shaped it.

It carries the issue without comments and notes, the series, the actors in use, the pictures, a
style that does not ship with strevview, and the fonts of `fonts/` in use up to 5 MB each; under the
paths that `extract` writes them to. All of it but the fonts is taken from the files' data as
written: whether an issue's PDF is up to date is told without models.
The fingerprint holds the digests of these and the versions of programs: no path and no clock.

A PDF is one of ours, as it was written, if the second half of its identifier (ISO 32000-1, 14.4)
is the digest of its bytes. A program that signs a PDF, comments on it or saves it again changes
its bytes, and writes an identifier of its own. No PDF library need look at the file to tell.
"""

from __future__ import annotations

import ctypes
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from strevview import __version__
from strevview.model.issue import ActorsFile, Issue, Series
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, Shelf
from strevview.model.record import Record, keys, model_at
from strevview.render.pictures import Picture, media_type_of
from strevview.source.nodes import Path as NodePath
from strevview.source.nodes import plain
from strevview.source.writer import to_yaml
from strevview.style.fonts import FontFace
from strevview.style.script_fonts import Letters
from strevview.style.style_file import STYLES_FOLDER
from strevview.style.style_folder import FONTS_FOLDER, Style

if TYPE_CHECKING:
    import pikepdf

ISSUES_FOLDER = "issues"
_DESCRIPTIONS = {
    SERIES_FILE: "The series that the issue belongs to",
    ACTORS_FILE: "The actors that the issue names",
}
# What the paths of fonts among the components start with: one in a package has a further folder.
FONTS = f"{FONTS_FOLDER}/"
# A larger font of `fonts/` is named among the components alone.
MOST_FONT_BYTES = 5 * 1024 * 1024
# The component that has the letters which the style's own fonts lack, by their scripts.
LETTERS = "letters"
SUBSETTER = "harfbuzz-subset"
# Of what is ours in a PDF's metadata (XMP), and the property that has the fingerprint's parts.
NAMESPACE = "urn:x-strevview:record:1#"
COMPONENTS = f"{{{NAMESPACE}}}components"
# What qpdf writes as the second half with `static_id`; the digest is taken with it in its place.
_PLACEHOLDER = b"31415926535897932384626433832795"
_START = b"/ID [<"
_IDENTIFIER = re.compile(rb"/ID \[<[0-9a-f]{32}><([0-9a-f]{32})>\]")
# The component that an index is made of.
INDEX = "index"
# What a stream may grow to; a PDF made to fill the memory stops here.
MAX_STREAM_BYTES = 128 * 1024 * 1024
# Digests and versions by what they are of, such as "issues/2025-07.yaml" or "weasyprint".
Components: TypeAlias = Mapping[str, str]
# Python packages that shape bytes: the words and their markup, pictures, pages, the PDF's syntax.
_PACKAGES = (
    "babel",
    "markdown-it-py",
    "jinja2",
    "markupsafe",
    "pillow",
    "weasyprint",
    "pyphen",
    "fonttools",
    "uharfbuzz",
    "pydyf",
    "pikepdf",
    "lxml",
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF (PDF/A-3 associated file).

    `name` is its path in the folder that `extract` writes. `relationship` is ISO 32000-2, 7.11.3:
    `Source` for what the PDF was made from, `Data` for what belongs to it. `description` is what a
    reader is told; PDF/UA-1, 7.11 asks for one.
    """

    name: str
    data: bytes
    media_type: str
    description: str
    relationship: Literal["Source", "Data", "Supplement"]
    modified: date


@dataclass(frozen=True, slots=True)
class Content:
    """What shapes an issue's pages: YAML files as data by their paths, pictures, and the style."""

    documents: Mapping[str, dict[str, Any]]
    pictures: tuple[Picture, ...]
    style: Style

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each part by its path; a YAML file's is that of its data."""
        found = {name: data_digest(data) for name, data in self.documents.items()}
        for picture in self.pictures:
            found[f"{ISSUES_FOLDER}/{picture.file}"] = bytes_digest(picture.data)
        for name, data in self.style.files:
            found[f"{STYLES_FOLDER}/{self.style.name}/{name}"] = bytes_digest(data)
        return found

    def attachments(self, day: date) -> Iterator[Attachment]:
        """Yield what the PDF carries, the issue first; `day` is the date that each file bears."""
        for name, document in self.documents.items():
            description = _DESCRIPTIONS.get(name.rpartition("/")[2], "The issue")
            yaml = _yaml_of(_json_of(document))
            yield Attachment(name, yaml, "application/yaml", description, "Source", day)
        for one in self.pictures:
            name, description = f"{ISSUES_FOLDER}/{one.file}", f"The picture {one.file}"
            yield Attachment(name, one.data, one.media_type, description, "Data", day)
        for file, data in () if self.style.ships else self.style.files:
            name = f"{STYLES_FOLDER}/{self.style.name}/{file}"
            description = f"The style's file {file}"
            yield Attachment(name, data, "application/octet-stream", description, "Data", day)
        for font, path in sorted(self.fonts_beside().items()):
            if path.stat().st_size <= MOST_FONT_BYTES:
                data, description = path.read_bytes(), f"The font {font.removeprefix(FONTS)}"
                yield Attachment(font, data, media_type_of(font), description, "Data", day)

    def fonts_beside(self) -> dict[str, Path]:
        """Return the files in `fonts/` that shape the pages, by the paths of their attachments."""
        return {f"{FONTS}{one.name}": one.path for one in self.style.faces if one.is_beside}


def data_digest(data: object) -> str:
    """Return the SHA-256 of a YAML file's data: the same however the file is laid out."""
    return bytes_digest(_json_of(data).encode())


def _json_of(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=8)
def _yaml_of(text: str) -> bytes:
    """Return data in JSON as YAML; most files are the same in the next build, or the next issue."""
    return to_yaml(json.loads(text)).encode()


def bytes_digest(data: bytes) -> str:
    """Return the SHA-256 of bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def font_digest(face: FontFace) -> str:
    """Return the SHA-256 of a face's font file, which is read again only after it was changed."""
    return _font_digest(face.path, face.path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _font_digest(path: Path, _modified: int) -> str:
    return bytes_digest(path.read_bytes())


def public_documents(stem: str, data: object, shelf: Shelf | None) -> dict[str, dict[str, Any]]:
    """Return an issue's YAML files as data, without comments and private notes, the issue first.

    `data` is what the issue's file says (`plain`); its notes are taken out of it. Of the actors
    there are those that the issue names; without the shelf, nothing that issues share.
    """
    issue = _public(Issue, data)
    documents = {f"{ISSUES_FOLDER}/{stem}.yaml": issue}
    series, actors = (None, None) if shelf is None else _shared_documents(shelf)
    if series is not None and not issue.get("series"):
        documents[f"{ISSUES_FOLDER}/{SERIES_FILE}"] = series
    if actors is not None:
        named = set(_named_actors(issue))
        in_use = [one for one in entries_of(actors, "actors") if named.intersection(_forms(one))]
        if in_use:
            documents[f"{ISSUES_FOLDER}/{ACTORS_FILE}"] = {**actors, "actors": in_use}
    return documents


@lru_cache(maxsize=8)
def _shared_documents(shelf: Shelf) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the series and the actors of a folder without comments and private notes."""
    series = actors = None
    if shelf.series_places is not None:
        series = _public(Series, plain(shelf.series_places.root))
        # How the desk is checked shapes no page.
        series.pop("lint", None)
    if shelf.actors_places is not None:
        actors = _public(ActorsFile, plain(shelf.actors_places.root))
    return series, actors


def _public(model: type[Record], data: object) -> dict[str, Any]:
    if not isinstance(data, dict):
        return {}
    _drop_notes(model, data, ())
    return data


def _drop_notes(model: type[Record], data: object, path: NodePath) -> None:
    if isinstance(data, dict):
        # A source may be named "note": what the key means is told by the model at its place.
        owner = model_at(model, path) if "note" in data else None
        if owner is not None and "note" in keys(owner):
            del data["note"]
        for key, value in data.items():
            _drop_notes(model, value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            _drop_notes(model, value, (*path, index))


def entries_of(data: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the mappings in the list under a key of a file's data; what is none is left out."""
    value = data.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def items_of(issue: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the items in an issue's data."""
    for section in entries_of(issue, "sections"):
        yield from entries_of(section, "items")


def _named_actors(issue: Mapping[str, Any]) -> Iterator[str]:
    for item in items_of(issue):
        for actor in item.get("actors") or ():
            name = actor.get("name") if isinstance(actor, dict) else actor
            if isinstance(name, str):
                yield name.strip()


def _forms(actor: Mapping[str, Any]) -> Iterator[str]:
    """Yield every form of an actor's name: its name, acronym, aliases and names by language."""
    names = actor.get("names")
    others = names.values() if isinstance(names, dict) else ()
    forms = [actor.get("name"), actor.get("acronym"), *(actor.get("aliases") or ()), *others]
    return (form.strip() for form in forms if isinstance(form, str))


def fingerprint(
    content: Content, scripts: Iterable[str], unserved: Letters = frozenset()
) -> Components:
    """Return what the fingerprint of an issue in a style is made of, on this machine's renderer.

    `scripts` (ISO 15924) are those of the issue's text: only their fonts shape it. `unserved` are
    the letters that the style's own fonts lack: what serves them is found again by them.
    """
    style = content.style
    fonts = {f"{FONTS}{face.name}": font_digest(face) for face in style.faces_for(scripts)}
    letters = {LETTERS: letters_text(unserved)} if unserved else {}
    return {**content.digests(), **fonts, **letters, **engine_versions()}


def fingerprint_json(components: Components) -> str:
    """Return the parts of a fingerprint as JSON, always in the same order."""
    return json.dumps(dict(components), sort_keys=True, separators=(",", ":"))


def fingerprint_digest(components: Components) -> str:
    """Return a fingerprint itself: the SHA-256 over its parts."""
    return bytes_digest(fingerprint_json(components).encode())


def letters_text(letters: Letters) -> str:
    """Return letters with their scripts as text: "Taml ிம Thai กข"."""
    by_script: dict[str, list[str]] = {}
    for script, letter in sorted(letters):
        by_script.setdefault(script, []).append(letter)
    return " ".join(f"{script} {''.join(found)}" for script, found in by_script.items())


def letters_of_text(text: str) -> Letters:
    """Return the letters that a text of `letters_text` has."""
    words = text.split(" ")
    return frozenset(
        (script, letter)
        for script, found in zip(words[::2], words[1::2], strict=False)
        for letter in found
    )


@cache
def engine_versions() -> Mapping[str, str]:
    """Return the versions of the programs that shape a PDF's bytes."""
    versions = {"strevview": __version__}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "unknown"
    return {**versions, "zlib": zlib.ZLIB_RUNTIME_VERSION, **_qpdf(), **library_versions()}


def _qpdf() -> dict[str, str]:
    """Return the version of the library that pikepdf brings along or finds on the system."""
    try:
        import pikepdf
    except ImportError:
        return {"qpdf": "unknown"}
    return {"qpdf": pikepdf.__libqpdf_version__}


@cache
def library_versions() -> Mapping[str, str]:
    """Return the versions of Pango and HarfBuzz, "none" where one is not found."""
    # Not through WeasyPrint, which takes longer to load than to find a folder of PDFs up to date.
    found = {}
    for name, files in _LIBRARIES.items():
        function = "pango_version_string" if name == "pango" else "hb_version_string"
        found[name] = "none"
        for file in files:
            try:
                call = getattr(ctypes.CDLL(file), function)
            except (OSError, AttributeError):
                continue
            call.restype = ctypes.c_char_p
            found[name] = call().decode("ascii")
            break
    return found


_LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    # Without it fontTools makes the fonts smaller, to other bytes.
    SUBSETTER: (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}


def sealed(data: bytes) -> bytes:
    """Return a PDF that qpdf wrote with `static_id`, the digest of its bytes in its identifier."""
    before, _, after = data.rpartition(_PLACEHOLDER)
    return before + _seal(data) + after


def is_sealed(data: bytes) -> bool:
    """Return whether a file is as `sealed` returned it, to the byte."""
    identifier = _IDENTIFIER.match(data, max(data.rfind(_START), 0))
    if identifier is None:
        return False
    start, end = identifier.span(1)
    return _seal(data[:start] + _PLACEHOLDER + data[end:]) == identifier[1]


def _seal(data: bytes) -> bytes:
    return bytes_digest(data)[:32].encode()


def fingerprint_of(pdf: bytes) -> Components | None:
    """Return the parts of the fingerprint that a PDF of ours carries.

    None for any other file, and for one that was changed since it was written.
    """
    if not is_sealed(pdf):
        return None
    import pikepdf

    try:
        with opened(pdf) as document:
            text = document.open_metadata(strict=True).get(COMPONENTS, "")
        components = json.loads(text)
    # What is sealed and yet not as we write it was made to deceive. lxml raises SyntaxError.
    except (pikepdf.PikepdfError, SyntaxError, ValueError, TypeError, RecursionError):
        return None
    if not isinstance(components, dict):
        return None
    return {str(key): str(value) for key, value in components.items()}


def opened(pdf: bytes) -> pikepdf.Pdf:
    """Open a PDF, with a bound on what a stream may grow to."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(flate_max_memory=MAX_STREAM_BYTES)
    return pikepdf.open(BytesIO(pdf), attempt_recovery=False)

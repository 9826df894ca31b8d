"""Whether a PDF is up to date, by the fingerprint that it carries, and else what has changed.

No cache and no timestamps: a fresh checkout with the PDFs beside it is up to date. Neither models
nor the renderer are needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from strevview.build.extract import carried_documents, recall
from strevview.diagnostics import Diagnostic, has_errors
from strevview.model.issue import DEFAULT_STYLE
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, Shelf
from strevview.render.carried import (
    FONTS,
    ISSUES_FOLDER,
    LETTERS,
    Content,
    engine_versions,
    entries_of,
    fingerprint_of,
    font_digest,
    is_sealed,
    items_of,
    letters_of_text,
    public_documents,
)
from strevview.render.pictures import clean_pictures
from strevview.source.disk import read_file
from strevview.source.nodes import Node, Places, plain
from strevview.source.parser import parse
from strevview.style.script_fonts import with_fonts
from strevview.style.style_file import STYLE_FILE, STYLES_FOLDER
from strevview.style.style_folder import Style, find_style

Documents = Mapping[str, dict[str, Any]]
_PROGRAMS = {
    "weasyprint": "WeasyPrint",
    "pango": "Pango",
    "harfbuzz": "HarfBuzz",
    "harfbuzz-subset": "HarfBuzz's subsetter",
    "fonttools": "fontTools",
    "pyphen": "Pyphen",
    "babel": "Babel",
    "jinja2": "Jinja2",
    "markupsafe": "MarkupSafe",
    "pillow": "Pillow",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a PDF has to be made anew; no reasons: it is up to date.

    `replaces` says that a build would overwrite an edition with another text or another look.
    `inputs` are the files that shape the PDF, as far as they are there. `carried` are the SHA-256
    of what the PDF carries.
    """

    reasons: tuple[str, ...]
    replaces: bool = False
    inputs: tuple[Path, ...] = ()
    carried: frozenset[str] = frozenset()

    @property
    def fresh(self) -> bool:
        """Whether the PDF is up to date."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class ExistingPdf:
    """What is there under a PDF's name: its bytes, where it can be read.

    `foreign` says what is wrong with it if it is not a PDF as strevview wrote it.
    """

    data: bytes | None
    foreign: str | None


def existing_pdf(pdf: Path) -> ExistingPdf | None:
    """Return what is there under a PDF's name; None for nothing."""
    if not os.path.lexists(pdf):
        return None
    if not pdf.is_file():
        return ExistingPdf(None, "it is not a file")
    try:
        data = pdf.read_bytes()
    except OSError as reason:
        return ExistingPdf(None, f"it cannot be read: {reason.strerror or reason}")
    changed = "strevview did not write it, or it was changed since"
    return ExistingPdf(data, None if is_sealed(data) else changed)


class Freshness:
    """Says of one issue after the other whether its PDF is up to date; each style is read once."""

    def __init__(self) -> None:
        self._find_style = cache(find_style)

    def verdict(self, path: Path, shelf: Shelf, pdf: Path, places: Places | None = None) -> Verdict:
        """Return whether the PDF of an issue file has to be made anew, and why.

        `places` are those of the file where it was read already, and has no faults.
        """
        root = _root(path) if places is None else places.root
        documents = {} if root is None else public_documents(path.stem, plain(root), shelf)
        issue = next(iter(documents.values()), {})
        inputs = tuple(self._inputs(path, issue, shelf))
        there = existing_pdf(pdf)
        if there is None:
            return Verdict(("there is none yet",), inputs=inputs)
        if there.data is None or there.foreign:
            reason = f"what is there needs --keep: {there.foreign}"
            return Verdict((reason,), inputs=inputs)
        then = fingerprint_of(there.data) or {}
        carried = frozenset(
            digest for name, digest in then.items() if name.startswith(f"{ISSUES_FOLDER}/")
        )
        content = self._content(documents, issue, shelf, then, carried)
        if content is None:
            return Verdict(("the issue has faults",), inputs=inputs)
        kept = {LETTERS: then[LETTERS]} if LETTERS in then else {}
        now = {**content.digests(), **_fonts(content.style, then), **kept, **engine_versions()}
        reasons = _changes(then, now, there.data, content.documents)
        # The text or the look is another, and not only the programs and fonts.
        replaces = any("/" in name and not name.startswith(FONTS) for name in _keys(then, now))
        return Verdict(reasons, replaces, inputs, carried)

    def _content(
        self,
        documents: Documents,
        issue: Mapping[str, Any],
        shelf: Shelf,
        then: Mapping[str, str],
        carried: frozenset[str],
    ) -> Content | None:
        """Return what the issue's PDF would be made from, or None when something is amiss."""
        style = self._style(issue, shelf)
        pictures, faults = clean_pictures(shelf.folder, _pictures(issue), carried)
        if not documents or has_errors(shelf.diagnostics) or style is None or faults:
            return None
        style, served = with_fonts(style, letters_of_text(then.get(LETTERS, "")))
        return None if served.faults else Content(documents, pictures, style)

    def _inputs(self, path: Path, issue: Mapping[str, Any], shelf: Shelf) -> Iterator[Path]:
        """Yield the files that shape the PDF, and those that would if they were there."""
        yield path
        for name in (SERIES_FILE, ACTORS_FILE):
            if (shelf.folder / name).exists():
                yield shelf.folder / name
        yield from (shelf.folder / file for file in _pictures(issue))
        style = self._style(issue, shelf)
        if style is not None:
            yield from (style.folder / name for name, _ in style.files)
            yield from (face.path for face in style.faces)
            if style.fonts_folder.is_dir():
                yield style.fonts_folder
                yield from sorted(path for path in style.fonts_folder.iterdir() if path.is_file())
        else:
            name = _style_name(issue, shelf)
            yield shelf.folder.parent / STYLES_FOLDER / name / STYLE_FILE

    def _style(self, issue: Mapping[str, Any], shelf: Shelf) -> Style | None:
        found = self._find_style(_style_name(issue, shelf), shelf.folder)
        return found if isinstance(found, Style) else None


def _root(path: Path) -> Node | None:
    """Return what an issue's file says; None where it has faults."""
    source = read_file(path, str(path))
    parsed = None if isinstance(source, Diagnostic) else parse(source)
    return None if parsed is None or parsed.diagnostics else parsed.root


def _style_name(issue: Mapping[str, Any], shelf: Shelf) -> str:
    series = issue.get("series")
    inside = series.get("style") if isinstance(series, dict) else None
    shared = shelf.series.style if shelf.series and not isinstance(series, dict) else None
    name = issue.get("style") or inside or shared or DEFAULT_STYLE
    return name.strip() if isinstance(name, str) else DEFAULT_STYLE


def _fonts(style: Style, then: Mapping[str, str]) -> dict[str, str]:
    """Return the digests, as of now, of the fonts that shaped a PDF or would be served to it.

    Which of a style's fonts an issue needs follows from its text: that is compared already.
    """
    return {
        f"{FONTS}{face.name}": font_digest(face)
        for face in style.faces
        if face.is_served or f"{FONTS}{face.name}" in then
    }


def _pictures(issue: Mapping[str, Any]) -> dict[str, None]:
    """Return the pictures that an issue's data names, each once, in order."""
    cover = issue.get("cover")
    named = [cover.get("image") if isinstance(cover, dict) else None]
    for item in items_of(issue):
        named += [figure.get("file") for figure in entries_of(item, "figures")]
    return dict.fromkeys(file.strip() for file in named if isinstance(file, str))


def _changes(
    then: Mapping[str, str], now: Mapping[str, str], pdf: bytes, documents: Documents
) -> tuple[str, ...]:
    """Return what differs, in words: the text first, then the style, fonts and programs."""
    differing = sorted(
        _keys(then, now),
        key=lambda name: (name in engine_versions(), name.startswith(FONTS), name),
    )
    old = _carried(pdf) if any(name in documents for name in differing) else {}
    return tuple(reason for name in differing for reason in _words(name, then, now, old, documents))


def _words(
    name: str,
    then: Mapping[str, str],
    now: Mapping[str, str],
    old: Documents,
    new: Documents,
) -> Iterator[str]:
    if name in engine_versions() or "/" not in name:
        program = _PROGRAMS.get(name, name)
        yield f"{program} {then.get(name, 'unknown')} → {now.get(name, 'unknown')}"
    elif name not in then:
        yield f"{name} is new"
    elif name not in now:
        yield f"{name} is no longer used"
    elif name in old and name in new:
        yield from _differences(name, old[name], new[name])
    else:
        yield f"{name} changed"


def _carried(pdf: bytes) -> Documents:
    """Return the YAML files that a PDF carries as data; nothing where they cannot be read."""
    recalled = recall(pdf, "")
    return {} if isinstance(recalled, Diagnostic) else carried_documents(recalled)


def _differences(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if name.endswith("/actors.yaml"):
        entries = (_by("name", entries_of(data, "actors")) for data in (old, new))
        found = list(_actor_changes(*entries))
    elif name.endswith("/series.yaml"):
        found = [f"{name}: `{key}` changed" for key in _keys(old, new)]
    else:
        found = list(_issue_changes(old, new))
    yield from found or [f"{name} changed"]


def _keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the keys that have another value, or are in one of the two alone."""
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _actor_changes(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    gone = [name for name in old if name not in new]
    for name in new:
        if name not in old:
            before = next((one for one in gone if _related(old[one], new[name])), None)
            if before is None:
                yield f"actor {name} added"
            else:
                gone.remove(before)
                yield f"actor {_short(old[before])} renamed"
        elif old[name] != new[name]:
            yield f"actor {_short(new[name])} changed"
    yield from (f"actor {name} no longer named" for name in gone)


def _related(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Return whether two entries are one actor under two names: a form of theirs is the same."""
    return bool(_other_forms(old) & _other_forms(new))


def _other_forms(actor: Mapping[str, Any]) -> set[str]:
    aliases = actor.get("aliases") or ()
    return {str(form) for form in (actor.get("acronym"), actor.get("name"), *aliases) if form}


def _short(actor: Mapping[str, Any]) -> str:
    return str(actor.get("acronym") or actor.get("name"))


def _issue_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in _keys(old, new):
        if key != "sections":
            yield f"`{key}` changed"
    before, after = _by("id", items_of(old)), _by("id", items_of(new))
    for item, data in after.items():
        if item not in before:
            yield f"item {item} is new"
        elif before[item] != data:
            keys = ", ".join(_keys(before[item], data))
            yield f"the {keys} of {item} changed"
    yield from (f"item {item} is gone" for item in before if item not in after)
    if _headings(old) != _headings(new):
        yield "the sections changed"
    elif list(before) != list(after) and set(before) == set(after):
        yield "the order of the items changed"


def _by(key: str, entries: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return entries by the text under one of their keys."""
    return {str(one.get(key)): one for one in entries}


def _headings(data: Mapping[str, Any]) -> list[tuple[object, object]]:
    return [(one.get("title"), one.get("highlight")) for one in entries_of(data, "sections")]

"""Whether a PDF is what a build would make, told from the fingerprint it carries.

No cache and no timestamps: a fresh checkout with the PDFs beside it is up to date. Neither models
nor the renderer are needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from strevview.batch.reasons import changes, content_changed
from strevview.batch.replacing import standing_at
from strevview.diagnostics import Diagnostic, has_errors
from strevview.model.issue import DEFAULT_STYLE
from strevview.model.loading import ACTORS_FILE, SERIES_FILE, Shelf
from strevview.render.carried import (
    ISSUES_FOLDER,
    STYLES_FOLDER,
    Content,
    SharedDocuments,
    public_documents,
    shared_documents,
)
from strevview.render.fingerprint import FONTS, engine_versions
from strevview.render.pictures import clean_pictures
from strevview.render.recall import fingerprint_of
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.source.reader import read_file
from strevview.style.loading import Style, find_style

Documents = Mapping[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a PDF has to be made anew; no reasons: it is up to date.

    `replaces` says that a build would overwrite an edition with another text or another look.
    `inputs` are the files that shape the PDF, as far as they are there.
    """

    reasons: tuple[str, ...]
    replaces: bool = False
    inputs: tuple[Path, ...] = ()

    @property
    def fresh(self) -> bool:
        """Whether the PDF is up to date."""
        return not self.reasons


class Judge:
    """Judges issues one after the other; each style and font is read once."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, Path], Style | None] = {}
        self._shared: tuple[Shelf, SharedDocuments] | None = None

    def judge(self, path: Path, shelf: Shelf, pdf: Path) -> Verdict:
        """Return whether the PDF of an issue file has to be made anew, and why."""
        documents = self._documents(path, shelf)
        issue = next(iter(documents.values()), {})
        inputs = tuple(self._inputs(path, issue, shelf))
        there = standing_at(pdf)
        if there is None:
            return Verdict(("there is none yet",), inputs=inputs)
        if there.data is None or there.foreign:
            reason = f"what is there needs --keep: {there.foreign}"
            return Verdict((reason,), inputs=inputs)
        fingerprint = fingerprint_of(there.data)
        if fingerprint is None:
            reason = "the one that is there is of an older strevview"
            return Verdict((reason,), replaces=True, inputs=inputs)
        then = fingerprint.components
        content = self._content(documents, issue, shelf, then)
        if content is None:
            return Verdict(("the issue has faults",), inputs=inputs)
        now = {**content.digests(), **_fonts(content.style, then), **engine_versions()}
        if now == then:
            return Verdict((), inputs=inputs)
        reasons = changes(then, now, there.data, content.documents)
        return Verdict(reasons, content_changed(then, now), inputs)

    def _documents(self, path: Path, shelf: Shelf) -> Documents:
        """Return an issue's YAML files as data, the issue first; none where it has faults."""
        source = read_file(path, str(path))
        parsed = None if isinstance(source, Diagnostic) else parse(source)
        if parsed is None or parsed.root is None or parsed.diagnostics:
            return {}
        if self._shared is None or self._shared[0] is not shelf:
            self._shared = (shelf, shared_documents(shelf))
        return public_documents(path.stem, plain(parsed.root), self._shared[1])

    def _content(
        self,
        documents: Documents,
        issue: Mapping[str, Any],
        shelf: Shelf,
        then: Mapping[str, str],
    ) -> Content | None:
        """Return what the issue's PDF would be made from, or None when something is amiss."""
        style = self._style(issue, shelf)
        known = frozenset(
            digest for name, digest in then.items() if name.startswith(f"{ISSUES_FOLDER}/")
        )
        wanted = dict.fromkeys(_pictures(issue))
        pictures, faults = clean_pictures(shelf.folder, wanted, known)
        if not documents or has_errors(shelf.diagnostics) or style is None or faults:
            return None
        return Content(documents, pictures, style)

    def _inputs(self, path: Path, issue: Mapping[str, Any], shelf: Shelf) -> Iterator[Path]:
        """Yield the files that shape the PDF, and those that would if they were there."""
        yield path
        for name in (SERIES_FILE, ACTORS_FILE):
            if (shelf.folder / name).exists():
                yield shelf.folder / name
        yield from (shelf.folder / file for file in dict.fromkeys(_pictures(issue)))
        style = self._style(issue, shelf)
        if style is not None:
            yield from (style.folder / name for name, _ in style.files())
            yield from (face.path for face in style.faces)
        else:
            name = _style_name(issue, shelf)
            yield shelf.folder.parent / STYLES_FOLDER / name / "style.yaml"

    def _style(self, issue: Mapping[str, Any], shelf: Shelf) -> Style | None:
        key = (_style_name(issue, shelf), shelf.folder)
        if key not in self._styles:
            found = find_style(*key)
            self._styles[key] = found if isinstance(found, Style) else None
        return self._styles[key]


def _style_name(issue: Mapping[str, Any], shelf: Shelf) -> str:
    series = issue.get("series")
    inside = series.get("style") if isinstance(series, dict) else None
    shared = shelf.series.style if shelf.series and not isinstance(series, dict) else None
    name = issue.get("style") or inside or shared or DEFAULT_STYLE
    return name.strip() if isinstance(name, str) else DEFAULT_STYLE


def _fonts(style: Style, then: Mapping[str, str]) -> dict[str, str]:
    """Return the digests of the fonts that shaped a PDF, as they are now.

    Which of a style's fonts an issue needs follows from its text: that is compared already.
    """
    return {
        f"{FONTS}{face.name}": style.font_digest(face)
        for face in style.faces
        if f"{FONTS}{face.name}" in then
    }


def _pictures(issue: Mapping[str, Any]) -> Iterator[str]:
    cover = issue.get("cover")
    if isinstance(cover, dict) and isinstance(cover.get("image"), str):
        yield cover["image"].strip()
    for section in _list(issue.get("sections")):
        for item in _list(section.get("items")):
            for figure in _list(item.get("figures")):
                if isinstance(figure.get("file"), str):
                    yield figure["file"].strip()


def _list(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []

"""Auditing a PDF against its issue: the one it was just made from, or the one that it carries."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from strevview.audit import AuditResult, audit_pdf
from strevview.audit.codes import MISSING_GLYPH
from strevview.audit.expected import Margins, expected_of
from strevview.build.extract import load_recalled, style_of
from strevview.diagnostics import Diagnostic
from strevview.model.loading import LoadedIssue
from strevview.render.compose import compose
from strevview.render.conformance import conformance, installed_validators
from strevview.render.pictures import read_pictures
from strevview.render.recall import recall
from strevview.style.style_file import millimetres
from strevview.style.style_folder import Style

POINTS_PER_MILLIMETRE = 72 / 25.4


def audit_against(
    pdf: bytes, loaded: LoadedIssue, style: Style | None = None, families: Iterable[str] = ()
) -> AuditResult:
    """Audit a PDF against its issue; without the style, fonts and margins are not judged.

    A letter that no font has is a warning in a draft.
    """
    expected = expected_of(loaded)
    if style is not None:
        page = style.file.page.margins
        sides = (page.top, page.right, page.bottom, page.left)
        margins = Margins(*(millimetres(side) * POINTS_PER_MILLIMETRE for side in sides))
        wanted = tuple(sorted(families))
        expected = expected_of(loaded, wanted, margins, in_own_style=not style.ships)
    result = audit_pdf(pdf, expected)
    if loaded.issue is None or not loaded.issue.draft:
        return result
    found = (one.as_warning() if one.code == MISSING_GLYPH else one for one in result.diagnostics)
    return replace(result, diagnostics=tuple(found))


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit found in a PDF, and how much it has.

    `texts` are the files that the PDF carries, by name; `validators` the programs that judged
    whether it conforms to PDF/A-3a and PDF/UA-1, none where they are not installed.
    """

    diagnostics: tuple[Diagnostic, ...]
    pages: int
    words: int
    links: int
    texts: Mapping[str, str]
    validators: tuple[str, ...]


def audit_carried(data: bytes, name: str) -> Audited | Diagnostic:
    """Audit a PDF against the issue that it carries; a PDF by others is an error."""
    recalled = recall(data, name)
    if isinstance(recalled, Diagnostic):
        return recalled
    with tempfile.TemporaryDirectory(prefix="strevview-") as folder:
        loaded = load_recalled(recalled, Path(folder), name)
        if isinstance(loaded, Diagnostic):
            return loaded
        style = style_of(recalled, loaded)
        families = compose(loaded, style, read_pictures(loaded)[0]).families if style else ()
        result = audit_against(data, loaded, style, families)
    judged = conformance(data, name)
    return Audited(
        (*result.diagnostics, *(judged or ())),
        result.pages,
        result.words,
        result.links,
        {path: file.decode("utf-8", "replace") for path, file in recalled.files.items()},
        () if judged is None else installed_validators(),
    )

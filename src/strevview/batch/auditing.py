"""Holding a PDF against the source that it carries."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from strevview.batch.extraction import load_recalled, style_of
from strevview.batch.press import audit_against
from strevview.diagnostics import Diagnostic
from strevview.render.compose import compose
from strevview.render.conformance import conformance, installed_validators
from strevview.render.pictures import read_pictures
from strevview.render.recall import recall


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

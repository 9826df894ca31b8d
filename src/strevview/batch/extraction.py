"""Writing out what a PDF carries, and loading it as if it had stood in a folder all along."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from strevview.batch.output import holds, write_whole
from strevview.diagnostics import Diagnostic, Span, error
from strevview.model.loading import LoadedIssue, load_issue, load_shelf
from strevview.render.carried import STYLES_FOLDER
from strevview.render.recall import ANEW, NOT_OURS, Recalled
from strevview.style.style_folder import Style, find_style

EXISTS = "SV922"


def extract(recalled: Recalled, folder: Path) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Write the carried files under a folder; return what was written and what was not.

    A file that is there with other content is left as it is, and nothing is written at all.
    """
    root = folder.resolve()
    targets = {name: folder / name for name in recalled.files}
    faults = [
        error(EXISTS, f"{path} exists already and differs", None, "name an empty folder with -o")
        for name, path in targets.items()
        if os.path.lexists(path) and not holds(path, recalled.files[name])
    ]
    faults += [
        error(EXISTS, f"{path} leads out of {folder}", None, "name an empty folder with -o")
        for path in targets.values()
        if not path.resolve().is_relative_to(root)
    ]
    if faults:
        return (), tuple(faults)
    for name, path in targets.items():
        fault = write_whole(path, recalled.files[name])
        if fault is not None:
            return (), (fault,)
    return tuple(targets.values()), ()


def load_recalled(recalled: Recalled, folder: Path, name: str) -> LoadedIssue | Diagnostic:
    """Write what a PDF carries into an empty folder and load its issue.

    `name` is what the PDF is called in the complaint that the issue cannot be read (SV919).
    """
    _, faults = extract(recalled, folder)
    if faults:
        return faults[0]
    path = folder / recalled.issue
    loaded = load_issue(path, load_shelf(path.parent, ""), recalled.issue)
    if loaded.issue is None or loaded.series is None:
        found = next((one for one in loaded.diagnostics if one.is_error), None)
        why = f": {found.message}" if found else ""
        message = f"`{recalled.issue}`, which it carries, is no issue that can be read{why}"
        return error(NOT_OURS, message, Span.point(name), ANEW)
    return loaded


def style_of(recalled: Recalled, loaded: LoadedIssue) -> Style | None:
    """Return the style that a PDF was made in, or None where it is not at hand as it was."""
    if loaded.issue is None or loaded.series is None:
        return None
    name = loaded.issue.style or loaded.series.style
    style = find_style(name, loaded.folder)
    if not isinstance(style, Style):
        return None
    now = {
        f"{STYLES_FOLDER}/{name}/{file}": hashlib.sha256(data).hexdigest()
        for file, data in style.files
    }
    then = {
        path: digest
        for path, digest in recalled.components.items()
        if path.startswith(f"{STYLES_FOLDER}/")
    }
    return style if now == then else None

"""Whether everything that a build needs is there, and what to do if not."""

from __future__ import annotations

import platform
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from strevview.cli.system_libraries import LIBRARIES, install_command
from strevview.render import load_renderer
from strevview.render.carried import engine_versions, library_versions
from strevview.style.style_folder import Style, find_style, shipped_styles


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that was looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def examine(output: Path) -> list[Condition]:
    """Look at versions, system libraries, the renderer, fonts, and write access to a folder."""
    return [*_versions(), *_libraries(), *_renderer(), *_fonts(), _writable(output)]


def _versions() -> list[Condition]:
    python = platform.python_version()
    findings = [
        Condition("python", sys.version_info >= (3, 11), python, "install Python 3.11 or newer"),
        Condition("platform", True, platform.platform(terse=True)),
    ]
    for name, version in engine_versions().items():
        if name not in library_versions():
            advice = "install strevview anew"
            findings.append(Condition(name, version != "unknown", version, advice))
    return findings


def _libraries() -> list[Condition]:
    advice = install_command()
    versions = library_versions()
    findings = [
        Condition(name, version != "none", version if version != "none" else "not found", advice)
        for name, version in versions.items()
    ]
    for library in LIBRARIES:
        if library.name not in versions:
            there = library.is_present()
            found = "loads" if there else "not found"
            findings.append(Condition(library.name, there, found, advice))
    return findings


def _renderer() -> list[Condition]:
    try:
        load_renderer()
    except (ImportError, OSError) as reason:
        return [Condition("renderer", False, f"does not load: {reason}", install_command())]
    return [Condition("renderer", True, "loads")]


def _fonts() -> list[Condition]:
    style = find_style("mpidsa", Path("issues"))
    if isinstance(style, Style):
        families = sorted({face.family for face in style.faces})
        folder = Condition("styles", True, str(shipped_styles()))
        return [folder, Condition("fonts of mpidsa", True, ", ".join(families))]
    message = style[0].message if style else "cannot be read"
    return [Condition("style mpidsa", False, message, "install strevview anew")]


def _writable(output: Path) -> Condition:
    folder = output if output.is_dir() else output.absolute().parent
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".strevview-"):
            pass
    except OSError as reason:
        advice = "choose another folder with -o, or allow writing there"
        return Condition("write access", False, f"{folder}: {reason.strerror}", advice)
    return Condition("write access", True, str(folder))

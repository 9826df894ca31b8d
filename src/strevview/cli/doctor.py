"""`strevview doctor`: whether everything that a build needs is there, and what to do if not."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder that PDFs are written to.")
    ] = Path("out"),
) -> None:
    """Say whether a build can work here.

    Looks at versions, system libraries, fonts and write access; exit code 1 if something lacks.

    Example: strevview doctor
    """
    findings = [*_versions(), *_libraries(), *_renderer(), *_fonts(), _writable(output)]
    if as_json:
        import json

        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'NOT'}  {finding.name:<18} {finding.found}")
            if not finding.ok and finding.advice:
                print(f"     {'':<18} help: {finding.advice}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _versions() -> list[Finding]:
    import platform

    from strevview.render.fingerprint import engine_versions, library_versions

    python = platform.python_version()
    findings = [
        Finding("python", sys.version_info >= (3, 11), python, "install Python 3.11 or newer"),
        Finding("platform", True, platform.platform(terse=True)),
    ]
    for name, version in engine_versions().items():
        if name not in library_versions():
            advice = "install strevview anew"
            findings.append(Finding(name, version != "unknown", version, advice))
    return findings


def _libraries() -> list[Finding]:
    from strevview.cli.system_libraries import LIBRARIES, install_command
    from strevview.render.fingerprint import library_versions

    advice = install_command()
    versions = library_versions()
    findings = [
        Finding(name, version != "none", version if version != "none" else "not found", advice)
        for name, version in versions.items()
    ]
    for library in LIBRARIES:
        if library.name not in versions:
            there = library.is_present()
            found = "loads" if there else "not found"
            findings.append(Finding(library.name, there, found, advice))
    return findings


def _renderer() -> list[Finding]:
    from strevview.cli.system_libraries import install_command
    from strevview.render.renderer_start import load_renderer

    try:
        load_renderer()
    except (ImportError, OSError) as reason:
        return [Finding("renderer", False, f"does not load: {reason}", install_command())]
    return [Finding("renderer", True, "loads")]


def _fonts() -> list[Finding]:
    from strevview.style.loading import Style, find_style, shipped_styles

    style = find_style("mpidsa", Path("issues"))
    if isinstance(style, Style):
        families = sorted({face.family for face in style.faces})
        folder = Finding("styles", True, str(shipped_styles()))
        return [folder, Finding("fonts of mpidsa", True, ", ".join(families))]
    message = style[0].message if style else "cannot be read"
    return [Finding("style mpidsa", False, message, "install strevview anew")]


def _writable(output: Path) -> Finding:
    import tempfile

    folder = output if output.is_dir() else output.absolute().parent
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".strevview-"):
            pass
    except OSError as reason:
        advice = "choose another folder with -o, or allow writing there"
        return Finding("write access", False, f"{folder}: {reason.strerror}", advice)
    return Finding("write access", True, str(folder))

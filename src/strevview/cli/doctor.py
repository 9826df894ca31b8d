"""`strevview doctor`: whether everything that a build needs is there, and what to do if not."""

import json
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from strevview.cli.system_libraries import LIBRARIES, install_command


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
    findings = examine(output)
    if as_json:
        print(json.dumps([finding._asdict() for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'NOT'}  {finding.name:<18} {finding.found}")
            if not finding.ok and finding.advice:
                print(f"     {'':<18} help: {finding.advice}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


class Condition(NamedTuple):
    """One thing that was looked at: whether it is well, what was seen, and what to do if not."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def examine(output: Path) -> list[Condition]:
    """Look at versions, system libraries, the renderer, fonts, and write access to a folder."""
    return [*_programs(), *_renderer(), *_fonts(), _writable(output)]


def _programs() -> Iterator[Condition]:
    from strevview.render.carried import engine_versions, library_versions

    python = platform.python_version()
    yield Condition("python", sys.version_info >= (3, 11), python, "install Python 3.11 or newer")
    yield Condition("platform", True, platform.platform(terse=True))
    libraries, advice = library_versions(), install_command()
    for name, version in engine_versions().items():
        if name not in libraries:
            yield Condition(name, version != "unknown", version, "install strevview anew")
    for name, version in libraries.items():
        there = version != "none"
        yield Condition(name, there, version if there else "not found", advice)
    for library in LIBRARIES:
        if library.name not in libraries:
            there = library.is_present()
            yield Condition(library.name, there, "loads" if there else "not found", advice)


def _renderer() -> list[Condition]:
    from strevview.render import load_renderer

    try:
        load_renderer()
    except (ImportError, OSError) as reason:
        return [Condition("renderer", False, f"does not load: {reason}", install_command())]
    return [Condition("renderer", True, "loads")]


def _fonts() -> list[Condition]:
    from strevview.model.issue import DEFAULT_STYLE
    from strevview.style.style_file import shipped_styles
    from strevview.style.style_folder import Style, find_style

    style = find_style(DEFAULT_STYLE, Path("issues"))
    if isinstance(style, Style):
        families = sorted({face.family for face in style.faces})
        folder = Condition("styles", True, str(shipped_styles()))
        return [folder, Condition(f"fonts of {DEFAULT_STYLE}", True, ", ".join(families))]
    message = style[0].message if style else "cannot be read"
    return [Condition(f"style {DEFAULT_STYLE}", False, message, "install strevview anew")]


def _writable(output: Path) -> Condition:
    folder = output if output.is_dir() else output.absolute().parent
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".strevview-"):
            pass
    except OSError as reason:
        advice = "choose another folder with -o, or allow writing there"
        return Condition("write access", False, f"{folder}: {reason.strerror}", advice)
    return Condition("write access", True, str(folder))

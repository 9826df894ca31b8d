"""`strevview doctor`: whether everything that a build needs is there, and what to do if not."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer


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
    from strevview.cli import installation

    findings = installation.examine(output)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'NOT'}  {finding.name:<18} {finding.found}")
            if not finding.ok and finding.advice:
                print(f"     {'':<18} help: {finding.advice}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)

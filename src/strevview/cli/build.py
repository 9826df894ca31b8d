"""`strevview build` and `watch`: issue files to PDFs, once, and whenever a file changes."""

import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal

import typer

from strevview.cli import FAULT, INTERRUPTED
from strevview.cli.refusing import issue_files, need, refuse
from strevview.model.loading import DEFAULT_FOLDER, spelling_of
from strevview.report.text import lines_of, print_diagnostics

# Arguments that other commands take as well.
Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATHS", help="Issue files or folders; all of issues/ if you name none."
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, help="How many at once; as many as there are cores."),
]
Form = Annotated[Literal["text", "json"], typer.Option("--format", help="How to report.")]


def build(
    paths: Paths = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDFs, or a name ending in .pdf."),
    ] = Path("out"),
    force: Annotated[bool, typer.Option("--force", help="Build what is up to date, too.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be built, and why; build nothing.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Exit 1 if a build would change anything, down to the byte."),
    ] = False,
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Put editions that are replaced there first.")
    ] = None,
    jobs: Jobs = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.1, help="Give up on an issue after so long."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write what the renderer got.")
    ] = None,
    depfile: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what the PDFs depend on, for make.")
    ] = None,
    form: Form = "text",
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            help="Build all; warnings make the exit code 1, but keep no PDF from being written.",
        ),
    ] = False,
) -> None:
    """Print issues as PDFs, and prove that nothing was lost.

    Only what is not up to date is built. Each issue is checked first: one with an error is not
    written, and an older PDF stays as it was.

    Examples: strevview build, or: strevview build issues/2025-07.yaml -o /tmp
    """
    started = time.perf_counter()
    from strevview.build.runs import State, TargetError, build_each, plan_build
    from strevview.build.turn import BuildOptions
    from strevview.report.build_report import depfile_text, json_text, tell_all, tell_each
    from strevview.source.disk import write_whole

    issues = issue_files(paths)
    options = BuildOptions(
        output, html, force=force, compare=check, dry_run=dry_run, keep=keep, strict=strict
    )
    try:
        tasks = plan_build(issues, options)
    except TargetError as wrong:
        refuse("build", str(wrong))
    done = build_each(tasks, jobs or os.cpu_count() or 1, timeout)
    results = tell_each(tasks, done, quiet=form == "json")
    if depfile is not None:
        fault = write_whole(depfile, depfile_text(tasks).encode())
        if fault is not None:
            refuse("build", fault.message)
    if form == "json":
        print(json_text(results))
    else:
        tell_all(results, time.perf_counter() - started)
    if any(result.broke for result in results):
        raise typer.Exit(FAULT)
    bad = {State.FAILED, State.STALE} if check else {State.FAILED}
    complaints = any(result.outcome and result.outcome.diagnostics for result in results)
    if any(result.state in bad for result in results) or (strict and complaints):
        raise typer.Exit(1)


# Where the preview is looked for first, so that its address stays the same from day to day.
USUAL_PORT = 8250


def watch(
    path: Annotated[Path, typer.Argument(help="The issue to watch.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDF, or a name ending in .pdf."),
    ] = Path("out"),
    serve: Annotated[
        bool, typer.Option("--serve", help="Show the pages beside the findings, in a browser.")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help=f"With --serve: the port; else {USUAL_PORT}, or a free one where that is taken.",
        ),
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="With --serve: open the page in the browser.")
    ] = False,
) -> None:
    """Build an issue again whenever it changes.

    Whatever shapes the PDF is watched: the issue, the series, the actors, pictures and the style.
    While the issue has errors the last good PDF stays. Ctrl-C ends it.

    --serve gives the address of a page on this machine that shows the pages beside the findings,
    follows each change and keeps the place; a click on a finding shows where it is printed. Where
    something lacks for it, it says what to install.

    Example: strevview watch --serve issues/2025-10.yaml
    """
    from strevview.build.runs import TargetError, build_again, pdf_of
    from strevview.build.turn import Task
    from strevview.report.build_report import watch_line

    if path.is_dir():
        refuse("watch", f"{path}: this is a folder; name the file of an issue")
    if not path.is_file():
        refuse("watch", f"{path}: no such file; {spelling_of(path, DEFAULT_FOLDER, '.yaml')}")
    if not serve and (open_browser or port is not None):
        refuse("watch", "--port and --open go with --serve")
    if serve:
        need("watch --serve", "serve", "starlette", "uvicorn")
    try:
        task = Task(path, pdf_of(path, output))
    except TargetError as wrong:
        refuse("watch", str(wrong))
    with _signals() as stop, ExitStack() as opened:
        preview = None
        if serve:
            from strevview.preview.server import served

            try:
                ports = (USUAL_PORT, 0) if port is None else (port,)
                preview, url = opened.enter_context(served(task, ports))
            except OSError as reason:
                refuse("watch", f"port {port} cannot be used: {reason.strerror or reason}")
            print(f"The pages are shown at {url} until you press Ctrl-C.", flush=True)
            if open_browser:
                webbrowser.open(url)
        for turn in build_again(task, stop):
            if preview is not None:
                preview.show(turn)
            print_diagnostics(turn.outcome.diagnostics, sys.stderr, lines_of(turn.loaded))
            print(watch_line(turn.outcome), flush=True)


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """Give an event that a signal sets to end the command: with 130 by Ctrl-C, 143 by SIGTERM.

    The signal's exception ends what is under way. It may get lost, in a destructor or within
    watchfiles, which takes any signal for Ctrl-C: what is set is then seen at the next look.
    """
    stop = threading.Event()
    codes: list[int] = []

    def end(number: int, _: FrameType | None) -> None:
        codes.append(128 + number)
        stop.set()
        raise SystemExit(codes[0])

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    except KeyboardInterrupt:
        raise SystemExit(codes[0] if codes else INTERRUPTED) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if codes:
        raise SystemExit(codes[0])

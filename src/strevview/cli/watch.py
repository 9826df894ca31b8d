"""`strevview watch`: the PDF follows the file while one writes."""

import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from strevview.cli import INTERRUPTED
from strevview.cli.refusing import need, refuse
from strevview.model.loading import DEFAULT_FOLDER, spelling_of
from strevview.report.text import lines_of, print_diagnostics

# Where the preview is looked for first, so that its address stays the same from day to day.
USUAL_PORT = 8250


def watch(
    path: Annotated[Path, typer.Argument(help="The issue to watch.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the PDF, or a name ending in .pdf."),
    ] = Path("out"),
    serve: Annotated[
        bool,
        typer.Option("--serve", help="Show the pages beside the findings, in a browser."),
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
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
    """Give what is set when a signal wants the end: Ctrl-C ends with 130, SIGTERM with 143.

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

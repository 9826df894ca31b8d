"""`strevview watch`: the PDF follows the file while one writes."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from strevview.batch.tasks import Task, Turn
    from strevview.preview.server import Server
    from strevview.preview.watcher import Preview

# Where the preview is looked for first, so that its address stays the same from day to day.
USUAL_PORT = 8250
INTERRUPTED = 130


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
    follows each change and keeps the place; a click on a finding shows where it is printed. It
    needs: pip install 'strevview[serve]'

    Example: strevview watch --serve issues/2025-10.yaml
    """
    from strevview.batch.tasks import Task

    if not path.parent.is_dir():
        print(f"strevview watch: there is no folder {path.parent}", file=sys.stderr)
        raise typer.Exit(2)
    if not serve and (open_browser or port is not None):
        print("strevview watch: --port and --open go with --serve", file=sys.stderr)
        raise typer.Exit(2)
    pdf = output if output.suffix.lower() == ".pdf" else output / f"{path.stem}.pdf"
    task = Task(path, pdf)
    with _signals() as stop:
        if not serve:
            _follow(task, stop, None)
            return
        preview, server = _preview(task, port)
        try:
            server.start()
            print(f"The pages are shown at {server.url} until you press Ctrl-C.", flush=True)
            if open_browser:
                import webbrowser

                webbrowser.open(server.url)
            _follow(task, stop, preview)
        finally:
            server.close()


def _follow(task: Task, stop: threading.Event, preview: Preview | None) -> None:
    from strevview.batch.watching import watch as follow

    for turn in follow(task, stop):
        if preview is not None:
            preview.show(turn)
        _print(turn)


def _print(turn: Turn) -> None:
    from strevview.report.build import watch_line
    from strevview.report.lines import lines_of
    from strevview.report.terminal import print_diagnostics, print_plain

    print_diagnostics(turn.outcome.diagnostics, sys.stderr, lines_of((turn.loaded,)))
    print_plain(watch_line(turn.outcome), sys.stdout)
    sys.stdout.flush()


def _preview(task: Task, port: int | None) -> tuple[Preview, Server]:
    """Return the preview and its server, bound to a port."""
    try:
        from strevview.preview.server import Server
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package == "strevview":
            raise
        advice = "pip install 'strevview[serve]'"
        print(f"strevview watch: --serve needs {package}: {advice}", file=sys.stderr)
        raise typer.Exit(2) from None
    from strevview.preview.watcher import Preview

    preview = Preview(task)
    try:
        return preview, Server(preview.board, USUAL_PORT if port is None else port)
    except OSError as reason:
        if port is not None:
            said = reason.strerror or reason
            print(f"strevview watch: port {port} cannot be used: {said}", file=sys.stderr)
            raise typer.Exit(2) from None
    return preview, Server(preview.board)


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """Give what is set when a signal wants the end: Ctrl-C ends with 130, SIGTERM with 143.

    The signal's exception ends what is under way. It may get lost, in a destructor or within
    watchfiles, which takes any signal for Ctrl-C: what is set is then seen at the next look.
    """
    import threading

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

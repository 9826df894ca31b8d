"""How every command ends: whatever goes wrong, the user gets one clear line and an exit code."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import NoReturn

import typer

from strevview.diagnostics import Diagnostic
from strevview.report.text import print_diagnostics

EXIT_USAGE = EXIT_FAULT = 2
EXIT_INTERRUPTED = 130
# What Typer says too where the reader of a pipe goes away, as `head` does.
EXIT_PIPE = 1


def run_to_its_end(command: Callable[[], object]) -> None:
    """Run a command, and leave with its exit code or that of what went wrong."""
    signal.signal(signal.SIGTERM, _terminated)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Letters that the encoding lacks are shown as escapes, as Python does on standard error.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            command()
        finally:
            # A reader that went away is met here, and not when Python itself ends.
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # Python would complain once more at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_PIPE)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        place = _place(fault)
        print(f"strevview: a fault of strevview itself: {fault!r}{place}", file=sys.stderr)
        print("Nothing was written. Please report it with the file at hand.", file=sys.stderr)
        sys.exit(EXIT_FAULT)


def refuse(command: str, *messages: str) -> NoReturn:
    """End a command that was called wrongly, with a line for each thing that is wrong."""
    for message in messages:
        print(f"strevview {command}: {message}", file=sys.stderr)
    raise typer.Exit(EXIT_USAGE)


def stop(diagnostics: Sequence[Diagnostic], code: int = 1) -> NoReturn:
    """Show complaints on standard error and end the command."""
    print_diagnostics(diagnostics, sys.stderr)
    raise typer.Exit(code)


def _terminated(number: int, _: FrameType | None) -> None:
    # Leaving by an exception lets what is being written be tidied away.
    raise SystemExit(128 + number)


def _place(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" ({trace.tb_frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno})"

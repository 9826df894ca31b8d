"""The program's entry point: whatever goes wrong ends in one clear line and an exit code."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from types import FrameType
from typing import TextIO

from strevview.cli import FAULT, INTERRUPTED, PIPE

# As many new objects bring a look for garbage: Python's own number, 700, is met at each import.
_OBJECTS_BETWEEN_LOOKS = 90_000
# No plugin of pydantic's changes how a file is read; to look for some opens each installed package.
_NO_PLUGINS = {"PYDANTIC_DISABLE_PLUGINS": "__all__"}


def main() -> None:
    """Run the command that is asked for, and leave with its exit code or that of what went wrong.

    The commands are loaded here, so that an interruption while they are ends like any other.
    """
    signal.signal(signal.SIGTERM, _terminated)
    os.environ |= _NO_PLUGINS
    gc.set_threshold(_OBJECTS_BETWEEN_LOOKS)
    _replace_closed_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Letters that the encoding lacks are shown as escapes, as Python does on standard error.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        try:
            from strevview.cli.main import app

            app()
        finally:
            # A reader that went away is met here, and not when Python itself ends.
            sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _discard_rest(sys.stdout)
        sys.exit(PIPE)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        _complain(*_explained(fault))
        sys.exit(FAULT)
    finally:
        # Nothing is left to interrupt, and what is left in memory goes without a last look at it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        gc.freeze()


def _explained(fault: Exception) -> tuple[str, ...]:
    """Return lines on what stopped a command: a file, standard output, or a fault of strevview."""
    if isinstance(fault, OSError) and fault.filename:
        return (f"strevview: {fault.filename} cannot be used: {fault.strerror}",)
    failure = _write_error(sys.stdout) if isinstance(fault, OSError) else None
    if failure is not None:
        _discard_rest(sys.stdout)
        why = f"standard output cannot be written to: {failure.strerror or failure}"
        return (f"strevview: {why}; each file that was written is whole",)
    return (
        f"strevview: a fault of strevview itself: {fault!r}{_place_of(fault)}",
        "No file is left half-written. Please report it with the file at hand.",
    )


def _replace_closed_streams() -> None:
    """Put something in the place of standard streams that are closed (`>&-`).

    What a command opens would else get their numbers, and what is printed would go into a PDF.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        os.open(os.devnull, os.O_WRONLY)
        closed = "standard output is closed, so nothing was done; send it to a file or /dev/null"
        _complain(f"strevview: {closed}")
        sys.exit(FAULT)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _write_error(stream: TextIO) -> OSError | None:
    """Return why a stream takes nothing more, such as a file on a full disk."""
    try:
        print(file=stream, flush=True)
    except OSError as reason:
        return reason
    return None


def _discard_rest(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: Python would write it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(*lines: str) -> None:
    """Print lines on standard error; where that takes nothing, the exit code must do."""
    try:
        print(*lines, sep="\n", file=sys.stderr, flush=True)
    except OSError:
        _discard_rest(sys.stderr)


def _terminated(number: int, _: FrameType | None) -> None:
    # Leaving by an exception lets what is being written be tidied away.
    raise SystemExit(128 + number)


def _place_of(fault: Exception) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" ({trace.tb_frame.f_globals.get('__name__', '?')}, line {trace.tb_lineno})"

"""Where the program starts, and how it ends: whatever goes wrong, in one clear line and a code."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType

from strevview.cli import exit_codes


def main() -> None:
    """Run the command that is asked for, and leave with its exit code or that of what went wrong.

    The commands are loaded here, so that an interruption while they are ends like any other.
    """
    signal.signal(signal.SIGTERM, _terminated)
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
        sys.exit(exit_codes.INTERRUPTED)
    except BrokenPipeError:
        # Python would complain once more at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(exit_codes.PIPE)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        place = _place(fault)
        print(f"strevview: a fault of strevview itself: {fault!r}{place}", file=sys.stderr)
        print("Nothing was written. Please report it with the file at hand.", file=sys.stderr)
        sys.exit(exit_codes.FAULT)


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

"""The command `strevview`: its subcommands, and the one place where a fault of ours ends."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import Annotated

import typer

from strevview import __version__
from strevview.cli.audit import audit
from strevview.cli.build import build
from strevview.cli.doctor import doctor
from strevview.cli.extract import extract
from strevview.cli.lint import lint
from strevview.cli.new import new
from strevview.cli.rule import rule
from strevview.cli.schema import schema
from strevview.cli.watch import watch

EXIT_FAULT = 2

app = typer.Typer(
    name="strevview",
    help="Compile a monthly review, one YAML file a month, into a lasting, accessible PDF.",
    epilog="Start with: strevview new 2025-10, then: strevview build issues/2025-10.yaml",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (build, watch, lint, new, audit, extract, rule, schema, doctor):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"strevview {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compile a monthly review, one YAML file a month, into a lasting, accessible PDF."""


def main() -> None:
    """Run the command; whatever goes wrong, the user gets one clear line and an exit code."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # The reader went away, as `head` does; Python would complain once more at its own end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAULT)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        place = _place(fault)
        print(f"strevview: a fault of strevview itself: {fault!r}{place}", file=sys.stderr)
        print("Nothing was written. Please report it with the file at hand.", file=sys.stderr)
        sys.exit(EXIT_FAULT)


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


if __name__ == "__main__":
    main()

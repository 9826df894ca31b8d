"""Where the program starts: what is asked for is loaded, and no more."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from strevview.cli.ending import run_to_its_end

# The one option that a commit hook gives; the command in `cli.lint` defines what it means.
NEIGHBOURS = "--neighbours"


def main() -> None:
    """Load the commands and run the one that is asked for."""
    run_to_its_end(_run)


def _run() -> None:
    # Modules stay till the end: to look among them for what can be freed is time lost.
    gc.disable()
    try:
        command = _command(sys.argv[1:])
    finally:
        gc.enable()
    command()


def _command(arguments: Sequence[str]) -> Callable[[], object]:
    started = time.perf_counter()
    if names_only_paths(arguments):
        paths = [Path(path) for path in arguments[1:] if path != NEIGHBOURS]
        if arguments[0] == "build":
            from strevview.cli.building import build
            from strevview.cli.wishes import Wishes

            return lambda: sys.exit(build(Wishes(paths), started))
        from strevview.cli.linting import Request, lint

        request = Request(paths, neighbours=NEIGHBOURS in arguments)
        return lambda: sys.exit(lint(request, started))
    from strevview.cli.main import app

    return app


def names_only_paths(arguments: Sequence[str]) -> bool:
    """Return whether it is a lint or build without options: Typer, half its time, is not needed.

    On Windows Typer is, for patterns such as `issues/*.yaml`.
    """
    if os.name == "nt" or not arguments or arguments[0] not in ("lint", "build"):
        return False
    allowed = (NEIGHBOURS,) if arguments[0] == "lint" else ()
    return all(path in allowed or not path.startswith("-") for path in arguments[1:])

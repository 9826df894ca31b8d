"""Where the program starts: what has to be set before any library is loaded."""

from __future__ import annotations

import gc
import os


def main() -> None:
    """Load the commands and run the one that is asked for."""
    # Its plugins are none of ours, and to look for them takes as long as to read ten issues.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Modules stay till the end: to look among them for what can be freed is time lost.
    gc.disable()
    try:
        from strevview.cli.main import main as run
    finally:
        gc.enable()
    run()

"""Lines to a terminal in colour, or to a file or pipe without."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import TextIO

from strevview.diagnostics import Diagnostic
from strevview.report.lines import FileLines
from strevview.report.text import Layout, Line, plain, text_lines

# The names of styles in `Line` and how they look; nothing is said by colour alone.
STYLES = {
    "path": "bold",
    "error": "bold red",
    "warning": "bold yellow",
    "message": "",
    "gutter": "blue",
    "excerpt": "",
    "help": "cyan",
    "related": "blue",
    "summary": "bold",
}


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], stream: TextIO, lines: FileLines | None = None
) -> None:
    """Print complaints with their excerpts."""
    print_lines(text_lines(diagnostics, lines or FileLines(), layout_of(stream)), stream)


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Print lines, in colour where the stream is a terminal that wants it (NO_COLOR, TERM)."""
    if not in_colour(stream):
        for line in lines:
            print_plain(plain(line), stream)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(
        file=stream, force_terminal=True, highlight=False, markup=False, emoji=False, soft_wrap=True
    )
    for line in lines:
        console.print(Text.assemble(*((text, STYLES[style]) for text, style in line)))


def print_plain(text: str, stream: TextIO) -> None:
    """Print a line; letters that the stream's encoding lacks are shown as escapes."""
    encoding = stream.encoding or "utf-8"
    print(text.encode(encoding, "backslashreplace").decode(encoding), file=stream)


def in_colour(stream: TextIO) -> bool:
    """Return whether to print in colour."""
    environment = os.environ
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return bool(environment.get("FORCE_COLOR")) or stream.isatty()


def layout_of(stream: TextIO) -> Layout:
    """Return the columns of a stream's window; lines to files and pipes are not wrapped."""
    if stream.isatty():
        return Layout(shutil.get_terminal_size().columns, wraps=True)
    return Layout()

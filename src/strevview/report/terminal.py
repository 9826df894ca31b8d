"""Printing on a terminal: colours and wrapping there, plain lines elsewhere, no control signs."""

from __future__ import annotations

import os
import unicodedata
from typing import TextIO

from rich.console import Console
from rich.table import Table

# Wider than any line: a line to a file or a pipe is not wrapped.
_ENDLESS = 1_000_000
TAB = "    "
# Joiners shape Hindi letters; the other format characters are shown, for they hide or turn text.
_JOINERS = "\u200c\u200d"
_ESCAPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def console_of(stream: TextIO) -> Console:
    """Return a console that writes to a stream.

    It has the columns of the stream's window; lines to files and pipes have no end. Colours are for
    terminals that want them (NO_COLOR, TERM), or for who asks (FORCE_COLOR).
    """
    return Console(
        file=stream,
        width=None if stream.isatty() else _ENDLESS,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
    )


def columns_of(console: Console) -> int | None:
    """Return the columns of a console's window; None where lines are not wrapped."""
    return None if console.width == _ENDLESS else console.width


def table_of(*headers: str, numbers: tuple[int, ...] = ()) -> Table:
    """Return an empty table without lines; the columns of `numbers` stand to the right.

    Without headers there is no line of them.
    """
    table = Table(box=None, show_header=any(headers), pad_edge=False, padding=(0, 2, 0, 0))
    for index, header in enumerate(headers):
        table.add_column(header, justify="right" if index in numbers else "left", overflow="fold")
    return table


def print_table(table: Table, stream: TextIO) -> None:
    """Print a table; its cells are wrapped at a terminal alone, and no line ends in spaces."""
    console = console_of(stream)
    with console.capture() as captured:
        console.print(table, soft_wrap=False)
    for line in captured.get().splitlines():
        print(line.rstrip(), file=stream)


def counted(number: int, noun: str) -> str:
    """Return "1 page" or "1,395 words"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def visible(text: str) -> str:
    r"""Return a text as it may be shown, on one line.

    Control, bidirectional and other invisible characters are shown as escapes such as `\u202e`, so
    that a file cannot steer the terminal; a tab as four spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def visible_lines(text: str) -> str:
    """Return a text of several lines as it may be shown: the lines to write, in a help."""
    return "\n".join(map(visible, text.split("\n")))


def _shown(letter: str) -> str:
    if letter == "\t":
        return TAB
    if letter in _JOINERS or unicodedata.category(letter) not in _ESCAPED:
        return letter
    code = ord(letter)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

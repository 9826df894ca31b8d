from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest

from strevview.diagnostics import Span, error
from strevview.report.lines import FileLines
from strevview.report.terminal import in_colour, layout_of, print_diagnostics

FOUND = error("SV102", "item has no [bold]actors[/bold]", Span("x", 1, 3, 1, 5), "add :boom: them")
LINES = FileLines({"x": "- id: [red]prss"})


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def printed(stream: io.StringIO) -> str:
    print_diagnostics([FOUND], stream, LINES)
    return stream.getvalue()


def test_colour_changes_no_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = printed(Terminal())
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == printed(io.StringIO())


def test_there_is_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not in_colour(io.StringIO())
    assert in_colour(Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert not in_colour(Terminal())
    monkeypatch.delenv("TERM")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in printed(Terminal())


def test_the_window_gives_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "47")
    assert (layout_of(Terminal()).columns, layout_of(Terminal()).wraps) == (47, True)
    assert layout_of(io.StringIO()).wraps is False


def test_letters_that_the_stream_lacks_are_shown_as_escapes() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\n")
    print_diagnostics([error("SV005", "unknown key `हि`")], stream)
    stream.flush()
    assert raw.getvalue() == b"SV005 unknown key `\\u0939\\u093f`\n"


def test_rich_is_loaded_only_for_colour() -> None:
    code = (
        "import sys; from strevview.report.terminal import print_diagnostics as p;"
        "from strevview.diagnostics import error; p([error('SV005', 'x')], sys.stdout);"
        "assert not [m for m in sys.modules if m.split('.')[0] == 'rich'], 'rich was loaded'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "SV005 x\n"), done.stderr

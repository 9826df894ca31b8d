from __future__ import annotations

import io
import re

import pytest

from strevview.diagnostics import Span, error
from strevview.report.lint_report import LintRun, report
from strevview.report.text import FileLines, print_diagnostics, print_table, table_of

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


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("NO_COLOR", "1")])
def test_there_is_no_colour_where_none_is_wanted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    assert "\x1b" not in printed(io.StringIO())
    assert "\x1b" in printed(Terminal())
    monkeypatch.setenv(name, value)
    assert "\x1b" not in printed(Terminal())


def test_colour_can_be_asked_for_and_nothing_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "30")
    coloured = printed(io.StringIO())
    assert "\x1b[1;31m" in coloured
    assert coloured.count("\n") == 3


def test_cells_are_wrapped_at_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    table = table_of("", "", "", numbers=(1,))
    table.add_row("built", "7", "中国 " + "word " * 20)
    table.add_row("failed", "1,024", "[red]")
    long = ("中国 " + "word " * 20).strip()
    plain = io.StringIO()
    print_table(table, plain)
    assert plain.getvalue() == f"built       7  {long}\nfailed  1,024  [red]\n"
    window = Terminal()
    print_table(table, window)
    first, second, *_, last = window.getvalue().splitlines()
    assert first == "built       7  中国 word word word word"
    assert second == "               word word word word word"
    assert last == "failed  1,024  [red]"


def test_the_summary_is_as_wide_as_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "24")
    window, file = Terminal(), io.StringIO()
    for stream in (window, file):
        report(LintRun((FOUND,), 2, 0.125, lines=LINES), "text", stream)
    assert max(map(len, window.getvalue().splitlines())) <= 24
    assert file.getvalue().endswith("\n2 issues: 1 error (0.12 s)\n")

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from rich.cells import cell_len

from strevview.diagnostics import Diagnostic, Related, Severity, Span
from strevview.report.text import FileLines, print_diagnostics

PATH = "issues/2025-07.yaml"
FILES = {PATH: "\n" * 38 + "      - id: prss-1", "issues/2025-06.yaml": "id: ab"}
CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("text.yaml").read_text("utf-8")
)

MARKS = yaml.safe_load(Path(__file__).with_name("text_marks.yaml").read_text("utf-8"))


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("TERM", raising=False)


def shown(case: dict[str, Any], stream: io.StringIO) -> str:
    """Return what a terminal shows of a case's complaint, or another stream gets."""
    severity = Severity.WARNING if case.get("warning") else Severity.ERROR
    others = [case["related"]] if "related" in case else []
    related = tuple(Related(other["message"], span_of(other)) for other in others)
    at = span_of(case) if "at" in case else None
    found = Diagnostic(
        case["code"], severity, case["message"], at, case.get("help"), related=related
    )
    files = FILES if case.get("text") is None else {PATH: case["text"]}
    print_diagnostics([found], stream, FileLines(files))
    return stream.getvalue()


def span_of(case: dict[str, Any]) -> Span:
    line, start, end = case["at"]
    return Span(case.get("in", PATH), line, start, line, end)


@pytest.mark.parametrize("name", CASES)
def test_a_complaint_is_shown_as_it_is_told(name: str) -> None:
    case = CASES[name]
    assert shown(case, Terminal()) == case["shown"]
    assert "piped" not in case or shown(case, io.StringIO()) == case["piped"]


@pytest.mark.parametrize("columns", [40, 50, 72])
def test_in_a_narrow_window_every_line_fits(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = "".join(f"word{number} " for number in range(40))
    case = {"code": "SV606", "message": "the word `word20` stands here twice", "at": (1, 131, 137)}
    lines = shown({**case, "help": "delete one", "text": text}, Terminal()).splitlines()
    assert [line for line in lines if cell_len(line) > columns] == []
    excerpt, mark = lines[-2:] if "^" in lines[-1] else lines[-3:-1]
    assert excerpt[mark.index("^") :].startswith("word20")


@pytest.mark.parametrize(("line", "part", "before"), MARKS)
def test_the_mark_stands_under_the_part(line: str, part: str, before: int) -> None:
    start = line.index(part) + 1
    case = {"code": "SV203", "message": "late", "at": (1, start, start + len(part)), "text": line}
    mark = shown(case, Terminal()).split("\n")[2]
    assert mark.index("^") == len("      | ") + before

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len

from strevview.diagnostics import Diagnostic, Related, Severity, Span, error, warning
from strevview.report.text import FileLines, print_diagnostics

PATH = "issues/2025-07.yaml"
LINE = "      - id: prss-1"
OTHER = "issues/2025-06.yaml"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("TERM", raising=False)


def shown(
    diagnostic: Diagnostic,
    text: str = "\n" * 38 + LINE,
    stream: io.StringIO | None = None,
    other: str = "",
) -> list[str]:
    """Return what a terminal shows, or another stream gets."""
    stream = stream or Terminal()
    print_diagnostics([diagnostic], stream, FileLines({PATH: text, OTHER: other}))
    return stream.getvalue().removesuffix("\n").split("\n")


def at(line: int, start: int, end: int) -> Span:
    return Span(PATH, line, start, line, end)


def test_the_form_is_the_one_promised() -> None:
    advice = "add `actors:` with at least one name"
    found = error("SV102", "item has no actors", at(39, 9, 11), advice)
    assert shown(found) == [
        "issues/2025-07.yaml:39:9 SV102 item has no actors",
        "   39 |       - id: prss-1",
        "      |         ^^ help: add `actors:` with at least one name",
    ]


def test_a_warning_says_so_and_help_may_lack() -> None:
    assert shown(warning("SV203", "late", at(39, 13, 19))) == [
        "issues/2025-07.yaml:39:13 SV203 warning: late",
        "   39 |       - id: prss-1",
        "      |             ^^^^^^",
    ]


def test_lines_to_write_stand_below_the_mark_as_they_are_to_be_written() -> None:
    advice = "write two lines:\ndawn:\n  url: https://www.dawn.com/\u202e"
    told = [
        "issues/2025-07.yaml:39:9 SV006 no keys",
        "   39 |       - id: prss-1",
        "      |         ^^",
        "      | help: write two lines:",
        "      |       dawn:",
        "      |         url: https://www.dawn.com/\\u202e",
    ]
    found = error("SV006", "no keys", at(39, 9, 11), advice)
    assert shown(found) == told
    assert shown(found, stream=io.StringIO()) == told


def test_long_help_is_wrapped_beside_the_mark_or_below_it() -> None:
    advice = (
        "write the earlier day first and then the later one, as in 2025-07-30/2025-07-31, please"
    )
    beside = shown(error("SV202", "reversed", at(39, 9, 11), advice))
    assert beside[2:] == [
        "      |         ^^ help: write the earlier day first and then the later one, as",
        "      |                  in 2025-07-30/2025-07-31, please",
    ]
    text = " " * 60 + "abcdef"
    below = shown(error("SV202", "reversed", at(1, 61, 67), advice), text)
    assert below[2:] == [
        "      |" + " " * 61 + "^^^^^^",
        "      | help: write the earlier day first and then the later one, as in",
        "      |       2025-07-30/2025-07-31, please",
    ]
    assert all(cell_len(line) <= 80 for line in (*beside, *below))


def test_lines_for_a_pipe_are_not_wrapped() -> None:
    found = error("SV202", "reversed " * 12, at(39, 9, 11), "earlier first " * 9)
    lines = shown(found, stream=io.StringIO())
    assert len(lines) == 3
    assert lines[0].endswith("reversed")
    assert lines[2].count("earlier first") == 9


@pytest.mark.parametrize("columns", [40, 50, 72])
def test_in_a_narrow_window_every_line_fits(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    text = "".join(f"word{number} " for number in range(40))
    found = error("SV606", "the word `word20` stands here twice", at(1, 131, 137), "delete one")
    lines = shown(found, text)
    assert [line for line in lines if cell_len(line) > columns] == []
    excerpt, mark = lines[-2:] if "^" in lines[-1] else lines[-3:-1]
    assert excerpt[mark.index("^") :].startswith("word20")


@pytest.mark.parametrize(
    ("line", "part", "before"),
    [
        ("title: 中国科学院 and others", "and", 18),
        ("title: मनोहर पर्रिकर रक्षा", "रक्षा", 18),
        ("title: ศูนย์ ขอ", "ขอ", 11),
        ("title: cafe\u0301 noir", "noir", 12),
        ("title: cafe\u0301 noir", "\u0301", 10),
        ("a\tb\x1bc", "c", 10),
        ("ab\u202ecd", "\u202e", 2),
    ],
)
def test_the_mark_stands_under_the_part(line: str, part: str, before: int) -> None:
    start = line.index(part) + 1
    mark = shown(warning("SV203", "late", at(1, start, start + len(part))), line)[2]
    assert mark.index("^") == len("      | ") + before


def test_another_place_is_shown_below() -> None:
    text = "schema: 1\nperiod: 2025-07\nschema: 1\n"
    first = Related("first here", at(1, 1, 7))
    found = Diagnostic("SV004", Severity.ERROR, "twice", at(3, 1, 7), "keep one", related=(first,))
    assert shown(found, text)[1:] == [
        "    3 | schema: 1",
        "      | ^^^^^^ help: keep one",
        "    1 | schema: 1",
        "      | ------ first here",
    ]


def test_a_place_in_another_file_names_it() -> None:
    other = Span(OTHER, 1, 4, 1, 6)
    found = Diagnostic(
        "SV801", Severity.WARNING, "told before", at(39, 9, 11), related=(Related("here", other),)
    )
    assert shown(found, other="id: ab")[3:] == [
        "      = issues/2025-06.yaml:1:4 here",
        "    1 | id: ab",
        "      |    --",
    ]


def test_without_place_or_line_the_help_stands_alone() -> None:
    assert shown(error("SV920", "cannot be written", None, "choose another")) == [
        "SV920 cannot be written",
        "      | help: choose another",
    ]
    assert shown(error("SV012", "empty", Span.point(PATH), "start"), "") == [
        f"{PATH}:1:1 SV012 empty",
        "      | help: start",
    ]


def test_nothing_in_a_message_can_steer_the_terminal() -> None:
    text = "title: a\x1b[2Jb\u202ec\u2066"
    found = error("SV005", "unknown key `\x1b]0;x\x07`", at(1, 1, 6), "not \u202e this\r\n")
    everything = "".join(shown(found, text))
    assert not any(letter in everything for letter in "\x1b\x07\u202e\u2066\r\n")
    assert "\\x1b[2Jb\\u202ec\\u2066" in everything

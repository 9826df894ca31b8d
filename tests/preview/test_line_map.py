from __future__ import annotations

import pytest

from strevview.preview.findings import LineMap

OLD = """\
period: 2025-07
sections:
  - title: Space
    items:
      - id: one
        date: 2025-07-01
        text: |
          First.
      - id: two
        date: 2025-07-02
"""


def numbers(lines: LineMap, count: int) -> list[int | None]:
    return [lines.line(number) for number in range(1, count + 1)]


def test_the_same_text_has_the_same_lines() -> None:
    assert numbers(LineMap(OLD, OLD), 10) == list(range(1, 11))


def test_lines_move_with_what_is_put_in_or_taken_out_above_them() -> None:
    new = OLD.replace("          First.\n", "          First.\n          More.\n")
    assert numbers(LineMap(OLD, new), 11) == [*range(1, 9), None, 9, 10]
    assert numbers(LineMap(new, OLD), 10) == [*range(1, 9), 10, 11]


def test_a_line_that_is_changed_keeps_its_place() -> None:
    new = OLD.replace("date: 2025-07-01", "dat: 2025-07-01").replace("sections:", "sections: [")
    assert numbers(LineMap(OLD, new), 10) == list(range(1, 11))


@pytest.mark.parametrize("new", ["", "nothing: at all\n"])
def test_another_text_altogether_gives_lines_that_are_there(new: str) -> None:
    found = LineMap(OLD, new).line(1)
    assert found is None or 1 <= found <= 10


def test_what_a_new_line_was_added_to() -> None:
    grown = OLD.replace("          First.\n", "          First.\n        place: Paris\n")
    assert LineMap(OLD, grown).origin(9) == (8, None)
    item = "      - id: three\n        date: 2025-07-03\n"
    added = OLD.replace("      - id: two\n", f"{item}      - id: two\n")
    assert LineMap(OLD, added).line(10) is None
    assert LineMap(OLD, added).origin(10) == (None, "three")
    section = OLD + "  - title: Sea\n    note: x\n"
    assert LineMap(OLD, section).line(12) is None
    assert LineMap(OLD, section).origin(12) == (None, None)


def test_long_texts_of_equal_lines_are_compared_at_once() -> None:
    old = "a: 1\n" * 60_000
    new = "b: 2\n" + "a: 1\n" * 30_000 + "c: 3\n" + "a: 1\n" * 30_000
    lines = LineMap(old, new)
    assert lines.line(len(new.splitlines())) == 60_000

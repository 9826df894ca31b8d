from __future__ import annotations

import pytest

from strevview.lint.fixes import apply_fixes
from tests.lint.examples import GOOD, codes, lint


@pytest.mark.parametrize("written", ["[launched] [dawn]", "[launched] (dawn)", "[launched] [Dawn]"])
def test_a_stray_space_is_taken_out(written: str) -> None:
    text = GOOD.replace("[launched][dawn]", written)
    assert text != GOOD
    found = lint(text)
    assert codes(found) == ["SV408"]
    assert apply_fixes(text, found).text == GOOD


def test_a_paragraph_of_bullets_becomes_a_list() -> None:
    start = GOOD.index("        sources:")
    lines = "\n          {0}It watches crops.\n          {0}It watches floods.\n"
    text, mended = (GOOD[:start] + lines.format(mark) + GOOD[start:] for mark in ("• ", "- "))
    assert codes(lint(text)) == ["SV409"]
    assert apply_fixes(text, lint(text)).text == mended
    assert codes(lint(mended)) == []


def test_lines_that_run_on_are_left_to_the_editor() -> None:
    start = GOOD.index("        sources:")
    lines = "\n          • It watches crops\n          and floods.\n"
    (found,) = lint(GOOD[:start] + lines + GOOD[start:])
    assert (found.code, found.fix) == ("SV409", None)

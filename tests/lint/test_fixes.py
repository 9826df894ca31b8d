from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from strevview.diagnostics import Diagnostic, Edit, Fix, Severity, Span
from strevview.lint.fixes import apply_fixes, difference

TEXT = "title: a  b\nnote: c\n"


def cure(*edits: Edit) -> Diagnostic:
    fix = Fix("put right", edits)
    return Diagnostic("SV602", Severity.WARNING, "wrong", Span.point("x"), fix=fix)


def test_edits_of_several_complaints_are_applied_together() -> None:
    first, second = cure(Edit(8, 10, " ")), cure(Edit(18, 19, "d"), Edit(0, 5, "headline"))
    fixed = apply_fixes(TEXT, [first, second])
    assert fixed.text == "headline: a b\nnote: d\n"
    assert fixed.applied == (first, second)


def test_of_edits_that_touch_the_first_is_applied() -> None:
    first, second = cure(Edit(8, 10, " ")), cure(Edit(10, 11, "B"))
    fixed = apply_fixes(TEXT, [first, second])
    assert (fixed.text, fixed.applied) == ("title: a b\nnote: c\n", (first,))
    assert apply_fixes("title: a b\nnote: c\n", [cure(Edit(9, 10, "B"))]).text.startswith(
        "title: a B"
    )


def test_a_cure_that_would_break_the_file_is_left_out() -> None:
    good, bad = cure(Edit(18, 19, "d")), cure(Edit(7, 8, "'"))
    fixed = apply_fixes(TEXT, [bad, good])
    assert (fixed.text, fixed.applied) == ("title: a  b\nnote: d\n", (good,))


def test_a_file_with_faults_can_be_mended_all_the_same() -> None:
    text = "note: a\nnote: b  c\n"
    assert apply_fixes(text, [cure(Edit(15, 17, " "))]).text == "note: a\nnote: b c\n"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply_fixes("a: b\n", [cure(Edit(4, 4, "1"), Edit(4, 4, "2"))]).text == "a: b12\n"


def test_line_ends_stay_those_of_the_file() -> None:
    fixed = apply_fixes("a: b\r\nc: d\r\n", [cure(Edit(4, 4, "\nx: y"))])
    assert fixed.text == "a: b\r\nx: y\r\nc: d\r\n"


def test_complaints_without_cure_change_nothing() -> None:
    wrong = Diagnostic("SV102", Severity.ERROR, "wrong")
    assert apply_fixes(TEXT, [wrong]).text == TEXT


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 3), st.sampled_from(["", "x", "yy"])),
        max_size=6,
    )
)
def test_whatever_the_edits_the_result_can_be_read(edits: list[tuple[int, int, str]]) -> None:
    cures = [cure(Edit(s, min(s + n, len(TEXT)), t)) for s, n, t in edits]
    fixed = apply_fixes(TEXT, cures)
    again = apply_fixes(TEXT, fixed.applied)
    assert again.text == fixed.text
    assert len(fixed.applied) <= len(cures)


def test_the_difference_is_unified() -> None:
    assert [*difference("a: b\nc: d\n", "a: b\nc: e\n", "x.yaml")] == [
        "--- a/x.yaml",
        "+++ b/x.yaml",
        "@@ -1,2 +1,2 @@",
        " a: b",
        "-c: d",
        "+c: e",
    ]
    assert "\\ No newline at end of file" in difference("a: b", "a: c\n", "x.yaml")
    assert list(difference("a: b\n", "a: b\n", "x.yaml")) == []

"""Parts, links and figures that must be in a PDF point into the issue's file."""

from __future__ import annotations

from strevview.audit import expected_of
from tests.audit.audit_document import ISSUE, load


def test_parts_point_into_the_issues_file() -> None:
    lines = ISSUE.splitlines()
    expected = expected_of(load())
    for part in expected.body:
        assert part.span is not None
        assert part.text.split()[0] in lines[part.span.line - 1]
    (link, _) = expected.body[1].links
    span = expected.body[1].span_of(link.start, link.end)
    assert span is not None
    assert "[launched][dawn]" in lines[span.line - 1]
    (figure,) = expected.figures
    assert figure.span is not None
    assert "square.svg" in lines[figure.span.line - 1]


def test_spaces_before_a_quoted_text_move_no_place() -> None:
    block = """\
        text: |
          The committee was [held][khovar] in Dushanbe. China and its neighbours agreed.
"""
    quoted = '        text: "  The committee was [held][khovar] in Dushanbe."\n'
    text = ISSUE.replace(block, quoted)
    assert text != ISSUE
    part = expected_of(load(text)).body[-1]
    (link,) = part.links
    span = part.span_of(link.start, link.end)
    assert span is not None
    line = text.splitlines()[span.line - 1]
    assert line[span.column - 1 :].startswith("held][khovar]")

"""What must be in a PDF is taken from the issue, part by part."""

from __future__ import annotations

from strevview.audit.expected import expected_of
from tests.audit.audit_document import ISSUE, load


def test_the_parts_of_an_issue() -> None:
    expected = expected_of(load())
    assert [part.where for part in expected.front] == [
        "publisher's name",
        "publisher's name (hi)",
        "series' title",
        "rights",
        "ISSN",
        "editor",
        "correction",
    ]
    assert [(part.text, part.path[1]) for part in expected.highlights] == [
        ("Space & S&T Cooperation", 0),
        ("Diplomats meet in Dushanbe", 1),
    ]
    kinds = [(part.heading, part.where) for part in expected.body]
    assert kinds[0] == (True, "section “Space & S&T Cooperation”")
    # Two paragraphs, a quotation and two entries of a list.
    assert kinds[1:6] == [(False, "item prss")] * 5
    assert len(kinds) == 9
    assert [part.where for part in expected.optional] == ["item prss, `book`"]
    assert [(day.year, day.month, day.day) for day in expected.days] == [
        (2025, 7, None),
        (2025, 8, 5),
    ]
    assert expected.number == 7


def test_a_link_has_its_words_and_its_address() -> None:
    expected = expected_of(load())
    first = expected.body[1]
    assert [(first.text[one.start : one.end], one.address) for one in first.links] == [
        ("launched", "https://www.dawn.com/news/1927952?a=1&b=%C3%A9"),
        ("stated", "https://www.app.com.pk/satellite"),
    ]
    # The work on paper is plain text.
    assert expected.body[5].text == "Second entry, with a printed work"
    assert expected.body[5].links == ()
    assert "https://www.khovar.tj/en" in expected.addresses
    assert len(expected.addresses) == 3


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


def test_a_figure_knows_its_item() -> None:
    expected = expected_of(load())
    (figure,) = expected.figures
    assert figure.alt == "A red square"
    assert [part.text for part in figure.texts] == ["The square as drawn.", "The editors"]
    assert (figure.first, figure.last) == (1, 5)


def test_a_section_without_highlight_has_none() -> None:
    text = ISSUE.replace("highlight: Diplomats meet in Dushanbe", "highlight: false")
    assert [part.path[1] for part in expected_of(load(text)).highlights] == [0]


def test_a_cover_title_does_as_well_as_the_title() -> None:
    line = "  title: China Science and Technology Review\n"
    cover = "  cover_title:\n    - CHINA\n    - SCIENCE REVIEW\n"
    expected = expected_of(load(ISSUE.replace(line, line + cover)))
    (title,) = [part for part in expected.front if part.where == "series' title"]
    assert title.others == ("CHINA SCIENCE REVIEW",)

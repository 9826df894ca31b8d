"""Two columns that pdftotext -layout prints side by side are read one after the other."""

from __future__ import annotations

import pytest

from strevview.importers.text_columns import page_lines
from strevview.importers.text_lines import Page

LEFT = """\
China-Pakistan S&T Cooperation

The fourth meeting of the Joint Working Group
(JWG) on Science and Technology (S&T) was
held virtually on 23 July. The JWG, a body un-
der the Joint Cooperation Committee (JCC) of
the corridor, met to take stock of the projects.
""".splitlines()
RIGHT = """\
10 a.m. Beijing time, and it entered its preset
orbit. The satellite was built jointly by the
Space and Upper Atmosphere Research Commission
and by a company of Beijing.

China Launches World Energy Vehicle
Development Organisation
""".splitlines()


def beside(left: list[str], right: list[str], *, offset: bool, margin: int = 62) -> list[str]:
    """Print two columns as rows, on one height or each line between two of the other column."""
    rows: list[str] = []
    for one, other in zip(left, right, strict=True):
        if offset:
            # A line that one column lacks is no row: the other's lines close up.
            rows += [row for row in (one, f"{'':{margin}}{other}".rstrip()) if row]
        else:
            rows.append(f"{one:{margin}}{other}".rstrip())
    return rows


@pytest.mark.parametrize("offset", [False, True])
@pytest.mark.parametrize("margin", [52, 62, 75])
def test_columns_are_read_one_after_the_other(offset: bool, margin: int) -> None:
    page = Page(tuple(beside(LEFT, RIGHT, offset=offset, margin=margin)), 2)
    lines = page_lines(page)
    assert [line.text for line in lines] == [line for line in (*LEFT, *RIGHT) if line]
    assert all(line.narrow for line in lines)


@pytest.mark.parametrize("offset", [False, True])
def test_a_paragraph_ends_at_its_blank_lines_alone(offset: bool) -> None:
    page = Page(tuple(beside(LEFT, RIGHT, offset=offset)), 2)
    parted = [line.text for line in page_lines(page) if line.gap]
    assert parted == ["The fourth meeting of the Joint Working Group", RIGHT[5]]


def test_a_list_with_its_numbers_apart_is_no_second_column() -> None:
    rows = [f"{number}.   {line}" for number, line in enumerate((*LEFT[2:], *RIGHT[:4]), 1)]
    assert [line.text for line in page_lines(Page(tuple(rows), 1))] == rows


def test_text_in_one_column_stays_as_it_is() -> None:
    whole = [f"{one}, and {other}" for one, other in zip(LEFT[2:6], RIGHT[:4], strict=True)]
    spaced = [line.replace(", and", ",  and", 1) for line in whole]
    for rows in (whole, spaced):
        assert [line.text.split() for line in page_lines(Page(tuple(rows), 1))] == [
            row.split() for row in rows
        ]

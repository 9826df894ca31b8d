"""Two columns that pdftotext -layout prints side by side are read one after the other."""

from __future__ import annotations

import pytest

from strevview.importers.text_pages import Line, text_lines

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


def lines_of(rows: list[str]) -> list[Line]:
    return text_lines("\n".join(rows))[0]


def beside(*, offset: bool, margin: int = 62) -> list[str]:
    """Print two columns as rows, on one height or each line between two of the other column."""
    rows: list[str] = []
    for one, other in zip(LEFT, RIGHT, strict=True):
        if offset:
            # A line that one column lacks is no row: the other's lines close up.
            rows += [row for row in (one, f"{'':{margin}}{other}".rstrip()) if row]
        else:
            rows.append(f"{one:{margin}}{other}".rstrip())
    return rows


@pytest.mark.parametrize("offset", [False, True])
@pytest.mark.parametrize("margin", [52, 62, 75])
def test_columns_are_read_one_after_the_other(offset: bool, margin: int) -> None:
    lines = lines_of(beside(offset=offset, margin=margin))
    assert [line.text for line in lines] == [line for line in (*LEFT, *RIGHT) if line]
    assert [line.text for line in lines if line.gap and not line.broken] == [LEFT[2], RIGHT[5]]
    assert [line.text for line in lines if line.broken] == [LEFT[0], RIGHT[0]]


def test_what_stands_in_one_column_stays_as_it_is() -> None:
    numbers = [f"{number}.   {line}" for number, line in enumerate((*LEFT[2:], *RIGHT[:4]), 1)]
    whole = [f"{one},  and {other}" for one, other in zip(LEFT[2:6], RIGHT[:4], strict=True)]
    for rows in (numbers, whole):
        assert [line.text for line in lines_of(rows)] == rows

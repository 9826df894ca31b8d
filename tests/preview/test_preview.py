from __future__ import annotations

import re
import time
from pathlib import Path

import pikepdf
import pytest

from strevview.preview.board import UNKNOWN_SOURCE, Preview
from strevview.preview.edition import GoneError
from tests.desk import change
from tests.preview.turns import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_good_pages_stay_while_the_issue_has_errors(desk: Desk) -> None:
    preview = Preview(desk.task)
    assert preview.board.state.good is None
    preview.show(desk.first)
    first = preview.board.state
    assert first.good
    assert first.edition is not None
    made = time.localtime(desk.task.pdf.stat().st_mtime)
    assert first.made == time.strftime("%H:%M:%S", made)

    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    preview.show(desk.turn())
    broken = preview.board.state
    assert broken.good is False
    assert broken.edition is first.edition
    assert broken.made == first.made
    assert len(broken.findings) == 1
    assert broken.edition.picture(0, 100).startswith(b"\x89PNG")

    change(desk.issue, "date: 2025-07-39", "date: 2025-07-08")
    change(desk.issue, "a camera", "two cameras")
    preview.show(desk.turn())
    mended = preview.board.state
    assert mended.good
    assert mended.edition is not None
    assert mended.edition.name != first.edition.name
    assert (first.turn, broken.turn, mended.turn) == (1, 2, 3)
    # A page that has not heard of the new edition may still ask for the one before.
    for edition in (first.edition, mended.edition):
        assert preview.board.edition(edition.name) is edition
        assert edition.picture(0, 100)

    change(desk.issue, "two cameras", "three cameras")
    preview.show(desk.turn())
    assert preview.board.edition(mended.edition.name) is mended.edition
    assert preview.board.edition(first.edition.name) is None
    with pytest.raises(GoneError):
        first.edition.picture(0, 100)


def test_a_build_that_changes_nothing_keeps_the_edition(desk: Desk) -> None:
    preview = Preview(desk.task)
    preview.show(desk.first)
    edition = preview.board.state.edition
    preview.show(desk.turn())
    assert preview.board.state.edition is edition
    assert edition is not None
    assert edition.picture(0, 100)


def test_an_older_pdf_is_shown_where_the_first_build_fails(desk: Desk) -> None:
    assert desk.first.outcome.done
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    preview = Preview(desk.task)  # as after a new start
    preview.show(desk.turn())
    state = preview.board.state
    assert state.good is False
    assert state.edition is not None
    assert re.fullmatch(r"\d\d:\d\d:\d\d", state.made or "")
    # What the PDF carries tells where things are printed.
    (found,) = state.findings
    assert found.spot is not None
    assert found.spot.page == 1


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b""])
def test_a_pdf_that_cannot_be_read_is_none(desk: Desk, data: bytes) -> None:
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    desk.task.pdf.parent.mkdir()
    desk.task.pdf.write_bytes(data)
    preview = Preview(desk.task)
    preview.show(desk.turn())
    assert preview.board.state.edition is None
    assert len(preview.board.state.findings) == 1


def test_a_pdf_of_others_is_shown_and_finding_places_in_it_is_not_tried(desk: Desk) -> None:
    change(desk.issue, "date: 2025-07-09", "date: 2025-07-39")
    desk.task.pdf.parent.mkdir()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(desk.task.pdf)
    preview = Preview(desk.task)
    preview.show(desk.turn())
    state = preview.board.state
    assert state.edition is not None
    assert len(state.edition.sizes) == 1
    assert [(one.spot, one.unplaced) for one in state.findings] == [(None, UNKNOWN_SOURCE)]

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import SQUARE, add_figures, change, make_desk, put
from tests.watching import PATIENCE_SECONDS, Watch


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return make_desk(tmp_path)


@pytest.fixture
def watch(desk: Path) -> Iterator[Watch]:
    running = Watch(desk)
    yield running
    running.end()


def test_the_pdf_follows_the_file_and_survives_errors(desk: Path, watch: Watch) -> None:
    issue, pdf = desk / "issues" / "2025-07.yaml", desk / "out" / "2025-07.pdf"
    assert watch.line().startswith("out/2025-07.pdf: 2 pages, 0 warnings, ")
    first = pdf.read_bytes()
    change(issue, "a camera", "two cameras")
    assert watch.line().startswith("out/2025-07.pdf: 2 pages")
    second = pdf.read_bytes()
    assert second != first
    change(issue, "date: 2025-07-21", "date: 2025-07-32")
    assert watch.line() == "out/2025-07.pdf: 1 error, the last good one stays; watching …\n"
    text = issue.read_text("utf-8")
    issue.unlink()
    assert "the last good one stays" in watch.line()
    put(issue, text.replace("2025-07-32", "2025-07-21"))
    assert watch.line().startswith("out/2025-07.pdf: 2 pages")
    change(desk / "issues" / "series.yaml", "Review of Tests", "Test Review")
    assert watch.line().startswith("out/2025-07.pdf: 2 pages")
    assert pdf.read_bytes() != second


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_and_it_leaves_no_temporary_file(
    desk: Path, number: signal.Signals, code: int
) -> None:
    scratch = desk / "scratch"
    scratch.mkdir()
    watch = Watch(desk, env={"TMPDIR": str(scratch)})
    watch.line()
    watch.process.send_signal(number)
    assert watch.process.wait(PATIENCE_SECONDS) == code
    watch.end()
    assert list(scratch.iterdir()) == []


def test_a_picture_that_was_missing_is_waited_for(desk: Path) -> None:
    add_figures(desk, {"a.svg": None})
    watch = Watch(desk)
    try:
        assert watch.line() == "out/2025-07.pdf: 1 error, there is none yet; watching …\n"
        put(desk / "issues" / "a.svg", SQUARE.decode())
        assert watch.line().startswith("out/2025-07.pdf: 2 pages")
    finally:
        watch.end()

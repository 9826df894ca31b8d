"""Watching in this process: each turn is taken when it is asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from strevview.build.runs import build_again
from strevview.build.turn import Builder, Task, Turn
from tests.desk import SQUARE, add_figures, change, make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = make_desk(tmp_path)
    add_figures(folder, {"pictures/plan.svg": SQUARE})
    return folder


@pytest.fixture
def turns(desk: Path) -> Iterator[Iterator[Turn]]:
    stop = threading.Event()
    yield build_again(Task(desk / "issues" / "2025-07.yaml", desk / "out" / "2025-07.pdf"), stop)
    stop.set()


def fresh(desk: Path) -> bytes:
    """Return the PDF that a build by itself makes of the files as they are."""
    pdf = desk / "fresh" / "2025-07.pdf"
    outcome = Builder().build(Task(desk / "issues" / "2025-07.yaml", pdf))
    assert outcome.done, outcome.diagnostics
    return pdf.read_bytes()


def test_each_pdf_has_the_bytes_of_a_build_by_itself(desk: Path, turns: Iterator[Turn]) -> None:
    issues, pdf = desk / "issues", desk / "out" / "2025-07.pdf"
    changes = [
        ("2025-07.yaml", "a camera", "two cameras and a radar"),
        ("pictures/plan.svg", "#123", "#321"),
        ("actors.yaml", "acronym: SUPARCO", "acronym: SUPARCO\n    country: PK"),
        ("series.yaml", "Review of Tests", "Test Review"),
    ]
    assert next(turns).outcome.done
    seen = {pdf.read_bytes()}
    assert seen == {fresh(desk)}
    for file, old, new in changes:
        change(issues / file, old, new)
        turn = next(turns)
        assert turn.outcome.done, turn.outcome.diagnostics
        assert pdf.read_bytes() == fresh(desk), (file, new)
        seen.add(pdf.read_bytes())
    assert len(seen) == len(changes) + 1


def test_a_turn_has_the_issue_as_it_was_read(desk: Path, turns: Iterator[Turn]) -> None:
    issue = desk / "issues" / "2025-07.yaml"
    first = next(turns).loaded
    assert first.places is not None
    assert first.places.source.text == issue.read_text("utf-8")
    change(issue, "date: 2025-07-21", "date: 2025-07-32")
    second = next(turns)
    assert not second.outcome.done
    assert second.loaded.places is not None
    assert second.loaded.places.source.text == issue.read_text("utf-8")


@pytest.mark.parametrize("file", ["2025-07.yaml", "pictures/plan.svg", "actors.yaml"])
def test_a_change_during_a_build_is_not_lost(
    desk: Path, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is saved after the files were read, and before the PDF is there, is built next."""
    texts = {"2025-07.yaml": ("a camera", "a radar"), "pictures/plan.svg": ("#123", "#321")}
    old, new = texts.get(file, ("Upper Atmosphere", "Upper Air"))
    take, path = Builder.take_turn, desk / "issues" / file
    saved: list[str] = []

    def take_and_save(builder: Builder, task: Task) -> Turn:
        turn = take(builder, task)
        if not saved:
            saved.append(file)
            change(path, old, new)
        return turn

    monkeypatch.setattr(Builder, "take_turn", take_and_save)
    stop = threading.Event()
    task = Task(desk / "issues" / "2025-07.yaml", desk / "out" / "2025-07.pdf")
    turns = build_again(task, stop)
    next(turns)
    before = task.pdf.read_bytes() if task.pdf.exists() else b""
    turn = next(turns)
    stop.set()
    assert saved == [file]
    assert turn.outcome.done
    if file != "actors.yaml":
        assert task.pdf.read_bytes() != before
    assert task.pdf.read_bytes() == fresh(desk)


def test_it_stops_when_it_is_told_to(desk: Path) -> None:
    stop = threading.Event()
    turns = build_again(Task(desk / "issues" / "2025-07.yaml", desk / "out" / "2025-07.pdf"), stop)
    assert next(turns).outcome.done
    stop.set()
    assert list(turns) == []


@pytest.mark.parametrize("fault", [RuntimeError("Too many open files"), OSError("watch limit")])
def test_a_change_is_seen_where_the_system_watches_no_more_files(
    desk: Path, turns: Iterator[Turn], fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_watch(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("watchfiles.watch", no_watch)
    assert next(turns).outcome.done
    issue = desk / "issues" / "2025-07.yaml"
    later = threading.Timer(0.5, change, (issue, "date: 2025-07-21", "date: 2025-07-32"))
    later.start()
    # What was made a moment ago may be built twice.
    assert any(not turn.outcome.done for turn in islice(turns, 3))

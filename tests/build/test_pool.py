from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from strevview.build.pool import Workers
from strevview.build.runs import attempt, build_each, died, timed_out
from strevview.build.turn import Outcome, Task
from tests.desk import make_desk


def answer(task: Task) -> Outcome:
    """Answer a task; one named "die" ends the process, "break" raises, "hang" is never written."""
    if task.path.name == "die":
        os._exit(9)
    if task.path.name == "break":
        raise KeyError("what nobody thought of")
    if task.path.name == "hang":
        try:
            task.pdf.write_text("half", "utf-8")
            time.sleep(600)
        finally:
            task.pdf.unlink()
    return Outcome(task, True, ())


def tools() -> partial[Outcome]:
    return partial(attempt, answer)


def no_tools() -> partial[Outcome]:
    os._exit(3)


def tasks(*names: str, folder: Path = Path()) -> list[Task]:
    return [Task(Path(name), folder / f"{name}.pdf") for name in names]


WORKERS = Workers(tools, died, timed_out)


def test_outcomes_come_in_the_order_of_the_tasks_and_a_fault_fails_its_task_alone() -> None:
    names = ("a", "die", "b", "break", "c")
    outcomes = list(WORKERS.run(tasks(*names), 2, timeout=300))
    assert [(str(one.task.path), one.done) for one in outcomes] == [
        (name, len(name) == 1) for name in names
    ]
    (dead,), (broke,) = outcomes[1].diagnostics, outcomes[3].diagnostics
    assert dead.code == "SV924"
    assert "with code 9" in dead.message
    assert broke.code == "SV000"
    assert "break: a fault of strevview itself: KeyError('what nobody" in broke.message


def test_workers_that_cannot_begin_fail_their_tasks() -> None:
    outcomes = list(Workers(no_tools, died, timed_out).run(tasks("a", "b"), 2))
    assert [one.diagnostics[0].code for one in outcomes] == ["SV924", "SV924"]


def test_a_worker_that_hangs_is_ended_and_tidies_away_what_it_was_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1.0

    def clock() -> float:
        """Each look at the clock is a minute later while the task hangs: no load counts."""
        nonlocal now
        now += 60 if any(tmp_path.iterdir()) else 0
        return now

    monkeypatch.setattr("pebble.pool.process.time", SimpleNamespace(time=clock, sleep=time.sleep))
    todo = tasks("a", "hang", "b", folder=tmp_path)
    outcomes = list(WORKERS.run(todo, 1, timeout=600))
    assert [[fault.code for fault in one.diagnostics] for one in outcomes] == [[], ["SV923"], []]
    assert list(tmp_path.iterdir()) == []


def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    running = WORKERS.run(tasks("a", "hang", folder=tmp_path), 2)
    assert next(running).done
    started = time.monotonic()
    running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 60


def test_the_largest_is_begun_first_and_the_order_is_kept(tmp_path: Path) -> None:
    issues = make_desk(tmp_path, 5, 6, 7) / "issues"
    large = issues / "2025-06.yaml"
    large.write_text(large.read_text("utf-8") + "# long\n" * 1000, "utf-8")
    paths = [issues / f"2025-0{month}.yaml" for month in (5, 6, 7)]
    todo = [Task(path, tmp_path / f"{path.stem}.pdf") for path in paths]
    results = list(build_each(todo, 1, timeout=300))
    assert [one.task for one in results] == todo
    assert [one.state for one in results] == ["built"] * 3
    assert min(todo, key=lambda task: task.pdf.stat().st_mtime_ns) == todo[1]

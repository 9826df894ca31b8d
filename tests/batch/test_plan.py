"""The largest issues are begun first, and told of in the order they were named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from strevview.batch import pool
from strevview.batch.plan import carry_out, plan
from strevview.batch.tasks import Outcome, Task, Workbench
from strevview.model.loading import load_shelf
from tests.desk import make_desk

SIZES = {"small": 10, "huge": 3000, "middle": 500, "gone": None}


@pytest.fixture
def tasks(tmp_path: Path) -> list[Task]:
    for name, size in SIZES.items():
        if size is not None:
            (tmp_path / name).write_bytes(bytes(size))
    return [Task(tmp_path / name, tmp_path / f"{name}.pdf") for name in SIZES]


def test_the_largest_is_begun_first_and_the_order_is_kept(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    told: list[str] = []

    class Backwards:
        """Processes that finish what they begin last first."""

        def __init__(self, jobs: int, timeout: float | None) -> None:
            assert (jobs, timeout) == (2, None)

        def run(self, given: Sequence[Task]) -> Iterator[Outcome]:
            begun.extend(task.path.name for task in given)
            for task in reversed(given):
                # Nothing is told of before those named earlier are done.
                assert len(told) == 0 or told == list(SIZES)[: len(told)]
                yield Outcome(task, True, ())

    monkeypatch.setattr(pool, "Pool", Backwards)
    told.extend(outcome.task.path.name for outcome in carry_out(tasks, 2))
    assert begun == ["huge", "middle", "small", "gone"]
    assert told == list(SIZES)


def test_one_job_does_them_in_this_process_one_after_the_other(
    tasks: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    def done(_: Workbench, task: Task) -> Outcome:
        return Outcome(task, True, ())

    monkeypatch.setattr(Workbench, "carry_out", done)
    # Whoever used it would fail.
    monkeypatch.setattr(pool, "Pool", None)
    outcomes = carry_out(tasks, 1)
    assert [outcome.task for outcome in outcomes] == tasks
    assert list(carry_out([], 2)) == []


def test_the_files_of_a_folder_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issues = make_desk(tmp_path, 5, 6, 7) / "issues"
    read: list[Path] = []

    def counted(folder: Path) -> object:
        read.append(folder)
        return load_shelf(folder)

    monkeypatch.setattr("strevview.batch.plan.load_shelf", counted)
    pairs = [(path, tmp_path / f"{path.stem}.pdf") for path in sorted(issues.glob("2025*"))]
    planned = plan(pairs)
    assert [(one.path, one.pdf) for one in planned] == pairs
    assert {one.verdict.reasons for one in planned} == {("there is none yet",)}
    assert read == [issues]

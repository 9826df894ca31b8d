"""The largest issues are begun first, and told of in the order they were named."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.build import pool
from strevview.build.plan import build_each, plan_build
from strevview.build.turn import Builder, BuildOptions, Outcome, Task
from strevview.model.loading import load_shelf
from tests.desk import make_desk


def test_the_largest_is_begun_first_and_the_order_is_kept(tmp_path: Path) -> None:
    issues = make_desk(tmp_path, 5, 6, 7) / "issues"
    large = issues / "2025-06.yaml"
    large.write_text(large.read_text("utf-8") + "# long\n" * 1000, "utf-8")
    names = [f"2025-0{month}" for month in (5, 6, 7)]
    tasks = [Task(issues / f"{name}.yaml", tmp_path / f"{name}.pdf") for name in names]
    results = list(build_each(tasks, 1, timeout=300))
    assert [one.task for one in results] == tasks
    assert [one.state for one in results] == ["built"] * 3
    by_time = sorted(tasks, key=lambda task: task.pdf.stat().st_mtime_ns)
    assert by_time[0] == tasks[1]


def test_one_job_does_them_in_this_process_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [Task(tmp_path / name, tmp_path / f"{name}.pdf") for name in ("a", "b")]

    def done(_: Builder, task: Task) -> Outcome:
        return Outcome(task, True, ())

    monkeypatch.setattr(Builder, "build", done)
    # Whoever used it would fail.
    monkeypatch.setattr(pool, "ProcessPool", None)
    results = build_each(tasks, 1)
    assert [one.outcome and one.outcome.task for one in results] == tasks
    assert list(build_each([], 2)) == []


def test_the_files_of_a_folder_are_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issues = make_desk(tmp_path, 5, 6, 7) / "issues"
    read: list[Path] = []

    def counted(folder: Path) -> object:
        read.append(folder)
        return load_shelf(folder)

    monkeypatch.setattr("strevview.build.plan.load_shelf", counted)
    paths = sorted(issues.glob("2025*"))
    planned = plan_build(paths, BuildOptions(tmp_path))
    assert [(one.path, one.pdf) for one in planned] == [
        (path, tmp_path / f"{path.stem}.pdf") for path in paths
    ]
    assert {one.verdict.reasons for one in planned} == {("there is none yet",)}
    assert read == [issues]

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

from strevview.batch.pool import Pool, Work
from strevview.batch.tasks import Outcome, Task, attempt


def answer(task: Task) -> Outcome:
    """Answer a task; one named "die" ends the process, "hang" sleeps and "break" raises."""
    if task.path.name == "die":
        os._exit(9)
    if task.path.name == "break":
        raise KeyError("what nobody thought of")
    if task.path.name == "hang":
        time.sleep(600)
    return Outcome(task, True, ())


def tools() -> Work:
    return answer


def careful_tools() -> Work:
    return partial(attempt, answer)


def tasks(*names: str) -> list[Task]:
    return [Task(Path(name), Path(f"{name}.pdf")) for name in names]


def test_a_worker_that_dies_fails_its_task_alone() -> None:
    outcomes = list(Pool(2, tools=tools).run(tasks("a", "die", "b", "c")))
    assert {str(one.task.path): one.done for one in outcomes} == {
        "a": True,
        "die": False,
        "b": True,
        "c": True,
    }
    (fault,) = next(one for one in outcomes if not one.done).diagnostics
    assert fault.code == "SV924"
    assert "with code 9" in fault.message


def test_a_fault_of_ours_fails_its_task_alone_and_its_worker_goes_on() -> None:
    outcomes = list(Pool(1, tools=careful_tools).run(tasks("a", "break", "b")))
    assert [one.done for one in outcomes] == [True, False, True]
    (fault,) = outcomes[1].diagnostics
    assert fault.code == "SV000"
    assert "break: a fault of strevview itself: KeyError('what nobody" in fault.message


def test_a_worker_that_hangs_is_ended() -> None:
    outcomes = list(Pool(2, timeout=3, tools=tools).run(tasks("hang", "a", "b")))
    assert sorted(str(one.task.path) for one in outcomes if one.done) == ["a", "b"]
    (fault,) = next(one for one in outcomes if not one.done).diagnostics
    assert fault.code == "SV923"


def test_leaving_early_ends_the_workers() -> None:
    pool = Pool(2, tools=tools)
    running = pool.run(tasks("a", "hang"))
    assert next(running).done
    running.close()
    assert pool.size == 0

"""The benchmarks measure what they say, on commands whose cost is known."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.command import Command, CommandFailedError, Measure, run
from benchmarks.lints import further_cost
from benchmarks.side_by_side import Runs, take_turns
from benchmarks.table import Row, format_rows, seconds_of

ROOT = Path(__file__).resolve().parents[2]


def python(name: str, code: str, cwd: Path, ok: frozenset[int] = frozenset({0})) -> Command:
    return Command(name, [sys.executable, "-I", "-c", code], cwd, ok=ok)


def test_memory_and_time_are_those_of_the_command(tmp_path: Path) -> None:
    # From a small process, as the benchmarks run: what starts a command weighs on its peak.
    code = """
import sys
from pathlib import Path
from benchmarks.command import Command, run
for code in ("pass", "x = b'x' * (200 << 20)", "import time; time.sleep(0.2)"):
    measure = run(Command("", [sys.executable, "-I", "-c", code], Path.cwd()))
    print(measure.seconds, measure.peak, measure.cpu)
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    small, large, slow = (line.split() for line in done.stdout.splitlines())
    assert 5 << 20 < int(small[1]) < 50 << 20
    assert 190 << 20 < int(large[1]) - int(small[1]) < 210 << 20
    assert float(slow[0]) >= 0.2
    assert 0 < float(slow[2]) < float(slow[0])


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    failing = python("failing", "import sys; sys.exit('no such issue')", tmp_path)
    with pytest.raises(CommandFailedError, match=r"failing: exit 1[\s\S]*no such issue"):
        run(failing)
    run(python("failing", "raise SystemExit(1)", tmp_path, ok=frozenset({0, 1})))


def test_a_file_that_is_to_be_made_is_made_anew(tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.write_text("old", "utf-8")
    write = "import sys; open('made', 'x').write('new')"
    argv = [sys.executable, "-I", "-c", write]
    run(Command("writes", argv, tmp_path, makes=("made",)))
    assert made.read_text("utf-8") == "new"
    with pytest.raises(CommandFailedError, match="idle: exit 0"):
        run(Command("idle", [sys.executable, "-I", "-c", "pass"], tmp_path, makes=("made",)))


def test_this_shell_does_not_change_what_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    command = Command(
        "plain",
        [sys.executable, "-c", "import sys; sys.exit(sys.dont_write_bytecode)"],
        tmp_path,
    )
    run(command)


@pytest.mark.parametrize(
    ("rounds", "warm_up", "turns", "times"),
    [
        (3, True, "ababbaab", {"a": [3.0, 6.0, 7.0], "b": [4.0, 5.0, 8.0]}),
        # What takes minutes counts from its first run.
        (2, False, "abba", {"a": [1.0, 4.0], "b": [2.0, 3.0]}),
    ],
)
def test_commands_take_turns_after_one_run_that_does_not_count(
    tmp_path: Path, rounds: int, warm_up: bool, turns: str, times: dict[str, list[float]]
) -> None:
    order: list[str] = []

    def measure(command: Command) -> Measure:
        order.append(command.name)
        return Measure(float(len(order)), 1)

    commands = [python(name, "pass", tmp_path) for name in ("a", "b")]
    runs = take_turns(commands, rounds, measure, warm_up=warm_up)
    assert "".join(order) == turns
    assert {name: [one.seconds for one in found] for name, found in runs.measures.items()} == times


def test_names_that_repeat_and_no_rounds_are_refused(tmp_path: Path) -> None:
    command = python("a", "pass", tmp_path)
    with pytest.raises(ValueError, match="1 rounds"):
        take_turns([command, command], 1)
    with pytest.raises(ValueError, match="0 rounds"):
        take_turns([command], 0)


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    # The machine was slow in the second round: it weighs no more than any other.
    runs = Runs(
        {
            "ours": (Measure(2, 30, 4), Measure(90, 30, 5), Measure(3, 60, 6)),
            "theirs": (Measure(1, 10, 1), Measure(30, 20, 1), Measure(2, 20, 1)),
        }
    )
    assert runs.time_ratio("ours", "theirs") == 2.0
    assert runs.memory_ratio("ours", "theirs") == 3.0
    assert runs.cpu_ratio("ours", "theirs") == 5.0
    assert seconds_of(runs, "ours", "theirs") == "3,000 ms : 2,000 ms (processor 5.00)"
    assert (runs.seconds("ours"), runs.peak("theirs")) == (3, 20)


def test_a_further_issue_costs_the_slope() -> None:
    runs = Runs({"10 issues": (Measure(1.0, 1),), "200 issues": (Measure(20.0, 1),)})
    assert further_cost(runs, 10, 200) == pytest.approx(0.1)


def test_the_table_says_what_is_not_ok() -> None:
    rows = [Row("fast", 1.2, 1.45, 1.3, "1 ms : 2 ms"), Row("slow", 1.5, 1.4)]
    assert format_rows(rows).splitlines() == [
        "ratio  measured  at most   aim          medians",
        "fast       1.20     1.45  1.30  ok      1 ms : 2 ms",
        "slow       1.50     1.40        NOT OK",
    ]

"""How long a lint takes, beside linters that know less of the file, and as an archive grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.command import run
from benchmarks.inputs import make_desk, write_archive
from benchmarks.programs import program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, peaks_of, seconds_of

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.side_by_side import Runs

SCHEMA = "issue.schema.json"


def one_issue(folder: Path, rounds: int) -> list[Row]:
    """Measure the lint of one issue against yamllint and check-jsonschema on the same file."""
    desk = make_desk(folder)
    issue = "issues/2025-07.yaml"
    schema = f"issues/{SCHEMA}"
    run(program("strevview", "schema", "--write", "issues", cwd=desk, makes=schema))
    commands = [
        program("strevview", "lint", issue, cwd=desk),
        program("yamllint", "-d", "relaxed", issue, cwd=desk),
        program("check-jsonschema", "--schemafile", schema, issue, cwd=desk),
    ]
    runs = take_turns(commands, rounds)
    rows = []
    for peer, limit, aim in (("yamllint", 1.4, 1.1), ("check-jsonschema", 0.7, 0.55)):
        names = ("strevview", peer)
        ratio = runs.time_ratio(*names)
        rows.append(Row(f"lint July / {peer}, time", ratio, limit, aim, seconds_of(runs, *names)))
    return rows


def archive(folder: Path, rounds: int) -> list[Row]:
    """Measure the lint of 120 issues against yamllint on the same files, and against one issue."""
    paths = [f"issues/{path.name}" for path in write_archive(folder / "issues", 120)]
    commands = [
        program("strevview", "lint", *paths, cwd=folder, label="120 issues"),
        program("yamllint", "-d", "relaxed", *paths, cwd=folder),
        program("strevview", "lint", paths[-1], cwd=folder, label="one issue"),
    ]
    runs = take_turns(commands, rounds)
    peer, one = ("120 issues", "yamllint"), ("120 issues", "one issue")
    return [
        Row(
            "lint 120 / yamllint, time", runs.time_ratio(*peer), 0.3, 0.15, seconds_of(runs, *peer)
        ),
        Row(
            "lint 120 / one issue, memory", runs.memory_ratio(*one), 1.5, None, peaks_of(runs, *one)
        ),
    ]


def growth(folder: Path, rounds: int) -> list[Row]:
    """Measure what a further issue costs among 400, against what it costs among the first ones."""
    sizes = (10, 200, 400)
    commands = []
    for size in sizes:
        desk = folder / str(size)
        write_archive(desk / "issues", size)
        commands.append(program("strevview", "lint", "issues", cwd=desk, label=f"{size} issues"))
    runs = take_turns(commands, rounds)
    names = [command.name for command in commands]
    return [
        Row(
            "lint, a further issue of 200-400 / 10-200, time",
            further_cost(runs, sizes[1], sizes[2]) / further_cost(runs, sizes[0], sizes[1]),
            1.2,
            1.0,
            seconds_of(runs, *names),
        )
    ]


def further_cost(runs: Runs, few: int, many: int) -> float:
    """Return the seconds that each issue beyond `few` took, up to `many`."""
    grown = runs.seconds(f"{many} issues") - runs.seconds(f"{few} issues")
    return grown / (many - few)

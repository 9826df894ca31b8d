"""How long a lint takes, beside linters that know less of the file, and as an archive grows."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.command import run
from benchmarks.hostile import hostile_files
from benchmarks.inputs import ROOT, make_desk, write_archive
from benchmarks.programs import program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, peaks_of, seconds_of

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.side_by_side import Runs

SCHEMA = "issue.schema.json"


def one_issue(folder: Path, rounds: int) -> list[Row]:
    """Measure the lint of one issue against check-jsonschema on the same file."""
    desk = make_desk(folder)
    issue = "issues/2025-07.yaml"
    schema = f"issues/{SCHEMA}"
    run(program("strevview", "schema", "--write", "issues", cwd=desk, makes=schema))
    ours = program("strevview", "lint", issue, cwd=desk)
    peer = program("check-jsonschema", "--schemafile", schema, issue, cwd=desk)
    runs = take_turns([ours, peer], rounds)
    names = (ours.name, peer.name)
    ratio = runs.time_ratio(*names)
    return [Row(f"lint July / {peer.name}, time", ratio, 1.0, None, seconds_of(runs, *names))]


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
        Row("lint 120 / yamllint, time", runs.time_ratio(*peer), 1.0, 0.8, seconds_of(runs, *peer)),
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


def hostile(folder: Path, rounds: int) -> list[Row]:
    """Measure files that mean harm against an issue that means none; each must have an error."""
    desk = make_desk(folder)
    normal = program("strevview", "lint", "issues/2025-07.yaml", cwd=desk, label="July")
    commands = [normal]
    for number, (name, text) in enumerate(hostile_files()):
        path = f"issues/hostile-{number}.yaml"
        (desk / path).write_text(text, "utf-8")
        command = program("strevview", "lint", path, cwd=desk, label=name)
        commands.append(replace(command, ok=frozenset({1})))
    runs = take_turns(commands, rounds)
    ratios = {one.name: runs.time_ratio(one.name, normal.name) for one in commands[1:]}
    worst = sorted(ratios, key=lambda name: -ratios[name])[:3]
    detail = ", ".join(f"{name} {ratios[name]:.1f}" for name in worst)
    return [Row("lint, the worst file / July, time", ratios[worst[0]], 20, None, detail)]


def rules(folder: Path, rounds: int) -> list[Row]:
    """Measure each rule's share of the time of all rules, over an archive in one process.

    What several rules ask of an issue is theirs in equal parts.
    """
    write_archive(folder / "issues", 24)
    spent: dict[str, float] = {}
    for _ in range(rounds):
        command = [sys.executable, "-m", "benchmarks.rule_times", str(folder / "issues")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        for code, seconds in json.loads(done.stdout).items():
            spent[code] = min(seconds, spent.get(code, seconds))
    whole = sum(spent.values())
    dearest = sorted(spent.items(), key=lambda entry: -entry[1])[:4]
    detail = ", ".join(f"{code} {seconds / whole:.0%}" for code, seconds in dearest)
    return [Row("lint, the dearest rule / all, time", dearest[0][1] / whole, 0.2, None, detail)]

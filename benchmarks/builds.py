"""How long a build takes, beside WeasyPrint's own command and as issues grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.inputs import issue_of, make_desk
from benchmarks.peer_input import write_peer_input
from benchmarks.programs import program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, peaks_of, seconds_of

if TYPE_CHECKING:
    from pathlib import Path

VARIANT = "pdf/a-3a"


def one_issue(folder: Path, rounds: int) -> list[Row]:
    """Measure a whole build against WeasyPrint's own command on the same HTML, CSS and variant."""
    desk = make_desk(folder)
    html = write_peer_input(desk, "issues/2025-07.yaml")
    pdf = "out/2025-07.pdf"
    ours = program("strevview", "build", "issues/2025-07.yaml", cwd=desk, makes=pdf)
    peer = ["--quiet", "--pdf-variant", VARIANT, html, "peer.pdf"]
    theirs = program("weasyprint", *peer, cwd=desk, makes="peer.pdf")
    runs = take_turns([ours, theirs], rounds)
    names = ("strevview", "weasyprint")
    return [
        Row(
            "build July / weasyprint, time",
            runs.time_ratio(*names),
            1.15,
            1.0,
            seconds_of(runs, *names),
        ),
        Row(
            "build July / weasyprint, memory",
            runs.memory_ratio(*names),
            1.6,
            1.25,
            peaks_of(runs, *names),
        ),
    ]


def growth(folder: Path, rounds: int) -> list[Row]:
    """Measure an issue of 400 items against one of 40."""
    desk = make_desk(folder)
    commands = []
    for items in (400, 40):
        path, pdf = f"issues/grown-{items}.yaml", f"out/grown-{items}.pdf"
        (desk / path).write_text(issue_of(items), "utf-8")
        label = f"{items} items"
        commands.append(program("strevview", "build", path, cwd=desk, label=label, makes=pdf))
    runs = take_turns(commands, rounds)
    names = ("400 items", "40 items")
    return [
        Row("build 400 items / 40, time", runs.time_ratio(*names), 12, 10, seconds_of(runs, *names))
    ]

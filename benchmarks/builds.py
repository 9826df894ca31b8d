"""How long a build takes, beside WeasyPrint's own command and as issues grow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from benchmarks.hostile import hostile_pictures
from benchmarks.inputs import issue_of, make_desk
from benchmarks.peer_input import write_peer_input
from benchmarks.programs import program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, peaks_of, seconds_of

if TYPE_CHECKING:
    from pathlib import Path

VARIANT = "pdf/a-3a"
SOUND = b"""<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="60mm"><title>A</title>
<path d="M0 0h9v9z"/></svg>"""


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


def hostile(folder: Path, rounds: int) -> list[Row]:
    """Measure issues with a picture that means harm against one with a sound drawing.

    A picture is printed or refused.
    """
    desk = make_desk(folder)
    head, after = issue_of(40).split("        sources:\n", 1)
    pictures = {"sound.svg": SOUND, **dict(hostile_pictures())}
    commands = []
    for number, (name, data) in enumerate(pictures.items()):
        (desk / "issues" / name).write_bytes(data)
        figure = f"        figures:\n          - file: {name}\n            alt: A picture\n"
        path = f"issues/hostile-{number}.yaml"
        (desk / path).write_text(f"{head}{figure}        sources:\n{after}", "utf-8")
        command = program("strevview", "build", "--force", path, cwd=desk, label=name)
        commands.append(replace(command, ok=frozenset({0, 1})))
    runs = take_turns(commands, rounds)
    ratios = {name: runs.time_ratio(name, "sound.svg") for name in pictures}
    worst = sorted(ratios, key=lambda name: -ratios[name])[:3]
    detail = ", ".join(f"{name} {ratios[name]:.1f}" for name in worst)
    return [Row("build, the worst picture / a sound one, time", ratios[worst[0]], 10, None, detail)]

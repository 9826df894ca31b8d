"""How long an import takes, beside pdfplumber reading the same text, and on several cores."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.command import Command, run
from benchmarks.inputs import eight_pages, make_desk, write_archive
from benchmarks.programs import program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, peaks_of, seconds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
FILES = 100


def one_issue(folder: Path, rounds: int) -> list[Row]:
    """Measure a whole import of an 8-page PDF against pdfplumber's text of all its pages."""
    desk = make_desk(folder)
    path, pdf = "issues/2025-07.yaml", "out/2025-07.pdf"
    (desk / path).write_text(eight_pages(), "utf-8")
    run(program("strevview", "build", path, cwd=desk, makes=pdf))
    run(script("without_attachments", pdf, cwd=desk))
    made = "drafts/2025-07.yaml"
    ours = program("strevview", "import", pdf, "-o", "drafts", "--force", cwd=desk, makes=made)
    theirs = script("pdf_text", pdf, "8", cwd=desk)
    runs = take_turns([ours, theirs], rounds)
    names = (ours.name, theirs.name)
    ratio, memory = runs.time_ratio(*names), runs.memory_ratio(*names)
    return [
        Row("import 8 pages / pdfplumber, time", ratio, 2.0, 1.5, seconds_of(runs, *names)),
        Row("import 8 pages / pdfplumber, memory", memory, 2.5, None, peaks_of(runs, *names)),
    ]


def many_issues(folder: Path, rounds: int) -> list[Row]:
    """Measure the import of 100 PDFs by all cores against the same by one."""
    paths = [f"issues/{path.name}" for path in write_archive(folder / "issues", FILES)]
    run(program("strevview", "build", *paths, cwd=folder))
    pdfs = [f"out/{Path(path).stem}.pdf" for path in paths]
    run(script("without_attachments", *pdfs, cwd=folder))
    cores = os.cpu_count() or 1
    commands = [
        program(
            *("strevview", "import", "out", "-o", f"drafts-{jobs}", "--force", "-j", str(jobs)),
            cwd=folder,
            label=label,
        )
        for label, jobs in (("one worker", 1), ("all cores", cores))
    ]
    runs = take_turns(commands, rounds)
    names = ("all cores", "one worker")
    # Of two cores two thirds of the time; with more, what starts and writes alone weighs more.
    limit = 0.3 + 0.7 / cores if cores > 1 else 1.1
    what = f"import {FILES} files, {cores} cores / one, time"
    return [Row(what, runs.time_ratio(*names), limit, 1 / cores, seconds_of(runs, *names))]


def script(name: str, *arguments: str, cwd: Path) -> Command:
    """Return the command that runs one of the scripts beside this module."""
    argv: Sequence[str] = [sys.executable, str(HERE / f"{name}.py"), *arguments]
    return Command(name, argv, cwd)

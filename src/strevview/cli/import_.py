"""`strevview import`: old issues, as PDF, DOCX, Markdown or text, to drafts of issue files."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from strevview.cli.importing import Result, Turn
    from strevview.importers.learning import Learnt
    from strevview.model.dates import Period
    from strevview.report.importing import ImportedFile

USAGE = 2


class ImportFormat(StrEnum):
    """How an import reports: for people, or as JSON on standard output."""

    TEXT = "text"
    JSON = "json"


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE…", help="Old issues: PDF, DOCX, Markdown, text; or folders."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the issues.")
    ] = Path("issues"),
    period: Annotated[
        str | None,
        typer.Option("--period", help="The month, such as 2014-03, where the file has none."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over an issue file that exists.")
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Write nothing; say what differs from the file at hand."),
    ] = False,
    actors: Annotated[
        bool, typer.Option("--actors", help="Add what was learnt of actors to actors.yaml.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="How many at once; as many as there are cores."),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Give up on a file after that."),
    ] = None,
    form: Annotated[
        ImportFormat, typer.Option("--format", help="How to report.")
    ] = ImportFormat.TEXT,
) -> None:
    """Turn old issues into drafts of issue files.

    Each draft builds as it is. No word is lost: what a draft leaves out, such as page numbers, its
    head tells. What was guessed has a remark `# check:` beside it.

    Exit code 0: all imported; 1: a file could not be, or differs; 2: a missing file.

    Examples: strevview import archive/2014-03.pdf, or: strevview import archive/ -o issues
    """
    from strevview.cli.importing import Task, carry_out, collect, compare, write

    started = time.perf_counter()
    paths, missing = collect(files)
    if missing:
        _refuse_missing(missing)
    month = _period(period, len(paths))
    tasks = [Task(path, output, month) for path in paths]
    taken: set[Path] = set()
    done: list[ImportedFile] = []
    learnt: list[Learnt] = []
    turns = carry_out(tasks, jobs or os.cpu_count() or 1, timeout)
    for turn in _with_progress(turns, len(tasks)):
        result = compare(turn) if check else write(turn, force, taken)
        # The drafts themselves are let go of: an archive has hundreds.
        done.append(_file(result, check))
        learnt += result.turn.imported.learnt if result.written else ()
        if form is ImportFormat.TEXT:
            _complain(result)
    _conclude(done, form, started)
    added = not actors or check or _learn(output, learnt, form)
    if not added or any(file.failed for file in done):
        raise typer.Exit(1)


def _learn(folder: Path, learnt: Sequence[Learnt], form: ImportFormat) -> bool:
    """Add to the register what was learnt, and say so; return whether that could be done."""
    from strevview.cli.importing import write_actors
    from strevview.report.terminal import print_diagnostics

    path, fault = write_actors(folder, learnt)
    if fault is not None:
        print_diagnostics((fault,), sys.stderr)
    elif path is not None and form is ImportFormat.TEXT:
        print(f"{path}: actors were added; look at each, and at the remarks beside the others")
    return fault is None


def _refuse_missing(missing: Sequence[Path]) -> NoReturn:
    from strevview.cli.importing import ENDINGS
    from strevview.cli.reading import stop
    from strevview.diagnostics import Span, error

    endings = ", ".join(ENDINGS)
    faults = [
        error("SV018", f"no old issues are here ({endings})", Span.point(str(path)))
        if path.is_dir()
        else error("SV018", "no such file", Span.point(str(path)), "check the spelling of the path")
        for path in missing
    ]
    stop(faults, USAGE)


def _period(period: str | None, files: int) -> Period | None:
    from strevview.model.dates import DateError, Period

    if period is None:
        return None
    if files > 1:
        _refuse("--period takes one file")
    try:
        return Period.parse(period)
    except DateError as reason:
        _refuse(f"{reason.message}; {reason.help}")


def _refuse(message: str) -> NoReturn:
    print(f"strevview import: {message}", file=sys.stderr)
    raise typer.Exit(USAGE)


def _with_progress(turns: Iterator[Turn], number: int) -> Iterator[Turn]:
    from strevview.report.progress import Progress

    with Progress(number, "reading") as progress:
        for turn in turns:
            progress.name(str(turn.task.path))
            progress.advance(turn.imported.pages or 0)
            with progress.paused():
                yield turn


def _complain(result: Result) -> None:
    from strevview.report.terminal import print_diagnostics

    print_diagnostics(result.diagnostics, sys.stderr)


def _file(result: Result, check: bool) -> ImportedFile:
    from strevview.report.importing import ImportedFile, State

    imported = result.turn.imported
    state = State.SAME if check else State.IMPORTED
    if result.failed:
        state = State.DIFFERS if result.differences and check else State.FAILED
    return ImportedFile(
        imported.path,
        state,
        result.target,
        result.diagnostics,
        imported.pages,
        imported.sections,
        imported.items,
        imported.links,
        imported.dead_links,
        len(imported.pictures),
        tuple((one.line, one.text) for one in imported.checks),
        imported.words,
        imported.dropped,
        result.turn.seconds,
        result.differences,
    )


def _conclude(files: Sequence[ImportedFile], form: ImportFormat, started: float) -> None:
    from strevview.report.importing import (
        State,
        comparison_lines,
        json_text,
        summary_lines,
        table_lines,
    )
    from strevview.report.terminal import print_plain

    if form is ImportFormat.JSON:
        print_plain(json_text(files), sys.stdout)
        return
    lines: list[str] = []
    for file in files:
        if file.state in (State.SAME, State.DIFFERS):
            lines += comparison_lines(file)
        elif file.state is State.IMPORTED and len(files) == 1:
            lines += summary_lines(file)
    if len(files) > 1:
        lines += table_lines(files, time.perf_counter() - started)
    for line in lines:
        print_plain(line, sys.stdout)

"""The commands over many issues at once: `index` and `stats`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from strevview.cli.refusing import issue_files, refuse, stop
from strevview.model.loading import IssueFiles, LoadedIssue
from strevview.report.terminal import counted, visible
from strevview.report.text import print_diagnostics

if TYPE_CHECKING:
    from strevview.events.event_list import EventList

_YEAR = re.compile("[0-9]{4}", re.ASCII)

Wanted = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="YEAR|PATH",
        help="Years, issue files or folders; all of issues/ if you name none.",
    ),
]
Today = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help="Leave out what is published after this day; today if you name none.",
    ),
]
Drafts = Annotated[
    bool, typer.Option("--drafts", help="Take in drafts and what is still to be published.")
]


class StatsFormat(StrEnum):
    """How counts are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def index(
    wanted: Wanted = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The folder for the PDFs, or the index's name, ending in .pdf."
        ),
    ] = Path("out"),
    today: Today = None,
    drafts: Drafts = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="How many to build at once; as many as cores."),
    ] = None,
) -> None:
    """Print an index of many issues as a PDF: chronology, actors, places and themes.

    Each entry leads to an issue and a page: to the issue's PDF beside the index or, where the
    series has a `url:`, in its web edition. PDFs that are not up to date are built first.

    Examples: strevview index 2025, or: strevview index issues/2025-0*.yaml -o /tmp
    """
    listed = wanted_events("index", wanted, today, drafts=drafts)
    from strevview.build.output import replace_pdf
    from strevview.build.plan import State, TargetError, build_each, plan_build
    from strevview.build.turn import BuildOptions
    from strevview.index.making import make_index
    from strevview.report.build_report import tell_each

    target = output if output.suffix.lower() == ".pdf" else output / f"index-{_years(listed)}.pdf"
    try:
        paths = [Path(issue.name) for issue in listed.issues]
        tasks = plan_build(paths, BuildOptions(target.parent))
    except TargetError as wrong:
        refuse("index", str(wrong))
    if target in {task.pdf for task in tasks}:
        refuse("index", f"{target} is the PDF of an issue; name another with -o")
    results = tell_each(tasks, build_each(tasks, jobs or os.cpu_count() or 1))
    if any(result.state is State.FAILED for result in results):
        print("strevview index: an issue has errors, so no index was written", file=sys.stderr)
        raise typer.Exit(1)
    made = make_index(listed, {str(task.path): task.pdf for task in tasks})
    print_diagnostics(made.diagnostics, sys.stderr)
    if made.pdf is None:
        print("strevview index: no index was written", file=sys.stderr)
        raise typer.Exit(1)
    _, fault = replace_pdf(target, made.pdf, None, edition=False)
    if fault is not None:
        stop((fault,))
    sizes = (counted(made.pages, "page"), counted(made.links, "link"))
    issues = counted(len(listed.issues), "issue")
    print(f"{target}: {issues}, {counted(len(listed.events), 'event')}, {', '.join(sizes)}")


def stats(
    wanted: Wanted = None,
    form: Annotated[
        StatsFormat, typer.Option("--format", help="How to print; CSV and JSON have all rows.")
    ] = StatsFormat.TABLE,
    most: Annotated[
        int, typer.Option("--top", min=1, help="So many rows of each table, but all months.")
    ] = 10,
    today: Today = None,
    drafts: Drafts = False,
) -> None:
    """Count the events of many issues: by month, theme, actor, country, place and publisher.

    Examples: strevview stats 2025, or: strevview stats --format csv
    """
    listed = wanted_events("stats", wanted, today, drafts=drafts)
    from strevview.events.groups import count_tables
    from strevview.report import series_report

    tables = count_tables(listed)
    if form is StatsFormat.JSON:
        print(series_report.json_text(tables))
    elif form is StatsFormat.CSV:
        print(series_report.csv_text(tables), end="")
    else:
        series_report.tell_counts(tables, most)


def wanted_events(
    command: str, wanted: list[str] | None, today: datetime | None, *, drafts: bool
) -> EventList:
    """Return the events of the years and paths that are wanted, or end the command."""
    from strevview.events.event_list import list_events

    names = wanted or []
    years = {name for name in names if _YEAR.fullmatch(name) and not Path(name).exists()}
    files = issue_files(Path(name) for name in names if name not in years)
    loaded = _of_years(IssueFiles(files), years)
    day = today.date() if today else date.today()  # noqa: DTZ011
    listed = list_events(loaded, day, unpublished=drafts)
    if listed.faults:
        stop(listed.faults)
    if listed.left_out:
        left_out = ", ".join(map(visible, listed.left_out))
        print(f"left out as not published yet (--drafts takes it in): {left_out}", file=sys.stderr)
    if not listed.events:
        of = f" of {', '.join(sorted(years))}" if years else ""
        refuse(command, f"there is no published issue{of} here that has items")
    return listed


def _of_years(loaded: Iterable[LoadedIssue], years: set[str]) -> Iterator[LoadedIssue]:
    """Yield the issues that begin in some years, or all; one that cannot be read may be of any."""
    for one in loaded:
        if not years or one.issue is None or str(one.issue.period)[:4] in years:
            yield one


def _years(listed: EventList) -> str:
    """Return the years in which the issues begin, for a file's name: "2025", or "2019-2025"."""
    years = [str(issue.issue.period)[:4] for issue in listed.issues]
    return "-".join(dict.fromkeys((years[0], years[-1])))

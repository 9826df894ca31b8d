"""The commands over many issues at once: `index`, `stats` and `site`."""

import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from strevview.cli import FAULT
from strevview.cli.build import Jobs, Paths
from strevview.cli.refusing import issue_files, refuse, stop
from strevview.model.loading import LoadedIssue, load_all
from strevview.report.text import counted, print_diagnostics, visible

if TYPE_CHECKING:
    from strevview.build.turn import Task
    from strevview.events import EventList

_YEAR = re.compile("[0-9]{4}", re.ASCII)

YearsOrPaths = Annotated[
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


def index(
    wanted: YearsOrPaths = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", help="The folder for the PDFs, or the index's name, ending in .pdf."
        ),
    ] = Path("out"),
    today: Today = None,
    drafts: Drafts = False,
    jobs: Jobs = None,
) -> None:
    """Print an index of many issues as a PDF.

    It has a chronology, actors, places and themes. Each entry leads to an issue and a page: to the
    issue's PDF beside the index or, where the series has a `url:`, in its web edition. PDFs that
    are not up to date are built first.

    Examples: strevview index 2025, or: strevview index issues/2025-0*.yaml -o /tmp
    """
    listed = _events_wanted("index", wanted, today, drafts=drafts)
    from strevview.build.turn import replace_pdf
    from strevview.index import make_index

    target = output if output.suffix.lower() == ".pdf" else output / f"index-{_years(listed)}.pdf"
    tasks = _planned("index", listed, target.parent)
    if target in {task.pdf for task in tasks}:
        refuse("index", f"{target} is the PDF of an issue; name another with -o")
    _build_first(tasks, jobs, "strevview index: an issue has errors, so no index was written")
    _warn_of_unknown_follows(tasks, listed)
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
    wanted: YearsOrPaths = None,
    form: Annotated[
        Literal["table", "csv", "json"],
        typer.Option("--format", help="How to print; CSV and JSON have all rows."),
    ] = "table",
    most: Annotated[
        int, typer.Option("--top", min=1, help="So many rows of each table, but all months.")
    ] = 10,
    today: Today = None,
    drafts: Drafts = False,
) -> None:
    """Count the events of many issues.

    By month, theme, actor, country, place and publisher, and who takes part with whom.

    Examples: strevview stats 2025, or: strevview stats --format csv
    """
    listed = _events_wanted("stats", wanted, today, drafts=drafts)
    from strevview.report import series_report

    tables = series_report.count_tables(listed)
    if form == "json":
        print(series_report.json_text(tables))
    elif form == "csv":
        print(series_report.csv_text(tables), end="")
    else:
        series_report.tell_counts(tables, most)


def site(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the site.")] = Path(
        "public"
    ),
    pdfs: Annotated[
        Path, typer.Option("--pdfs", metavar="DIR", help="The folder of the PDFs.")
    ] = Path("out"),
    drafts: Drafts = False,
    today: Today = None,
    search: Annotated[
        bool, typer.Option("--search/--no-search", help="Whether readers can search.")
    ] = True,
) -> None:
    """Make a web site of all issues.

    Its pages need no server program and no JavaScript. PDFs that are not up to date are built
    first. Each page is read back: nothing of an issue is lost, and each link leads somewhere. Else
    the site stays as it was. Only files that `site` wrote are replaced or removed.

    Search and feeds need: pip install 'strevview[site]'

    Examples: strevview site, or: strevview site -o /srv/review
    """
    started = time.perf_counter()
    from strevview.report.series_report import done_without, site_line
    from strevview.site.edition import SiteOptions, make_site, unpublishable

    issues = load_all(issue_files(paths))
    if output.resolve() in {Path(one.name).resolve().parent for one in issues}:
        refuse("site", f"the issues are in {output}; name a folder of its own for the site with -o")
    listed = _events_of(issues, today, drafts=drafts)
    if faults := unpublishable(listed):
        stop(faults)
    tasks = _planned("site", listed, pdfs)
    due = [task for task in tasks if task.is_due]
    _build_first(due, None, "strevview site: an issue has errors, so the site stays as it was")
    _warn_of_unknown_follows(tasks, listed)
    options = SiteOptions(
        output,
        search=search and find_spec("pagefind_bin_extended") is not None,
        feeds=find_spec("feedgenerator") is not None,
    )
    made = make_site(listed, tasks, options)
    print_diagnostics(made.diagnostics, sys.stderr)
    if made.written is None:
        print("strevview site: the site stays as it was", file=sys.stderr)
        raise typer.Exit(1)
    for line in done_without(options, listed.issues[-1].series, wanted=search):
        print(line)
    print(site_line(options.output, len(listed.issues), made, time.perf_counter() - started))


def _events_wanted(
    command: str, wanted: list[str] | None, today: datetime | None, *, drafts: bool
) -> "EventList":
    """Return the events of the years and paths that are wanted; end the command without any."""
    names = wanted or []
    years = {name for name in names if _YEAR.fullmatch(name) and not Path(name).exists()}
    files = issue_files(Path(name) for name in names if name not in years)
    # One that cannot be read may be of any year.
    loaded = [
        one
        for one in load_all(files)
        if not years or one.issue is None or str(one.issue.period)[:4] in years
    ]
    listed = _events_of(loaded, today, drafts=drafts)
    if not listed.events:
        of = f" of {', '.join(sorted(years))}" if years else ""
        refuse(command, f"there is no published issue{of} here that has items")
    return listed


def _events_of(
    loaded: Iterable[LoadedIssue], today: datetime | None, *, drafts: bool
) -> "EventList":
    """Return the events of issues, and tell which issues are left out; end the command on errors.

    What is out is told by `today`, or else by the day it is here.
    """
    from strevview.events import list_events

    day = today.date() if today else date.today()  # noqa: DTZ011
    listed = list_events(loaded, day, unpublished=drafts)
    if listed.faults:
        stop(listed.faults)
    if listed.left_out:
        left_out = ", ".join(map(visible, listed.left_out))
        print(f"left out as not published yet (--drafts takes it in): {left_out}", file=sys.stderr)
    return listed


def _planned(command: str, listed: "EventList", folder: Path) -> "tuple[Task, ...]":
    """Return what is to be done for the PDFs of the listed issues, or end the command."""
    from strevview.build.runs import TargetError, plan_build
    from strevview.build.turn import BuildOptions

    loaded = [issue.loaded for issue in listed.issues]
    try:
        return plan_build([Path(one.name) for one in loaded], BuildOptions(folder), loaded)
    except TargetError as wrong:
        refuse(command, str(wrong))


def _build_first(tasks: "Sequence[Task]", jobs: int | None, otherwise: str) -> None:
    """Build the PDFs that are due; end the command with a line where one fails."""
    from strevview.build.runs import State, build_each
    from strevview.report.build_report import tell_each

    results = tell_each(tasks, build_each(tasks, jobs or os.cpu_count() or 1))
    if any(result.state is State.FAILED for result in results):
        print(otherwise, file=sys.stderr)
        raise typer.Exit(FAULT if any(result.broke for result in results) else 1)


def _warn_of_unknown_follows(tasks: "Iterable[Task]", listed: "EventList") -> None:
    """Print SV802 for each `follows:` that names no item; a build has told of its own issue's."""
    from strevview.events import without_thread
    from strevview.lint.engine import check
    from strevview.lint.selection import Selection, ignored_in, without_unwanted

    fresh = {str(task.path) for task in tasks if not task.is_due}
    # What follows another of these events need not be looked up again.
    doubtful = dict.fromkeys(event.issue.loaded for event in without_thread(listed.events))
    quiet = [issue for issue in doubtful if issue.name in fresh]
    # A rule that is selected by its code is told though the series ignores it.
    found = check(quiet, Selection(("SV802",)))
    ignored = {name: codes for issue in quiet for name, codes in ignored_in(issue).items()}
    print_diagnostics(tuple(without_unwanted(found, ignored, ())), sys.stderr)


def _years(listed: "EventList") -> str:
    """Return the years in which the issues begin, for a file's name: "2025", or "2019-2025"."""
    years = [str(issue.issue.period)[:4] for issue in listed.issues]
    return "-".join(dict.fromkeys((years[0], years[-1])))

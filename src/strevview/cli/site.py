"""`strevview site`: the issues of a series as a web site."""

from __future__ import annotations

import os
import sys
import time
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli import FAULT
from strevview.cli.build import Paths
from strevview.cli.refusing import issue_files, refuse, stop
from strevview.model.loading import load_all
from strevview.report.text import print_diagnostics


def site(
    paths: Paths = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the site.")] = Path(
        "public"
    ),
    pdfs: Annotated[
        Path, typer.Option("--pdfs", metavar="DIR", help="The folder of the PDFs.")
    ] = Path("out"),
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Show drafts and issues still to come, too.")
    ] = False,
    today: Annotated[
        datetime | None,
        typer.Option(
            "--today",
            formats=["%Y-%m-%d"],
            help="The day that tells what is out; else the day it is.",
        ),
    ] = None,
    search: Annotated[
        bool, typer.Option("--search/--no-search", help="Whether readers can search.")
    ] = True,
) -> None:
    """Make a web site of all issues: pages that need no server program and no JavaScript.

    PDFs that are not up to date are built first. Each page is read back: nothing of an issue is
    lost, and each link leads somewhere. Else the site stays as it was. Only files that `site`
    wrote are replaced or removed.

    Search and feeds need: pip install 'strevview[site]'

    Examples: strevview site, or: strevview site -o /srv/review
    """
    started = time.perf_counter()
    from strevview.build.plan import State, TargetError, build_each, plan_build
    from strevview.build.turn import BuildOptions
    from strevview.report.build_report import tell_each
    from strevview.report.series_report import left_out, site_line
    from strevview.site.edition import SiteOptions, chosen, make_site, unreadable

    found = load_all(issue_files(paths))
    options = SiteOptions(
        output,
        pdfs,
        today.date() if today else date.today(),  # noqa: DTZ011 - the day where the user is
        drafts,
        search=search and find_spec("pagefind_bin_extended") is not None,
        feeds=find_spec("feedgenerator") is not None,
    )
    issues = chosen(found, options)
    if faults := unreadable(issues):
        stop(faults)
    try:
        tasks = plan_build([Path(one.name) for one in issues], BuildOptions(pdfs))
    except TargetError as wrong:
        refuse("site", str(wrong))
    due = [task for task in tasks if task.is_due]
    results = tell_each(due, build_each(due, os.cpu_count() or 1), quiet=False)
    if any(result.state is State.FAILED for result in results):
        print("strevview site: an issue has errors, so the site stays as it was", file=sys.stderr)
        raise typer.Exit(FAULT if any(result.broke for result in results) else 1)
    made = make_site(issues, options)
    print_diagnostics(made.diagnostics, sys.stderr)
    if made.written is None:
        print("strevview site: the site stays as it was", file=sys.stderr)
        raise typer.Exit(1)
    for line in left_out(options, issues[-1], wanted=search):
        print(line)
    print(site_line(options.output, len(issues), made, time.perf_counter() - started))

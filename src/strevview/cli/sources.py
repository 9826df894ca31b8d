"""`strevview sources`: what became of the pages that the issues rest on, and copies of them."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.build import Paths
from strevview.cli.refusing import issue_files, need, refuse, stop
from strevview.diagnostics import has_errors
from strevview.model.loading import LoadedIssue, issues_in, load_all
from strevview.model.web_pages import PageVerdict, lock_path, read_lock
from strevview.report.text import print_diagnostics

sources = typer.Typer(
    name="sources",
    help="Look at the pages that sources lead to, and find copies of them.",
    no_args_is_help=True,
)

_KEY = "STREVVIEW_ARCHIVE_KEY"
# After so many pages for which the archive gives no answer, the others are not asked for.
_PATIENCE = 3
_EXTRA = ("truststore", "urllib3")
Private = Annotated[
    bool, typer.Option("--allow-private", help="Also ask this machine and private networks.")
]


@sources.command()
def check(
    paths: Paths = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also look at pages that were looked at today.")
    ] = False,
    allow_private: Private = False,
) -> None:
    """Look at the page of every source, once a day and politely.

    What became of each stands in sources.lock.yaml beside the folder of the issues; commit it.
    `strevview lint` reads it. A page is called dead after three days on which it was not there.
    A run that was interrupted goes on where it stopped.

    Example: strevview sources check issues/2025-07.yaml
    """
    need("sources", "sources", *_EXTRA)
    from strevview.online import checking
    from strevview.report import progress, series_report

    for folder, issues in _by_folder(paths):
        book = checking.PageStates(lock_path(folder))
        if has_errors(book.diagnostics):
            stop(book.diagnostics)
        fetcher = checking.fetcher_for(issues, allow_private)
        titles = checking.titles_by_address(issues)
        pages = checking.pages_due(titles, book, checking.today(fetcher), again=again)
        left = {page.address for page in pages}
        try:
            with progress.Progress(len(pages), "asking") as bar:
                for address, state in checking.check_pages(pages, fetcher):
                    book.add(address, state)
                    left.discard(address)
                    bar.name(address)
                    bar.advance(1)
                    if state.verdict is not PageVerdict.ALIVE:
                        with bar.paused():
                            series_report.tell_page(address, state)
        finally:
            whole = len(issues) == len(issues_in(folder)) and all(one.issue for one in issues)
            fault = book.close(titles if whole else None)
        if fault is not None:
            stop((fault,))
        if left:
            refuse("sources", "no host answered: is there a network? What was known stays")
        seen = [book.pages[address] for address in titles]
        series_report.tell_pages(lock_path(folder), seen, len(pages))


@sources.command()
def archive(
    paths: Paths = None,
    gate: Annotated[
        str,
        typer.Option(
            "--archive", envvar="STREVVIEW_ARCHIVE", metavar="URL", help="The archive's TimeGate."
        ),
    ] = "https://web.archive.org/web/",
    save: Annotated[
        bool,
        typer.Option("--save", help="Have a copy made where there is none; see docs/sources.md."),
    ] = False,
    allow_private: Private = False,
) -> None:
    """Find a copy of each source's page in a web archive.

    It is the one nearest to the source's day (`published:`, else the item's date), and must have
    the title of the page. Its address goes into the issue as `archived:`; nothing else in the file
    changes.

    Example: strevview sources archive issues/2025-07.yaml
    """
    need("sources", "sources", *_EXTRA)
    from strevview.online import archiving, checking
    from strevview.report import series_report

    key = os.environ.get(_KEY, "")
    if save and not key:
        refuse("sources", f"--save needs {_KEY}=access:secret, the keys of an account there")
    if save and not (gate.startswith("https://") or allow_private):
        refuse("sources", "--save sends keys: the archive's address must start with https://")
    failed = False
    for folder, issues in _by_folder(paths):
        seen = read_lock(lock_path(folder)).pages
        web_archive = archiving.Archive(gate, checking.fetcher_for(issues, allow_private))
        pages = [(one, page) for one in issues for page in archiving.pages_to_copy(one, seen)]
        for issue, wanted in pages:
            copy = web_archive.nearest(wanted)
            if save and isinstance(copy, str):
                copy = web_archive.save(wanted, key)
            fault = None
            if isinstance(copy, archiving.Copy):
                path = Path(issue.name)
                fault = archiving.write_copy(path, issue.shelf, wanted.url, copy.url)
            failed |= fault is not None
            series_report.tell_copy(issue.name, wanted.url, copy, fault)
            if web_archive.unanswered == _PATIENCE:
                why = f"the archive gave no answer {_PATIENCE} times in a row"
                refuse("sources", f"{why}: is there a network? What was found is written")
        if 0 < len(pages) == web_archive.unanswered:
            refuse("sources", "the archive gave no answer: is there a network?")
    if failed:
        raise typer.Exit(1)


def _by_folder(paths: list[Path] | None) -> Iterator[tuple[Path, tuple[LoadedIssue, ...]]]:
    """Yield the issues that paths stand for, folder by folder; tell of those that are none."""
    files = issue_files(paths)
    for folder in dict.fromkeys(path.parent for path in files):
        issues = load_all([path for path in files if path.parent == folder])
        for issue in issues:
            # Of such an issue no source is known; the others are looked at all the same.
            if issue.issue is None:
                print_diagnostics(issue.diagnostics, sys.stderr)
        yield folder, issues

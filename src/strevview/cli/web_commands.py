"""The commands that ask web pages: `add`, an item from a page; `sources`, what became of pages."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from strevview.cli import USAGE
from strevview.cli.build import Paths
from strevview.cli.refusing import issue_files, need, refuse, stop
from strevview.diagnostics import has_errors
from strevview.model.loading import DEFAULT_FOLDER, LoadedIssue, expand, issues_in, load_all
from strevview.model.record import is_web_address
from strevview.model.web_pages import PageVerdict, lock_path, read_lock
from strevview.report.text import print_diagnostics, visible, visible_lines

sources = typer.Typer(
    name="sources",
    help="Look at the pages that sources lead to, and find copies of them.",
    no_args_is_help=True,
)

_KEY = "STREVVIEW_ARCHIVE_KEY"
# After so many pages for which the archive gives no answer, the others are not asked for.
_PATIENCE = 3
# What is needed to ask pages, and to read them.
_TO_ASK = ("truststore", "urllib3", "webencodings")
_TO_READ = (*_TO_ASK, "trafilatura", "htmldate", "courlan", "py3langid")
Private = Annotated[
    bool, typer.Option("--allow-private", help="Also ask this machine and private networks.")
]


def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="The page's address.")],
    issue: Annotated[
        str | None,
        typer.Option(help="The issue: 2025-10, or its file. Else the latest in issues/."),
    ] = None,
    section: Annotated[
        str | None, typer.Option(help="The section's title, or how it begins. Else the last.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The page as you saved it; then none is asked."),
    ] = None,
    show: Annotated[
        bool, typer.Option("--print", help="Print the item; the file stays as it is.")
    ] = False,
    allow_private: Private = False,
) -> None:
    """Append an item to an issue, with its source, from a web page.

    Title, publisher, day, language and author are taken from the page, and date, place and actors
    proposed from its text. What is unsure has a remark `check:`; what is unknown is left open. The
    text is yours to write. An address that an issue has already is told, and nothing is added.

    Example: strevview add https://www.dawn.com/news/1927952 --issue 2025-07 --section Space
    """
    need("add", "sources", *_TO_READ)
    from strevview.adding import new_item
    from strevview.adding.page_facts import page_facts
    from strevview.online.checking import fetcher_for
    from strevview.online.page_text import text_of

    url = url.strip()
    if not is_web_address(url):
        refuse("add", f"`{visible(url)}` is no address of a web page, such as https://…")
    issues, chosen = _issues(issue)
    number, title = _section(chosen, section)
    _tell_if_there(issues, url)
    asks = fetcher_for((chosen,), allow_private)
    page = new_item.saved_page(url, html) if html else new_item.page_at(url, asks)
    if isinstance(page, str):
        _give_up(page if html else f"{url}: {page}")
    today = datetime.fromtimestamp(asks.clock.now()).astimezone()
    facts = page_facts(text_of(page), page.url, today)
    if facts is None:
        _give_up(f"{url}: there is nothing to read on the page")
    address = new_item.address_to_write(page.url, facts.canonical)
    _tell_if_there(issues, page.url, address)
    lines = new_item.item_lines(facts, address, chosen)
    if find_spec(new_item.GAZETTEER) is None:
        hint = "date, place and actors are left open: pip install 'strevview[import]'"
        print(f"strevview add: {hint}", file=sys.stderr)
    if show:
        print("\n".join(map(visible, lines)))
        return
    _write(chosen, number, lines)
    name = next(line for line in lines if line.startswith("- ")).split()[2]
    print(visible(f"{chosen.name}: `{name}` was added to “{title}”"))
    checks = sum("# check:" in line and not line.startswith("  text:") for line in lines)
    look_up = f", and look up what has a remark `check:` ({checks})" if checks else ""
    print(f"Next: write its text{look_up}")


def _section(chosen: LoadedIssue, wanted: str | None) -> tuple[int, str]:
    """Return the number and the title of the section that is meant, or end the command."""
    from strevview.adding.new_item import sections_called

    assert chosen.issue is not None
    titles = [one.title for one in chosen.issue.sections]
    numbers = sections_called(chosen.issue, wanted)
    if len(numbers) != 1:
        which = "more than one section" if numbers else "no section"
        names = "".join(f"\n  {title}" for title in titles)
        refuse("add", visible_lines(f"{which} begins with “{wanted}”; {chosen.name} has:{names}"))
    return numbers[0], titles[numbers[0]]


def _write(chosen: LoadedIssue, number: int, lines: list[str]) -> None:
    """Put an item into a section of the issue's file, or print it and end the command."""
    from strevview.adding.new_item import with_item
    from strevview.lint.fixes import replace_text

    assert chosen.places is not None
    text = with_item(chosen, number, lines)
    if text is None:
        print("\n".join(map(visible, lines)))
        _give_up(f"{chosen.name} has no place for it that an edit can find: put it there yourself")
    fault = replace_text(Path(chosen.name), chosen.places.source.text, text)
    if fault is not None:
        _give_up(f"{chosen.name} {fault}")


def _issues(wanted: str | None) -> tuple[tuple[LoadedIssue, ...], LoadedIssue]:
    """Return the issues of a folder, and the one of them that is meant."""
    path = None
    if wanted is not None:
        path = Path(wanted)
        if path.suffix != ".yaml":
            path = DEFAULT_FOLDER / f"{wanted.replace('/', '_')}.yaml"
    expanded = expand((path,) if path else ())
    if expanded.diagnostics:
        stop(expanded.diagnostics, USAGE)
    folder = path.parent if path else DEFAULT_FOLDER
    issues = load_all(issues_in(folder))
    for one in issues:
        mine = path is not None and Path(one.name) == path
        if one.issue is None or one.places is None:
            if mine:
                stop(one.diagnostics)
            print_diagnostics(one.diagnostics, sys.stderr)
    usable = [one for one in issues if one.issue is not None and one.places is not None]
    if path is not None:
        usable = [one for one in usable if Path(one.name) == path]
    if not usable:
        refuse("add", f"no issue of {folder} can be read")
    return issues, max(usable, key=lambda one: one.issue.period if one.issue else ())


def _tell_if_there(issues: tuple[LoadedIssue, ...], *addresses: str) -> None:
    """End the command where an item has one of a page's addresses already."""
    from strevview.adding.new_item import item_with_page

    found = item_with_page(issues, addresses)
    if found is not None and found.issue.places is not None:
        place = found.issue.places.nearest(found.path)
        where = f"{place.path}:{place.line}:{place.column}"
        _give_up(f"{where}: `{found.item}` cites {addresses[-1]} already; nothing was added")


def _give_up(message: str) -> NoReturn:
    print(visible(f"strevview add: {message}"), file=sys.stderr)
    raise typer.Exit(1)


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
    need("sources", "sources", *_TO_ASK)
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
    need("sources", "sources", *_TO_ASK)
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

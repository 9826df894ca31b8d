"""`strevview add`: an item with its source, from the address of a web page."""

import sys
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from strevview.cli import USAGE
from strevview.cli.refusing import need, refuse, stop
from strevview.cli.sources import Private
from strevview.model.loading import DEFAULT_FOLDER, LoadedIssue, expand, issues_in, load_all
from strevview.model.record import is_web_address
from strevview.report.text import print_diagnostics, visible, visible_lines

_EXTRA = ("truststore", "trafilatura", "htmldate", "courlan")


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
    need("add", "sources", *_EXTRA)
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

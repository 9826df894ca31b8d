"""Reports of `stats`, with the counts it tells, of `sources` and of `site`."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from strevview.events import Event, EventList, alphabetical, groups_of, threads, together
from strevview.model.web_pages import PageState, PageVerdict
from strevview.render.date_labels import country_name
from strevview.report.text import counted, print_table, table_of, visible

if TYPE_CHECKING:
    from strevview.model.issue import SeriesFields
    from strevview.online.archiving import Copy
    from strevview.site.edition import MadeSite, SiteOptions

# Tables whose rows are few, or make sense together alone.
_WHOLE = ("totals", "months")


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are of something; of a pair of actors, `partner` is the second."""

    name: str
    number: int
    partner: str | None = None


Tables: TypeAlias = Mapping[str, tuple[Count, ...]]


def count_tables(listed: EventList) -> Tables:
    """Return all counts of events by their kind: totals, months in order, else the largest first.

    Countries of one English name are one: `CN` and `China`.
    """
    events = listed.events
    groups = groups_of(events)
    totals = {
        "issues": len(listed.issues),
        "events": len(events),
        "threads": len(threads(events)),
        "sources": sum(len(event.item.sources) for event in events),
        **{name: len(group) for name, group in groups.items()},
    }
    sizes = {
        name: Counter({key: len(events) for key, events in group.items()})
        for name, group in groups.items()
    }
    sizes["countries"] = _countries(listed)
    printed = {"countries": _in_english}
    sizes["publishers"] = Counter(
        name
        for event in events
        for source in event.item.sources.values()
        if (name := source.publisher or urlsplit(source.url or "").hostname)
    )
    pairs = (Count(one, len(shared), other) for (one, other), shared in together(events).items())
    return {
        "totals": tuple(starmap(Count, totals.items())),
        "months": tuple(starmap(Count, _by_month(events).items())),
        **{
            name: _largest_first(starmap(Count, counts.items()), printed.get(name, str))
            for name, counts in sizes.items()
        },
        "together": _largest_first(pairs),
    }


def _countries(listed: EventList) -> Counter[str]:
    """Return how many events have actors of each country, as far as `actors.yaml` tells them.

    A country is called as it is written for the first actor that is of it.
    """
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for event in listed.events:
        countries = filter(None, (listed.actor(name).country for name in event.names))
        counts.update({written.setdefault(_in_english(one), one) for one in countries})
    return counts


def _largest_first(
    counts: Iterable[Count], printed: Callable[[str], str] = str
) -> tuple[Count, ...]:
    def key(count: Count) -> tuple[int, tuple[str, str], tuple[str, str]]:
        return -count.number, alphabetical(printed(count.name)), alphabetical(count.partner or "")

    return tuple(sorted(counts, key=key))


def _by_month(events: Iterable[Event]) -> Mapping[str, int]:
    """Return how many events began in each month, `2025-07`, from the first to the last of them."""
    counts = Counter(
        event.date.start.year * 12 + event.date.start.month - 1 for event in events if event.date
    )
    if not counts:
        return {}
    months = range(min(counts), max(counts) + 1)
    return {f"{number // 12:04}-{number % 12 + 1:02}": counts[number] for number in months}


def _in_english(country: str) -> str:
    """Return the English name of a country, given by its code or by a name."""
    return country_name(country, "en")


def tell_counts(tables: Tables, most: int) -> None:
    """Print each table that has rows, the first `most` of them; totals and months in full."""
    for number, (name, rows) in enumerate((name, rows) for name, rows in tables.items() if rows):
        told = rows if name in _WHOLE else rows[:most]
        shown = table_of("", "", numbers=(1,))
        for row in told:
            shown.add_row(visible(_name(name, row)), f"{row.number:,}")
        if number:
            print()
        left = f" (the first {most} of {len(rows):,})" if len(told) < len(rows) else ""
        print(f"{name.capitalize()}{left}")
        print_table(shown, sys.stdout)


def csv_text(tables: Tables) -> str:
    """Return all counts as CSV: a row a count, with the table that it is of."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("table", "name", "with", "number"))
    for name, rows in tables.items():
        writer.writerows((name, row.name, row.partner or "", row.number) for row in rows)
    return target.getvalue()


def json_text(tables: Tables) -> str:
    """Return all counts as JSON: a list of counts by the name of the table."""
    data = {name: list(map(_data, rows)) for name, rows in tables.items()}
    return json.dumps(data, indent=2, ensure_ascii=False)


def _name(table: str, row: Count) -> str:
    """Return what a row counts, for people: pairs as a sum, a country by its name."""
    if table == "countries":
        return _in_english(row.name)
    return f"{row.name} + {row.partner}" if row.partner else row.name


def _data(row: Count) -> dict[str, Any]:
    partner = {"with": row.partner} if row.partner else {}
    return {"name": row.name, **partner, "number": row.number}


def tell_page(address: str, state: PageState) -> None:
    """Print what became of a page."""
    print(visible(f"{state.verdict.value:<8}  {address}"))
    titles = [f"“{title}”" for title in (state.title_then, state.title_now) if title]
    called = f"; {', now '.join(titles)}" if titles else ""
    moved = f"; now {state.moved_to}" if state.moved_to else ""
    print(visible(f"          {state.evidence}{called}{moved}"), flush=True)


def tell_pages(lock: Path, pages: Sequence[PageState], looked_at: int) -> None:
    """Print how many pages there are of each verdict."""
    counts = Counter(page.verdict for page in pages)
    parts = [f"{counts[verdict]:,} {verdict.value}" for verdict in PageVerdict if counts[verdict]]
    print(f"{counted(len(pages), 'page')}: {', '.join(parts) or 'none'}")
    print(f"{counted(looked_at, 'page')} looked at now; all of them are in {lock}")


def tell_copy(issue: str, address: str, copy: Copy | str, fault: str | None) -> None:
    """Print which copy of a page was found and written, or why there is none."""
    print(visible(f"{issue}: {address}"))
    if isinstance(copy, str):
        print(visible(f"          {copy}"), flush=True)
    else:
        print(visible(f"          {copy.url}, of {copy.made:%Y-%m-%d}"), flush=True)
    if fault is not None:
        print(visible(f"strevview sources: {issue} {fault}"), file=sys.stderr)


def done_without(options: SiteOptions, series: SeriesFields, *, wanted: bool) -> Iterator[str]:
    """Yield a line for what the site does without, and what to do for it."""
    missing = ["search"] if wanted and not options.search else []
    missing += ["feeds"] if series.url is not None and not options.feeds else []
    if missing:
        yield f"without {' and '.join(missing)}, for which: pip install 'strevview[site]'"
    if series.url is None:
        yield "without feeds, sitemap and canonical addresses, which need `url:` in series.yaml"


def site_line(output: Path, issues: int, made: MadeSite, seconds: float) -> str:
    """Return what became of a site in one line."""
    assert made.written is not None
    counts = (
        counted(issues, "issue"),
        counted(made.pages, "page"),
        f"{counted(made.written.written, 'file')} written",
        f"{made.written.removed} removed",
        f"{seconds:.1f} s",
    )
    return f"{visible(str(output))}: {', '.join(counts)}"

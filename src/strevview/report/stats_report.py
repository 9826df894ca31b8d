"""Counts of events as tables for people, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from typing import Any

from strevview.events.counts import Count, CountTable
from strevview.report.terminal import print_table, table_of, visible

# Tables whose rows are few, or make sense together alone.
_WHOLE = ("totals", "months")


def tell(tables: Sequence[CountTable], most: int) -> None:
    """Print the tables with something in them, of each `most` rows; of months all."""
    for number, table in enumerate(one for one in tables if one.rows):
        rows = table.rows if table.name in _WHOLE else table.rows[:most]
        left = len(table.rows) - len(rows)
        shown = table_of("", "", numbers=(1,))
        for row in rows:
            shown.add_row(visible(_name(row)), f"{row.number:,}")
        if number:
            print()
        print(
            table.name.capitalize()
            + (f" (the first {most} of {len(table.rows):,})" if left else "")
        )
        print_table(shown, sys.stdout)


def csv_text(tables: Sequence[CountTable]) -> str:
    """Return all counts as CSV: a row a count, with the table that it is of."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\n")
    rows.writerow(("table", "name", "with", "number"))
    for table in tables:
        rows.writerows((table.name, row.name, row.partner or "", row.number) for row in table.rows)
    return target.getvalue()


def json_text(tables: Sequence[CountTable]) -> str:
    """Return all counts as JSON: a list of counts by the name of the table."""
    data = {table.name: [_data(row) for row in table.rows] for table in tables}
    return json.dumps(data, indent=2, ensure_ascii=False)


def _name(row: Count) -> str:
    return f"{row.name} + {row.partner}" if row.partner else row.name


def _data(row: Count) -> dict[str, Any]:
    partner = {"with": row.partner} if row.partner else {}
    return {"name": row.name, **partner, "number": row.number}

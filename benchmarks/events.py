"""How long the list of events takes, with all that is told from it, beside loading the issues.

`python -m benchmarks.events issues` prints both times for one folder, in seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.inputs import ROOT, write_archive
from benchmarks.table import Row
from strevview.events import (
    chronology,
    continuations,
    groups_of,
    list_events,
    opening,
)
from strevview.model.loading import issues_in, load_all
from strevview.report.series_report import count_tables

# As many of the samples as hold 1,200 events: 120 issues of ten.
_ISSUES = 164


def of_archive(folder: Path, rounds: int) -> list[Row]:
    """Measure the list of 1,200 events and all that is told from it against loading them."""
    write_archive(folder / "issues", _ISSUES)
    command = [sys.executable, "-m", "benchmarks.events", str(folder / "issues")]
    times = [
        json.loads(
            subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        )
        for _ in range(rounds)
    ]
    ratio = median(one["events"] / one["loading"] for one in times)
    events, loading = (median(one[key] for one in times) for key in ("events", "loading"))
    detail = f"{events * 1000:,.0f} ms : {loading * 1000:,.0f} ms, {times[0]['number']:,} events"
    return [Row("events / loading their issues, time", ratio, 1.6, 1.2, detail)]


def event_times(folder: Path) -> dict[str, float]:
    """Return how long loading takes and how long all else, and how many events there are."""
    start = time.process_time()
    loaded = load_all(issues_in(folder))
    between = time.process_time()
    listed = list_events(loaded, date(2100, 1, 1))
    count_tables(listed)
    groups_of(listed.events)
    continuations(listed.events)
    for event in chronology(listed.events):
        opening(event)
    end = time.process_time()
    number = len(listed.events)
    return {"loading": between - start, "events": end - between, "number": number}


if __name__ == "__main__":
    print(json.dumps(event_times(Path(sys.argv[1]))))

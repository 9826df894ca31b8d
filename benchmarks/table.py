"""The result of a benchmark: what was measured, what it may be, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.side_by_side import Runs


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio: `limit` is the most it may be, `aim` what it should become, `detail` the parts."""

    what: str
    ratio: float
    limit: float
    aim: float | None = None
    detail: str = ""

    @property
    def ok(self) -> bool:
        """Whether the ratio is within its limit."""
        return self.ratio <= self.limit


def seconds_of(runs: Runs, *names: str) -> str:
    """Return the median times of some commands, of two also the ratio of their processor times."""
    times = " : ".join(f"{runs.seconds(name) * 1000:,.0f} ms" for name in names)
    return f"{times} (processor {runs.cpu_ratio(*names):.2f})" if len(names) == 2 else times


def peaks_of(runs: Runs, *names: str) -> str:
    """Return the median peaks of some commands, as people read them."""
    return " : ".join(f"{runs.peak(name) / 1024**2:,.0f} MiB" for name in names)


def format_rows(rows: Sequence[Row]) -> str:
    """Return the table as text, one line a ratio."""
    heads = ("ratio", "measured", "at most", "aim", "", "medians")
    lines = [heads]
    for row in rows:
        aim = "" if row.aim is None else f"{row.aim:.2f}"
        verdict = "ok" if row.ok else "NOT OK"
        lines.append((row.what, f"{row.ratio:.2f}", f"{row.limit:.2f}", aim, verdict, row.detail))
    widths = [max(len(line[index]) for line in lines) for index in range(len(heads))]
    numbers = {1, 2, 3}

    def padded(line: tuple[str, ...]) -> str:
        cells = (
            cell.rjust(width) if index in numbers else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        return "  ".join(cells).rstrip()

    return "\n".join(padded(line) for line in lines)

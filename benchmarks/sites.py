"""How long a web site takes, beside Pelican on the same texts, and as the issues grow in number.

The PDFs are there: what is measured is the site's own work, without search, which Pelican lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.command import Command, run
from benchmarks.inputs import write_archive
from benchmarks.lints import further_cost
from benchmarks.programs import module, program
from benchmarks.side_by_side import take_turns
from benchmarks.table import Row, seconds_of


def beside_pelican(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure a site made from nothing, and one where nothing changed, against Pelican's.

    In processor time they took 1.4 and 0.7 of Pelican's; without the other processes, which make
    meanwhile what Pelican's site lacks, fonts as WOFF2 and covers, one from nothing took 0.8.
    """
    again = _site(folder, issues, "site again")
    anew = Command("site anew", _anew(again.argv), folder)
    run(module("benchmarks.pelican_input", cwd=folder))
    pelican = program("pelican", "content", "--quiet", "--output", "pelican", cwd=folder)
    theirs = Command(pelican.name, _anew(pelican.argv, "pelican"), folder)
    runs = take_turns([anew, again, theirs], rounds)
    return [
        Row(
            f"{name} of {issues} / pelican, time",
            runs.time_ratio(name, "pelican"),
            limit,
            1.0,
            seconds_of(runs, name, "pelican"),
        )
        for name, limit in (("site anew", 1.0), ("site again", 1.0))
    ]


def growth(folder: Path, rounds: int, issues: int) -> list[Row]:
    """Measure what a further issue costs among many, against what it costs among the first.

    It was linear when it was measured: a further issue took 15 ms from 10 to 200 issues, and from
    200 to 400.
    """
    top = max(40, issues * 400 // 120)
    sizes = (10, top // 2, top)
    runs = take_turns([_site(folder / str(n), n, f"{n} issues") for n in sizes], rounds)
    return [
        Row(
            f"site, a further issue of {sizes[1]}-{top} / 10-{sizes[1]}, time",
            further_cost(runs, sizes[1], top) / further_cost(runs, 10, sizes[1]),
            1.2,
            1.0,
            seconds_of(runs, *(f"{n} issues" for n in sizes)),
        )
    ]


def _site(folder: Path, issues: int, label: str) -> Command:
    """Return the command that makes the site of an archive whose PDFs are made here."""
    write_archive(folder / "issues", issues)
    with (folder / "issues" / "series.yaml").open("a", encoding="utf-8") as file:
        file.write("url: https://review.example\n")
    run(program("strevview", "build", cwd=folder))
    return program("strevview", "site", "--no-search", cwd=folder, label=label)


def _anew(argv: Sequence[str], made: str = "public") -> list[str]:
    """Return a command that removes what was made before."""
    return ["sh", "-c", f'rm -rf {made}; exec "$@"', "sh", *argv]

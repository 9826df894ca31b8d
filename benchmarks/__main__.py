"""Run the benchmarks and print a table: `make bench`, or `python -m benchmarks build-one`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import archives, builds, events, imports, lints, sites, watching
from benchmarks.command import CommandFailedError
from benchmarks.programs import ProgramMissingError
from benchmarks.table import Row, format_rows

# Each with the rounds that give a steady median: short commands need more.
BENCHMARKS = {
    "build-one": (builds.one_issue, 9),
    "build-growth": (builds.growth, 3),
    "build-hostile": (builds.hostile, 1),
    "watch-save": (watching.save, 9),
    "lint-one": (lints.one_issue, 15),
    "lint-archive": (lints.archive, 5),
    "lint-growth": (lints.growth, 5),
    "lint-rules": (lints.rules, 3),
    "lint-hostile": (lints.hostile, 1),
    "events": (events.of_archive, 5),
    "import-one": (imports.one_issue, 9),
    "import-many": (imports.many_issues, 1),
}
# Of a whole archive: these take minutes, and the number of its issues.
ARCHIVE_BENCHMARKS = {
    "batch-cold": (archives.cold, 3),
    "batch-fresh": (archives.fresh, 7),
    "batch-style": (archives.style, 2),
    "batch-memory": (archives.memory, 2),
    "batch-growth": (archives.growth, 1),
    "site": (sites.beside_pelican, 3),
    "site-growth": (sites.growth, 1),
}
ISSUES = 120


def main(arguments: list[str] | None = None) -> int:
    """Return 0 if every ratio is within its limit, 1 if not, 2 if something could not be run."""
    names = (*BENCHMARKS, *ARCHIVE_BENCHMARKS)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}")
    parser.add_argument("--rounds", type=int, help="instead of each benchmark's own number")
    parser.add_argument(
        "--issues", type=int, default=ISSUES, help="in an archive; fewer for a quick look"
    )
    options = parser.parse_args(arguments)
    unknown = set(options.names).difference(names)
    if unknown:
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(names)}")

    rows = []
    with tempfile.TemporaryDirectory(prefix="strevview-bench-") as scratch:
        for name in options.names or names:
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                rows += _rows(name, Path(scratch) / name, options.rounds, options.issues)
            except (CommandFailedError, ProgramMissingError) as reason:
                print(f"{name}: {reason}", file=sys.stderr)
                return 2
    print(format_rows(rows))
    return 0 if all(row.ok for row in rows) else 1


def _rows(name: str, folder: Path, rounds: int | None, issues: int) -> list[Row]:
    if name in BENCHMARKS:
        benchmark, own = BENCHMARKS[name]
        return benchmark(folder, rounds or own)
    of_archive, own = ARCHIVE_BENCHMARKS[name]
    return of_archive(folder, rounds or own, issues)


if __name__ == "__main__":
    sys.exit(main())

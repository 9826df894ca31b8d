"""Run the benchmarks and print a table: `make bench`, or `python -m benchmarks build-one`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import builds, imports, lints
from benchmarks.command import CommandFailedError
from benchmarks.programs import ProgramMissingError
from benchmarks.table import format_rows

# Each with the rounds that give a steady median: short commands need more.
BENCHMARKS = {
    "build-one": (builds.one_issue, 9),
    "build-growth": (builds.growth, 3),
    "lint-one": (lints.one_issue, 15),
    "lint-archive": (lints.archive, 5),
    "lint-growth": (lints.growth, 5),
    "import-one": (imports.one_issue, 9),
    "import-many": (imports.many_issues, 3),
}


def main(arguments: list[str] | None = None) -> int:
    """Return 0 if every ratio is within its limit, 1 if not, 2 if something could not be run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}")
    parser.add_argument("--rounds", type=int, help="instead of each benchmark's own number")
    options = parser.parse_args(arguments)
    unknown = set(options.names) - BENCHMARKS.keys()
    if unknown:
        parser.error(
            f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}"
        )

    rows = []
    with tempfile.TemporaryDirectory(prefix="strevview-bench-") as scratch:
        for name in options.names or BENCHMARKS:
            benchmark, rounds = BENCHMARKS[name]
            print(f"{name} …", file=sys.stderr, flush=True)
            try:
                rows += benchmark(Path(scratch) / name, options.rounds or rounds)
            except (CommandFailedError, ProgramMissingError) as reason:
                print(f"{name}: {reason}", file=sys.stderr)
                return 2
    print(format_rows(rows))
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

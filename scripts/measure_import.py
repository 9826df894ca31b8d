"""Measure the import on old issues of every kind: `python -m scripts.measure_import`.

Needs the programs of `make test-full`. `--write` puts the tables into docs/import.md; `--remarks`
says what was missed and what is wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.importers.measuring import measure, shortfalls, tables, tell
from tests.importers.old_issues.kinds import KINDS, OldIssues


def main(arguments: list[str] | None = None) -> int:
    """Return 0 where every kind meets the targets, else 1."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_import", description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}")
    parser.add_argument("--write", action="store_true", help="into docs/import.md; of all kinds")
    parser.add_argument("--remarks", action="store_true", help="say what is missed and wrong")
    options = parser.parse_args(arguments)
    kinds: list[str] = list(KINDS) if options.write else options.kinds or list(KINDS)
    unknown = set(kinds) - KINDS.keys()
    if unknown:
        parser.error(f"no kind {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")

    scores = {}
    with tempfile.TemporaryDirectory(prefix="strevview-old-issues-") as scratch:
        old = OldIssues(Path(scratch) / "old")
        for kind in kinds:
            scores[kind] = measure(old, kind, Path(scratch) / "new")
    print(tables(scores))
    missed = [f"{kind}: {line}" for kind, counts in scores.items() for line in shortfalls(counts)]
    print("\n".join(missed) or "every target is met", file=sys.stderr)
    if options.remarks:
        for kind, counts in scores.items():
            for value, count in counts.items():
                print(*(f"{kind} {value} {remark}" for remark in count.remarks), sep="\n")
    if options.write:
        tell(tables(scores))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

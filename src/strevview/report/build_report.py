"""Reports of builds: a line for each issue, a table at the end, or JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from strevview.build.freshness import Verdict
from strevview.build.runs import Result, State
from strevview.build.turn import Outcome, Task
from strevview.report.lint_report import as_dict
from strevview.report.progress import Progress
from strevview.report.text import (
    counted,
    numbers_of,
    print_diagnostics,
    print_table,
    table_of,
    visible,
    where_errors_are,
)

# A line holds no more; --format json has all of them.
MOST_REASONS = 5


def why(verdict: Verdict) -> str:
    """Return why a PDF has to be made, in one line; of many reasons the first few."""
    shown = verdict.reasons[:MOST_REASONS]
    more = len(verdict.reasons) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more else "")


def result_line(result: Result) -> str:
    """Return one line on an issue: what became of its PDF."""
    pdf, outcome = result.task.pdf, result.outcome
    if outcome is None:
        verdict = result.task.verdict
        return f"{pdf}: up to date" if verdict.fresh else f"{pdf}: to be made: {why(verdict)}"
    if result.state is State.SAME:
        return f"{pdf}: a build gives the same bytes"
    errors, warnings, fixable = numbers_of(outcome.diagnostics)
    cure = f"; `strevview lint --fix` puts {fixable} right" if fixable else ""
    if outcome.done:
        counts = (
            counted(outcome.pages, "page"),
            counted(outcome.words, "word"),
            counted(outcome.links, "link"),
            counted(warnings, "warning"),
            f"{outcome.seconds:.1f} s",
        )
        return f"{pdf}: {', '.join(counts)}{cure}"
    where = where_errors_are(outcome.diagnostics)
    text = f"{counted(errors, 'error')}{where}, {counted(warnings, 'warning')}{cure}"
    kept = "; the older one stays as it was" if os.path.lexists(pdf) else ""
    became = "differs" if result.task.options.compare else f"was not written{kept}"
    return f"{result.task.path}: {text}; {pdf} {became}"


def watch_line(outcome: Outcome) -> str:
    """Return one line after a build while watching: what became of the PDF."""
    errors, warnings, _ = numbers_of(outcome.diagnostics)
    if outcome.done:
        told = f"{counted(outcome.pages, 'page')}, {counted(warnings, 'warning')}"
        return f"{outcome.task.pdf}: {told}, {outcome.seconds:.2f} s; watching …"
    kept = "the last good one stays" if os.path.lexists(outcome.task.pdf) else "there is none yet"
    return f"{outcome.task.pdf}: {counted(errors, 'error')}, {kept}; watching …"


def tell_each(
    tasks: Sequence[Task], results: Iterator[Result], *, quiet: bool = False
) -> list[Result]:
    """Print what became of each issue as soon as it is known, and return it all.

    `results` are those of the tasks, in their order.
    """
    told = []
    with Progress(sum(task.is_due for task in tasks)) as progress:
        for task in tasks:
            if task.is_due:
                progress.name(str(task.path))
            result = next(results)
            if result.outcome is not None:
                progress.advance(result.outcome.pages)
            # The table at the end says what nothing was done about.
            if not quiet and (task.is_due or len(tasks) == 1):
                with progress.paused():
                    _tell(result)
            told.append(result)
    return told


def _tell(result: Result) -> None:
    pdf, outcome = result.task.pdf, result.outcome
    if outcome is not None:
        print_diagnostics(outcome.diagnostics, sys.stderr)
        if result.state is State.BUILT and result.task.verdict.replaces:
            print(f"{pdf}: {why(result.task.verdict)}")
        if outcome.kept is not None:
            print(f"{pdf}: what was there is now {outcome.kept}")
    print(result_line(result), file=sys.stderr if result.state is State.FAILED else sys.stdout)


def tell_all(results: Sequence[Result], seconds: float) -> None:
    """Print a table of several issues with their first complaints, and how many were replaced.

    With `--strict`, the last line says how many warnings count as errors.
    """
    if len(results) > 1:
        table = table_of("", "", "")
        table.columns[0].min_width = max(map(len, State))
        for result in results:
            path = visible(str(result.task.path))
            table.add_row(result.state, path, visible(_remark(result)))
        counts = [
            f"{number} {_WORDS[state]}"
            for state in State
            if (number := sum(result.state is state for result in results))
        ]
        print()
        print_table(table, sys.stdout)
        print(f"{counted(len(results), 'issue')}: {', '.join(counts)} ({seconds:.1f} s)")
    replaced = sum(
        bool(result.outcome and result.outcome.done and result.outcome.task.verdict.replaces)
        for result in results
    )
    if replaced:
        print(f"{counted(replaced, 'edition')} replaced")
    warnings = sum(
        not diagnostic.is_error
        for result in results
        if result.outcome is not None and result.task.options.strict
        for diagnostic in result.outcome.diagnostics
    )
    if warnings:
        count = "counts as an error" if warnings == 1 else "count as errors"
        print(f"with --strict, {counted(warnings, 'warning')} {count}")


_WORDS: Mapping[State, str] = {
    State.BUILT: "built",
    State.FRESH: "up to date",
    State.STALE: "to be made",
    State.SAME: "the same",
    State.FAILED: "failed",
}


def _remark(result: Result) -> str:
    outcome = result.outcome
    if outcome is not None and not outcome.done:
        first = next((one for one in outcome.diagnostics if one.is_error), None)
        return f"{first.code} {first.message}" if first else ""
    if result.state is State.STALE:
        return why(result.task.verdict)
    return str(result.task.pdf)


def json_text(results: Sequence[Result]) -> str:
    """Return a build as JSON: a list of issues, in the order they were named."""
    data = {"issues": [_data(result) for result in results], "faults": []}
    return json.dumps(data, indent=2, ensure_ascii=False)


def _data(result: Result) -> dict[str, Any]:
    outcome = result.outcome
    data: dict[str, Any] = {
        "issue": str(result.task.path),
        "pdf": str(result.task.pdf),
        "state": str(result.state),
        "reasons": list(result.task.verdict.reasons),
    }
    if outcome is not None:
        data |= {
            "pages": outcome.pages,
            "words": outcome.words,
            "links": outcome.links,
            "seconds": round(outcome.seconds, 3),
            "kept": None if outcome.kept is None else str(outcome.kept),
            "diagnostics": [as_dict(found) for found in outcome.diagnostics],
        }
    return data


def depfile_text(tasks: Iterable[Task]) -> str:
    """Return what each PDF is made from, in the syntax of Make and Ninja."""
    return "".join(
        f"{_escaped(one.pdf)}: {' '.join(_escaped(path) for path in one.verdict.inputs)}\n"
        for one in tasks
    )


def _escaped(path: Path) -> str:
    text = str(path).replace("\\", "/")
    for sign, written in (("$", "$$"), ("#", "\\#"), (" ", "\\ ")):
        text = text.replace(sign, written)
    return text

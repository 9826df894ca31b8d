"""What an import came to: a summary of one file, a table of several, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from strevview.importers.drafts import Result, State
from strevview.report.formats import as_dict
from strevview.report.terminal import counted, print_table, table_of, visible

# Guesses that a summary leads to; the file has all of them.
_FIRST_CHECKS = 3
_LONGEST_CHECK = 100


def tell(files: Sequence[Result], seconds: float) -> None:
    """Print a summary of one import, the differences of each that was compared, and a table."""
    for file in files:
        if file.state in (State.SAME, State.DIFFERS):
            lines = _comparison(file)
        elif file.state is State.IMPORTED and len(files) == 1:
            lines = _summary(file)
        else:
            continue
        print(*lines, sep="\n")
    if len(files) > 1:
        _print_table(files, seconds)


def _summary(file: Result) -> Iterator[str]:
    made = file.imported
    pages = f"{counted(made.pages, 'page')}, " if made.pages else ""
    seconds = f"{file.turn.seconds:.1f} s"
    yield f"{file.target}: imported from {visible(str(made.path))} ({pages}{seconds})"
    parts = [counted(made.sections, "section"), counted(made.items, "item")]
    parts.append(counted(made.links, "link"))
    if made.dead_links:
        parts.append(f"{counted(made.dead_links, 'source')} without an address")
    if made.pictures:
        parts.append(counted(len(made.pictures), "picture"))
    yield f"  {', '.join(parts)}"
    left = (
        f"; {made.left_out:,} of them left out, as the file's head tells" if made.left_out else ""
    )
    gone = f"{made.gone:,} not found again" if made.gone else "none is gone"
    yield f"  {counted(made.words, 'word')}, {gone}{left}"
    if not made.checks:
        yield "  nothing was guessed"
    else:
        yield f"  {_guesses(len(made.checks))} to look at, the first:"
    for check in made.checks[:_FIRST_CHECKS]:
        text = check.text
        shown = text if len(text) <= _LONGEST_CHECK else f"{text[: _LONGEST_CHECK - 2]} …"
        yield f"    {file.target}:{check.line}: {visible(shown)}"
    yield f"Next: strevview lint {file.target}, and strevview build {file.target}"


def _guesses(number: int) -> str:
    return f"{number:,} guess{'' if number == 1 else 'es'}"


def _comparison(file: Result) -> Iterator[str]:
    made = file.imported
    if file.differences:
        yield f"{file.target}: {counted(len(file.differences), 'difference')} to {made.path}"
        for difference in file.differences:
            yield f"  {visible(difference)}"
    else:
        yield f"{file.target}: says what {made.path} says"


def _print_table(files: Sequence[Result], seconds: float) -> None:
    table = table_of(*_HEAD, numbers=_NUMBERS)
    for file in files:
        table.add_row(*_row(file))
    counts = [
        f"{number} {state}"
        for state in State
        if (number := sum(file.state is state for file in files))
    ]
    print()
    print_table(table, sys.stdout)
    print(f"{counted(len(files), 'file')}: {', '.join(counts)} ({seconds:.1f} s)")


_HEAD = ("", "file", "sections", "items", "links", "guesses", "words", "left out", "draft")
_NUMBERS = (2, 3, 4, 5, 6, 7)


def _row(file: Result) -> tuple[str, ...]:
    made = file.imported
    name = visible(str(made.path))
    if file.state is State.FAILED:
        first = next((one for one in file.diagnostics if one.is_error), None)
        remark = f"{first.code} {visible(first.message)}" if first else ""
        return (str(file.state), name, "", "", "", "", "", "", remark)
    numbers = (
        made.sections,
        made.items,
        made.links,
        len(made.checks),
        made.words,
        made.left_out,
    )
    remark = str(file.target)
    if file.differences:
        remark += f": {counted(len(file.differences), 'difference')}"
    return (str(file.state), name, *(f"{number:,}" for number in numbers), remark)


def json_text(files: Iterable[Result]) -> str:
    """Return the imports as JSON, in the order of the files."""
    return json.dumps({"files": [_data(file) for file in files]}, indent=2, ensure_ascii=False)


def _data(file: Result) -> dict[str, Any]:
    made = file.imported
    return {
        "file": str(made.path),
        "state": str(file.state),
        "draft": None if file.target is None else str(file.target),
        "pages": made.pages,
        "sections": made.sections,
        "items": made.items,
        "links": made.links,
        "dead_links": made.dead_links,
        "pictures": len(made.pictures),
        "words": made.words,
        "dropped": made.left_out,
        "gone": made.gone,
        "guesses": [{"line": one.line, "text": one.text} for one in made.checks],
        "differences": list(file.differences),
        "seconds": round(file.turn.seconds, 3),
        "diagnostics": [as_dict(found) for found in file.diagnostics],
    }

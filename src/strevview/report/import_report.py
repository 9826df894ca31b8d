"""Reports of imports: a summary of one file, a table of several, or JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from strevview.importers.importing import Imported, ImportState
from strevview.model.loading import ACTORS_FILE, DEFAULT_FOLDER
from strevview.report.lint_report import as_dict
from strevview.report.text import counted, print_table, table_of, visible

# Guesses that a summary leads to; the file has all of them.
_FIRST_CHECKS = 3
_LONGEST_CHECK = 100


def tell(files: Sequence[Imported], seconds: float) -> None:
    """Print a summary of one import, the differences of each that was compared, and a table."""
    for file in files:
        if file.state in (ImportState.SAME, ImportState.DIFFERS):
            lines = _comparison(file)
        elif file.state is ImportState.IMPORTED and len(files) == 1:
            lines = _summary(file)
        else:
            continue
        print(*lines, sep="\n")
    if len(files) > 1:
        _print_table(files, seconds)


def tell_actors(folder: Path, added: Sequence[str]) -> None:
    """Print which actors an import has added to the register of a folder."""
    what = "actors" if added else "remarks on known actors"
    print(
        f"{folder / ACTORS_FILE}: {what} were added; look at each, and at the remarks beside them"
    )
    print(*(f"  {visible(name)}\n" for name in added), sep="", end="")


def _summary(file: Imported) -> Iterator[str]:
    pages = f"{counted(file.pages, 'page')}, " if file.pages else ""
    seconds = f"{file.seconds:.1f} s"
    yield f"{file.target}: imported from {visible(str(file.path))} ({pages}{seconds})"
    parts = [
        counted(file.sections, "section"),
        counted(file.items, "item"),
        counted(file.links, "link"),
        f"{counted(file.dead_links, 'source')} without an address" if file.dead_links else "",
        counted(len(file.pictures), "picture") if file.pictures else "",
    ]
    yield f"  {', '.join(filter(None, parts))}"
    left = (
        f"; {file.left_out:,} of them left out, as the file's head tells" if file.left_out else ""
    )
    gone = f"{file.gone:,} not found again" if file.gone else "none is gone"
    yield f"  {counted(file.words, 'word')}, {gone}{left}"
    if file.checks:
        guesses = "guess" if len(file.checks) == 1 else "guesses"
        yield f"  {len(file.checks):,} {guesses} to look at, the first:"
    else:
        yield "  nothing was guessed"
    for check in file.checks[:_FIRST_CHECKS]:
        text = check.text
        shown = text if len(text) <= _LONGEST_CHECK else f"{text[: _LONGEST_CHECK - 2]} …"
        yield f"    {file.target}:{check.line}: {visible(shown)}"
    # The PDF of a draft in another folder is not to go over that of the issue itself.
    folder = file.target.parent if file.target is not None else DEFAULT_FOLDER
    output = "" if folder == DEFAULT_FOLDER else f" -o {folder / 'out'}"
    yield f"Next: strevview lint {file.target}, and strevview build {file.target}{output}"


def _comparison(file: Imported) -> Iterator[str]:
    if file.differences:
        yield f"{file.target}: {counted(len(file.differences), 'difference')} to {file.path}"
        for difference in file.differences:
            yield f"  {visible(difference)}"
    else:
        yield f"{file.target}: says what {file.path} says"


def _print_table(files: Sequence[Imported], seconds: float) -> None:
    table = table_of(*_HEAD, numbers=_NUMBERS)
    for file in files:
        table.add_row(str(file.state), *_cells(file))
    counts = Counter(file.state for file in files)
    told = [f"{counts[state]} {state}" for state in ImportState if counts[state]]
    print()
    print_table(table, sys.stdout)
    print(f"{counted(len(files), 'file')}: {', '.join(told)} ({seconds:.1f} s)")


# The names stand last, for they take what is left of a window's width.
_HEAD = ("", "sections", "items", "links", "guesses", "words", "left\nout", "file")
_NUMBERS = tuple(range(1, 7))


def _cells(file: Imported) -> Iterator[str]:
    """Yield the numbers of a draft, the file's name, and where the draft is or what is wrong."""
    path = visible(str(file.path))
    if file.state is ImportState.FAILED:
        first = next(one for one in file.diagnostics if one.is_error)
        yield from ("" for _ in _NUMBERS)
        yield f"{path}: {first.code} {visible(first.message)}"
        return
    counts = (file.sections, file.items, file.links, len(file.checks), file.words, file.left_out)
    yield from (f"{number:,}" for number in counts)
    differ = f": {counted(len(file.differences), 'difference')}" if file.differences else ""
    yield f"{path} → {file.target}{differ}"


def json_text(files: Iterable[Imported]) -> str:
    """Return the imports as JSON, in the order of the files."""
    return json.dumps({"files": [_data(file) for file in files]}, indent=2, ensure_ascii=False)


def _data(file: Imported) -> dict[str, Any]:
    return {
        "file": str(file.path),
        "state": str(file.state),
        "draft": None if file.target is None else str(file.target),
        "pages": file.pages,
        "sections": file.sections,
        "items": file.items,
        "links": file.links,
        "dead_links": file.dead_links,
        "pictures": len(file.pictures),
        "words": file.words,
        "dropped": file.left_out,
        "gone": file.gone,
        "guesses": [{"line": one.line, "text": one.text} for one in file.checks],
        "differences": list(file.differences or ()),
        "seconds": round(file.seconds, 3),
        "diagnostics": [as_dict(found) for found in file.diagnostics],
    }

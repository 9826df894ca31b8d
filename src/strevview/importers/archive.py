"""Many old issues: each imported in this process or in workers, then written or compared."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from strevview.build.pool import Workers, exit_words
from strevview.build.runs import DIED, TIMED_OUT
from strevview.build.turn import IssuePrinter
from strevview.diagnostics import Diagnostic, Span, error, warning
from strevview.importers.blocks import match_key
from strevview.importers.importing import Imported, import_file
from strevview.model.dates import Period
from strevview.model.issue import Issue, Item
from strevview.model.json_schema import schema_file, schema_names, schema_text
from strevview.model.loading import LoadedIssue, load_issue, load_issue_text, load_shelf
from strevview.render.recall import Recalled, recall
from strevview.source.disk import holds, write_whole

_ENDINGS = (".pdf", ".docx", ".md", ".markdown", ".txt")
_HIDDEN = (".", "~$")
_CARRIES = "SV937"
_NO_ISSUE_AT_HAND = "SV953"
_EXISTS = "SV958"
_OUR_FAULT = "SV959"
_MOST_TO_RECALL = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportTask:
    """A file to import for a folder of issues."""

    path: Path
    folder: Path
    period: Period | None = None


def old_issues(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Diagnostic, ...]]:
    """Return the files that paths stand for, each once, and a fault for each path to none.

    A folder stands for the files in it that may be old issues.
    """
    files: dict[str, Path] = {}
    faults = []
    for path in paths:
        if path.is_dir():
            found = _old_issues_in(path)
            fault = f"no old issues are here ({', '.join(_ENDINGS)})"
            advice = ""
        else:
            found = [path] if os.path.exists(path) else []  # noqa: PTH110
            fault, advice = "no such file", "check the spelling of the path"
        if not found:
            faults.append(error("SV018", fault, Span.point(str(path)), advice))
        for file in found:
            files.setdefault(os.path.abspath(file), file)  # noqa: PTH100
    return tuple(files.values()), tuple(faults)


def _old_issues_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be old issues, without what editors hide there."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        one for one in found if one.suffix.lower() in _ENDINGS and not one.name.startswith(_HIDDEN)
    ]


def import_all(
    tasks: Sequence[ImportTask], jobs: int, timeout: float | None, *, compare: bool, force: bool
) -> Iterator[Imported]:
    """Yield what became of each file, in their order.

    Its draft is written, over an issue file that is there with `force`; or it is compared.
    """
    taken: set[Path] = set()
    workers = Workers(_importer, _died, _timed_out)
    for task, imported in zip(tasks, workers.run(tasks, jobs, timeout), strict=True):
        if imported.text is None or imported.period is None:
            yield imported
            continue
        target = task.folder / f"{imported.period.stem}.yaml"
        drafted = replace(imported, target=target)
        yield _compared(drafted, target) if compare else _written(drafted, target, force, taken)


def import_task(printer: IssuePrinter, task: ImportTask) -> Imported:
    """Make the draft of one file; a fault of ours fails it alone."""
    started = time.perf_counter()
    try:
        imported = import_file(task.path, task.folder, task.period, printer)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        advice = "nothing was written; please report it with the file"
        imported = _failed(task, _OUR_FAULT, f"a fault of strevview itself: {fault!r}", advice)
    if _carries_its_issue(task.path):
        message = (
            f"{task.path}: this PDF carries what it was made from, which says more than its pages"
        )
        advice = f"`strevview extract {task.path}` writes it out"
        imported = imported.with_more(warning(_CARRIES, message, None, advice))
    return replace(imported, seconds=time.perf_counter() - started)


def _carries_its_issue(path: Path) -> bool:
    """Whether a file is a PDF of ours, which gives back its issue itself and not only its print."""
    if path.suffix.lower() != ".pdf":
        return False
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_TO_RECALL else b""
    except OSError:
        return False
    return isinstance(recall(data, str(path)), Recalled)


def _importer() -> Callable[[ImportTask], Imported]:
    """Return what imports files one after the other; styles and fonts are loaded once."""
    return partial(import_task, IssuePrinter())


def _failed(task: ImportTask, code: str, message: str, advice: str) -> Imported:
    return Imported(task.path, (error(code, f"{task.path}: {message}", None, advice),))


def _died(task: ImportTask, code: int | None) -> Imported:
    message = f"the process that read it ended {exit_words(code)}"
    advice = "it may have run out of memory; try it alone, or with fewer --jobs"
    return _failed(task, DIED, message, advice)


def _timed_out(task: ImportTask, seconds: float) -> Imported:
    message = f"not finished after {seconds:g} s"
    advice = "give it longer with --timeout, or look for what is large in the file"
    return replace(_failed(task, TIMED_OUT, message, advice), seconds=seconds)


def _written(imported: Imported, target: Path, force: bool, taken: set[Path]) -> Imported:
    """Write a draft with its pictures, pictures first; what is there is left unless forced.

    `taken` are the files that this run has written: no second file goes over the first.
    """
    assert imported.text is not None
    pictures = {target.parent / name: data for name, data in imported.pictures.items()}
    refusal = _refusal(imported.path, target, pictures, force, taken)
    if refusal is not None:
        return imported.with_more(refusal)
    taken.add(target)
    schemas = {target.with_name(schema_file(name)): schema_text(name) for name in schema_names()}
    missing = {path: text.encode() for path, text in schemas.items() if not path.exists()}
    for path, data in {**missing, **pictures, target: imported.text.encode()}.items():
        fault = write_whole(path, data)
        if fault is not None:
            return imported.with_more(fault)
    return imported


def _refusal(
    old: Path, target: Path, pictures: Mapping[Path, bytes], force: bool, taken: set[Path]
) -> Diagnostic | None:
    """Return SV958 where a file of this run or one that is there would be written over."""
    if target in taken:
        message = f"{old} is of the same month as a file before it: {target} was just written"
        return error(_EXISTS, message, None, "import it into another folder with -o")
    if force:
        return None
    if target.exists() or target.is_symlink():
        message = f"{old}: {target} exists already; it was left as it is"
        advice = "--check tells what differs; --force writes over it; -o names another folder"
        return error(_EXISTS, message, None, advice)
    for picture, data in pictures.items():
        if picture.exists() and not holds(picture, data):
            message = f"{old}: another picture {picture} exists already; nothing was written"
            return error(_EXISTS, message, None, "--force writes over it; -o names another folder")
    return None


def _compared(imported: Imported, target: Path) -> Imported:
    """Hold a draft against the issue file at hand; write nothing."""
    assert imported.text is not None
    if not target.exists():
        message = f"{imported.path}: there is no {target} to compare with"
        advice = "import it without --check, or name the folder of the issue file with -o"
        return imported.with_more(error(_NO_ISSUE_AT_HAND, message, None, advice))
    shelf = load_shelf(target.parent)
    at_hand = load_issue(target, shelf)
    fresh = load_issue_text(imported.text.encode(), target.name, shelf)
    imported = imported.with_more(*(one for one in at_hand.diagnostics if one.is_error))
    return replace(imported, differences=differences(at_hand, fresh))


# Words of a difference, and of an item's start, that are shown.
_SHOWN = 12
_START = 8
# Of longer texts, which are no items, common words are not held against each other.
_MOST_WORDS = 2000
# Two texts that share less are of two events.
_SAME_EVENT = 0.4


@dataclass(frozen=True, slots=True)
class _Event:
    """An item with its section's title, its words, and its linked words with their addresses."""

    section: str
    item: Item
    words: tuple[str, ...]
    links: tuple[tuple[str, str], ...]

    @property
    def start(self) -> str:
        """The first words."""
        return f"“{' '.join(self.words[:_START])} …”"

    def best_of(self, others: Sequence[_Event]) -> _Event | None:
        """Return the event that shares most words with this one, if they are enough."""
        own = set(self.words)
        best = max(others, key=lambda other: len(own.intersection(other.words)), default=None)
        if best is None or not own:
            return None
        enough = _SAME_EVENT * min(len(own), len(set(best.words)) or 1)
        return best if len(own.intersection(best.words)) >= enough else None


def differences(at_hand: LoadedIssue, imported: LoadedIssue) -> tuple[str, ...]:
    """Return a line for each difference of sections, items, dates, words and links."""
    ours, theirs = at_hand.issue, imported.issue
    if ours is None or theirs is None:
        return ("the issue file cannot be read",)
    period = f"the period is {ours.period}; the old issue is of {theirs.period}"
    return (
        *([period] if ours.period != theirs.period else []),
        *_sections(ours, theirs),
        *_items(_events(at_hand, ours), _events(imported, theirs)),
    )


def _events(loaded: LoadedIssue, issue: Issue) -> list[_Event]:
    found = []
    for s, section in enumerate(issue.sections):
        for i, item in enumerate(section.items):
            prose = loaded.proses[s, i]
            links = tuple(
                (reference.text, source.url)
                for reference in prose.references
                if (source := item.sources.get(reference.source)) is not None and source.url
            )
            found.append(_Event(section.title, item, tuple(prose.text.split()), links))
    return found


def _sections(ours: Issue, theirs: Issue) -> Iterator[str]:
    mine = {match_key(section.title): section for section in ours.sections}
    printed = {match_key(section.title): section for section in theirs.sections}
    for key, section in printed.items():
        said = f"section “{section.title}”"
        if key not in mine:
            yield f"{said} is not in the file"
            continue
        title, line, old = mine[key].title, mine[key].cover_line, section.cover_line
        if title != section.title:
            yield f"{said}; the file has “{title}”"
        if line != old and (line, old) != (title, section.title):
            shown, printed_line = (f"“{one}”" if one else "none" for one in (line, old))
            yield f"{said}: the highlight is {shown}; the old issue has {printed_line}"
    for key, section in mine.items():
        if key not in printed:
            yield f"section “{section.title}” is not in the old issue"
    shared = [key for key in printed if key in mine]
    if shared != [key for key in mine if key in printed]:
        titles = ", ".join(printed[key].title for key in shared)
        yield f"the sections stand in another order; the old issue has {titles}"


def _items(ours: Sequence[_Event], theirs: Sequence[_Event]) -> Iterator[str]:
    pairs = [(event.best_of(ours), event) for event in theirs]
    for own, event in pairs:
        if own is None:
            yield f"section “{event.section}”: an item is not in the file: {event.start}"
    for event in ours:
        found = [other for own, other in pairs if own is event]
        where = f"item {event.item.id}"
        if found:
            yield from (f"{where}{said}" for said in _facts(event, found))
        elif event.best_of(theirs) is not None:
            yield f"{where}: the old issue reads as one item with another: {event.start}"
        else:
            yield f"{where} is not in the old issue: {event.start}"


def _facts(ours: _Event, theirs: Sequence[_Event]) -> Iterator[str]:
    """Yield what differs between an item and the items of the old issue that match it."""
    first, *others = theirs
    if others:
        starts = "; ".join(one.start for one in others)
        yield f" is {len(theirs)} items in the old issue; others begin at {starts}"
    if match_key(first.section) != match_key(ours.section):
        yield f" stands in “{ours.section}”; in the old issue in “{first.section}”"
    read = first.item.date
    if read is not None and read != ours.item.date:
        dated = f"is dated {ours.item.date}" if ours.item.date else "has no date"
        yield f" {dated}; the old issue reads {read}"
    yield from _words(ours.words, [word for one in theirs for word in one.words])
    links = [link for one in theirs for link in one.links]
    for word, address in links:
        if (word, address) not in ours.links:
            yield f": the old issue links “{word}” to {address}"
    for word, address in ours.links:
        if (word, address) not in links:
            yield f": the link of “{word}” to {address} is not in the old issue"


def _words(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=len(theirs) > _MOST_WORDS)
    for tag, a, b, c, d in matcher.get_opcodes():
        mine, printed = _shown(ours[a:b]), _shown(theirs[c:d])
        if tag == "insert":
            before = f"“{' '.join(ours[max(0, a - 3) : a])}”" if a else "the start"
            yield f": the old issue also says {printed} after {before}"
        elif tag == "delete":
            yield f": {mine} is not in the old issue"
        elif tag == "replace":
            yield f": the file says {mine}; the old issue {printed}"


def _shown(words: Sequence[str]) -> str:
    return f"“{' '.join(words[:_SHOWN])}{' …' if len(words) > _SHOWN else ''}”"

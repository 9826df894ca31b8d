"""Many old issues: each imported in this process or in workers, then written or compared.

What imported items teach about actors goes into `actors.yaml`: new actors behind the others, and
remarks on what may be another name or acronym of a known one. Nothing that the file has is changed,
and its comments and layout stay.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from strevview.build.extract import Recalled, recall
from strevview.build.pool import Workers, exit_words
from strevview.build.runs import DIED, TIMED_OUT
from strevview.build.turn import IssuePrinter
from strevview.diagnostics import Diagnostic, Span, error, has_errors, warning
from strevview.importers.actors import known_actor, registered
from strevview.importers.draft import ActorMention
from strevview.importers.draft_writer import CHECK
from strevview.importers.importing import Imported, import_file
from strevview.importers.proof import differences, some
from strevview.lint.folding import fold_text
from strevview.lint.name_forms import same_body
from strevview.lint.names_in_text import NameIndex, names_of
from strevview.model.dates import Period
from strevview.model.issue import Actor
from strevview.model.json_schema import schema_file, schema_names, schema_text
from strevview.model.loading import ACTORS_FILE, load_issue, load_issue_text, load_shelf
from strevview.render.carried import INDEX, fingerprint_of
from strevview.source.disk import SourceText, holds, write_whole
from strevview.source.nodes import Places
from strevview.source.parser import parse
from strevview.source.writer import entry_edit, to_yaml

_ENDINGS = (".pdf", ".docx", ".md", ".markdown", ".txt")
_HIDDEN = (".", "~$")
_CARRIES = "SV937"
_NO_ISSUE = "SV940"
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
        said = _said_of_ours(task.path)
        if has_errors(said):
            imported = Imported(task.path, said)
        else:
            imported = import_file(task.path, task.folder, task.period, printer).with_more(*said)
    except Exception as fault:
        if os.environ.get("STREVVIEW_TRACEBACK"):
            raise
        advice = "nothing was written; please report it with the file"
        imported = _failed(task, _OUR_FAULT, f"a fault of strevview itself: {fault!r}", advice)
    return replace(imported, seconds=time.perf_counter() - started)


def _said_of_ours(path: Path) -> tuple[Diagnostic, ...]:
    """Return what is to be said of a PDF of ours: it is an index, or it carries its issue."""
    try:
        is_small = path.suffix.lower() == ".pdf" and path.stat().st_size <= _MOST_TO_RECALL
        data = path.read_bytes() if is_small else b""
    except OSError:
        return ()
    if not data:
        return ()
    if INDEX in (fingerprint_of(data) or ()):
        what, advice = "an index that strevview printed, and no issue", "import what it lists"
        return (error(_NO_ISSUE, what, Span.point(str(path)), advice),)
    if isinstance(recall(data, str(path)), Recalled):
        message = f"{path}: this PDF carries what it was made from, which says more than its pages"
        advice = f"`strevview extract {path}` writes it out"
        return (warning(_CARRIES, message, None, advice),)
    return ()


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
    schemas = {target.with_name(schema_file(name)): name for name in schema_names()}
    missing = {
        path: schema_text(name).encode() for path, name in schemas.items() if not path.exists()
    }
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


_NEW_FILE = "# yaml-language-server: $schema=actors.schema.json\nschema: 1\nactors: []\n"
_HEADING = "# Learnt from old issues: check each, and put it where it belongs."


def learn_actors(
    folder: Path, learnt: Sequence[ActorMention]
) -> tuple[tuple[str, ...] | None, tuple[Diagnostic, ...]]:
    """Add what imported items taught to the `actors.yaml` of a folder.

    Return the names of the actors that are new in it, None where the file stays as it is, and what
    is wrong. A file that has faults, or its actors in brackets, stays. To learn the same again adds
    nothing.
    """
    path = folder / ACTORS_FILE
    shelf = load_shelf(folder)
    faults = tuple(
        one
        for one in shelf.diagnostics
        if one.is_error and one.span is not None and one.span.path == str(path)
    )
    if faults:
        return None, faults
    places = shelf.actors_places or _new_file()
    text, index = places.source.text, names_of(shelf.register)
    # The mentions of each new actor, by its names and acronyms.
    new: dict[str, list[ActorMention]] = {}
    remarks: dict[str, None] = {}
    for one in learnt:
        known = known_actor(one.actor.written or one.actor.name, one.actor.acronym, index)
        if known is None:
            _add_unknown(new, one)
        else:
            remarks |= dict.fromkeys(_remarks_on(known, one, text, index))
    actors = [same for name, same in new.items() if name == fold_text(same[0].actor.name)]
    lines = [*remarks, *(line for actor in actors for line in _entry(actor, new, index))]
    longer = _with_more(places, lines) if lines else None
    if longer is None:
        return None, ()
    fault = write_whole(path, longer.encode())
    if fault is not None:
        return None, (fault,)
    return tuple(actor[0].actor.name for actor in actors), ()


def _new_file() -> Places:
    source = SourceText(ACTORS_FILE, _NEW_FILE)
    root = parse(source).root
    assert root is not None
    return Places(source, root)


def _remarks_on(actor: Actor, one: ActorMention, text: str, index: NameIndex) -> Iterator[str]:
    """Yield what an item has of a known actor that the file has not."""
    forms = {fold_text(form) for form in actor.forms}
    name, acronym = one.actor.written or one.actor.name, one.actor.acronym
    if fold_text(name) not in forms and name not in text:
        yield f"{CHECK}{actor.name}: another name? {name} (in {one.where})"
    taken = acronym in index.by_form or f"its acronym? {acronym} " in text
    if acronym is not None and not taken:
        yield f"{CHECK}{actor.name}: its acronym? {acronym} (in {one.where})"


def _add_unknown(new: dict[str, list[ActorMention]], one: ActorMention) -> None:
    """Put the mention of an unknown actor with those of the same name, or acronym and words."""
    name, acronym = fold_text(one.actor.name), one.actor.acronym
    same = new.get(acronym or "", [])
    if same and not same_body(name, same[0].actor.name):
        same = []
    mentions = new.setdefault(name, same)
    mentions.append(one)
    if acronym is not None:
        new.setdefault(acronym, mentions)


def _entry(
    mentions: Sequence[ActorMention], new: Mapping[str, Sequence[ActorMention]], index: NameIndex
) -> list[str]:
    """Return a new actor as YAML, with remarks where it was found and what is doubtful."""
    actor = mentions[0].actor
    acronym = next(filter(None, (one.actor.acronym for one in mentions)), "")
    remark = f"{CHECK}in {some(dict.fromkeys(one.where for one in mentions), 3)}"
    for name in dict.fromkeys(one.actor.name for one in mentions):
        if fold_text(name) != fold_text(actor.name):
            remark += f"; another name? {name}"
    values = {"name": actor.name}
    owner = registered(acronym, index) or new.get(acronym, mentions)[0].actor
    if owner is not actor:
        remark += f"; {acronym} is also {owner.name}"
    elif acronym:
        values["acronym"] = acronym
    entry = to_yaml([{**values, "kind": actor.kind.value}])
    return [remark, *entry.rstrip("\n").split("\n")]


def _with_more(places: Places, lines: Sequence[str]) -> str | None:
    """Return the file's text with more lines behind the last actor; None where that cannot be."""
    edit = entry_edit(places, ("actors",), [_HEADING, *lines], apart=True)
    if edit is None:
        return None
    text = places.source.text
    ending = "\r\n" if "\r\n" in text else "\n"
    text = text[: edit.start] + edit.text.replace("\n", ending) + text[edit.end :]
    return text if text.endswith("\n") else text + ending

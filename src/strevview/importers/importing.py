"""One old issue from its file to the file of a draft, read back and accounted for, not written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from strevview.diagnostics import Diagnostic, error, has_errors
from strevview.importers.accounting import Accounting, account
from strevview.importers.draft import Draft, Setting, make_draft
from strevview.importers.draft_yaml import CHECK, draft_yaml
from strevview.importers.learning import Learnt
from strevview.importers.manuscript import Manuscript
from strevview.importers.prose import UnwritableProseError
from strevview.importers.reading import read_manuscript
from strevview.model.dates import Period
from strevview.model.loading import LoadedIssue, Shelf, load_issue_text, load_shelf
from strevview.source.reader import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Check:
    """A guess of a draft: the line it stands on, from 1, and its remark."""

    line: int
    text: str


@dataclass(frozen=True)
class Imported:
    """What became of one file.

    `text` is the draft's file, None where there is none; `pictures` are the bytes of its pictures
    by their paths. `loaded` is the draft as read back.
    """

    path: Path
    diagnostics: tuple[Diagnostic, ...]
    period: Period | None = None
    text: str | None = field(default=None, repr=False)
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)
    pages: int | None = None
    sections: int = 0
    items: int = 0
    links: int = 0
    dead_links: int = 0
    checks: tuple[Check, ...] = ()
    words: int = 0
    dropped: int = 0
    learnt: tuple[Learnt, ...] = ()


def import_file(path: Path, folder: Path, period: Period | None = None) -> Imported:
    """Make the draft of an old issue, for a folder of issues; whatever goes wrong is told.

    The series and the register of the folder, else of the file's own folder, help to tell names.
    """
    return import_manuscript(read_manuscript(path), path, load_shelf(folder), period)


def import_manuscript(
    manuscript: Manuscript, path: Path, shelf: Shelf, period: Period | None = None
) -> Imported:
    """Make the draft of what a reader found."""
    if has_errors(manuscript.diagnostics) or not manuscript.blocks:
        return Imported(path, manuscript.diagnostics)
    setting = _setting(path, shelf, period)
    try:
        draft = make_draft(manuscript, setting)
    except UnwritableProseError as reason:
        fault = _fault(manuscript, f"a text cannot be written: “{reason}”")
        return Imported(path, (*manuscript.diagnostics, fault))
    if not isinstance(draft, Draft):
        return Imported(path, (*manuscript.diagnostics, *draft))
    text = draft_yaml(draft)
    loaded = _read_back(text, draft, shelf)
    faults = loaded if isinstance(loaded, tuple) else ()
    if isinstance(loaded, tuple):
        return Imported(path, (*manuscript.diagnostics, *faults))
    accounting, complaints = account(manuscript, loaded, [one.text for one in draft.dropped])
    found = (*manuscript.diagnostics, *complaints)
    if has_errors(complaints):
        return Imported(path, found, draft.period.period, words=accounting.words)
    return _imported(path, manuscript, draft, text, accounting, found)


def _setting(path: Path, shelf: Shelf, period: Period | None) -> Setting:
    """Return what helps: the folder's series, else that of the file's own folder."""
    series, register = shelf.series, shelf.register
    if series is not None:
        return Setting(series, True, register, period)
    beside = load_shelf(path.parent)
    register = register if register.actors else beside.register
    return Setting(beside.series, False, register, period)


def _read_back(text: str, draft: Draft, shelf: Shelf) -> LoadedIssue | tuple[Diagnostic, ...]:
    data = text.encode()
    if len(data) > MAX_BYTES:
        message = (
            f"{draft.name}: the draft would have {len(data) / 1_000_000:.0f} MB, more than a file "
            "of an issue may have"
        )
        return (error("SV956", message, None, "import it in parts, an issue a file"),)
    loaded = load_issue_text(data, f"{draft.period.period.stem}.yaml", shelf)
    faults = [found for found in loaded.diagnostics if found.is_error]
    if loaded.issue is None or faults:
        said = "; ".join(found.message for found in faults[:3])
        name = draft.name
        return (error("SV957", f"{name}: the draft does not read back: {said}", None, _REPORT),)
    return loaded


_REPORT = "nothing was written; this is a fault of the import: please report it with the file"


def _fault(manuscript: Manuscript, what: str) -> Diagnostic:
    return error("SV957", f"{manuscript.name}: {what}", None, _REPORT)


def _imported(
    path: Path,
    manuscript: Manuscript,
    draft: Draft,
    text: str,
    accounting: Accounting,
    diagnostics: tuple[Diagnostic, ...],
) -> Imported:
    sources = [source for item in draft.items for source in item.facts.sources]
    live = {(id(item), s.key) for item in draft.items for s in item.facts.sources if s.url}
    links = [(id(item), key) for item in draft.items for key in item.facts.link_keys]
    return Imported(
        path,
        diagnostics,
        draft.period.period,
        text,
        dict(draft.pictures),
        manuscript.pages,
        len(draft.sections),
        len(draft.items),
        sum(link in live for link in links),
        sum(source.url is None for source in sources),
        tuple(checks_in(text)),
        accounting.words,
        accounting.dropped,
        tuple(
            Learnt(actor, f"{draft.period.period.stem}/{item.facts.id}")
            for item in draft.items
            for actor in item.facts.actors
        ),
    )


def checks_in(text: str) -> list[Check]:
    """Return the remarks of a draft's file with their lines, and what they speak of."""
    lines = text.split("\n")
    return [
        Check(number, " ".join(_spoken_of(lines, number).split()))
        for number, line in enumerate(lines, 1)
        if CHECK in line and "`check:`" not in line
    ]


def _spoken_of(lines: Sequence[str], number: int) -> str:
    """Return a line with its remark; a remark above a line comes after it."""
    line = lines[number - 1]
    return f"{lines[number]} {line}" if line.lstrip().startswith("#") else line

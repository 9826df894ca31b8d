"""One old issue from its file to the text of a draft: read, told apart, proved and built."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from strevview.build.turn import Press
from strevview.diagnostics import Diagnostic, error, has_errors
from strevview.importers.blocks import Document, FileContents, LeftOut
from strevview.importers.draft import Draft, Surroundings, make_draft
from strevview.importers.draft_yaml import CHECK, draft_yaml
from strevview.importers.faults import REPORT
from strevview.importers.file_formats import read_document
from strevview.importers.learning import Learnt
from strevview.importers.outline import outline
from strevview.importers.proof import Proof, complaints, prove
from strevview.importers.prose_writer import UnwritableProseError
from strevview.lint.engine import check
from strevview.model.dates import Period
from strevview.model.loading import LoadedIssue, Shelf, load_issue_text, load_shelf
from strevview.source.reader import MAX_BYTES

_NOT_FOUND_AGAIN = "not found again in the draft"


@dataclass(frozen=True, slots=True)
class Check:
    """A guess of a draft: the line it stands on, from 1, and its remark."""

    line: int
    text: str


@dataclass(frozen=True)
class Imported:
    """What became of one file.

    `text` is the draft's file, None where there is none; `pictures` are the bytes of its pictures
    by their paths.
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
    left_out: int = 0
    gone: int = 0
    learnt: tuple[Learnt, ...] = ()


def draft_file(path: Path, folder: Path, period: Period | None = None) -> Imported:
    """Make the draft of an old issue for a folder of issues, without building it.

    The series and the register of the folder, else of the file's own folder, help to tell names.
    Whatever goes wrong is among the diagnostics.
    """
    shelf = load_shelf(folder)
    document, contents = read_document(path)
    return _draft(document, contents, path, shelf, period)


class Importer:
    """Imports files one after the other; styles and fonts for building drafts are loaded once."""

    def __init__(self) -> None:
        self._press = Press()

    def import_file(self, path: Path, folder: Path, period: Period | None = None) -> Imported:
        """Make the draft of an old issue, as `draft_file` does, and see that it builds.

        A draft that does not build is made again without emphasis, lists and quotations.
        """
        shelf = load_shelf(folder)
        document, contents = read_document(path)
        imported = _draft(document, contents, path, shelf, period)
        faults = self._build_faults(imported, shelf)
        if faults:
            imported = _draft(document, contents, path, shelf, period, cautious=True)
            faults = self._build_faults(imported, shelf)
        if faults:
            said = "; ".join(found.message for found in faults[:3])
            fault = error("SV957", f"{path.name}: the draft does not build: {said}", None, REPORT)
            return Imported(path, (*imported.diagnostics, fault), imported.period)
        return imported

    def _build_faults(self, imported: Imported, shelf: Shelf) -> list[Diagnostic]:
        """Return the errors that come of building a draft in a folder of its own."""
        if imported.text is None or imported.period is None:
            return []
        with tempfile.TemporaryDirectory(prefix="strevview-import-") as place:
            desk = Path(place) / "issues"
            desk.mkdir()
            styles = shelf.folder.resolve().parent / "styles"
            if styles.is_dir():
                shutil.copytree(styles, Path(place) / "styles")
            for name, data in imported.pictures.items():
                target = desk / name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(data)
            here = replace(shelf, folder=desk)
            loaded = load_issue_text(imported.text.encode(), f"{imported.period.stem}.yaml", here)
            pressed = self._press.print(loaded, check((loaded,)))
        # What is wrong in the folder's own files is not the draft's fault.
        shared = set(shelf.diagnostics)
        return [one for one in pressed.diagnostics if one.is_error and one not in shared]


def _draft(
    document: Document,
    contents: FileContents,
    path: Path,
    shelf: Shelf,
    period: Period | None,
    *,
    cautious: bool = False,
) -> Imported:
    """Make the draft of a document, and prove it against the contents of its file."""
    known = _surroundings(path, shelf, period)
    if has_errors(document.diagnostics) or not document.blocks:
        return Imported(path, document.diagnostics or (_nothing(document),))
    found = outline(document, known.series, known.period)
    if found is None:
        return Imported(path, (*document.diagnostics, _no_period(document)))
    try:
        draft = make_draft(document.name, found, known, cautious=cautious)
    except UnwritableProseError as reason:
        fault = _fault(document, f"a text cannot be written: “{reason}”")
        return Imported(path, (*document.diagnostics, fault))
    if not draft.items:
        return Imported(path, (*document.diagnostics, _nothing(document)))
    loaded = _read_back(draft_yaml(draft), draft, shelf)
    if isinstance(loaded, Diagnostic):
        return Imported(path, (*document.diagnostics, loaded))
    proof = prove(
        contents,
        loaded,
        draft.left_out,
        announced=found.announced,
        named=draft.series is not None,
    )
    said = (*document.diagnostics, *complaints(proof, document.name, draft.left_out))
    if has_errors(said):
        return Imported(path, said, draft.period.period, words=proof.words)
    if proof.gone:
        lost = LeftOut(" ".join(proof.gone), _NOT_FOUND_AGAIN)
        draft = replace(draft, left_out=(*draft.left_out, lost))
    return _imported(path, document, draft, proof, said)


def _surroundings(path: Path, shelf: Shelf, period: Period | None) -> Surroundings:
    """Return what helps: the folder's series, else that of the file's own folder."""
    if shelf.series is not None:
        return Surroundings(shelf.series, True, shelf.register, period)
    beside = load_shelf(path.parent)
    register = shelf.register if shelf.register.actors else beside.register
    return Surroundings(beside.series, False, register, period)


def _read_back(text: str, draft: Draft, shelf: Shelf) -> LoadedIssue | Diagnostic:
    data = text.encode()
    if len(data) > MAX_BYTES:
        message = (
            f"{draft.name}: the draft would have {len(data) / 1_000_000:.0f} MB, more than a file "
            "of an issue may have"
        )
        return error("SV956", message, None, "import it in parts, an issue a file")
    loaded = load_issue_text(data, f"{draft.period.period.stem}.yaml", shelf)
    faults = [found for found in loaded.diagnostics if found.is_error]
    if loaded.issue is None or faults:
        said = "; ".join(found.message for found in faults[:3])
        message = f"{draft.name}: the draft does not read back: {said}"
        return error("SV957", message, None, REPORT)
    return loaded


def _fault(document: Document, what: str) -> Diagnostic:
    return error("SV957", f"{document.name}: {what}", None, REPORT)


def _nothing(document: Document) -> Diagnostic:
    return error(
        "SV955",
        f"{document.name}: no text is left for an issue: all of it is headings, a cover, and lines "
        "that repeat on each page",
        None,
        "is it the right file? A text alone goes into an issue by `strevview new` and pasting",
    )


def _no_period(document: Document) -> Diagnostic:
    return error(
        "SV954",
        f"{document.name} does not say of which month it is",
        None,
        "tell it with --period, such as --period 2014-03",
    )


def _imported(
    path: Path, document: Document, draft: Draft, proof: Proof, said: tuple[Diagnostic, ...]
) -> Imported:
    text = draft_yaml(draft)
    sources = [source for item in draft.items for source in item.facts.sources]
    live = {(id(item), s.key) for item in draft.items for s in item.facts.sources if s.url}
    links = [(id(item), key) for item in draft.items for key in item.facts.link_keys]
    return Imported(
        path,
        said,
        draft.period.period,
        text,
        dict(draft.pictures),
        document.pages,
        len(draft.sections),
        len(draft.items),
        sum(link in live for link in links),
        sum(source.url is None for source in sources),
        tuple(checks_in(text)),
        proof.words,
        proof.left_out,
        len(proof.gone),
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
    if not line.lstrip().startswith("#"):
        return line
    spoken_of = next((one for one in lines[number:] if not one.lstrip().startswith("#")), "")
    return f"{spoken_of} {line}"

"""One old issue from its file to the text of a draft: read, told apart, proved and built.

Which reader a file is for is told by its content, then by its name.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from strevview.build.turn import IssuePrinter
from strevview.diagnostics import Diagnostic, Span, error, has_errors, warning
from strevview.importers.actors import gazetteer
from strevview.importers.blocks import Document, FileContents, LeftOut
from strevview.importers.docx_reader import read_docx
from strevview.importers.draft import ActorMention, DraftContext, make_draft
from strevview.importers.draft_writer import CHECK, UnwritableProseError, draft_yaml
from strevview.importers.file_contents import docx_contents, markdown_contents, text_contents
from strevview.importers.files import (
    NO_WORDS,
    REPORT,
    Format,
    RefusedError,
    first_bytes,
    format_of,
    read_plain,
    refused,
)
from strevview.importers.markdown_reader import read_markdown
from strevview.importers.outline import Outline, outline
from strevview.importers.proof import complaints, prove
from strevview.importers.text_reader import read_text
from strevview.lint.engine import check
from strevview.lint.selection import OUTSIDE_THE_FILES, Selection
from strevview.model.dates import Period
from strevview.model.loading import Shelf, load_issue_text, load_shelf
from strevview.render import load_renderer
from strevview.source.disk import MAX_BYTES


class ImportState(StrEnum):
    """What became of an old issue."""

    IMPORTED = "imported"
    SAME = "same"
    DIFFERS = "differs"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Check:
    """A guess of a draft: the line it stands on, from 1, and its remark."""

    line: int
    text: str


@dataclass(frozen=True)
class Imported:
    """What became of one old issue.

    `text` is the draft's file, None where there is none; `pictures` are the bytes of its pictures
    by their paths. `target` is the issue file that the draft was written to or, with `differences`,
    compared with.
    """

    path: Path
    diagnostics: tuple[Diagnostic, ...]
    period: Period | None = None
    text: str | None = field(default=None, repr=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    pages: int | None = None
    sections: int = 0
    items: int = 0
    links: int = 0
    dead_links: int = 0
    checks: tuple[Check, ...] = ()
    words: int = 0
    left_out: int = 0
    gone: int = 0
    learnt: tuple[ActorMention, ...] = ()
    seconds: float = 0.0
    target: Path | None = None
    differences: tuple[str, ...] | None = None

    @property
    def state(self) -> ImportState:
        """What became of the file, in a word."""
        if self.differences:
            return ImportState.DIFFERS
        if has_errors(self.diagnostics):
            return ImportState.FAILED
        return ImportState.IMPORTED if self.differences is None else ImportState.SAME

    @property
    def failed(self) -> bool:
        """Whether there is no draft, or one that differs."""
        return self.state in (ImportState.FAILED, ImportState.DIFFERS)

    def without_draft(self) -> Imported:
        """Return the same without the bytes of the draft and its pictures."""
        return replace(self, text=None, pictures=dict.fromkeys(self.pictures, b""), learnt=())

    def with_more(self, *said: Diagnostic) -> Imported:
        """Return the same with more complaints."""
        return replace(self, diagnostics=(*self.diagnostics, *said))


def import_file(
    path: Path, folder: Path, period: Period | None = None, printer: IssuePrinter | None = None
) -> Imported:
    """Make the draft of an old issue for a folder of issues.

    The series and the register of the folder, else of the file's own folder, help to tell names.
    With a `printer` the draft is built in memory. Whatever goes wrong is among the diagnostics.
    """
    shelf = load_shelf(folder)
    document, contents = read_document(path)
    if has_errors(document.diagnostics):
        return Imported(path, document.diagnostics)
    known = _surroundings(path, shelf)
    found = outline(document, known.series, period)
    if isinstance(found, Diagnostic):
        return Imported(path, (*document.diagnostics, found))
    imported = _drafted(path, document, contents, found, known)
    faults = [] if printer is None else _build_faults(imported, shelf, printer)
    if not faults:
        return imported
    ours = _our_fault(f"{path.name}: the draft does not build", faults)
    return Imported(path, (*imported.diagnostics, ours), imported.period)


def _surroundings(path: Path, shelf: Shelf) -> DraftContext:
    """Return what helps: the folder's series, else that of the file's own folder."""
    if shelf.series is not None:
        return DraftContext(shelf, shelf.series, shelf.register)
    beside = load_shelf(path.parent)
    register = shelf.register if shelf.register.actors else beside.register
    return DraftContext(shelf, beside.series, register)


def _drafted(
    path: Path,
    document: Document,
    contents: FileContents,
    found: Outline,
    known: DraftContext,
) -> Imported:
    """Make the draft of a document, and prove it against the contents of its file."""
    name, period, said = document.name, found.period, document.diagnostics
    try:
        draft = make_draft(found, known)
    except UnwritableProseError as reason:
        ours = error("SV957", f"{name}: a text cannot be written: “{reason}”", None, REPORT)
        return Imported(path, (*said, ours))
    text = draft_yaml(name, draft.data, draft.left_out)
    if (size := len(text.encode())) > MAX_BYTES:
        what = f"the draft would have {size / 1e6:.0f} MB, more than a file of an issue may have"
        advice = "import it in parts, an issue a file"
        return Imported(path, (*said, error("SV956", f"{name}: {what}", None, advice)))
    loaded = load_issue_text(text.encode(), f"{period.stem}.yaml", known.shelf)
    faults = [one for one in loaded.diagnostics if one.is_error]
    if loaded.issue is None or faults:
        return Imported(path, (*said, _our_fault(f"{name}: the draft does not read back", faults)))
    announced, named = found.announced, draft.data["series"] is not None
    proof = prove(contents, loaded, draft.left_out, announced=announced, named=named)
    said = (*said, *complaints(proof, name, draft.left_out))
    if has_errors(said):
        return Imported(path, said, period, words=proof.words)
    if proof.gone:
        lost = LeftOut(" ".join(proof.gone), "not found again in the draft")
        text = draft_yaml(name, draft.data, (*draft.left_out, lost))
    items = [item for _, item, _ in loaded.items()]
    return Imported(
        path,
        said,
        period,
        text,
        pictures=draft.pictures,
        pages=document.pages,
        sections=len(loaded.issue.sections),
        items=len(items),
        links=draft.links,
        dead_links=sum(source.url is None for item in items for source in item.sources.values()),
        checks=tuple(_checks(text)),
        words=proof.words,
        left_out=proof.left_out,
        gone=len(proof.gone),
        learnt=tuple(draft.learnt),
    )


def _build_faults(imported: Imported, shelf: Shelf, printer: IssuePrinter) -> list[Diagnostic]:
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
        made = printer.print(loaded, check((loaded,), Selection(ignore=OUTSIDE_THE_FILES)))
    # What is wrong in the folder's own files is not the draft's fault.
    shared = set(shelf.diagnostics)
    return [one for one in made.diagnostics if one.is_error and one not in shared]


def _our_fault(what: str, faults: Sequence[Diagnostic]) -> Diagnostic:
    said = "; ".join(found.message for found in faults[:3])
    return error("SV957", f"{what}: {said}", None, REPORT)


def _checks(text: str) -> Iterator[Check]:
    """Yield the remarks of a draft's file with their lines; one above a line comes after it."""
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if CHECK not in line:
            continue
        said = line
        if line.lstrip().startswith("#"):
            below = (one for one in lines[number:] if not one.lstrip().startswith("#"))
            said = f"{next(below, '')} {line}"
        yield Check(number, " ".join(said.split()))


_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
# What is read, with the endings that names of files have, the usual one first.
_READ = {
    Format.PDF: ("a PDF", ".pdf"),
    Format.ZIP: ("a DOCX", ".docx", ".docm", ".dotx", ".dotm"),
    Format.OLE: ("a DOCX", ".docx"),
    Format.TEXT: ("text", ".txt", ".text", ".asc", "", *_MARKDOWN),
}
# What is not read although it is text.
_OTHER = frozenset(
    {".html", ".htm", ".mhtml", ".xml", ".csv", ".json", ".eml", ".tex", ".rst", ".yaml", ".yml"}
)
_ADVICE = {
    ".yaml": "an issue that is YAML already needs no import: `strevview lint` checks it",
    Format.PICTURE: "a picture has no text: make a PDF with OCR of it",
    Format.ARCHIVE: "unpack it, and give the files in it",
}
_NO_TEXT = "look for another copy, with text; for pictures of pages, make one with OCR"


def read_document(path: Path) -> tuple[Document, FileContents]:
    """Read a PDF, DOCX, Markdown or plain text, and count its words and links apart from that.

    The content says which it is, then the name's ending. What cannot be read is an error in the
    document's diagnostics, and has no contents.
    """
    try:
        return _read(path)
    except RefusedError as reason:
        return refused(path, reason)


def _read(path: Path) -> tuple[Document, FileContents]:
    head = first_bytes(path)
    ending = path.suffix.lower()
    found = format_of(head)
    if found is Format.HTML and ending in _MARKDOWN:
        found = Format.TEXT
    _refuse_other_formats(str(path), head, found, ending)
    document, contents = _read_by_format(path, found, ending)
    if not any(block.text for block in document.blocks):
        if has_errors(document.diagnostics):
            return document, FileContents(())
        refusal = RefusedError("SV945", str(path), NO_WORDS, _NO_TEXT)
        return refused(path, refusal, *document.diagnostics)
    kind, *endings = _READ[found]
    if ending in endings:
        return document, contents
    what = f"its name says otherwise, but this is {kind}, and it is read as that"
    advice = f"name it with the ending {endings[0]}"
    misnamed = warning("SV946", what, Span.point(str(path)), advice)
    return replace(document, diagnostics=(misnamed, *document.diagnostics)), contents


def _refuse_other_formats(name: str, head: bytes, found: Format, ending: str) -> None:
    """Raise RefusedError where the first bytes or the ending tell that a file is not read."""
    if not head:
        advice = "look for another copy: this one has no bytes at all"
        raise RefusedError("SV945", name, NO_WORDS, advice)
    if found is Format.TEXT and ending in {*_READ[Format.PDF], *_READ[Format.ZIP]}:
        what = f"its name ends in {ending}, but it does not begin as such a file"
        advice = "look for another copy, or name it as what it is"
        raise RefusedError("SV942", name, what, advice)
    if found not in _READ or (found is Format.TEXT and ending in _OTHER):
        kind = f"a file of the kind {ending}" if found is Format.TEXT else found.value
        advice = _ADVICE.get(ending) or _ADVICE.get(found) or "save it as DOCX or PDF"
        raise RefusedError("SV940", name, kind, advice)


def _read_by_format(path: Path, found: Format, ending: str) -> tuple[Document, FileContents]:
    """Read a file by its format."""
    if found is Format.PDF:
        return read_pdf(path)
    if found in {Format.ZIP, Format.OLE}:
        return read_docx(path), docx_contents(path)
    text, guessed = read_plain(path)
    if ending in _MARKDOWN:
        document, contents = read_markdown(path, text), markdown_contents(text)
    else:
        document, contents = read_text(path, text), text_contents(text)
    return replace(document, diagnostics=(*guessed, *document.diagnostics)), contents


_PATIENCE = 30.0
_BYTES_A_SECOND = 50_000
_START = "import sys; from strevview.importers.pdf_reader import main; main(sys.argv[1])"


def read_pdf(path: Path, patience: float = _PATIENCE) -> tuple[Document, FileContents]:
    """Return what stands in a PDF, and its words and links as PDFium itself counts them.

    A file that cannot be read has no blocks and an error: SV930 to SV934, SV936, SV941, SV944 or
    SV945. It may take `patience` seconds, and one more for each 50 kB.

    Raises:
        OSError: there is no such file.
    """
    patience += path.stat().st_size / _BYTES_A_SECOND
    # Where this process found its modules, the other one finds the same.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    command = [sys.executable, "-P", "-c", _START, str(path)]
    nothing = subprocess.DEVNULL
    try:
        # -P: the folder that somebody works in is no place for modules.
        with subprocess.Popen(
            command, env=environment, stdin=nothing, stdout=subprocess.PIPE, stderr=nothing
        ) as reader:
            try:
                # Both take as long as to read an issue, and whoever imports it needs them next.
                gazetteer()
                load_renderer()
                written, _ = reader.communicate(timeout=patience)
            finally:
                reader.kill()
        # Only what `main` here has written comes from there.
        found: tuple[Document, FileContents] = pickle.loads(written)  # noqa: S301
    except subprocess.TimeoutExpired:
        what = f"this PDF takes longer than {patience:.0f} s to read"
        return refused(path, RefusedError("SV934", str(path), what))
    except (pickle.UnpicklingError, EOFError):
        what = "this PDF is damaged: it brings its reader down"
        return refused(path, RefusedError("SV930", str(path), what))
    return found

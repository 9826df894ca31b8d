"""A DOCX file as blocks: mended part by part, read by mammoth, and taken out of its model."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import (
    Block,
    Document,
    Kind,
    Picture,
    Run,
    lowered,
    raised,
    trimmed_runs,
)
from strevview.importers.docx_mending import (
    Found,
    Mending,
    choose_alternatives,
    mend,
    note_marks,
)
from strevview.importers.docx_package import BROKEN, Package, RefusedError, fault_of, open_package
from strevview.importers.docx_styles import Form, Lists, Styles, W
from strevview.importers.notes import last_word_linked, only_address

# Of one part: what a book of 500 pages has, and what is read in some 20 seconds.
MAX_ELEMENTS = 300_000
_NOTES = ("footnotes", "endnotes")
_ASIDE = {"comments": "a comment", "header": "a running header", "footer": "a running footer"}
_SHAPES: dict[str, Callable[[str], str]] = {"superscript": raised, "subscript": lowered}
_BOOKMARK = W + "bookmarkStart"
# An element of mammoth's model, which has no types.
_Element = Any
_ROW = "this was the row of a table"
_BETWEEN_CELLS = Run(" · ")


def read_docx(path: Path) -> Document:
    """Read a DOCX: every word and link is in a block or left out, with the reason.

    What cannot be read is an error in the document's diagnostics (SV940 to SV945).
    """
    package = open_package(path)
    if isinstance(package, Diagnostic):
        return Document(path.name, diagnostics=(package,))
    try:
        return _read(package, path.name)
    except BROKEN as reason:
        return Document(path.name, diagnostics=(fault_of(package.name, reason),))


def _read(package: Package, name: str) -> Document:
    """Mend the parts that hold text and have mammoth read them."""
    from mammoth import docx

    parts = {"document": package.main}
    parts |= {kind: part for kind in _NOTES for part in package.related(kind)}
    roots = {kind: package.xml(part) for kind, part in parts.items()}
    styles = Styles(_first(package, "styles"))
    places = {mark.get(W + "name", "") for root in roots.values() for mark in root.iter(_BOOKMARK)}
    found = Found(styles, Lists(_first(package, "numbering"), styles), frozenset(places))
    mended = io.BytesIO()
    with zipfile.ZipFile(mended, "w", zipfile.ZIP_STORED) as archive:
        for kind, root in roots.items():
            _refuse_too_many(package, root)
            choose_alternatives(root)
            mend(root, package, package.relations(parts[kind]), found)
            archive.writestr(f"word/{kind}.xml", ElementTree.tostring(root, "utf-8"))
    model = docx.read(mended).value
    marks = [mark for kind in _NOTES if kind in roots for mark in note_marks(roots[kind])]
    taken = _Taking(found, {mark: model.notes.find_note(*mark).body for mark in marks})
    blocks = _with_titles_above(list(taken.blocks(model.children)))
    taken.leave_out_unused_notes()
    _leave_out_aside(package, found)
    diagnostics = list(found.diagnostics)
    if not any(block.text for block in blocks):
        advice = "pictures of pages have no text: make one with OCR, or look for the true document"
        diagnostics.insert(0, faults.without_text(package.name, advice))
        blocks = []
    return Document(
        name,
        tuple(blocks),
        tuple(found.left_out),
        language=styles.language,
        diagnostics=tuple(diagnostics),
    )


def _first(package: Package, kind: str) -> Element | None:
    part = next(package.related(kind), None)
    return None if part is None else package.xml(part)


def _refuse_too_many(package: Package, root: Element) -> None:
    count = sum(1 for _ in root.iter())
    if count > MAX_ELEMENTS:
        what = f"the text of the file has too many parts ({count:,} elements)"
        raise RefusedError(faults.too_large(package.name, what))


def _with_titles_above(blocks: list[Block]) -> list[Block]:
    """Return blocks with a title, which is of rank 0, as rank 1 and all other headings below it."""
    if not any(block.kind is Kind.HEADING and block.level == 0 for block in blocks):
        return blocks
    return [
        replace(block, level=block.level + 1) if block.kind is Kind.HEADING else block
        for block in blocks
    ]


def _leave_out_aside(package: Package, found: Found) -> None:
    """Leave out comments, headers and footers, a text that several of them have as one."""
    aside = Found(found.styles, found.lists, found.places)
    for kind, why in _ASIDE.items():
        for part in package.related(kind):
            root = package.xml(part)
            choose_alternatives(root)
            Mending(package, package.relations(part), aside).leave_out_paragraphs(root, why)
    for one, times in Counter(aside.left_out).items():
        found.left_out.append(replace(one, times=times))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands in a paragraph: letters of a size, a picture, the key of a note, or a link."""

    run: Run
    size: float | None = None
    picture: Picture | None = None
    note: tuple[str, str] | None = None


_PLAIN = _Piece(Run(""))


@dataclass
class _Taking:
    """Takes blocks out of mammoth's model; each note once, behind the paragraph of its mark."""

    found: Found
    notes: dict[tuple[str, str], list[_Element]]
    _waiting: list[list[_Element]] = field(default_factory=list)

    def blocks(self, elements: Iterable[_Element], *, in_row: bool = False) -> Iterator[Block]:
        """Yield the blocks of elements; notes in a row wait for its end."""
        from mammoth import documents

        for element in elements:
            if isinstance(element, documents.Paragraph):
                yield from self._paragraph(element)
            elif isinstance(element, documents.TableRow):
                yield from self._row(element)
            elif isinstance(element, documents.HasChildren):
                yield from self.blocks(element.children, in_row=in_row)
            while self._waiting and not in_row:
                yield from self.blocks(self._waiting.pop(0))

    def _row(self, row: _Element) -> Iterator[Block]:
        """Yield a row as a list's entry; its blocks as they are where a cell has more than one."""
        cells = [list(self.blocks([cell], in_row=True)) for cell in row.children]
        texts = [[block for block in cell if block.text] for cell in cells]
        filled = [cell[0] for cell in texts if cell]
        plain = all(len(cell) <= 1 for cell in texts)
        if not plain or len(filled) < 2 or any(one.kind is Kind.HEADING for one in filled):
            yield from (block for cell in cells for block in cell)
            return
        runs = [run for one in filled for run in (_BETWEEN_CELLS, *one.runs)][1:]
        links = tuple(link for one in filled for link in one.links)
        yield Block(
            Kind.LIST_ENTRY, tuple(runs), level=1, size=filled[0].size, links=links, check=_ROW
        )
        yield from (block for cell in cells for block in cell if not block.text)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        """Yield a paragraph, in parts where two line breaks divide it, and its pictures."""
        form = self.found.forms[int(paragraph.style_id)]
        parts: list[list[_Piece]] = [[]]
        for piece in self._with_notes(_pieces(paragraph.children, self.found.pictures)):
            if piece.run.text == "\n" and _ends_with_break(parts[-1]):
                parts.append([])
            parts[-1].append(piece)
        for part in parts:
            yield from _blocks_of(part, form)

    def _with_notes(self, pieces: Iterable[_Piece]) -> list[_Piece]:
        """Return pieces without the marks of notes; one that names a source makes a link."""
        kept: list[_Piece] = []
        for piece in pieces:
            if piece.note is None:
                kept.append(piece)
                continue
            body = self.notes.pop(piece.note, None)
            if body is not None and not self._is_source(body, kept):
                self._waiting.append(body)
        return kept

    def _is_source(self, body: list[_Element], kept: list[_Piece]) -> bool:
        """Whether a note only names a source; then the last word before it leads there."""
        said = list(_pieces(body, self.found.pictures))
        text = "".join(piece.run.text for piece in said)
        links = {piece.run.address for piece in said if piece.run.address}
        address = only_address(text)
        last = max(
            (place for place, one in enumerate(kept) if re.search(r"\w", one.run.text)),
            default=None,
        )
        if address is None or last is None or len(links) > 1 or any(one.picture for one in said):
            return False
        linked = last_word_linked(kept[last].run, links.pop() if links else address)
        if linked is None:
            return False
        kept[last : last + 1] = [replace(kept[last], run=run) for run in linked]
        why = f"a note: it gives the source of “{linked[1].text}”"
        self.found.leave_out(text, why)
        return True

    def leave_out_unused_notes(self) -> None:
        """Leave out the notes that nothing refers to."""
        for body in self.notes.values():
            for block in self.blocks(body):
                why = "a note that nothing refers to"
                self.found.leave_out(block.text, why)
                for link in (*block.links, *(run.address for run in block.runs)):
                    self.found.leave_out(link or "", why)


def _pieces(
    elements: Iterable[_Element],
    pictures: list[Picture],
    look: _Piece = _PLAIN,
    shape: Callable[[str], str] = str,
) -> Iterator[_Piece]:
    """Yield what stands in elements of mammoth's model that have the look of those around them."""
    from mammoth import documents

    for element in elements:
        if isinstance(element, documents.Text):
            yield replace(look, run=replace(look.run, text=shape(element.value)))
        elif isinstance(element, documents.Tab):
            yield replace(look, run=replace(look.run, text="\t"))
        elif isinstance(element, documents.Break):
            yield replace(look, run=replace(look.run, text="\n"))
        elif isinstance(element, documents.Bookmark):
            yield replace(look, picture=pictures[int(element.name)])
        elif isinstance(element, documents.NoteReference):
            yield _Piece(Run(""), note=(element.note_type, element.note_id))
        elif isinstance(element, documents.Run):
            run = replace(look.run, bold=element.is_bold, italic=element.is_italic)
            letters = _SHAPES.get(element.vertical_alignment, shape)
            inner = replace(look, run=run, size=element.font_size)
            yield from _pieces(element.children, pictures, inner, letters)
        elif isinstance(element, documents.Hyperlink):
            inner = replace(look, run=replace(look.run, address=element.anchor))
            # The first stands for a link that holds nothing.
            yield inner
            yield from _pieces(element.children, pictures, inner, shape)
        elif isinstance(element, documents.HasChildren):
            yield from _pieces(element.children, pictures, look, shape)


def _ends_with_break(pieces: Sequence[_Piece]) -> bool:
    """Whether only space stands behind the last line break of pieces."""
    return re.search(r"\n\s*\Z", "".join(piece.run.text for piece in pieces[-8:])) is not None


def _blocks_of(pieces: Sequence[_Piece], form: Form) -> Iterator[Block]:
    """Yield the text of pieces and their pictures, those first that stand before all words.

    An address whose link has no words goes to its picture, else to the text.
    """
    worded = {piece.run.address for piece in pieces if piece.run.text.strip()}
    sizes: Counter[float] = Counter()
    runs: list[Run] = []
    links: list[str] = []
    pictures: tuple[list[Block], list[Block]] = ([], [])
    for piece in pieces:
        address = piece.run.address
        wordless = address is not None and address not in worded
        if piece.picture is not None:
            block = Block(
                Kind.PICTURE,
                picture=piece.picture,
                links=(address,) if address and wordless else (),
            )
            pictures[bool(sizes)].append(block)
            continue
        if wordless and address and address not in links:
            links.append(address)
        runs.append(replace(piece.run, address=None) if wordless else piece.run)
        letters = len("".join(piece.run.text.split()))
        if letters:
            sizes[piece.size or 0] += letters
    own = {link for block in (*pictures[0], *pictures[1]) for link in block.links}
    rest = tuple(link for link in links if link not in own)
    yield from pictures[0]
    if sizes:
        size = max(sizes, key=lambda one: (sizes[one], one)) or None
        found = trimmed_runs(runs)
        yield Block(form.kind, found, form.level, form.number, size=size, links=rest)
    elif rest:
        yield Block(Kind.PARAGRAPH, links=rest)
    yield from pictures[1]

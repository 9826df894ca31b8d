"""The walk through a document's body: paragraphs, tables, boxes and notes in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.addresses import unfit_address
from strevview.importers.docx.inline import DELETED, Box, Inline, NoteMark, Piece, Text, chosen
from strevview.importers.docx.links import Links
from strevview.importers.docx.names import MC, W, child, children, local
from strevview.importers.docx.notes import last_word_linked, source_of
from strevview.importers.docx.numbering import Numbering, centred, heading_level, indents
from strevview.importers.docx.package import Document, Part
from strevview.importers.docx.paragraphs import Form, Paragraph, dropped_of, paragraphs_of
from strevview.importers.docx.pictures import Pictures
from strevview.importers.docx.styles import Styles
from strevview.importers.manuscript import Dropped, Picture
from strevview.importers.notes import source_note

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element

_NO_TEXT = frozenset({"sectPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr"})
_LINES_ABOVE_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_EMBEDDED = "open the document in a word processor and save it: that takes the part into its text"


@dataclass
class Body:
    """What the walk gathers: paragraphs, what was dropped and why, complaints."""

    document: Document
    paragraphs: list[Paragraph] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    complaints: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Prepare a reader for each part that has text."""
        self.styles = Styles(self.document.styles)
        self._numbering = Numbering(self.document.numbering, self.styles)
        parts = [self.document.main, *self.document.notes.values()]
        self._places = frozenset(
            str(mark.get(W + "name"))
            for part in parts
            for mark in part.root.iter(W + "bookmarkStart")
        )
        self._inlines: list[Inline] = []
        self._main = self._inline(self.document.main)
        self._notes = {
            (kind, str(note.get(W + "id"))): (self._inline(part), note)
            for kind, part in self.document.notes.items()
            for note in part.root.findall(W + kind)
            if note.get(W + "type") not in _LINES_ABOVE_NOTES
        }
        self._carried: list[Piece] = []

    def read(self) -> None:
        """Walk through everything that has text."""
        self._walk(self.document.main.root, self._main)
        for inline, note in list(self._notes.values()):
            self._drop(note, inline, "a note that nothing refers to")
        aside = [(self.document.comments, "a comment")]
        aside += [(part, "a running header") for part in self.document.headers]
        aside += [(part, "a running footer") for part in self.document.footers]
        for part, why in aside:
            if part is not None:
                self._drop(part.root, self._inline(part), why)
        for inline in self._inlines:
            self.complaints += inline.pictures.complaints
            self.complaints += [
                unfit_address(self.document.name, address) for address in inline.links.unfit
            ]

    def _inline(self, part: Part) -> Inline:
        pictures = Pictures(self.document.name, part.media)
        inline = Inline(self.styles, Links(part.addresses, self._places), pictures)
        self._inlines.append(inline)
        return inline

    def _walk(self, container: Element, inline: Inline, why: str | None = None) -> None:
        for element in children(container):
            name = local(element)
            if element.tag == MC + "AlternateContent":
                self._walk(chosen(element), inline, why)
            elif element.tag == W + "p":
                self._paragraph(element, inline, why)
            elif name == "altChunk":
                what = "a part of the document is another file inside it, and was left out"
                self.complaints.append(faults.left_out(self.document.name, what, _EMBEDDED))
            elif name == "tr" and child(element, "trPr", "del") is not None:
                self._walk(element, inline, why or DELETED)
            elif name not in _NO_TEXT:
                self._walk(element, inline, why)
        self._flush(inline)

    def _paragraph(self, paragraph: Element, inline: Inline, why: str | None) -> None:
        pieces = [*self._carried, *inline.read(paragraph)]
        self._carried = []
        if why is not None:
            pieces = [replace(p, why=p.why or why) if isinstance(p, Text) else p for p in pieces]
        properties = child(paragraph, "pPr")
        if child(properties, "rPr", "del") is not None:
            # The mark that ends it was deleted: it goes on in the next one.
            self.dropped += dropped_of(piece for piece in pieces if isinstance(piece, Text))
            self._carried = [p for p in pieces if not isinstance(p, Text) or p.why is None]
            return
        self._take(pieces, self._form(properties), inline)

    def _flush(self, inline: Inline) -> None:
        pieces, self._carried = self._carried, []
        if pieces:
            self._take(pieces, Form(), inline)

    def _form(self, properties: Element | None) -> Form:
        style = None if properties is None else child(properties, "pStyle")
        names = self.styles.names(None if style is None else str(style.get(W + "val")))
        left, right = indents(self.styles, properties)
        return Form(
            names,
            heading_level(self.styles, properties),
            self._numbering.place(properties),
            left,
            right,
            centred(self.styles, properties),
            any(name.startswith(("toc ", "table of figures")) for name in names),
        )

    def _take(self, pieces: list[Piece], form: Form, inline: Inline) -> None:
        """Add a paragraph, its pictures before or after it, its notes, and what its boxes hold."""
        texts: list[Text] = []
        before: list[Picture] = []
        after: list[Picture] = []
        notes: list[tuple[Inline, Element]] = []
        for piece in pieces:
            if isinstance(piece, Text):
                texts.append(piece)
            elif isinstance(piece, Picture):
                has_words = any(text.why is None and text.text.strip() for text in texts)
                (after if has_words else before).append(piece)
            elif isinstance(piece, NoteMark):
                note = self._notes.pop((piece.kind, piece.identity), None)
                if note is not None:
                    linked = self._linked(texts, *note)
                    texts = linked or texts
                    notes += [] if linked else [note]
        self.paragraphs += [Paragraph(form, picture=picture) for picture in before]
        self.paragraphs += paragraphs_of(texts, form)
        self.paragraphs += [Paragraph(form, picture=picture) for picture in after]
        self.dropped += dropped_of(texts)
        for reader, note_element in notes:
            self._walk(note_element, reader)
        for piece in pieces:
            if isinstance(piece, Box):
                self._walk(piece.content, inline)

    def _linked(self, texts: list[Text], inline: Inline, note: Element) -> list[Text] | None:
        """Return texts whose last word leads where a note says, if that is all it says."""
        said = [p for q in note.iter(W + "p") for p in inline.read(q)]
        words = [piece for piece in said if isinstance(piece, Text)]
        link = source_of(words)
        linked = None if link is None else last_word_linked(texts, link)
        if linked is None or len(words) < len(said):
            return None
        self.dropped += dropped_of(words)
        whole = "".join(text.text for text in words if text.why is None)
        self.dropped.append(Dropped(whole.strip(), source_note(linked[1])))
        return linked[0]

    def _drop(self, root: Element, inline: Inline, why: str) -> None:
        """Drop every paragraph of a part, for one reason."""
        for paragraph in root.iter(W + "p"):
            texts = [p for p in inline.read(paragraph) if isinstance(p, Text)]
            self.dropped += dropped_of(replace(text, why=text.why or why) for text in texts)

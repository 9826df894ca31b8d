"""The words of a DOCX by a walk of its own over every text: what the blocks are held against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.importers.docx.names import MC, M, W, child
from strevview.importers.docx.package import Document
from strevview.importers.docx.symbols import from_private, symbol

if TYPE_CHECKING:
    from strevview.importers.docx.names import Element

_SPACES = {W + "tab", W + "ptab", W + "br", W + "cr"}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_APART = {W + "del", W + "moveFrom", W + "rt"}


def words_of(document: Document) -> tuple[str, ...]:
    """Return all words, also those deleted, hidden, in notes, comments, headers and footers.

    A note's words stand after the paragraph that has its mark.
    """
    notes = {
        (kind, str(note.get(W + "id"))): note
        for kind, part in document.notes.items()
        for note in part.root.findall(W + kind)
    }
    found = [*_words(document.main.root, notes)]
    for note in notes.values():
        found += _words(note, {})
    others = [document.comments, *document.headers, *document.footers]
    for part in others:
        found += [] if part is None else _words(part.root, {})
    return tuple(found)


def _words(root: Element, notes: dict[tuple[str, str], Element]) -> Iterator[str]:
    """Yield the words of each paragraph; those of a note are taken out of `notes`."""
    carried = ""
    for paragraph in root.iter(W + "p"):
        if _inside(paragraph, MC + "Fallback", root):
            continue
        kept, apart, marks = carried, [""], []
        for element in paragraph.iter():
            if not isinstance(element.tag, str) or not _is_in(element, paragraph):
                continue
            text = _text(element)
            if element.tag in _NOTES:
                marks.append((_NOTES[element.tag], str(element.get(W + "id"))))
            elif text and _is_apart(element, paragraph):
                apart[-1] += text
            elif text:
                kept += text
                apart.append("")
        if child(paragraph, "pPr", "rPr", "del") is not None:
            carried = kept
        else:
            carried = ""
            yield from _split(kept)
        for text in apart:
            yield from _split(text)
        for mark in marks:
            if mark in notes:
                yield from _words(notes.pop(mark), {})
    yield from _split(carried)


def _text(element: Element) -> str:
    tag = element.tag
    if tag in {W + "t", W + "delText", M + "t"}:
        return str(element.text or "")
    if tag in _SPACES:
        # `w:tab` is also what a paragraph's properties say of its tabulators.
        parent = element.getparent()
        return " " if parent is not None and parent.tag == W + "r" else ""
    if tag == W + "noBreakHyphen":
        return "-"
    if tag == W + "sym":
        return symbol(str(element.get(W + "font", "")), str(element.get(W + "char", "")))
    return ""


def _split(text: str) -> list[str]:
    return from_private(text).replace("\u00ad", "").split()


def _is_in(element: Element, paragraph: Element) -> bool:
    """Whether a paragraph is the nearest around an element that is not said again for old use."""
    for ancestor in element.iterancestors():
        if ancestor.tag == MC + "Fallback":
            return False
        if ancestor.tag == W + "p":
            return ancestor is paragraph
    return False


def _is_apart(element: Element, paragraph: Element) -> bool:
    """Whether a text does not belong to the text around it: deleted, hidden, set above it."""
    if element.tag == W + "delText":
        return True
    for ancestor in element.iterancestors():
        if ancestor is paragraph:
            return False
        if ancestor.tag in _APART or child(ancestor, "rPr", "vanish") is not None:
            return True
    return False


def _inside(element: Element, tag: str, top: Element) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == tag:
            return True
    return False

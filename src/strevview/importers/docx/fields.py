"""Fields: what stands in their code, and whether a text is code, result or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# A field's code: words, texts in quotation marks (of any kind), switches (17.16.1).
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
_PAGE_NUMBERS = frozenset({"PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"})


@dataclass(frozen=True, slots=True)
class Code:
    """What a field is (`HYPERLINK`, `PAGEREF`), its address, and its place inside a document."""

    kind: str
    address: str | None = None
    anchor: str | None = None

    @property
    def is_link(self) -> bool:
        """Whether the field is a link."""
        return self.kind == "HYPERLINK"

    @property
    def is_page_number(self) -> bool:
        """Whether the field's result is the number of a page."""
        return self.kind in _PAGE_NUMBERS


def parse_code(text: str) -> Code:
    r"""Return what a field's code says; `\l` names a place inside a document (17.16.5.25)."""
    tokens = [
        (quoted or curly or bare, not bare) for quoted, curly, bare in _TOKEN.findall(text.strip())
    ]
    if not tokens:
        return Code("")
    kind, address, anchor = tokens[0][0].upper(), None, None
    place = 1
    while place < len(tokens):
        token, quoted = tokens[place]
        place += 1
        if not quoted and token.startswith("\\"):
            # \l place, \o tip and \t window take a text of their own; \n and \m take none.
            takes = token[:2].lower() in {"\\l", "\\o", "\\t"} and place < len(tokens)
            if takes and token[:2].lower() == "\\l":
                anchor = tokens[place][0]
            place += takes
        elif address is None and token:
            address = token.replace("\\\\", "\\")
    return Code(kind, address, anchor)


@dataclass
class _Open:
    text: str = ""
    code: Code | None = None


@dataclass
class Fields:
    """The fields that are open at a place of the document, the innermost last."""

    _open: list[_Open] = field(default_factory=list)

    def begin(self) -> None:
        """Meet the beginning of a field."""
        self._open.append(_Open())

    def add_code(self, text: str) -> None:
        """Meet a piece of a field's code."""
        if self._open and self._open[-1].code is None:
            self._open[-1].text += text

    def separate(self) -> None:
        """Meet the end of a field's code."""
        if self._open and self._open[-1].code is None:
            self._open[-1].code = parse_code(self._open[-1].text)

    def end(self) -> None:
        """Meet the end of a field."""
        if self._open:
            self._open.pop()

    def end_paragraph(self) -> None:
        """Close what a damaged file leaves open: code, links and page numbers end here at last."""
        while self._open:
            code = self._open[-1].code
            if code is not None and not code.is_link and not code.is_page_number:
                return
            self._open.pop()

    @property
    def in_code(self) -> bool:
        """Whether a text here is a field's code and not shown."""
        return any(found.code is None for found in self._open)

    @property
    def link(self) -> Code | None:
        """The link that a text here belongs to."""
        codes = (found.code for found in reversed(self._open))
        return next((code for code in codes if code is not None and code.is_link), None)

    @property
    def in_page_number(self) -> bool:
        """Whether a text here is the number of a page."""
        return any(found.code is not None and found.code.is_page_number for found in self._open)

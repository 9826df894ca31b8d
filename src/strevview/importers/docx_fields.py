"""Fields of a DOCX: what stands in their code, and whether a text is code, result or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# A field's code: words, texts in quotation marks (of any kind), switches (17.16.1).
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\S+)')
# \l place, \o tip and \t window take a text of their own; \n and \m take none.
_WITH_TEXT = ("\\l", "\\o", "\\t")


@dataclass(slots=True)
class Code:
    """What a field is (`HYPERLINK`, `PAGEREF`), its address, and its place inside a document."""

    kind: str = ""
    address: str = ""
    anchor: str | None = None
    has_words: bool = False

    @property
    def is_link(self) -> bool:
        """Whether the field is a link."""
        return self.kind == "HYPERLINK"

    @property
    def is_page_number(self) -> bool:
        """Whether the field's result is the number of a page."""
        return self.kind in {"PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES"}


def parse_code(text: str) -> Code:
    r"""Return what a field's code says; `\l` names a place inside a document (17.16.5.25)."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Code()
    code = Code("".join(tokens[0]).upper())
    switch = ""
    for quoted, curly, bare in tokens[1:]:
        if bare.startswith("\\"):
            switch = bare[:2].lower()
            continue
        if switch == "\\l":
            code.anchor = quoted or curly or bare
        elif switch not in _WITH_TEXT and not code.address:
            code.address = (quoted or curly or bare).replace("\\\\", "\\")
        switch = ""
    return code


@dataclass
class Fields:
    """The fields that are open at a place of the document, the innermost last."""

    _open: list[Code | str] = field(default_factory=list)

    def begin(self) -> None:
        """Meet the beginning of a field."""
        self._open.append("")

    def add_code(self, text: str) -> None:
        """Meet a piece of a field's code."""
        if self._open and isinstance(self._open[-1], str):
            self._open[-1] += text

    def separate(self) -> None:
        """Meet the end of a field's code."""
        if self._open and isinstance(self._open[-1], str):
            self._open[-1] = parse_code(self._open[-1])

    def end(self) -> Code:
        """Meet the end of a field; return its code."""
        code = self._open.pop() if self._open else ""
        return parse_code(code) if isinstance(code, str) else code

    def end_paragraph(self) -> None:
        """Close what a damaged file leaves open: code, links and page numbers end here at last."""
        while self._open:
            code = self._open[-1]
            if isinstance(code, Code) and not code.is_link and not code.is_page_number:
                return
            self._open.pop()

    @property
    def why_left_out(self) -> str:
        """Why a text here is no text of the issue, or ""."""
        if any(isinstance(code, str) for code in self._open):
            return "the code of a field"
        numbers = any(isinstance(code, Code) and code.is_page_number for code in self._open)
        return "a page number" if numbers else ""

    @property
    def link(self) -> Code | None:
        """The link that a text here belongs to."""
        codes = (code for code in reversed(self._open) if isinstance(code, Code))
        return next((code for code in codes if code.is_link), None)

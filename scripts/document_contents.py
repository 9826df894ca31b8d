"""What a real document holds, for `measure_documents`: counted by no code that imports it.

Markdown is read from its tokens, a DOCX from each `w:t`, a PDF from PDFium's text of each page.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pypdfium2
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pypdfium2 import raw

_FENCED = re.compile(r"\A\ufeff?\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
# As Pelican writes it: from the first line to the first empty one, and no fence.
_UNFENCED = re.compile(r"\A\ufeff?title:.*\n(?:(?:\w+:|[ \t]).*\n)*", re.IGNORECASE)
# Many write it beneath a line of text, where CommonMark takes it for text.
_DEFINITION = re.compile(r"^(?=\[[^\]^][^\]]*\]:\s)", re.MULTILINE)
_FIELD = re.compile(r"""\s*HYPERLINK\s+(?:"([^"]+)"|([^\s"\\]+))""")


@dataclass
class Content:
    """The texts and addresses of a file, and which of its texts could begin an item."""

    texts: list[str] = field(default_factory=list)
    openings: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)


class _Html(HTMLParser):
    """Takes texts and addresses out of HTML; comments and scripts are no text."""

    def __init__(self, content: Content) -> None:
        super().__init__()
        self.content, self.text, self.unseen = content, "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen = tag in {"script", "style"}
        for name, value in attrs:
            if value and (tag, name) == ("a", "href"):
                self.content.links.add(value)
            elif value and (tag, name) == ("img", "src"):
                self.content.pictures.add(value)

    def handle_endtag(self, tag: str) -> None:
        self.unseen = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self.unseen else data

    def read_inline(self, tokens: Iterable[Token]) -> None:
        """Take in what stands within a paragraph."""
        for token in tokens:
            if token.type == "html_inline":
                self.feed(token.content)
            elif token.type == "image":
                self.content.pictures.add(str(token.attrs["src"]))
                self.text += "\n"
                self.read_inline(token.children or [])
                self.text += "\n"
            elif token.type in {"softbreak", "hardbreak"}:
                self.text += "\n"
            elif token.type == "link_open":
                self.content.links.add(str(token.attrs["href"]))
            else:
                self.text += token.content


def read_markdown(path: Path) -> Content:
    """Return what a Markdown file holds behind its front matter."""
    content = Content()
    text = _FENCED.sub("", path.read_text("utf-8", errors="replace"), count=1)
    text = _DEFINITION.sub("\n", _UNFENCED.sub("", text, count=1))
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    for n, token in enumerate(tokens):
        html = _Html(content)
        if token.type == "inline":
            html.read_inline(token.children or [])
            if tokens[n - 1].type in {"paragraph_open", "heading_open"} or (
                tokens[n - 2].type == "tr_open"
            ):
                content.openings.append(html.text)
        elif token.type == "html_block":
            html.feed(token.content)
            html.close()
        else:
            html.text = token.content
        content.texts.append(html.text)
    return content


def read_docx(path: Path) -> Content:
    """Return what a DOCX holds in its body and notes; tracked changes count as accepted."""
    content = Content()
    with ZipFile(path) as package:
        mains = _related(package, "", "")
        main = next((to for kind, to in mains.values() if kind == "officeDocument"), None)
        parts = [main or "word/document.xml"]
        for kind, target in _related(package, *_split(parts[0])).values():
            if kind in {"footnotes", "endnotes"}:
                parts.append(target)
        for part in parts:
            content.texts.append("")
            fields = ""
            related = _related(package, *_split(part))
            for what, said in _walk(_xml(package.read(part))):
                if what == "text":
                    content.texts[-1] += said
                elif what == "paragraph":
                    content.texts.append("")
                elif what == "field":
                    fields += said
                elif said in related:
                    content.links.add(related[said][1])
            found = filter(None, map(_FIELD.match, fields.split("\n")))
            content.links.update(match[1] or match[2] for match in found)
    return content


def _split(part: str) -> tuple[str, str]:
    folder, _, name = part.rpartition("/")
    return f"{folder}/", name


def _related(package: ZipFile, folder: str, name: str) -> dict[str, tuple[str, str]]:
    """Return kind and target of what a part points to, by the relation's name."""
    part = f"{folder}_rels/{name}.rels"
    related = {}
    for relation in _xml(package.read(part)) if part in package.namelist() else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = target[1:] if target.startswith("/") else folder + target
        related[relation.get("Id", "")] = relation.get("Type", "").rpartition("/")[2], target
    return related


def _xml(data: bytes) -> Element:
    return ElementTree.fromstring(data)  # noqa: S314 - expat bounds what entities may grow to


def _walk(element: Element) -> Iterable[tuple[str, str]]:
    """Yield what stands in a part: text, ends of paragraphs, fields and links."""
    name = _local(element.tag)
    values = {_local(key): value for key, value in element.items()}
    # A fallback says again what programs that know the newer form have read already.
    if name in {"Fallback", "moveFrom", "del"}:
        return
    if name == "p":
        yield "paragraph", ""
    elif name == "t":
        yield "text", element.text or ""
    elif name in {"tab", "br", "cr"}:
        yield "text", "\n"
    elif name == "noBreakHyphen":
        yield "text", "-"
    elif name == "instrText":
        yield "field", element.text or ""
    elif name == "fldSimple" or values.get("fldCharType") == "begin":
        yield "field", "\n" + values.get("instr", "")
    elif name == "hyperlink" and "id" in values:
        yield "link", values["id"]
    for child in element:
        yield from _walk(child)
    # What follows a box of text belongs to the paragraph around it.
    if name == "p":
        yield "paragraph", ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def read_pdf(path: Path) -> Content:
    """Return what PDFium reads on the pages of a PDF."""
    content = Content()
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            content.texts.append(page.get_textpage().get_text_range(errors="replace"))
            place, link = ctypes.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(place), ctypes.byref(link)):
                action = raw.FPDFLink_GetAction(link)
                if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
                    content.links.add(_address(document.raw, action))
    return content


def _address(document: Any, action: Any) -> str:  # noqa: ANN401
    address = ctypes.create_string_buffer(raw.FPDFAction_GetURIPath(document, action, None, 0))
    raw.FPDFAction_GetURIPath(document, action, address, len(address))
    return address.value.decode("utf-8", "replace")


READERS: dict[str, tuple[str, Callable[[Path], Content]]] = {
    ".md": ("Markdown", read_markdown),
    ".markdown": ("Markdown", read_markdown),
    ".docx": ("DOCX", read_docx),
    ".pdf": ("PDF", read_pdf),
}

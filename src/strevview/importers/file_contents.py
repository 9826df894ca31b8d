"""The words and links of a file, counted from the file itself and by no code of its reader.

They are what a draft is held against, so this module shares nothing with the readers but how bytes
become text. A word is what stands between spaces; whoever compares should compare letters and
digits in Unicode's compatibility form (NFKC), for readers make `10^5^` one word with a raised 5.
An address has `%20` for each space.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from strevview.diagnostics import Diagnostic
from strevview.importers.blocks import FileContents
from strevview.importers.encodings import read_plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_PART = 64 * 1024 * 1024
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Of a DOCX: elements by their local names, for strict and transitional files differ in namespaces.
_NOT_COUNTED = frozenset({"Fallback", "moveFrom", "del"})
_SPACES = frozenset({"tab", "br", "cr", "ptab"})
_TEXTS = frozenset({"t"})
_PARTS_WITH_TEXT = ("footnotes", "endnotes")
_FIELD = re.compile(
    r"\s*HYPERLINK\s+(?:\\[a-km-z]\s+)*\"?([^\s\"\\][^\"]*?)\"?(?:\s+\\.*|\s*)$", re.DOTALL
)
# Of Markdown: front matter, values of templates, what is markup to Jekyll and to pandoc.
_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEAD = re.compile(
    r"((?:[A-Za-z][\w-]*:.*\n)*title:.*\n(?:[A-Za-z][\w-]*:.*\n)*)\s*\n", re.IGNORECASE
)
_TITLE_OR_DATE = re.compile(r"^(?:title|date)[ \t]*[:=][ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_ASSIGNED = re.compile(r"assign\s+(\w+)\s*=\s*[\"']([^\"'\n]{0,200})[\"']")
_VALUE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_MARKUP = re.compile(
    r"\{%[^{}]*%\}|\{:?\s*(?:[#.][\w-]|[\w:-]+=)[^{}\n]*\}|^[ \t]*:{3,}.*$|\[\^[^\]\s]+\]",
    re.MULTILINE,
)
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.MULTILINE)
_SILENT = frozenset({"script", "style", "svg", "math", "template", "head", "title"})
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small"}
) | {"span", "strike", "strong", "sub", "sup", "tt", "u"}
# Of text: what may be the mark of an entry; an address without the sentence's stop at its end.
_ENTRY = re.compile(r"^[ \t]*(?:o|\(?\d{1,2}[.)])[ \t]+", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.))"
    r"(?:[^\s<>\"“”‘’«»（）【】《》，。；、()\[\]{}]|\([^\s<>()]*\)|\[[^\s<>\[\]]*\])+(?<![.,;:!?*_'])",
    re.IGNORECASE,
)


def docx_contents(path: Path) -> FileContents:
    """Return the words of the main part and the notes of a DOCX, and the links that stand in them.

    Deleted and moved-away text is not counted, nor the second form of a text box. A damaged file
    has neither words nor links.
    """
    words: list[str] = []
    links: list[str] = []
    try:
        with zipfile.ZipFile(path) as package:
            for root, targets in _parts(package):
                counted = _DocxPart(targets)
                counted.walk(root)
                words += counted.words
                links += counted.links
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError):
        return FileContents(())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ET.ParseError, EOFError):
        return FileContents(())
    return FileContents(tuple(words), tuple(links))


def markdown_contents(path: Path) -> FileContents:
    """Return the words of a Markdown file, and the addresses of its links and definitions.

    Of front matter the title and the date are counted; comments, scripts and alternative texts of
    pictures are not, nor links to places in the text.
    """
    plain = read_plain(path)
    if isinstance(plain, Diagnostic):
        return FileContents(())
    front = _FRONT.match(plain.text) or _HEAD.match(plain.text)
    head, text = ("", plain.text) if front is None else (front.group(), plain.text[front.end() :])
    values = dict(_ASSIGNED.findall(text))
    text = _VALUE.sub(lambda match: values.get(match.group(1), match.group()), text)
    # A note stands like the entry of a list, what goes on in it set in.
    text = _MARKUP.sub(" ", _NOTE.sub("-", text))
    env: dict[str, dict[str, dict[str, str]]] = {}
    counted = _MarkdownWords()
    counted.add(_markdown_parser().parse(text, env))
    defined = {one["href"] for one in env.get("references", {}).values()}
    links = [*counted.links, *sorted(defined - {*counted.links, *counted.pictures})]
    words = " ".join([*_TITLE_OR_DATE.findall(head), "".join(counted.text)]).split()
    return FileContents(tuple(words), tuple(_addresses(links)))


def text_contents(path: Path) -> FileContents:
    """Return the words of a text, and the addresses in it as far as a line has them.

    Numbers and signs that may be marks of a list's entries are not counted.
    """
    plain = read_plain(path)
    if isinstance(plain, Diagnostic):
        return FileContents(())
    found = [match.group() for match in _ADDRESS.finditer(plain.text)]
    links = [address if "://" in address else f"https://{address}" for address in found]
    return FileContents(tuple(_ENTRY.sub("", plain.text).split()), tuple(links))


def _markdown_parser() -> MarkdownIt:
    """Return CommonMark with tables and struck text that leaves addresses as they are."""
    from markdown_it import MarkdownIt

    class AsWritten(MarkdownIt):
        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
            return url

        def validateLink(self, url: str) -> bool:  # noqa: N802
            return True

    parser = AsWritten("commonmark", {"html": True, "maxNesting": 60})
    return parser.enable(["table", "strikethrough"])


class _DocxPart:
    """Counts one part of a DOCX; `targets` are its hyperlinks by their ids."""

    def __init__(self, targets: dict[str, str]) -> None:
        self.words: list[str] = []
        self.links: list[str] = []
        self._targets = targets
        self._paragraphs: list[list[str]] = [[]]
        # The instructions of the fields that are open, the innermost last.
        self._fields: list[str] = []

    def walk(self, root: ET.Element) -> None:
        """Count an element and what is in it, without recursion."""
        stack: list[tuple[ET.Element, bool]] = [(root, False)]
        while stack:
            element, is_done = stack.pop()
            name = _local(element.tag)
            if is_done:
                self.words += "".join(self._paragraphs.pop()).split()
            elif name not in _NOT_COUNTED:
                if name == "p":
                    self._paragraphs.append([])
                    stack.append((element, True))
                self._count(element, name)
                stack += [(child, False) for child in reversed(element)]

    def _count(self, element: ET.Element, name: str) -> None:
        attributes = {_local(key): value for key, value in element.attrib.items()}
        if name in _TEXTS:
            self._paragraphs[-1].append(element.text or "")
        elif name in _SPACES:
            self._paragraphs[-1].append(" ")
        elif name == "hyperlink":
            self._link(self._targets.get(attributes.get("id", "")))
        elif name == "docPr":
            clicks = [child for child in element if _local(child.tag) == "hlinkClick"]
            for click in clicks:
                ids = [value for key, value in click.attrib.items() if _local(key) == "id"]
                self._link(self._targets.get("".join(ids)))
        elif name == "fldSimple":
            self._field(attributes.get("instr", ""))
        elif name == "instrText" and self._fields:
            self._fields[-1] += element.text or ""
        elif name == "fldChar":
            self._field_mark(attributes.get("fldCharType", ""))

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._fields:
            self._field(self._fields[-1])
            self._fields[-1] = ""
        elif kind == "end" and self._fields:
            self._field(self._fields.pop())

    def _field(self, instruction: str) -> None:
        match = _FIELD.match(instruction)
        self._link(None if match is None else match.group(1))

    def _link(self, address: str | None) -> None:
        if address:
            self.links += _addresses([address])


class _MarkdownWords(HTMLParser):
    """Counts the tokens of markdown-it, and the HTML among them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self._silent = 0

    def add(self, tokens: Iterable[Token]) -> None:
        """Count tokens and their children, but for the alternative texts of pictures."""
        for token in tokens:
            if token.type == "inline":
                self.add(token.children or ())
            elif token.type in {"html_inline", "html_block"}:
                self.feed(token.content)
                self.close()
                self.reset()
            elif token.type == "link_open":
                self.links.append(str(token.attrGet("href") or ""))
            elif token.type == "image":
                self.pictures.append(str(token.attrGet("src") or ""))
            elif token.type not in {"strong_open", "strong_close", "em_open", "em_close"}:
                is_mark = token.type in {"s_open", "s_close", "link_close"}
                is_code = token.type in {"text", "code_inline"}
                self.text.append(token.content if is_code or is_mark else f" {token.content} ")
            self._silent = self._silent if token.level else 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count where a link leads; what HTML sets apart is another word."""
        self._silent += tag in _SILENT
        if tag == "a":
            self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in _INLINE:
            self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """What HTML sets apart is another word."""
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag not in _INLINE:
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        """Count words, unless they are a script's."""
        if not self._silent:
            self.text.append(data)


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[ET.Element, dict[str, str]]]:
    """Yield the main part and the notes of a DOCX, each with the targets of its hyperlinks."""
    main = next(
        (target for kind, _, target in _relations(package, "") if kind == "officeDocument"), ""
    )
    names = [main]
    names += [target for kind, _, target in _relations(package, main) if kind in _PARTS_WITH_TEXT]
    for name in names:
        hyperlinks = {
            identity: target
            for kind, identity, target in _relations(package, name)
            if kind == "hyperlink"
        }
        yield _xml(package, name), hyperlinks


def _relations(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield the kind, the id and the target of a part's relationships; "" is the package."""
    folder, _, file = part.rpartition("/")
    name = join(folder, "_rels", f"{file}.rels")
    if name not in package.namelist():
        return
    for element in _xml(package, name).iter(_RELATIONSHIPS):
        kind = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            target = normpath(join(dirname(part), target)) if target[:1] != "/" else target[1:]
        yield kind, element.get("Id", ""), target


def _xml(package: zipfile.ZipFile, name: str) -> ET.Element:
    """Return a part of a DOCX; ValueError where it is too large or declares entities."""
    with package.open(name) as opened:
        data = opened.read(MAX_PART + 1)
    if len(data) > MAX_PART or b"<!DOCTYPE" in data:
        raise ValueError(name)
    return ET.fromstring(data)  # noqa: S314 - entities are refused above


def _addresses(links: Iterable[str]) -> Iterator[str]:
    """Yield addresses without line ends, `%20` for each space; none that is a place in the text."""
    for link in links:
        address = re.sub(r"[\t\r\n]", "", link.strip()).replace(" ", "%20")
        if address and not address.startswith("#"):
            yield address


def _local(name: object) -> str:
    """Return a tag or attribute without its namespace; "" for a comment."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""

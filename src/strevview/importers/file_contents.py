"""The words and links of a file, counted from the file itself and by no code of its reader.

A draft is held against these counts (`proof`), so this module shares nothing with the readers but
the decoded text and the parser of Markdown: a fault of a reader cannot hide itself. A word is what
stands between spaces; whoever compares should compare letters and digits in Unicode's compatibility
form (NFKC), for readers make `10^5^` one word with a raised 5. In an address each space is `%20`.
"""

from __future__ import annotations

import ctypes
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from lxml.html.defs import tags
from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names

from strevview.importers.blocks import FileContents

MAX_PART = 64 * 1024 * 1024
MAX_NESTING = 60
# What is raised while a damaged DOCX is read.
_BROKEN: tuple[type[Exception], ...] = (
    *(OSError, ValueError, LookupError, RuntimeError, EOFError),
    *(ET.ParseError, zipfile.BadZipFile, zlib.error),
)
# Of a DOCX: elements by their local names, for strict and transitional files differ in namespaces.
_NOT_COUNTED = frozenset({"Fallback", "moveFrom", "del"})
_SPACES = frozenset({"p", "tab", "br", "cr", "ptab"})
_PART = re.compile(r"(\w+)/((?:document|footnotes|endnotes)\d*\.xml)")
_FIELD = re.compile(r"\bHYPERLINK\s+(?:\\[mnt]\s+)*(?:\"([^\"]+)\"|([^\s\"\\]+))")
# Of Markdown: front matter, values of templates, what is markup to Jekyll and to pandoc, but for
# blocks of code.
_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HAS_KEY = re.compile(r"\w[ \t\"']*[:=]")
_HEAD = re.compile(
    r"((?:[A-Za-z][\w-]*:.*\n)*title:.*\n(?:[A-Za-z][\w-]*:.*\n)*)\s*\n", re.IGNORECASE
)
_TITLE_OR_DATE = re.compile(r"^(?:title|date)[ \t]*[:=][ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_ASSIGNED = re.compile(r"assign\s+(\w+)\s*=\s*[\"']([^\"'\n]{0,200})[\"']")
_VALUE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_ATTRIBUTES = r"\{:?\s*(?:[#.][\w-]|[\w:-]+=)[^{}\n]*\}"
_OF_HEADING = re.compile(rf"^( {{0,3}}#{{1,6}}[ \t].*?){_ATTRIBUTES}[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(
    r"(?P<code>^```[\s\S]*?^```)|"
    rf"(?<=[^\\][\])]){_ATTRIBUTES}|^[ \t>]*{_ATTRIBUTES}[ \t]*$|"
    r"\{%[^{}]*%\}|^[ \t]*:{3,}.*(?:\n|$)|\[\^(?P<note>[^\]\s]+)\]",
    re.MULTILINE,
)
_NOTE = re.compile(
    r"^ {0,3}\[\^([^\]\s]+)\]:(.*(?:\n(?! {0,3}(?:[<|]|\[\^[^\]\s]+\]:)).+)*)", re.MULTILINE
)
_SILENT = frozenset({"script", "style", "svg", "math", "template", "head", "title"})
_PARAGRAPHS = frozenset({"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
# What else stands in `<>` is text. What the tag `command` stands for is no element of any page.
ELEMENTS = (tags | {*block_names, "bdi", "data", "picture", "slot"}) - {"command"}
_NO_TAG = re.compile(
    rf"<(?!!--|[!?][^>]*>|/?(?:{'|'.join(sorted(ELEMENTS))}|\w+-[\w-]*)(?![\w-])"
    rf"(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>)",
    re.IGNORECASE,
)
# Words go on across these tags, and not across others.
_WITHIN_WORDS = frozenset({"a", "code", "del", "em", "i", "b", "s", "strong"})
# Of text: what may be the mark of an entry, also in a right column; an address without the
# sentence's stop at its end.
_ENTRY = re.compile(r"(?:^[ \t]?|(?<=\s\s)|(?<=\f))(?:o|\(?\d{1,2}[.)])(?=\s|\Z)", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.(?=[\w-]+\.))"
    r"(?:[^\s<>\"“”‘’«»（）【】《》，。；、()\[\]{}]|\([^\s<>()]*\)|\[[^\s<>\[\]]*\])+(?<![.,;:!?*_'])",
    re.IGNORECASE,
)
# Of a PDF: the number of the action that opens an address (ISO 32000-1, 12.6.4.7) in PDFium, the
# bytes of the longest address, and what PDFium has for a hyphen at a line's end, before capitals.
_OPENS_ADDRESS = 3
_LONGEST_ADDRESS = 8192
_AT_LINE_END = re.compile("[\x02\ufffe](?=[A-Z]{2})")


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
                words += _docx_words(root)
                links += _docx_links(root, targets)
    except _BROKEN:
        return FileContents(())
    return FileContents(tuple(words), tuple(_addresses(links)))


def markdown_contents(text: str) -> FileContents:
    """Return the words of a Markdown file, and the addresses of its links and definitions.

    Of front matter the title and the date are counted; comments, scripts and alternative texts of
    pictures are not, nor links to places in the text.
    """
    front = _FRONT.match(text) or _HEAD.match(text)
    if front is not None and not _HAS_KEY.search(front.group()):
        front = None
    head, text = ("", text) if front is None else (front.group(), text[front.end() :])
    values = dict(_ASSIGNED.findall(text))
    text = _VALUE.sub(lambda match: values.get(match.group(1), match.group()), text)
    # A mark without its note is text. A note stands like an entry of a list, what goes on set in,
    # with a sign for one that begins with a blank line; a table or tag below is no part of it.
    notes = {"", *(note for note, _ in _NOTE.findall(text))}
    text = _MARKUP.sub(
        lambda match: match["code"] or (" " if (match["note"] or "") in notes else match.group()),
        _NOTE.sub(r"\n- –\2\n", _OF_HEADING.sub(r"\1", text)),
    )
    env: dict[str, dict[str, dict[str, str]]] = {}
    counted = _HtmlWords()
    counted.feed(_NO_TAG.sub("&lt;", markdown_parser().render(text, env)))
    counted.close()
    defined = {one["href"] for one in env.get("references", {}).values()}
    links = [*counted.links, *sorted(defined - {*counted.links, *counted.pictures})]
    words = " ".join([*_TITLE_OR_DATE.findall(head), "".join(counted.text)]).split()
    return FileContents(tuple(words), tuple(_addresses(links)))


def text_contents(text: str) -> FileContents:
    """Return the words of a text, and the addresses in it as far as a line has them.

    Numbers and signs that may be marks of a list's entries are not counted.
    """
    found = [match.group() for match in _ADDRESS.finditer(text)]
    links = [address if "://" in address else f"https://{address}" for address in found]
    return FileContents(tuple(_ENTRY.sub("", text).split()), tuple(links))


def pdf_contents(document: Any) -> FileContents:  # noqa: ANN401 - pypdfium2 has no types
    """Return the words and the addresses of links of an open PDF, as PDFium itself tells them.

    A word that a line's end breaks has its hyphen (`coopera-tion`), but not before capitals, which
    begin another line of the page. Annotations after each other with one address count once:
    programs write a link that goes over a line's end as two.
    """
    import pypdfium2

    words: list[str] = []
    links: list[str] = []
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue
        text = _AT_LINE_END.sub("- ", text_page.get_text_range(errors="ignore"))
        words += text.replace("\x02", "-").replace("\ufffe", "-").replace("\x00", "").split()
        links += _pdf_links(document, page)
        text_page.close()
        page.close()
    return FileContents(tuple(words), tuple(address for address, _ in groupby(_addresses(links))))


def _pdf_links(document: Any, page: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the addresses that the link annotations of a page open."""
    from pypdfium2 import raw

    for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, number)
        link = raw.FPDFAnnot_GetLink(annotation) if annotation else None
        action = raw.FPDFLink_GetAction(link) if link else None
        if action and raw.FPDFAction_GetType(action) == _OPENS_ADDRESS:
            room = ctypes.create_string_buffer(_LONGEST_ADDRESS)
            raw.FPDFAction_GetURIPath(document.raw, action, room, _LONGEST_ADDRESS)
            try:
                yield room.value.decode("utf-8")
            except UnicodeDecodeError:
                yield room.value.decode("latin-1")
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)


def markdown_parser() -> MarkdownIt:
    """Return CommonMark with tables and struck text that leaves addresses as they are."""

    class AsWritten(MarkdownIt):
        def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
            return url

        def validateLink(self, url: str) -> bool:  # noqa: N802
            return True

    parser = AsWritten("commonmark", {"html": True, "maxNesting": MAX_NESTING})
    return parser.enable(["table", "strikethrough"])


def _docx_words(root: ET.Element) -> list[str]:
    """Return the words of a part."""
    named = ((_local(element.tag), element.text or "") for element in root.iter())
    counted = ((name, text) for name, text in named if name == "t" or name in _SPACES)
    return "".join(text if name == "t" else " " for name, text in counted).split()


def _docx_links(root: ET.Element, targets: Mapping[str, str]) -> Iterator[str]:
    """Yield where elements lead that have the id of a hyperlink, and where fields do."""
    instructions = []
    for element in root.iter():
        name = _local(element.tag)
        for key, value in element.attrib.items():
            if value in targets:
                yield targets[value]
            if _local(key) == "instr":
                instructions.append(f"\n{value}\n")
        if name == "instrText":
            instructions.append(element.text or "")
        elif name == "fldChar":
            instructions.append("\n")
    for quoted, bare in _FIELD.findall("".join(instructions)):
        yield quoted or bare


class _HtmlWords(HTMLParser):
    """Counts the words of HTML, and where its links and pictures lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self._silent = 0

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Go on: a text that speaks of `<script>` has more words behind it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count where a link or a picture leads."""
        self._silent += 1 if tag in _SILENT else 0
        self.links += [value or "" for name, value in attrs if (tag, name) == ("a", "href")]
        self.pictures += [value or "" for name, value in attrs if (tag, name) == ("img", "src")]
        self.text.append("" if tag in _WITHIN_WORDS else " ")

    def handle_endtag(self, tag: str) -> None:
        """End what is silent, which goes no further than its paragraph."""
        if tag in _PARAGRAPHS:
            self._silent = 0
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        self.text.append("" if tag in _WITHIN_WORDS else " ")

    def handle_data(self, data: str) -> None:
        """Count words, unless they are a script's."""
        if not self._silent:
            self.text.append(data)


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[ET.Element, dict[str, str]]]:
    """Yield the main part and the notes of a DOCX, each with the targets of its hyperlinks by id.

    They are told by the names that all programs give them.
    """
    names = sorted(package.namelist())
    for match in filter(None, map(_PART.fullmatch, names)):
        folder, part = match.groups()
        root = _xml(package, match.group())
        for parent in list(root.iter()):
            for child in [one for one in parent if _local(one.tag) in _NOT_COUNTED]:
                parent.remove(child)
        relations = f"{folder}/_rels/{part}.rels"
        targets = {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in (_xml(package, relations) if relations in names else ())
            if relation.get("Type", "").endswith("/hyperlink")
        }
        yield root, targets


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

"""The proof of the site, from the pages as they are written, read back by a parser of HTML.

Each issue's page holds every word, link, heading, picture and alternative text of the issue, in
order. Each internal link leads to a file of the site and to an id in it: so an entry of an index is
on the page that it names. It is in that issue's PDF too, for the PDF was made from this very text,
and the build has proven that it has all of it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from strevview.diagnostics import Diagnostic, error
from strevview.model.issue import Source
from strevview.model.loading import LoadedIssue
from strevview.model.picture_files import picture_files
from strevview.model.printed import PrintedAs, printed
from strevview.model.prose import Prose
from strevview.render.carried import data_digest, fingerprint_of, public_documents
from strevview.site.review import PAGE_FILE
from strevview.source.nodes import plain

if TYPE_CHECKING:
    from lxml.etree import _Element

LOST = "SV970"
DEAD_LINK = "SV971"
OTHER_TEXT = "SV975"
_HEADINGS = ("h2", "h3")
# Between two of these a reader sees a space.
_PARTS = ("p", "li", "ul", "ol", "blockquote", "figure", "figcaption", "div", "section")
_BLOCKS = frozenset((*_PARTS, "h1", *_HEADINGS, "br"))
# Of an issue's page: what holds the issue, and what in it is the site's own.
_ISSUE, _OWN, _PLACE = "data-issue", "data-own", "data-place"


@dataclass
class ReadPage:
    """What a page holds: ids and addresses of all of it, the rest of the issue in it alone."""

    ids: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()
    texts: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def take(self, element: _Element) -> None:
        """Note what an element has of the issue, and those within it."""
        tag, given = element.tag, element.attrib
        # A comment's tag is no word.
        if _OWN in given or not isinstance(tag, str):
            return
        space = " " if tag in _BLOCKS else ""
        start = len(self.texts)
        self.texts += (space, element.text or "")
        if tag == "a" and _PLACE not in given and not given.get("href", "").startswith("#"):
            self.links.append(given.get("href", ""))
        elif tag == "img":
            self.pictures.append(given.get("src", ""))
            self.texts.append(f" {given.get('alt', '')} ")
        for child in element:
            self.take(child)
            self.texts.append(child.tail or "")
        self.texts.append(space)
        if tag in _HEADINGS:
            self.headings.append(_even("".join(self.texts[start:])))


def read_page(html: str) -> ReadPage:
    """Return what a page of the site holds; of one without an issue its ids and addresses alone."""
    from lxml import etree

    root = etree.HTML(html)
    if root is None:
        return ReadPage()
    page = ReadPage(frozenset(root.xpath("//@id")), tuple(root.xpath("//@href | //@src")))
    for issue in root.xpath(f"//*[@{_ISSUE}]"):
        page.take(issue)
    return page


def issue_faults(path: str, page: ReadPage, loaded: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield what an issue's page lacks of the issue, or has in another order."""
    text, at = _even("".join(page.texts)), 0
    headings: list[str] = []
    links: list[str] = []
    assert loaded.issue is not None
    pictures = [file for _, file in picture_files(loaded.issue)]
    items = {path: item for path, item, _ in loaded.items()}
    for one in printed(loaded):
        if isinstance(one.text, str):
            lines = [one.text]
            if one.printed_as is PrintedAs.HEADING:
                headings.append(_even(one.text))
        else:
            lines = one.text.text.split("\n")
            links += _addresses(one.text, items[one.path[:4]].sources)
        for words in map(_even, lines):
            found = text.find(words, at)
            if found < 0:
                yield _lost(path, f"words are lost or out of order: {one.where}: {words[:60]}")
            else:
                at = found + len(words)
    for what, wanted, found_ones in (
        ("headings", headings, page.headings),
        ("links", links, page.links),
        ("pictures", pictures, list(map(unquote, page.pictures))),
    ):
        if wanted != found_ones:
            missing = next((one for one in wanted if one not in found_ones), None)
            said = f"{missing} is lost" if missing else "they are others, or in another order"
            yield _lost(path, f"{what}: {said}")


def _addresses(prose: Prose, sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield the addresses that words of a text lead to, in order."""
    for paragraph in prose.paragraphs:
        for _, _, name in paragraph.links:
            source = sources.get(name)
            if source is not None and source.url is not None:
                yield source.url


def pdf_faults(name: str, pdf: bytes, loaded: LoadedIssue) -> Iterator[Diagnostic]:
    """Yield SV975 for a PDF that was not made from the issue as it was read."""
    assert loaded.places is not None
    documents = public_documents(loaded.stem, plain(loaded.places.root), None)
    found = fingerprint_of(pdf)
    for path, data in documents.items():
        if found is None or found.get(path) != data_digest(data):
            message = f"{name} was not made from {loaded.name} as it is now"
            yield error(OTHER_TEXT, message, None, "run `strevview site` again")


def link_faults(pages: Mapping[str, ReadPage], files: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the links within the site that lead nowhere."""
    there, parts_of = frozenset(files), cache(urlsplit)
    for path, page in pages.items():
        for address in dict.fromkeys(page.addresses):
            parts = parts_of(address)
            if parts.scheme or parts.netloc or parts.path.startswith("/"):
                continue
            target = _target(path, unquote(parts.path))
            fragment = unquote(parts.fragment)
            if target not in there:
                yield _dead(path, f"{address} leads to no page of the site")
            elif fragment and target in pages and fragment not in pages[target].ids:
                yield _dead(path, f"{address} leads to no place on that page")


def _target(path: str, address: str) -> str:
    if not address:
        return path
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    if target == ".":
        return PAGE_FILE
    return f"{target}/{PAGE_FILE}" if address.endswith("/") else target


def _lost(path: str, what: str) -> Diagnostic:
    advice = (
        "a template in the folder `web/` of a style of yours must print all of an issue, in its "
        "order; where it has none for this page, please report it with the issue"
    )
    return error(LOST, f"{path}: {what}", None, advice)


def _dead(path: str, what: str) -> Diagnostic:
    advice = "templates print `root` before an address, and the ids that the plain ones print"
    return error(DEAD_LINK, f"{path}: {what}", None, advice)


def _even(text: str) -> str:
    return " ".join(text.split())

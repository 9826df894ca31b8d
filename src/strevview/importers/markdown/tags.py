"""Raw HTML in Markdown: its words, links, pictures and looks, without its tags."""

from __future__ import annotations

from html.parser import HTMLParser

from strevview.importers.manuscript import Kind
from strevview.importers.markdown.building import Building, Container

_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em", "cite", "dfn"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_OTHER_BLOCKS = (
    "p div section article aside header footer main figure figcaption table caption thead tbody tr "
    "td th ul ol li dl dt dd blockquote pre hr address details summary form center"
)
BLOCKS = frozenset(_OTHER_BLOCKS.split()) | _HEADINGS
_SILENT = frozenset({"script", "style", "template", "head"})


class Tags(HTMLParser):
    """Feeds a building with what pieces of HTML say; links and looks may span pieces."""

    def __init__(self, building: Building) -> None:
        """Take the building to feed."""
        super().__init__(convert_charrefs=True)
        self._building = building
        self._silent = 0

    def piece(self, text: str) -> None:
        """Read a piece of HTML, also one that is cut off."""
        self.feed(text)
        self.close()
        self.reset()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a look or a link, or take a picture."""
        given = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self._end_block(tag)
            self._open_container(tag)
        elif tag in _SILENT:
            self._silent += 1
        elif tag == "a" and "href" in given:
            self._building.open_link(given["href"])
        elif tag == "img":
            self._building.add_picture(
                given.get("src", ""), given.get("alt", ""), given.get("title", "")
            )
        elif tag in {"br", "wbr"}:
            self._building.add("\n" if tag == "br" else "")
        self._building.bold += tag in _BOLD
        self._building.italic += tag in _ITALIC

    def handle_endtag(self, tag: str) -> None:
        """Close a block, a look or a link."""
        building = self._building
        if tag in BLOCKS:
            self._end_block(tag)
            if tag in {"ul", "ol", "blockquote"} and building.containers:
                building.containers.pop()
        elif tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            building.close_link()
        building.bold = max(0, building.bold - (tag in _BOLD))
        building.italic = max(0, building.italic - (tag in _ITALIC))

    def handle_data(self, data: str) -> None:
        """Take words, unless they are a script or a style."""
        if self._silent:
            self._building.drop(data, "a script or style of HTML")
        else:
            self._building.add(data)

    def handle_comment(self, data: str) -> None:
        """Leave a comment out."""
        self._building.drop(data, "a comment")

    def handle_decl(self, decl: str) -> None:
        """Leave a declaration out."""
        self._building.drop(decl, "a declaration of HTML")

    def handle_pi(self, data: str) -> None:
        """Leave an instruction out."""
        self._building.drop(data, "an instruction to a program")

    def unknown_decl(self, data: str) -> None:
        """Leave a section for programs out."""
        self._building.drop(data, "a declaration of HTML")

    def _end_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._building.end_block(Kind.HEADING, int(tag[1]))
        elif tag in {"figcaption", "caption"}:
            self._building.end_block(Kind.CAPTION)
        else:
            self._building.end_block()

    def _open_container(self, tag: str) -> None:
        containers = self._building.containers
        if tag == "blockquote":
            containers.append(Container(Kind.QUOTATION))
        elif tag in {"ul", "ol"}:
            depth = sum(holder.kind is Kind.LIST_ENTRY for holder in containers)
            containers.append(Container(Kind.LIST_ENTRY, depth + 1, tag == "ol"))

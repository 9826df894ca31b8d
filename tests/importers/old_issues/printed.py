"""What an issue file says as a reader of the printed issue sees it, read without strevview.

PyYAML reads the file and markdown-it-py its texts, so that a fault of strevview's own readers
cannot hide itself in what its importers are held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ISSUES = ROOT / "issues"
MONTHS = ("2025-06", "2025-07", "2025-08")
MONTH_NAMES = {"06": "June", "07": "July", "08": "August"}
# The address that a reference to a source without one gets while its text is parsed.
NOWHERE = "https://nowhere.invalid/"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text of one look. `address` is "" for a link that leads nowhere."""

    text: str
    address: str | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, alone or inside a quotation or a list."""

    words: tuple[Words, ...]
    quoted: bool = False
    listed: bool = False
    numbered: bool = False

    @property
    def text(self) -> str:
        """The passage as plain words."""
        return "".join(words.text for words in self.words)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with the line under it."""

    file: Path
    caption: str
    credit: str
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """What an issue file says of a cited page; nothing of it is printed."""

    publisher: str
    published: str | None
    language: str


@dataclass(frozen=True, slots=True)
class Event:
    """An item: what is printed of it, and what its file says that is not printed as such."""

    id: str
    date: str
    place: str | None
    actors: tuple[str, ...]
    pages: dict[str, Page]
    passages: tuple[Passage, ...]
    drawings: tuple[Drawing, ...]

    @property
    def text(self) -> str:
        """All its words, a line a passage."""
        return "\n".join(passage.text for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Theme:
    """A section with its heading and its line on the cover."""

    title: str
    highlight: str | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class PrintedIssue:
    """An issue as its readers know it."""

    period: str
    publisher: str
    publisher_short: str
    local_name: str
    title_lines: tuple[str, ...]
    themes: tuple[Theme, ...]

    @property
    def month(self) -> str:
        """The month as the cover has it: July 2025."""
        year, month = self.period.split("-")
        return f"{MONTH_NAMES[month]} {year}"

    @property
    def title(self) -> str:
        """The series' title on one line."""
        return " ".join(self.title_lines)

    @property
    def highlights(self) -> tuple[str, ...]:
        """The lines of the cover's list."""
        return tuple(theme.highlight for theme in self.themes if theme.highlight is not None)

    @property
    def events(self) -> tuple[Event, ...]:
        """The items of all sections."""
        return tuple(event for theme in self.themes for event in theme.events)

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """The pictures of all items."""
        return tuple(drawing for event in self.events for drawing in event.drawings)


def printed_issue(period: str) -> PrintedIssue:
    """Read a sample issue and its series."""
    issue = _read(ISSUES / f"{period}.yaml")
    series = _read(ISSUES / "series.yaml")
    publisher = series["publisher"]
    return PrintedIssue(
        period=period,
        publisher=publisher["name"],
        publisher_short=publisher["short"],
        local_name=publisher["names"]["hi"],
        title_lines=tuple(series["cover_title"]),
        themes=tuple(_theme(section) for section in issue["sections"]),
    )


def _read(path: Path) -> dict[str, Any]:
    data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(data, dict)
    return data


def _theme(section: dict[str, Any]) -> Theme:
    highlight = section.get("highlight", section["title"])
    return Theme(
        section["title"],
        None if highlight == "false" else highlight,
        tuple(_event(item) for item in section["items"]),
    )


def _event(item: dict[str, Any]) -> Event:
    sources = item["sources"]
    addresses = {name: source.get("url", "") for name, source in sources.items()}
    actors = (one if isinstance(one, str) else one["name"] for one in item["actors"])
    return Event(
        id=item["id"],
        date=item["date"],
        place=item.get("place"),
        actors=tuple(actors),
        pages={source["url"]: _page(source) for source in sources.values() if "url" in source},
        passages=tuple(passages(item["text"], addresses)),
        drawings=tuple(_drawing(figure) for figure in item.get("figures", ())),
    )


def _page(source: dict[str, str]) -> Page:
    language = source.get("language", "en")
    return Page(source["publisher"], source.get("published"), language)


def _drawing(figure: dict[str, str]) -> Drawing:
    file = ISSUES / figure["file"]
    return Drawing(file, figure["caption"].strip(), figure["credit"], figure["alt"].strip())


def passages(text: str, addresses: dict[str, str]) -> Iterator[Passage]:
    """Yield the paragraphs of a text whose references lead to `addresses`."""
    known = "\n".join(f"[{name}]: <{url or NOWHERE}>" for name, url in addresses.items())
    parser = MarkdownIt("commonmark")
    within: list[str] = []
    for token in parser.parse(f"{text}\n\n{known}\n"):
        if token.type == "inline":
            yield Passage(
                tuple(_joined(_words(token.children or ()))),
                quoted="blockquote_open" in within,
                listed="list_item_open" in within,
                numbered="ordered_list_open" in within,
            )
        elif token.nesting == 1:
            within.append(token.type)
        elif token.nesting == -1:
            within.pop()


def _words(tokens: Sequence[Token]) -> Iterator[Words]:
    look = Words("")
    for token in tokens:
        match token.type:
            case "text" | "code_inline" | "html_inline":
                yield replace(look, text=token.content)
            case "softbreak" | "hardbreak":
                yield replace(look, text=" ")
            case "em_open" | "em_close":
                look = replace(look, italic=token.nesting == 1)
            case "strong_open" | "strong_close":
                look = replace(look, bold=token.nesting == 1)
            case "link_open":
                address = str(token.attrs["href"])
                look = replace(look, address="" if address == NOWHERE else address)
            case "link_close":
                look = replace(look, address=None)
            case _:
                raise AssertionError(f"no printed text is made of {token.type}")


def _joined(words: Iterator[Words]) -> Iterator[Words]:
    """Yield neighbours of one look as one."""
    last: Words | None = None
    for one in words:
        if last is not None and replace(last, text="") == replace(one, text=""):
            last = replace(last, text=last.text + one.text)
            continue
        if last is not None and last.text:
            yield last
        last = one
    if last is not None and last.text:
        yield last

"""What stands around Markdown's text: front matter, pandoc's attributes and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_DIV = re.compile(r"[ \t]{0,3}:{3,}[ \t]*(?:\{[^{}]*\}|[\w-]+)?[ \t]*:*[ \t]*$")
_ONE = r"(?:[#.][\w:.-]+|-|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+))"
_ATTRIBUTES = rf"\{{\s*{_ONE}(?:\s+{_ONE})*\s*\}}"
_AFTER_HEADING = re.compile(
    rf"^([ \t]{{0,3}}#{{1,6}}[ \t].*?)[ \t]*{_ATTRIBUTES}[ \t]*$", re.MULTILINE
)
_AFTER_LINK = re.compile(rf"(?<=[^\\]\)){_ATTRIBUTES}")
_SPAN = re.compile(rf"(?<![\\!\]])\[([^\[\]]*)\]{_ATTRIBUTES}")
_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_NAMED = re.compile(r"\{#([\w:.-]+)|\b(?:id|name)=[\"']?([\w:.-]+)")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#]*(?:\{.*\})?$", re.MULTILINE)
_NOT_IN_NAME = re.compile(r"[^\w\s-]")
_TITLE_KEYS = ("title", "subtitle")
_TEXT_KEYS = (
    "author",
    "date",
    "abstract",
    "description",
    "publisher",
    "summary",
    "month",
    "number",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A text of Markdown without its front matter and pandoc's marks, and what those held."""

    text: str
    titles: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    # What the front matter says of the file and not to its readers, a line each.
    settings: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def taken_apart(text: str) -> Source:
    """Return what stands around a text, and the text itself."""
    titles: list[str] = []
    front: list[str] = []
    settings: list[str] = []
    match = _FRONT.match(text)
    if match is not None and any(_KEY.match(line) for line in (match.group(1) or "").split("\n")):
        text = text[match.end() :]
        _front_matter(match.group(1), titles, front, settings)
    notes: dict[str, str] = {}
    pieces = []
    for is_code, piece in _pieces(text):
        pieces.append(piece if is_code else _without_marks(_without_notes(piece, notes)))
    return Source("".join(pieces), tuple(titles), tuple(front), tuple(settings), notes)


def places_in(text: str) -> frozenset[str]:
    """Return the names that links may give to places: those that are told, and of headings."""
    told = {name.casefold() for names in _NAMED.findall(text) for name in names if name}
    headings = {
        _NOT_IN_NAME.sub("", " ".join(line.split())).replace(" ", "-").casefold()
        for line in _HEADING.findall(text)
    }
    return frozenset({*told, *headings, "", "top"})


def _front_matter(text: str, titles: list[str], front: list[str], settings: list[str]) -> None:
    """Sort the lines of a front matter; a line that goes on belongs to the key before it."""
    target = settings
    for line in text.splitlines():
        match = _KEY.match(line)
        if match is None:
            content = line.strip().removeprefix("- ").strip()
            if content:
                target.append(_unquoted(content))
            continue
        key, value = match.group(1), (match.group(2) or "").strip()
        if key.casefold() in _TITLE_KEYS:
            target = titles
        elif key.casefold() in _TEXT_KEYS:
            target = front
        else:
            target = settings
        settings.append(f"{key}:")
        if value and value not in {"|", ">", "|-", ">-"}:
            target.append(_unquoted(value))


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the text between fences and the text inside them, with whether it is code."""
    piece: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        opens = match is not None and not fence
        closes = match is not None and fence != "" and match.group(1).startswith(fence)
        if opens and match is not None:
            yield False, "".join(piece)
            piece, fence = [line], match.group(1)
        elif closes:
            yield True, "".join([*piece, line])
            piece, fence = [], ""
        else:
            piece.append(line)
    yield bool(fence), "".join(piece)


def _without_marks(text: str) -> str:
    lines = [line for line in text.split("\n") if not _DIV.match(line)]
    text = _AFTER_HEADING.sub(r"\1", "\n".join(lines))
    return _SPAN.sub(r"\1", _AFTER_LINK.sub("", text))


def _without_notes(text: str, notes: dict[str, str]) -> str:
    """Return a text without the definitions of its footnotes, which go to `notes`.

    A note goes on in lines that are set in, and in those that follow without a blank line.
    """
    kept: list[str] = []
    name: str | None = None
    blank = False
    for line in text.split("\n"):
        match = _DEFINITION.match(line)
        if match is not None and match.group(1) not in notes:
            name, blank = match.group(1), False
            notes[name] = match.group(2)
        elif name is None:
            kept.append(line)
        elif not line.strip():
            notes[name] += "\n"
            blank = True
        elif line.startswith(("    ", "\t")) or not blank:
            notes[name] += "\n" + line.strip()
            blank = False
        else:
            name = None
            kept += ["", line]
    return "\n".join(kept)

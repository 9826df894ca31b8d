"""A Markdown file as blocks: CommonMark with tables, and what writers put around it.

Front matter (YAML, TOML, `Key: value` lines), tags of Jekyll's and Hugo's templates, attributes of
pandoc and kramdown, and footnotes are taken out first; markdown-it makes HTML of the rest, and
`html_blocks` makes blocks of that.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from strevview.importers.blocks import Block, Document, Kind, LeftOut, Run, lowered, raised
from strevview.importers.file_contents import MAX_NESTING, markdown_parser
from strevview.importers.files import RefusedError, named_picture
from strevview.importers.headings import reads_like_caption
from strevview.importers.html_blocks import HtmlBlocks, tags_alone

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.utils import EnvType

_SIGNS = "[*_`<~"
_MOST_IN_PARAGRAPH = 3_000
_MOST_IN_FILE = 100_000
_BLANK_LINE = re.compile(r"\n[ \t>]*\n")


def read_markdown(path: Path, plain: str) -> Document:
    """Read the text of a Markdown file; pictures are taken from files below its folder alone.

    It is made into HTML by markdown-it, and that, with the raw HTML in it, into blocks.

    Raises:
        RefusedError: it would take too long to read (SV944).
    """
    if _too_many_signs(plain):
        what = "a paragraph has thousands of brackets or other signs"
        raise RefusedError("SV944", str(path), what)
    markdown = front_matter_apart(plain)
    parser = markdown_parser()
    tags_to_fences(markdown)
    marks_apart(markdown, _fences(markdown.text))
    env: EnvType = {}
    tokens = parser.parse(markdown.text, env)
    notes = {name: _html(parser, parser.parse(note)) for name, note in markdown.notes.items()}
    reading = HtmlBlocks(partial(named_picture, path), places_in(plain))
    try:
        if any(token.level >= MAX_NESTING - 2 for token in tokens):
            raise RecursionError
        document = reading.document(path, _html(parser, tokens), notes)
    except RecursionError:
        what = "lists, quotations or elements of HTML stand too deep in one another"
        raise RefusedError("SV944", str(path), what) from None
    left_out = [LeftOut(text, why, times) for (text, why), times in markdown.left_out.items()]
    return replace(
        document,
        blocks=tuple(_with_captions(document.blocks)),
        left_out=(*document.left_out, *left_out, *_unused(env, tokens)),
        front_matter=markdown.front_matter,
    )


def _with_captions(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with the words for a picture that stands alone as its caption.

    They are printed under it (pandoc's `implicit_figures`), unless it has a caption already.
    """
    for block, below in zip_longest(blocks, blocks[1:]):
        picture = block.picture
        has_one = below is not None and (
            below.kind is Kind.CAPTION or reads_like_caption(below, None)
        )
        if picture is None or not picture.alt or has_one:
            yield block
        else:
            yield replace(block, picture=replace(picture, alt=None))
            yield Block(Kind.CAPTION, (Run(picture.alt),))


def _fences(text: str) -> list[tuple[int, int]]:
    """Return the first line of each fenced block of code, and the line after it."""
    tokens = markdown_parser().disable("inline").parse(text)
    return [(token.map[0], token.map[1]) for token in tokens if token.type == "fence" and token.map]


def _html(parser: MarkdownIt, tokens: Sequence[Token]) -> str:
    """Return tokens as HTML; of the raw HTML in them, what is no tag is text."""
    for token in tokens:
        if token.type == "list_item_open" and token.info not in ("", "1"):
            # A number as typed may be a day: `8. Juli`. In a list of many 1 they count on.
            token.attrSet("value", token.info)
        for one in (token, *(token.children or ())):
            if one.type in {"html_block", "html_inline"}:
                one.content = tags_alone(one.content)
            elif one.type == "text":
                one.content = signs_shifted(one.content)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _unused(env: EnvType, tokens: list[Token]) -> Iterator[LeftOut]:
    """Yield the addresses of references that no link has."""
    used = {
        str(child.attrGet("href") or child.attrGet("src") or "")
        for token in tokens
        for child in token.children or ()
        if child.type in {"link_open", "image"}
    }
    known = {str(reference["href"]) for reference in env.get("references", {}).values()}
    for address in sorted(known - used):
        yield LeftOut(address, "an address that no link has")


def _too_many_signs(text: str) -> bool:
    """Whether markdown-it, whose time grows with the square of a paragraph's signs, would hang."""
    if sum(map(text.count, _SIGNS)) > _MOST_IN_FILE:
        return True
    paragraphs = _BLANK_LINE.split(text)
    return any(part.count(sign) > _MOST_IN_PARAGRAPH for part in paragraphs for sign in _SIGNS)


_YAML = re.compile(r"\s*---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(.*?\n)??\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_LINE = r"[A-Za-z][\w-]*:(?:[ \t].*)?\n"
_LINES = re.compile(rf"((?:{_LINE})*title:.*\n(?:{_LINE})*)(?:[ \t]*\n|\Z)", re.IGNORECASE)
_KEY = re.compile(r"([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_LONGEST_FRONT = 64 * 1024
# Tags of Liquid (Jekyll) and shortcodes of Hugo; a comment of Liquid goes with what it holds.
_COMMENT = r"\{%-?\s*comment\s*-?%\}(?:(?!\{%-?\s*comment).)*?\{%-?\s*endcomment\s*-?%\}"
_TAG = r"\{%(?:[^%{]|%(?!\})|\{(?!%))*%\}"
_SHORTCODE = r"\{\{[<%](?:(?!\{\{).)*?[>%]\}\}"
_TEMPLATE = re.compile(f"{_COMMENT}|{_TAG}|{_SHORTCODE}", re.DOTALL)
_HIGHLIGHT = re.compile(r"\{%-?\s*(?:end)?highlight\b[^%{}]*%\}")
_ASSIGN = re.compile(r"\{%-?\s*assign\s+(\w+)\s*=\s*([\"'])([^\"'\n]{0,200})\2\s*-?%\}")
_NAME = re.compile(r"\{\{\s*(\w+)\s*\}\}")
# Attributes of pandoc and kramdown behind a heading, a link, a text in brackets, on a line.
_ONE = r"(?:[#.][\w:.-]+|-|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}\"']+))"
_ATTRIBUTES = rf"\{{:?\s*{_ONE}(?:\s+{_ONE})*\s*\}}"
_AFTER_HEADING = re.compile(
    rf"^([ \t]{{0,3}}#{{1,6}}[ \t].{{0,400}}?)[ \t]*{_ATTRIBUTES}[ \t]*$", re.MULTILINE
)
_AFTER_LINK = re.compile(rf"(?<=[^\\]\)){_ATTRIBUTES}")
_ON_A_LINE = re.compile(rf"^[ \t>]*{_ATTRIBUTES}[ \t]*$", re.MULTILINE)
_SPAN = re.compile(rf"(?<![\\!\]])\[([^\[\]]*)\]{_ATTRIBUTES}")
_DIV = re.compile(r"[ \t]{0,3}:{3,}[ \t]*(?:\{[^{}]*\}|[\w-]+)?[ \t]*:*[ \t]*$")
_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_SET_IN = re.compile(r"^(?: {1,4}|\t)")
_NAMED = re.compile(r"\{:?#([\w:.-]+)|\b(?:id|name)=[\"']?([\w:.-]+)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+([^\n{]*)", re.MULTILINE)
_NOT_IN_NAME = re.compile(r"[^\w\s-]")
# Pandoc's raised and lowered text: `10^5^`, `H~2~O`.
_SHIFTED = re.compile(r"\^([^\s^]{1,20})\^|(?<!~)~([^\s~]{1,20})~(?!~)")
_TEMPLATE_TAG = "a tag of a template"
_SETTING = "a setting of the front matter"


@dataclass
class MarkdownText:
    """A text of Markdown without what is no text of it, and what that was.

    `left_out` is how often each text was left out, by text and reason; `notes` are the footnotes'
    texts by their names.
    """

    text: str
    front_matter: dict[str, str] = field(default_factory=dict)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)


def front_matter_apart(text: str) -> MarkdownText:
    """Return a text without its front matter: YAML, TOML, or lines `Title: …` at its start.

    Values that are plain, or lists of plain ones, become text by their keys in small letters; what
    is nested, or cannot be read, is left out.
    """
    found = MarkdownText(text)
    for pattern, read in ((_YAML, _yaml_values), (_TOML, _toml_values), (_LINES, _line_values)):
        match = pattern.match(text[:_LONGEST_FRONT])
        values = None if match is None else read(match.group(1) or "")
        if match is None or values is None:
            continue
        found.text = text[match.end() :]
        for key, value in values.items():
            parts = value if isinstance(value, list) else [value]
            if any(isinstance(part, (dict, list)) for part in parts):
                found.left_out[f"{key}: {value}", _SETTING] += 1
            elif value is None:
                found.left_out[key, _SETTING] += 1
            else:
                found.front_matter[str(key).lower()] = ", ".join(str(part) for part in parts)
        break
    return found


def marks_apart(markdown: MarkdownText, fences: Sequence[tuple[int, int]]) -> None:
    """Take templates' tags, attributes and footnotes out of a text, but not out of its fences.

    `fences` are the first line of each block of code, and the line after it.
    """
    lines = markdown.text.split("\n")
    pieces: list[str] = []
    place = 0
    names = {name: value for name, _, value in _ASSIGN.findall(markdown.text)}
    for start, end in (*fences, (len(lines), len(lines))):
        piece = "\n".join(lines[place:start])
        pieces.append(_without_marks(piece, names, markdown))
        pieces += lines[start:end]
        place = end
    markdown.text = "\n".join(pieces)


def tags_to_fences(markdown: MarkdownText) -> None:
    """Make Liquid's tags around code Markdown's fences."""
    tags = (match.group() for match in _HIGHLIGHT.finditer(markdown.text))
    markdown.left_out.update((tag, _TEMPLATE_TAG) for tag in tags)
    markdown.text = _HIGHLIGHT.sub("```", markdown.text)


def places_in(text: str) -> frozenset[str]:
    """Return the names of places that links may lead to: given as an id, or made of a heading."""
    told = {name.casefold() for names in _NAMED.findall(text) for name in names if name}
    headings = {
        _NOT_IN_NAME.sub("", " ".join(line.strip("# \t").split())).replace(" ", "-").casefold()
        for line in _HEADING.findall(text)
    }
    return frozenset({*told, *headings, "", "top"})


def signs_shifted(text: str) -> str:
    """Return a text with the raised signs of `^5^` and the lowered of `~2~` that Unicode has."""

    def shift(match: re.Match[str]) -> str:
        up, down = match.groups()
        shifted = raised(up) if up else lowered(down)
        return match.group() if shifted in {up, down} else shifted

    return _SHIFTED.sub(shift, text)


def _yaml_values(text: str) -> Mapping[str, object] | None:
    """Return the values of YAML; where it is faulty, those of its lines; None for no mapping."""
    try:
        values = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it gives nothing but text
    except (yaml.YAMLError, RecursionError, ValueError):
        return _line_values(text)
    return values if isinstance(values, dict) else None


def _toml_values(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return _line_values(text)


def _line_values(text: str) -> Mapping[str, object]:
    """Return the values of lines `Key: value`; lines of another form have none."""
    values: dict[str, object] = {}
    for line in text.splitlines():
        match = _KEY.match(line)
        if match is not None and match.group(1) not in values:
            value = (match.group(2) or "").strip()
            is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            values[match.group(1)] = value[1:-1] if is_quoted else value
        elif line.strip():
            values[line.strip()] = None
    return values


def _without_marks(text: str, names: Mapping[str, str], markdown: MarkdownText) -> str:
    def leave_out(match: re.Match[str]) -> str:
        markdown.left_out[match.group(), _TEMPLATE_TAG] += 1
        return ""

    text = _TEMPLATE.sub(leave_out, text)
    text = _NAME.sub(lambda match: names.get(match.group(1), match.group()), text)
    text = "\n".join(line for line in text.split("\n") if not _DIV.match(line))
    text = _without_notes(text, markdown.notes)
    text = _ON_A_LINE.sub("", _AFTER_HEADING.sub(r"\1", text))
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
            notes[name] += "\n" + _SET_IN.sub("", line)
            blank = False
        else:
            name = None
            kept += ["", line]
    return "\n".join(kept)

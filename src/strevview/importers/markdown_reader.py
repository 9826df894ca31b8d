"""A Markdown file as blocks: CommonMark with tables, and what writers put around it.

Front matter (YAML, TOML, `Key: value` lines), tags of Jekyll's and Hugo's templates, attributes of
pandoc and kramdown, and footnotes are taken out first; markdown-it makes HTML of the rest, and
`html_blocks` makes blocks of that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from strevview.importers.blocks import Document, lowered, raised
from strevview.importers.file_contents import MAX_NESTING, markdown_parser
from strevview.importers.files import RefusedError, named_picture
from strevview.importers.html_blocks import HtmlBlocks, left_out, tags_alone

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
    aside: list[str] = []
    front_matter, text = _front_matter_apart(plain, aside)
    text, notes = _marks_apart(text, aside)
    parser = markdown_parser()
    env: EnvType = {}
    tokens = parser.parse(text, env)
    reading = HtmlBlocks(partial(named_picture, path), _places_in(plain))
    try:
        if any(token.level >= MAX_NESTING - 2 for token in tokens):
            raise RecursionError
        html_of_notes = {name: _html(parser, parser.parse(note)) for name, note in notes.items()}
        html = "".join((_html(parser, tokens), *aside, *_unused(env, tokens)))
        document = reading.document(path, html, html_of_notes)
    except RecursionError:
        what = "lists, quotations or elements of HTML stand too deep in one another"
        raise RefusedError("SV944", str(path), what) from None
    return replace(document, front_matter=front_matter)


def _html(parser: MarkdownIt, tokens: Sequence[Token]) -> str:
    """Return tokens as HTML; of the raw HTML in them, what is no tag is text."""
    for token in tokens:
        if token.type == "list_item_open" and token.info not in ("", "1"):
            # A number as typed may be a day: `8. Juli`. In a list of many 1 they count on.
            token.attrSet("value", token.info)
        for one in (token, *(token.children or ())):
            if one.type in {"html_block", "html_inline"}:
                one.content = tags_alone(one.content)
            elif one.type == "image" and not one.attrGet("title"):
                # The words for a picture are printed under it, as pandoc does.
                one.attrSet("title", "".join(child.content for child in one.children or ()))
                one.children = []
            elif one.type == "text":
                one.content = _SHIFTED.sub(_shifted, one.content)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _unused(env: EnvType, tokens: list[Token]) -> Iterator[str]:
    """Yield the addresses of references that no link has, as left out."""
    used = {
        str(child.attrGet("href") or child.attrGet("src") or "")
        for token in tokens
        for child in token.children or ()
        if child.type in {"link_open", "image"}
    }
    known = {str(reference["href"]) for reference in env.get("references", {}).values()}
    for address in sorted(known - used):
        yield left_out(address, "an address that no link has")


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
# A block of code between fences, in which marks are text.
_FENCED = re.compile(r"((?:\A|\n)[ \t>]*(?:```|~~~)[\s\S]*?(?:\n[ \t>]*(?:```|~~~)|\Z))")
# Attributes of pandoc and kramdown behind a heading, behind brackets, around a text, on a line.
_ATTRIBUTES = r"\{:?\s*(?:[#.][\w-]|[\w:-]+=)[^{}\n]*\}"
_AFTER_HEADING = re.compile(
    rf"^([ \t]{{0,3}}#{{1,6}}[ \t].{{0,400}}?)[ \t]*{_ATTRIBUTES}[ \t]*$", re.MULTILINE
)
_AFTER_BRACKET = re.compile(rf"(?<=[^\\][\])]){_ATTRIBUTES}")
_SPAN = re.compile(rf"(?<![\\!\]])(?<!\]:)(?<!\]: )\[(?!\^)([^\[\]]*)(?<!\\)\]{_ATTRIBUTES}")
_ON_A_LINE = re.compile(rf"^[ \t>]*{_ATTRIBUTES}[ \t]*$", re.MULTILINE)
_DIV = re.compile(
    r"^[ \t]{0,3}:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]+)?[ \t]*:*[ \t]*(?:\n|\Z)", re.MULTILINE
)
_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_SET_IN = re.compile(r"^(?: {1,4}|\t)")
# What no line begins with that goes on with a paragraph.
_BEGINS = re.compile(r" {0,3}(?:[<|#>:=]|```|~~~|[-+*][ \t-]|\d+[.)][ \t]|!\[)")
_NAMED = re.compile(r"\{:?#([\w:.-]+)|\b(?:id|name)=[\"']?([\w:.-]+)")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+([^\n{]*)", re.MULTILINE)
_NOT_IN_NAME = re.compile(r"[^\w\s-]")
# Pandoc's raised and lowered text: `10^5^`, `H~2~O`.
_SHIFTED = re.compile(r"\^([^\s^]{1,20})\^|(?<!~)~([^\s~]{1,20})~(?!~)")
_SETTING = "a setting of the front matter"


def _front_matter_apart(text: str, aside: list[str]) -> tuple[dict[str, str], str]:
    """Return the front matter of a text (YAML, TOML, or lines `Title: …`), and the rest.

    Values that are plain, or lists of plain ones, become text by their keys in small letters; what
    is nested, or cannot be read, goes `aside`.
    """
    for pattern, read in ((_YAML, _yaml_values), (_TOML, _toml_values), (_LINES, _line_values)):
        match = pattern.match(text[:_LONGEST_FRONT])
        values = None if match is None else read(match.group(1) or "")
        if match is None or values is None:
            continue
        found = {}
        for key, value in values.items():
            parts = value if isinstance(value, list) else [value]
            if value is None:
                aside.append(left_out(key, _SETTING))
            elif any(isinstance(part, (dict, list)) for part in parts):
                aside.append(left_out(f"{key}: {value}", _SETTING))
            else:
                found[str(key).lower()] = ", ".join(str(part) for part in parts)
        return found, text[match.end() :]
    return {}, text


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


def _marks_apart(text: str, aside: list[str]) -> tuple[str, dict[str, str]]:
    """Return a text without templates' tags, attributes and footnotes, and these by their names.

    Liquid's tags around code become fences; between fences everything stays. Tags go `aside`.
    """
    notes: dict[str, str] = {}
    values = {name: value for name, _, value in _ASSIGN.findall(text)}

    def leave_out(match: re.Match[str], instead: str = "") -> str:
        aside.append(left_out(match.group(), "a tag of a template"))
        return instead

    pieces = _FENCED.split(_HIGHLIGHT.sub(partial(leave_out, instead="```"), text))
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            prose = _TEMPLATE.sub(leave_out, piece)
            prose = _NAME.sub(lambda match: values.get(match.group(1), match.group()), prose)
            prose = _ON_A_LINE.sub("", _AFTER_HEADING.sub(r"\1", _DIV.sub("", prose)))
            prose = _AFTER_BRACKET.sub("", _SPAN.sub(r"\1", prose))
            pieces[place] = _without_notes(prose, notes)
    return "".join(pieces), notes


def _without_notes(text: str, notes: dict[str, str]) -> str:
    """Return a text without the definitions of its footnotes, which go to `notes`.

    A note goes on in lines that are set in, and in those that follow its text without a blank line.
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
        elif line.startswith(("    ", "\t")) or not (blank or _BEGINS.match(line)):
            notes[name] += "\n" + _SET_IN.sub("", line)
            blank = False
        else:
            name = None
            kept += ["", line]
    return "\n".join(kept)


def _places_in(text: str) -> frozenset[str]:
    """Return the names of places that links may lead to: given as an id, or made of a heading."""
    told = {name.casefold() for names in _NAMED.findall(text) for name in names if name}
    headings = {
        _NOT_IN_NAME.sub("", " ".join(line.strip("# \t").split())).replace(" ", "-").casefold()
        for line in _HEADING.findall(text)
    }
    return frozenset({*told, *headings, "", "top"})


def _shifted(signs: re.Match[str]) -> str:
    """Return the raised signs of `^5^`, the lowered of `~2~`; the whole where Unicode has none."""
    up, down = signs.groups()
    shifted = raised(up) if up else lowered(down)
    return signs.group() if shifted in {up, down} else shifted

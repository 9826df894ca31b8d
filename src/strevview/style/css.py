"""A style's CSS: its own stylesheets, and the one made of its fonts, tokens, page and scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from urllib.parse import urljoin

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.disk import LineIndex
from strevview.style.fonts import FontFace
from strevview.style.scripts import stretches_of
from strevview.style.style_file import Margins, StyleFile
from strevview.style.style_folder import Style

_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
# A comment; a custom property that is set; one that is used without a fallback value.
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SET = re.compile(r"(?<![\w-])(--[\w-]+)\s*:")
_USED = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
_ELLIPSIS = re.compile(r"text-overflow\s*:[^;}]*\bellipsis\b", re.IGNORECASE)
# A script's font sets the spaces between its words: in another font each would end a line's glyphs,
# and readers take the drift of justified ones for one space more.
_SPACES = "U+0020, U+00A0"
_BOLD = 700
# Fonts for other scripts are cut larger than a book face for Latin.
SERVED_SCALE = 0.9
# The class of words that one line has together.
UNBROKEN = "unbroken"


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """One stylesheet: the name people know it by, its CSS, and the address it is relative to.

    `base_url` is the `file:` URL of the CSS file itself, or for made-up CSS one of its own that
    no other sheet has: log lines find their file by it.
    """

    name: str
    text: str
    base_url: str


def unset_variables(sheets: Sequence[StyleSheet], html: str) -> tuple[Diagnostic, ...]:
    """Return an error for each custom property that a stylesheet uses and nothing sets.

    The renderer takes no part of a declaration with one, and names neither it nor the stylesheet.
    """
    texts = [_COMMENT.sub(_blank, sheet.text) for sheet in sheets]
    known = {name for text in (*texts, html) for name in _SET.findall(text)}
    return tuple(
        error(
            "SV901",
            f"`{match[1]}` is used here, and no token has this name",
            _span(sheet, match.start(1), len(match[1])),
            _advice(match[1], known),
        )
        for sheet, text in zip(sheets, texts, strict=True)
        for match in _USED.finditer(text)
        if match[1] not in known
    )


def _blank(match: re.Match[str]) -> str:
    """Return white space of the same lines and length."""
    return re.sub(r"\S", " ", match[0])


def _advice(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    meant = f"did you mean `{close[0]}`? " if close else ""
    return f"{meant}tokens stand under `tokens:` in style.yaml: `colours: ink` is `--colour-ink`"


def ellipses(texts: Iterable[StyleSheet], html: str) -> tuple[Diagnostic, ...]:
    """Return an error for each `text-overflow: ellipsis`, in a stylesheet or in the HTML.

    The renderer lets the glyph of the ellipsis mean all the text that it hides, there and wherever
    else the glyph stands: no reader, and no audit, could then tell what is on the page.
    """
    places: list[Span | None] = [
        _span(sheet, match.start(), len(match[0]))
        for sheet in texts
        for match in _ELLIPSIS.finditer(sheet.text)
    ]
    if _ELLIPSIS.search(html):
        places.append(None)
    message = "“text-overflow: ellipsis” hides text that the PDF still claims to show"
    help_text = "let the text wrap, or give it room"
    return tuple(error("SV901", message, place, help_text) for place in places)


def place_of(url: str, sheets: Iterable[StyleSheet]) -> Span | None:
    """Return where a stylesheet names the address `url`."""
    for sheet in sheets:
        for match in _ADDRESS.finditer(sheet.text):
            written = next(group for group in match.groups() if group is not None)
            if urljoin(sheet.base_url, written) == url or written == url:
                start = match.start() + match[0].find(written)
                return _span(sheet, start, len(written))
    return None


def _span(sheet: StyleSheet, start: int, length: int) -> Span:
    return LineIndex.of(sheet.name, sheet.text).span(start, start + length)


def tokens_css(
    style: Style,
    addresses: Mapping[FontFace, str] | None = None,
    *,
    right_to_left: bool = False,
) -> str:
    """Return the CSS that a style's own stylesheets build upon, for a text in one direction.

    `addresses` are where the fonts' faces are found, and no others are named; by default where
    they are installed.
    """
    file = style.file
    if addresses is None:
        addresses = {face: face.url for face in style.faces}
    margins = file.page.margins_of(right_to_left=right_to_left)
    served = [face for face in style.faces if face.is_served]
    lines = [*_font_faces(addresses), *_properties(file, margins, served)]
    lines += [*_page(file, margins), *_script_rules(file, served)]
    lines.append(f".{UNBROKEN} {{ white-space: nowrap }}")
    return "\n".join(lines) + "\n"


def expected_families(style: Style, scripts: Iterable[str] = ()) -> frozenset[str]:
    """Return the font families that a PDF in this style may embed."""
    return frozenset(face.family for face in style.faces_for(scripts))


def script_class(script: str) -> str:
    """Return the class of a run of text in a script: `script-deva`."""
    return f"script-{script.lower()}"


def _font_faces(addresses: Mapping[FontFace, str]) -> Iterator[str]:
    """Yield a rule a file; `unicode-range` says which issues need a script's font at all.

    The renderer takes a font to have all of its range, whatever is in its file.
    """
    for face, address in addresses.items():
        stretches = [one for script in sorted(face.scripts) for one in stretches_of(script)]
        without = sorted(map(ord, face.without))
        pieces = [piece for stretch in stretches for piece in _pieces(*stretch, without)]
        ranges = [f"U+{first:04X}-{last:04X}" for first, last in pieces]
        ranges += [f"U+{ord(sign):04X}" for sign in face.signs] or ([_SPACES] if ranges else [])
        only = f"; unicode-range: {', '.join(ranges)}" if ranges else ""
        yield (
            f"@font-face {{ font-family: {json.dumps(face.family)}; font-weight: {face.weight}; "
            f'font-style: {face.style}; src: url("{address}"){only} }}'
        )


def _pieces(first: int, last: int, without: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield what is left of a stretch of code points without some, which are in order."""
    for code in without:
        if first <= code <= last:
            if first < code:
                yield first, code - 1
            first = code + 1
    if first <= last:
        yield first, last


def _properties(file: StyleFile, margins: Margins, served: Sequence[FontFace]) -> Iterator[str]:
    """Yield the custom properties; a family ends with served fonts, for words in margin boxes.

    The style's other families for the text come last: one may have a letter that it lacks. Those
    of served signs stand before those for other scripts: of fonts that follow each other,
    fontconfig drops those that have nothing new, whatever the range that they are for.
    """
    signs = list(dict.fromkeys(face.family for face in served if face.signs))
    scripts = list(dict.fromkeys(face.family for face in served if face.scripts))
    other = {font.family for font in file.fonts if font.scripts}
    yield ":root {"
    tokens = file.tokens
    plain = (("colour", tokens.colours), ("size", tokens.sizes), ("length", tokens.lengths))
    for kind, values in plain:
        yield from (f"  --{kind}-{name}: {value};" for name, value in values.items())
    for name, number in file.tokens.numbers.items():
        yield f"  --number-{name}: {number:g};"
    for name, families in file.tokens.families.items():
        of_text = [family for family in families if family not in other]
        of_other = [family for family in families if family in other]
        in_order = (*of_text, *signs, *of_other, *scripts) if signs else (*families, *scripts)
        last = (font.family for font in file.fonts if font.family not in {*other, *of_text})
        yield f"  --family-{name}: {', '.join(map(json.dumps, (*in_order, *last)))};"
    for side in ("top", "right", "bottom", "left"):
        yield f"  --page-margin-{side}: {getattr(margins, side)};"
    yield f"  --page-width: {file.page.width};"
    yield f"  --page-height: {file.page.height};"
    yield f"  --figure-width: {file.figure.width};"
    yield f"  --figure-height: {file.figure.height};"
    yield "}"


def _page(file: StyleFile, margins: Margins) -> Iterator[str]:
    yield (
        f"@page {{ size: {file.page.width} {file.page.height}; "
        f"margin: {margins.top} {margins.right} {margins.bottom} {margins.left} }}"
    )


def _script_rules(file: StyleFile, served: Iterable[FontFace]) -> Iterator[str]:
    """Yield the rules of each script: its fonts upright, at their own size, in the line's height.

    What is served stands behind the style's own font, for letters that this lacks. What other
    scripts set in italics is bold in one without any, or underlined.
    """
    more: dict[str, dict[str, bool]] = {}
    for face in served:
        for script in sorted(face.scripts):
            families = more.setdefault(script, {})
            families[face.family] = families.get(face.family, False) or face.weight >= _BOLD
    for font in file.fonts:
        upright = all(one.style == "normal" for one in font.files)
        is_bold = any(one.weight >= _BOLD for one in font.files)
        for script in dict.fromkeys(font.scripts):
            families_of = (font.family, *more.pop(script, ()))
            yield _script_rule(script, families_of, font.scale, upright=upright)
            if upright:
                yield _emphasis(script, is_bold=is_bold)
    for script, served_families in more.items():
        yield _script_rule(script, served_families, SERVED_SCALE, upright=True)
        yield _emphasis(script, is_bold=all(served_families.values()))


def _script_rule(script: str, families: Iterable[str], scale: float, *, upright: bool) -> str:
    size = "" if scale == 1 else f" font-size: {scale:g}em;"
    slant = " font-style: normal;" if upright else ""
    return (
        f".{script_class(script)} {{ font-family: {', '.join(map(json.dumps, families))};{size}"
        f"{slant} line-height: 1; letter-spacing: normal; hyphens: manual;"
        " overflow-wrap: normal }"
    )


def _emphasis(script: str, *, is_bold: bool) -> str:
    look = f"font-weight: {_BOLD}" if is_bold else "text-decoration: underline"
    return f"em .{script_class(script)} {{ {look} }}"

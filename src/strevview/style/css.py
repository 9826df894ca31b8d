"""Brand tokens and fonts as CSS: custom properties, the page, `@font-face` and script rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from strevview.style.fonts import FontFace
from strevview.style.loading import Style
from strevview.style.model import StyleFile
from strevview.style.scripts import stretches_of

# A script's font sets the spaces between its words: in another font each would end a line's glyphs,
# and readers take the drift of justified ones for one space more.
_SPACES = "U+0020, U+00A0"


def tokens_css(style: Style) -> str:
    """Return the CSS that a style's own stylesheets build upon; the same for every issue."""
    file = style.file
    lines = [*_font_faces(style.faces), *_properties(file), *_page(file), *_script_rules(file)]
    return "\n".join(lines) + "\n"


def expected_families(style: Style, scripts: Iterable[str] = ()) -> frozenset[str]:
    """Return the font families that a PDF in this style may embed."""
    return frozenset(face.family for face in style.faces_for(scripts))


def script_class(script: str) -> str:
    """Return the class of a run of text in a script: `script-deva`."""
    return f"script-{script.lower()}"


def _font_faces(faces: Iterable[FontFace]) -> Iterator[str]:
    """Yield a rule a file; `unicode-range` says which issues need a script's font at all."""
    for face in faces:
        ranges = ", ".join(
            f"U+{first:04X}-{last:04X}"
            for script in sorted(face.scripts)
            for first, last in stretches_of(script)
        )
        only = f"; unicode-range: {ranges}, {_SPACES}" if ranges else ""
        yield (
            f"@font-face {{ font-family: {json.dumps(face.family)}; font-weight: {face.weight}; "
            f'font-style: {face.style}; src: url("{face.path.as_uri()}"){only} }}'
        )


def _properties(file: StyleFile) -> Iterator[str]:
    yield ":root {"
    for name, colour in file.tokens.colours.items():
        yield f"  --colour-{name}: {colour};"
    for name, length in file.tokens.sizes.items():
        yield f"  --size-{name}: {length};"
    for name, length in file.tokens.lengths.items():
        yield f"  --length-{name}: {length};"
    for name, number in file.tokens.numbers.items():
        yield f"  --number-{name}: {number:g};"
    for name, families in file.tokens.families.items():
        yield f"  --family-{name}: {', '.join(map(json.dumps, families))};"
    for side in ("top", "right", "bottom", "left"):
        yield f"  --page-margin-{side}: {getattr(file.page.margins, side)};"
    yield f"  --page-width: {file.page.width};"
    yield f"  --page-height: {file.page.height};"
    yield f"  --figure-width: {file.figure.width};"
    yield f"  --figure-height: {file.figure.height};"
    yield "}"


def _page(file: StyleFile) -> Iterator[str]:
    margins = file.page.margins
    yield (
        f"@page {{ size: {file.page.width} {file.page.height}; "
        f"margin: {margins.top} {margins.right} {margins.bottom} {margins.left} }}"
    )


def _script_rules(file: StyleFile) -> Iterator[str]:
    """Yield a rule a script: its font upright, at its own size, in the line's own height."""
    for font in file.fonts:
        upright = all(one.style == "normal" for one in font.files)
        for script in font.scripts:
            size = "" if font.scale == 1 else f" font-size: {font.scale:g}em;"
            slant = " font-style: normal;" if upright else ""
            yield (
                f".{script_class(script)} {{ font-family: {json.dumps(font.family)};{size}{slant}"
                " line-height: 1; letter-spacing: normal; hyphens: manual }"
            )

"""From composed HTML and a style's CSS to a PDF: the renderer and what it may read.

What a style may rely on, and what it must keep to, so that each PDF is PDF/A-3a and PDF/UA-1:

- Fonts come from `@font-face` rules with `file:` URLs alone, never from the machine, and each text
  names a family that has its letters (SV903 otherwise); generic families do not count. A rule with
  a `unicode-range` is loaded for issues alone that have such characters. Static fonts: a variable
  one is instanced for every document.
- Another language or script: `<span lang="hi">` (any element with `lang`). It is tagged with its
  language, and reads back letter for letter, also bold, spaced, in headings and over line ends.
- Headings are `h1` (one, first) to `h6` without gaps, paragraphs `p`, quotations `blockquote`.
- Links are `<a href>` with text; emphasis may stand around or within. Their annotation is described
  by the words of the link. None in margin boxes.
- Lists are `ul` or `ol` with `li`. The marker is an `li::before` (`list-style: none`) or an inside
  marker; both are tagged as the item's label. Outside markers conform too, but are painted after
  all else, and a page with many of them draws a reading-order warning from outloud.
- Figures are `<figure><img alt><figcaption>`; an `img` without `alt` is an error. Inline `<svg>`
  wants a `<title>`. Pictures are raster in RGB or grey, or SVG whose text is in the style's fonts.
- Running headers, footers, page numbers and the draft mark stand in page margin boxes, or are page
  backgrounds: both are artifacts. A mark across the text is a margin box with `z-index: -1`. Not
  `position: fixed`, which is content on every page. Decoration is a background or a border.
- `hyphenate-character` keeps its initial value: the hyphen that breaks a word becomes U+00AD.
- Not to be used: `opacity` on text, `text-overflow: ellipsis`, `line-clamp`, `rel=attachment`,
  `device-cmyk()`, `columns`, and grids of many rows. The first two are errors here.
"""

from __future__ import annotations

import html as html_text
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from weasyprint import CSS, HTML, Document, Page
from weasyprint.css.counters import CounterStyle
from weasyprint.formatting_structure.boxes import Box, MarginBox, ReplacedBox, TextBox
from weasyprint.urls import URLFetchingError

from strevview.diagnostics import Diagnostic, has_errors
from strevview.render.carried import Attachment
from strevview.render.compose import PdfMetadata
from strevview.render.finish import VARIANT, finish
from strevview.render.messages import (
    NOWHERE,
    Origin,
    diagnostics_of,
    no_fonts,
    renderer_crash,
    renderer_log,
    stylesheet_crash,
    unreadable,
)
from strevview.render.resources import FontFace, FontFaces, ResourceFetcher, StyleFonts
from strevview.render.weasyprint_parts import weasyprint_corrected
from strevview.style.css import StyleSheet, ellipses, unset_variables

# What relative addresses in the HTML are relative to: nothing.
_BASE_URL = "strevview:"
# Fonts, and what was said as they were loaded.
_LoadedFonts: TypeAlias = tuple[StyleFonts, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering: the PDF, the number of its pages, and what was said."""

    pdf: bytes
    pages: int
    diagnostics: tuple[Diagnostic, ...]


class Renderer:
    """One style's fonts and parsed CSS, ready for any number of issues, one after the other.

    A worker or `watch` keeps one. Nothing of an issue stays in it, so the bytes of a PDF do not
    depend on what was rendered before.
    """

    def __init__(self, stylesheets: Sequence[StyleSheet], roots: Sequence[Path]) -> None:
        """Parse the CSS; `roots` are the folders of the style and of its font packages."""
        self._sheets = tuple(stylesheets)
        self._roots = tuple(roots)
        self._counters = CounterStyle()
        self._color_profiles: dict[str, Any] = {}
        self._faces = FontFaces()
        self._fonts: dict[tuple[FontFace, ...], _LoadedFonts] = {}
        self._style_characters = frozenset("".join(sheet.text for sheet in self._sheets))
        with renderer_log() as messages:
            parsed = [self._parsed(sheet) for sheet in self._sheets]
        self._css = [css for css in parsed if not isinstance(css, Diagnostic)]
        unread = [fault for fault in parsed if isinstance(fault, Diagnostic)]
        self._diagnostics = (*diagnostics_of(messages, self._sheets), *unread)

    def _parsed(self, sheet: StyleSheet) -> CSS | Diagnostic:
        try:
            return CSS(
                string=sheet.text,
                base_url=sheet.base_url,
                url_fetcher=ResourceFetcher(self._roots),
                font_config=self._faces,
                counter_style=self._counters,
                color_profiles=self._color_profiles,
            )
        except (URLFetchingError, RecursionError):
            # Of a colour profile that cannot be fetched, and of sheets that import each other.
            return unreadable(sheet)
        except Exception as problem:  # noqa: BLE001 - a wrong value can make anything fail
            return stylesheet_crash(problem, sheet, self._sheets)

    def _fonts_for(self, html: str, labels: str) -> _LoadedFonts:
        """Return the fonts that the HTML and labels need; each set of faces is loaded once.

        Faces that one issue needs are not there for another that does not: a letter that its own
        fonts lack must not be found in them.
        """
        text = html_text.unescape(html) if "&#" in html else html
        codepoints = sorted(map(ord, self._style_characters.union(text, labels)))
        needed = tuple(face for face in self._faces.faces if face.is_needed_for(codepoints))
        if needed not in self._fonts:
            self._fonts[needed] = self._loaded(needed)
        return self._fonts[needed]

    def _loaded(self, faces: Sequence[FontFace]) -> _LoadedFonts:
        fetcher = ResourceFetcher(self._roots)
        with renderer_log() as messages:
            fonts = StyleFonts(FontFace(face.descriptors, fetcher) for face in faces)
        return fonts, diagnostics_of(messages, self._sheets)

    def render(
        self,
        html: str,
        *,
        metadata: PdfMetadata,
        attachments: Sequence[Attachment] = (),
        pictures: Mapping[str, bytes] | None = None,
        origin: Origin = NOWHERE,
    ) -> Rendered:
        """Lay out one issue and return its PDF, PDF/A-3a and PDF/UA-1 at once.

        `pictures` are served to `picture_url(name)`; `origin` says where all of it stands.
        An error among the diagnostics means that the PDF is not to be published;
        where the style itself has one, or the renderer fails, it is empty and has no pages.

        Raises:
            ValueError: two attachments have one name.
        """
        fonts, fonts_said = self._fonts_for(html, origin.labels)
        fetcher = ResourceFetcher(self._roots, pictures)
        pdf, pages = b"", 0
        said = [*self._diagnostics, *fonts_said]
        said += (*ellipses(self._sheets, html), *unset_variables(self._sheets, html))
        if fonts.is_empty:
            said.append(no_fonts())
        elif not has_errors(said):
            with renderer_log() as messages:
                try:
                    with weasyprint_corrected():
                        document = self._laid_out(html, fonts, fetcher)
                        pdf, found = finish(document, metadata, attachments)
                except Exception as problem:
                    crash = renderer_crash(problem)
                    if crash is None:
                        raise
                    said.append(crash)
                else:
                    pages = len(document.pages)
                    said += map(origin.for_draft, found)
            said += diagnostics_of(messages, self._sheets, origin)
        return Rendered(pdf, pages, tuple(dict.fromkeys(said)))

    def _laid_out(self, html: str, fonts: StyleFonts, fetcher: ResourceFetcher) -> Document:
        """Return the document, laid out anew where a figure leaves much of a page white."""
        widths = FigureWidths()
        document = self._layout(html, fonts, fetcher)
        for _ in range(_MOST_ROUNDS if "<figure" in html else 0):
            if not widths.change(document.pages):
                break
            document = self._layout(html, fonts, fetcher, CSS(string=widths.css()))
        return document

    def _layout(
        self, html: str, fonts: StyleFonts, fetcher: ResourceFetcher, *more: CSS
    ) -> Document:
        source = HTML(string=html, base_url=_BASE_URL, url_fetcher=fetcher)
        return source.render(
            font_config=fonts,
            counter_style=self._counters.copy(),
            color_profiles=dict(self._color_profiles),
            stylesheets=[*self._css, *more],
            pdf_variant=VARIANT,
        )


# Of a page's height, what may stay white before a figure; and of its width, what a figure keeps.
_MOST_WHITE = 1 / 4
_LEAST_WIDTH = 0.6
# Each round takes as long as a layout.
_MOST_ROUNDS = 6
# Lines and margins are rounded differently on another page, in CSS pixels.
_ROOM = 2.0


@dataclass(slots=True)
class FigureWidths:
    """Makes figures smaller that would leave much of a page white, so that they fit into it.

    The renderer lays out once: a figure that does not fit goes on to the next page, and the rest of
    its page stays white. So the pages are looked at. Where a quarter of one is white before a
    figure, the figure is made as much smaller as fits, down to three fifths, and the issue is laid
    out again. Each layout mends the first such place; a figure that would have to be smaller still
    keeps its size.

    A figure takes part if it is a `<figure>` with an `id` and one picture, and has no `style`: a
    width that the issue asks for is not changed. `_first` are the widths of their pictures in CSS
    pixels as they were at first, by the ids of the figures, `_now` those changed since, None for
    one that keeps its own.
    """

    _first: dict[str, float] = field(default_factory=dict)
    _now: dict[str, float | None] = field(default_factory=dict)

    def css(self) -> str:
        """Return a stylesheet with the widths."""
        return "".join(
            f"[id={json.dumps(name, ensure_ascii=False)}] img "
            f"{{ width: {width:.0f}px; max-height: none }}\n"
            for name, width in self._now.items()
            if width is not None
        )

    def change(self, pages: Sequence[Page]) -> bool:
        """Look at pages laid out with these widths; return whether they are to be laid out anew."""
        for name, width, fitting in _after_white(pages):
            changed = name in self._now
            if changed and self._now[name] is None:
                continue
            fits = fitting >= self._first.setdefault(name, width) * _LEAST_WIDTH
            self._now[name] = fitting if fits else None
            if fits or changed:
                return True
        return False


def _after_white(pages: Sequence[Page]) -> Iterator[tuple[str, float, float]]:
    """Yield the id of each figure before which much of a page is white.

    With it come the width of its picture, and that with which the figure fits into the white.
    """
    for page, before in zip(pages[1:], pages, strict=False):
        bottom = before._page_box.content_box_y() + before._page_box.height
        white = bottom - max(map(_bottom, _painted(before)), default=bottom)
        if white < before._page_box.height * _MOST_WHITE:
            continue
        picture = next(_painted(page), None)
        outer = [box for box in _boxes(page) if picture in box.descendants()]
        figures = [box for box in outer if box.element_tag == "figure"]
        if not isinstance(picture, ReplacedBox) or not figures:
            continue
        element = figures[0].element
        name = element.get("id")
        if name and "style" not in element.attrib:
            others = figures[0].border_height() - picture.height
            height = white - max(map(_margin, outer)) - others - _ROOM
            yield name, picture.width, float(picture.width * height // picture.height)


def _boxes(page: Page) -> Iterator[Box]:
    """Yield the boxes of a page's content, outer ones first."""
    for child in page._page_box.children:
        if not isinstance(child, MarginBox):
            yield from child.descendants()


def _painted(page: Page) -> Iterator[Box]:
    """Yield the texts and pictures of a page's content."""
    for box in _boxes(page):
        if isinstance(box, ReplacedBox) or (isinstance(box, TextBox) and box.text.strip()):
            yield box


def _bottom(box: Box) -> float:
    return float(box.position_y + box.margin_height())


def _margin(box: Box) -> float:
    """Return a box's margin above; at the head of a page it is not laid out."""
    margin = box.style["margin_top"]
    return float(margin.value) if margin != "auto" and margin.unit == "px" else 0.0

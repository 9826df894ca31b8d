"""Issue and style to HTML: the words of the one in the looks of the other."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields

from strevview.diagnostics import Diagnostic
from strevview.model.drawings import read_drawing
from strevview.model.files import picture_format
from strevview.model.loading import LoadedIssue
from strevview.render.pictures import Picture
from strevview.render.style_pictures import pictures_of, with_picture_addresses
from strevview.render.stylesheet import StyleSheet
from strevview.render.templates import fill
from strevview.render.viewing import TEXT_ANCHOR, view_of
from strevview.style.css import expected_families, tokens_css
from strevview.style.loading import Style
from strevview.style.scripts import runs

__all__ = ["TEXT_ANCHOR", "Composed", "compose"]

# Made-up CSS has an address of its own, by which the renderer's log lines find it.
_TOKENS_URL = "strevview-style:tokens.css"


@dataclass(frozen=True, slots=True)
class Composed:
    """What the renderer gets. With an error among `diagnostics` the HTML is empty.

    `style_pictures` are the style's own pictures by the name their URL bears;
    `families` the font families that the PDF may embed; `scripts` those met besides Latin
    (ISO 15924), in the text or in the `labels` of drawings; `words` and `links` are counted in the
    text, the cover left out.
    """

    html: str
    stylesheets: tuple[StyleSheet, ...]
    diagnostics: tuple[Diagnostic, ...]
    words: int
    links: int
    pictures: tuple[str, ...]
    style_pictures: tuple[tuple[str, bytes], ...]
    scripts: frozenset[str]
    families: frozenset[str]
    labels: str
    text_anchor: str = TEXT_ANCHOR


def compose(loaded: LoadedIssue, style: Style, issue_pictures: Iterable[Picture] = ()) -> Composed:
    """Return an issue in a style as HTML and CSS; the same for the same content, in any folder.

    `issue_pictures` are the issue's own, cleaned: the fonts of their labels are needed too.

    Raises:
        ValueError: the issue or its series could not be read; the caller stops before.
    """
    view, facts = view_of(loaded, style)
    context = {part.name: getattr(view, part.name) for part in fields(view)}
    html = fill(style, context)
    style_pictures = pictures_of(style)
    named = ((picture.file, picture.data) for picture in issue_pictures)
    labels = _labels((*named, *style_pictures))
    scripts = facts.scripts | {run.script for run in runs(labels) if run.script}
    return Composed(
        html="" if isinstance(html, Diagnostic) else html,
        stylesheets=_stylesheets(style, draft=view.draft),
        diagnostics=(html,) if isinstance(html, Diagnostic) else (),
        words=facts.words,
        links=facts.links,
        pictures=facts.pictures,
        style_pictures=style_pictures,
        scripts=scripts,
        families=expected_families(style, scripts),
        labels=labels,
    )


def _labels(pictures: Iterable[tuple[str, bytes]]) -> str:
    """Return what the drawings among some pictures say."""
    labels: list[str] = []
    for name, data in pictures:
        if picture_format(name) == "SVG":
            # One of the style's that cannot be read is told of when it is drawn.
            with suppress(ValueError, SyntaxError):
                labels += read_drawing(data).labels
    return "\n".join(labels)


def _stylesheets(style: Style, *, draft: bool) -> tuple[StyleSheet, ...]:
    names = style.file.stylesheets + (style.file.draft_stylesheets if draft else ())
    own = (
        StyleSheet(
            f"{style.shown}/{name}",
            with_picture_addresses(style, name),
            (style.folder / name).as_uri(),
        )
        for name in names
    )
    tokens = StyleSheet(f"{style.shown}/style.yaml", tokens_css(style), _TOKENS_URL)
    return (tokens, *own)

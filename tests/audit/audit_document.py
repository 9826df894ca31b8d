"""A small issue, laid out by a style that loses nothing; tests make it lose something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import rendercv_fonts

from strevview.audit import AuditResult, Margins, audit_pdf, expected_of
from strevview.model.issue import ActorRegister
from strevview.model.loading import LoadedIssue, Shelf, load_issue_text
from strevview.model.prose import (
    Block,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quotation,
    TextRun,
)
from strevview.render.metadata import PdfMetadata
from strevview.render.pdf import Renderer
from strevview.render.resources import picture_url
from strevview.style.css import StyleSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from strevview.model.issue import Item, Source

FONTS = Path(rendercv_fonts.__file__).parent
FAMILIES = ("Source Sans 3", "Mukta", "Noto Sans SC")
MARGINS = Margins(56.7, 56.7, 56.7, 56.7)

ISSUE = Path(__file__).with_name("issue.yaml").read_text("utf-8")

SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
    b'<title>A red square</title><rect width="60" height="60" fill="#c00"/></svg>'
)

_CSS = """\
@page { size: 148mm 210mm; margin: 20mm; @top-center { content: string(section) }
        @bottom-center { content: counter(page) } }
html { font-family: 'Source Sans 3', 'Mukta', 'Noto Sans SC'; font-size: 10pt }
body { margin: 0 } p { text-align: justify; hyphens: auto; margin: 0 0 6pt }
h1 { text-transform: uppercase; bookmark-level: none }
h2 { string-set: section content(); bookmark-level: 1 }
ul { list-style: none; padding: 0 }
main { break-before: page } figure { margin: 0 }
"""


def _faces() -> str:
    files = {
        "Source Sans 3": ("SourceSans3-Regular.ttf", 400),
        "Mukta": ("Mukta-Regular.ttf", 400),
        "Noto Sans SC": ("NotoSansSC-Regular.ttf", 400),
    }
    found = {path.name: path for path in FONTS.rglob("*.ttf")}
    return "".join(
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; "
        f"src: url({found[name].as_uri()}) }}\n"
        for family, (name, weight) in files.items()
    )


@cache
def renderer(more: str = "") -> Renderer:
    """Return the renderer of the sound style, its fonts and `more` CSS loaded once."""
    sheet = StyleSheet("audit.css", _faces() + _CSS + more, "strevview-test:audit.css")
    return Renderer([sheet], [FONTS])


def load(text: str = ISSUE) -> LoadedIssue:
    """Return an issue from YAML that must be sound."""
    shelf = Shelf(Path("issues"), None, ActorRegister(), ())
    loaded = load_issue_text(text.encode(), "issues/2025-07.yaml", shelf)
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded


def document(loaded: LoadedIssue, css: str = "") -> str:
    """Return an issue as HTML; `css` comes after that of the sound style."""
    issue, series = loaded.issue, loaded.series
    assert issue is not None
    assert series is not None
    sections = []
    for s, section in enumerate(issue.sections):
        items = [_item(item, loaded.proses[s, i].blocks) for i, item in enumerate(section.items)]
        title = f'<h2 id="s{s}">{escape(section.title)}</h2>'
        sections.append(f"<section>{title}{''.join(items)}</section>")
    highlights = "".join(
        f'<li><a href="#s{s}">{escape(section.cover_line)}</a></li>'
        for s, section in enumerate(issue.sections)
        if section.cover_line is not None
    )
    names = "".join(
        f'<p lang="{code}">{escape(name)}</p>' for code, name in series.publisher.names.items()
    )
    imprint = [*issue.editors, *(c.text for c in issue.corrections)]
    imprint += [text for text in (series.rights, f"ISSN {series.issn}") if text]
    if issue.published is not None:
        imprint.append(f"Published on {issue.published.day} August {issue.published.year}")
    return (
        f'<html lang="en-GB"><head><title>Test</title><style>{css}</style></head><body>'
        f'<header class="cover"><p class="publisher">{escape(series.publisher.name)}</p>{names}'
        f"<h1>{escape(series.title)}</h1><p>July 2025, No. {issue.number}</p>"
        f"<ul>{highlights}</ul>"
        + "".join(f"<p>{escape(text)}</p>" for text in imprint)
        + f"</header><main>{''.join(sections)}</main></body></html>"
    )


def _item(item: Item, blocks: Sequence[Block]) -> str:
    figures = "".join(
        f'<figure><img src="{picture_url(figure.file)}" alt="{escape(figure.alt or "")}">'
        f"<figcaption>{escape(figure.caption or '')} <span>{escape(figure.credit or '')}</span>"
        "</figcaption></figure>"
        for figure in item.figures
    )
    works = "".join(
        f"<p>{escape(source.title or '')}, {escape(source.publisher or '')}</p>"
        for source in item.sources.values()
        if source.is_printed_work
    )
    body = _blocks(blocks, item.sources)
    return f'<div class="item" id="{item.id}">{body}{works}{figures}</div>'


def _blocks(blocks: Sequence[Block], sources: Mapping[str, Source]) -> str:
    pieces = []
    for block in blocks:
        match block:
            case Paragraph(children):
                pieces.append(f"<p>{_inlines(children, sources)}</p>")
            case Quotation(children):
                pieces.append(f"<blockquote>{_blocks(children, sources)}</blockquote>")
            case ListBlock(entries):
                inner = "".join(f"<li>{_blocks(one.children, sources)}</li>" for one in entries)
                pieces.append(f"<ol>{inner}</ol>")
    return "".join(pieces)


def _inlines(children: Sequence[Inline], sources: Mapping[str, Source]) -> str:
    pieces = []
    for child in children:
        match child:
            case TextRun(text):
                pieces.append(escape(text))
            case LineBreak():
                pieces.append("<br>")
            case Emphasis(inner):
                pieces.append(f"<em>{_inlines(inner, sources)}</em>")
            case Link(text, source):
                url = sources[source].url
                words = escape(text)
                pieces.append(f'<a href="{escape(url)}">{words}</a>' if url else words)
    return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Audited:
    """A rendering and what its audit found."""

    pdf: bytes
    result: AuditResult

    @property
    def codes(self) -> list[str]:
        """The codes that were found, each once, in order."""
        return sorted({one.code for one in self.result.diagnostics})

    @property
    def messages(self) -> str:
        """All that was found, a line each."""
        return "\n".join(f"{one.code} {one.message}" for one in self.result.diagnostics)


def audited(
    css: str = "",
    text: str = ISSUE,
    change: Callable[[str], str] = str,
    pictures: Mapping[str, bytes] | None = None,
    faces: str = "",
) -> Audited:
    """Render an issue with `css` and font `faces` added and its HTML changed, and audit it."""
    loaded = load(text)
    html = document(loaded, css)
    changed = change(html)
    assert change is str or changed != html, "the change found nothing to change"
    metadata = PdfMetadata(title="Test", language="en-GB", created=date(2025, 7, 31))
    served = {"square.svg": SQUARE} if pictures is None else pictures
    rendered = renderer(faces).render(changed, metadata=metadata, pictures=served)
    if pictures is None and change is str and not css:
        assert not rendered.diagnostics, rendered.diagnostics
    return Audited(rendered.pdf, audit_pdf(rendered.pdf, expected_of(loaded, FAMILIES, MARGINS)))

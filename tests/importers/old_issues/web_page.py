"""An issue as a web page, for a browser to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from tests.importers.old_issues.pictures import as_png
from tests.importers.old_issues.printed import Drawing, Passage, PrintedIssue, Words

STYLE = """
@page { size: A4; margin: 20mm }
body { font: 11pt/1.4 "Liberation Sans", "Lohit Devanagari", "WenQuanYi Micro Hei", sans-serif }
.cover { text-align: center; break-after: page }
.publisher { font-size: 18pt; font-weight: bold }
.local { font-size: 15pt }
h1 { font-size: 26pt }
h2 { font-size: 14pt; break-after: avoid }
ul.highlights { text-align: left; font-weight: bold }
p.text { text-align: justify }
figure { margin: 1em 0; break-inside: avoid } figure img { width: 100% }
figcaption { font-size: 9pt; font-style: italic }
"""


def write_web_page(issue: PrintedIssue, target: Path) -> None:
    """Write an issue as HTML, its pictures beside it."""
    title = f"{issue.title.title()}, {issue.month}"
    html = (
        f'<!doctype html>\n<html lang="en-GB">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n"
    )
    target.write_text(html + "\n".join(_body(issue, target.parent)) + "\n</html>\n", "utf-8")


def _body(issue: PrintedIssue, folder: Path) -> Iterator[str]:
    yield '<div class="cover">'
    yield f'<p class="publisher">{escape(issue.publisher.upper())}</p>'
    yield f'<p class="local" lang="hi">{escape(issue.local_name)}</p>'
    yield f"<h1>{'<br>'.join(map(escape, issue.title_lines))}</h1>"
    yield f"<p>{issue.month}</p>"
    yield "<p><b>HIGHLIGHTS</b></p>"
    entries = "".join(f"<li>{escape(line)}</li>" for line in issue.highlights)
    yield f'<ul class="highlights">{entries}</ul>\n</div>'
    for theme in issue.themes:
        yield f"<h2>{escape(theme.title)}</h2>"
        for event in theme.events:
            for block, some in groupby(event.passages, key=_block):
                yield from _passages(block, some)
            for drawing in event.drawings:
                yield _figure(drawing, folder)


def _block(passage: Passage) -> str:
    if passage.listed:
        return "ol" if passage.numbered else "ul"
    return "blockquote" if passage.quoted else ""


def _passages(block: str, passages: Iterator[Passage]) -> Iterator[str]:
    entry, end = ("li", "li") if block in ("ol", "ul") else ('p class="text"', "p")
    lines = [f"<{entry}>{''.join(map(_words, one.words))}</{end}>" for one in passages]
    yield "\n".join([f"<{block}>", *lines, f"</{block}>"] if block else lines)


def _words(words: Words) -> str:
    html = escape(words.text)
    if words.address:
        html = f'<a href="{escape(words.address)}">{html}</a>'
    html = f"<i>{html}</i>" if words.italic else html
    return f"<b>{html}</b>" if words.bold else html


def _figure(drawing: Drawing, folder: Path) -> str:
    png = as_png(drawing.file, folder / f"{drawing.file.stem}.png")
    return (
        f'<figure><img src="{png.name}" alt="{escape(drawing.alt)}">'
        f"<figcaption>{escape(drawing.caption)}</figcaption></figure>"
    )

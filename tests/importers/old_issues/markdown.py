"""An issue typed as Markdown, in pandoc's way."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from tests.importers.old_issues.pictures import as_png
from tests.importers.old_issues.printed import Drawing, Passage, PrintedIssue, Words

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")


def write_markdown(issue: PrintedIssue, target: Path) -> None:
    """Write an issue as Markdown, its pictures beside it."""
    target.write_text("\n\n".join(_blocks(issue, target.parent)) + "\n", "utf-8")


def _blocks(issue: PrintedIssue, folder: Path) -> Iterator[str]:
    yield f"**{issue.publisher.upper()}**"
    yield issue.local_name
    yield f"# {issue.title}"
    yield issue.month
    yield "**HIGHLIGHTS**"
    yield "\n".join(f"- **{_escaped(line)}**" for line in issue.highlights)
    for theme in issue.themes:
        yield f"## {_escaped(theme.title)}"
        for event in theme.events:
            yield from map(_passage, event.passages)
            for drawing in event.drawings:
                yield _figure(drawing, folder)


def _passage(passage: Passage) -> str:
    text = "".join(map(_words, passage.words))
    # A hyphen at a line's end would read as one with a space after it.
    lines = textwrap.wrap(text, 80, break_long_words=False, break_on_hyphens=False)
    first, rest = ("1. " if passage.numbered else "- ", "  ") if passage.listed else ("", "")
    quote = "> " if passage.quoted else ""
    return "\n".join(
        f"{quote}{rest if number else first}{line}" for number, line in enumerate(lines)
    )


def _words(words: Words) -> str:
    text = _escaped(words.text)
    if words.address:
        text = f"[{text}]({words.address})"
    # Marks stand at the words, not at the spaces around them.
    mark = "*" * (words.italic + 2 * words.bold)
    if not mark:
        return text
    inner = text.strip()
    return text.replace(inner, f"{mark}{inner}{mark}", 1)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _figure(drawing: Drawing, folder: Path) -> str:
    """Return a picture that is a paragraph: pandoc prints the words in brackets under it."""
    png = as_png(drawing.file, folder / f"{drawing.file.stem}.png")
    return f"![{_escaped(drawing.caption)}]({png.name})"

"""What Pelican is given of an archive: `python -m benchmarks.pelican_input`, in its folder.

Each item is an article, for only so has each actor, place and theme a page that lists its events:
its issue is the category, and actors, place and theme are tags. PDFs and pictures are copied too.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

from strevview.events import Event, list_events, opening
from strevview.model.loading import issues_in, load_all

ISSUES, PDFS, CONTENT = Path("issues"), Path("out"), Path("content")
_REFERENCE = re.compile(r"\]\[([\w-]+)\]")
_SETTINGS = """\
AUTHOR = "A"
SITENAME = "Review"
SITEURL = "https://review.example"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = False
FEED_ALL_ATOM = "items.atom"
CATEGORY_FEED_ATOM = None
STATIC_PATHS = ["pdfs", "pictures"]
ARTICLE_EXCLUDES = STATIC_PATHS
"""


def write_content() -> None:
    """Write all items as Markdown, and the settings."""
    shutil.copytree(PDFS, CONTENT / "pdfs")
    shutil.copytree(ISSUES / "pictures", CONTENT / "pictures")
    Path("pelicanconf.py").write_text(_SETTINGS, "utf-8")
    for event in list_events(load_all(issues_in(ISSUES)), date(2100, 1, 1)).events:
        name = f"{event.issue.key}-{event.item.id}"
        (CONTENT / f"{name}.md").write_text(_article(name, event), "utf-8")


def _article(name: str, event: Event) -> str:
    day = (event.date or event.issue.issue.period).start
    tags = (*event.names, *([event.place] if event.place else []), event.theme)
    lines = (
        f"Title: {opening(event)}",
        f"Date: {day}",
        f"Category: {event.issue.key}",
        # A comma ends a tag.
        f"Tags: {', '.join(tag.replace(',', '') for tag in tags)}",
        f"Slug: {name}",
        "",
        _REFERENCE.sub(lambda match: f"]({_address(event, match[1])})", event.item.text or ""),
    )
    return "\n".join(lines)


def _address(event: Event, name: str) -> str:
    source = event.item.sources.get(name)
    return (source and source.url) or "#"


if __name__ == "__main__":
    write_content()

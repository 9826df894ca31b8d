"""A small review for the tests of its site: two issues with most of what an issue can have."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path

from tests.cli.inside import strevview as inside
from tests.command import ROOT, Finished

URL = "https://review.example/science"
DAY = "2026-01-15"
SERIES = f"""\
schema: 1
title: Review of Tests & Trials
publisher:
  name: Institute of Tests
  short: IoT
  names:
    hi: परीक्षण संस्थान
language: en-GB
url: {URL}/
issn: 2049-3630
first_number: 2025-06
"""
ACTORS = """\
schema: 1
actors:
  - name: Space and Upper Atmosphere Research Commission
    acronym: SUPARCO
    aliases:
      - Pakistan Space Agency
    country: PK
  - name: Émile Laurent
    kind: person
    posts:
      - post: Director
        organisation: SUPARCO
        from: 2024
"""
JUNE = """\
schema: 1
period: 2025-06
sections:
  - title: Space
    items:
      - id: agreement
        date: 2025-06-03
        place: Xi’an, Shaanxi
        actors:
          - name: SUPARCO
            role: signatory
          - Émile Laurent
        text: |
          SUPARCO [signed][paper] an agreement on 3 June. In Hindi it was called मंगलयान अभियान, in
          Chinese 中国科学院高能物理研究所 was told of.

          > Nothing like it was seen before.

          1. A camera.
          2. A *very* long mast.
        sources:
          paper:
            url: https://example.org/a?b=1&c=2
            archived: https://web.archive.org/web/20250604101112/https://example.org/a?b=1&c=2
            publisher: A Paper
            published: 2025-06-04
        figures:
          - file: pictures/timeline-2025-07.svg
            alt: A strip of “days” & nights
            caption: The days, as [told][paper].
            credit: Drawn here.
            licence: CC0-1.0
"""
JULY = """\
schema: 1
period: 2025-07
published: 2025-08-04
editors:
  - A. Editor
corrections:
  - date: 2025-08-09
    text: The mast has two metres, not three.
sections:
  - title: SPACE
    highlight: A satellite goes up
    items:
      - id: launch
        date: 2025-07-21/2025-07-22
        title: The launch
        follows:
          - 2025-06/agreement
        actors:
          - Pakistan Space Agency
        text: |
          The satellite was [launched][paper] on 22 July after a day of wind.
        sources:
          paper:
            url: https://example.org/launch
            publisher: A Paper
            published: 2025-07-22
  - title: Climate
    items:
      - id: heat
        date: 2025-07
        place: Karachi
        actors:
          - Ministry of Heat
        text: |
          A plan was [made][paper] in July.
        sources:
          paper:
            url: https://example.org/heat
            publisher: A Paper
            published: 2025-07
"""
DRAFT = JULY.replace("2025-07\n", "2025-08\n", 1).replace("published: 2025-08-04", "draft: true")
TO_COME = JULY.replace("2025-07\n", "2025-09\n", 1).replace("2025-08-04", "2026-01-16")


def make_review(folder: Path, **issues: str) -> Path:
    """Write the review, with the issues of June and July or others, and return its folder."""
    files = {"series": SERIES, "actors": ACTORS, **(issues or {"june": JUNE, "july": JULY})}
    names = {"june": "2025-06", "july": "2025-07", "august": "2025-08", "september": "2025-09"}
    shutil.copytree(ROOT / "issues" / "pictures", folder / "issues" / "pictures")
    for name, text in files.items():
        (folder / "issues" / f"{names.get(name, name)}.yaml").write_text(text, "utf-8")
    return folder


def make_site(folder: Path, *options: str) -> Finished:
    """Run `strevview site` in a folder, without search, which takes long and has tests apart."""
    return inside("site", "--today", DAY, "--no-search", *options, cwd=folder)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a site by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Html(HTMLParser):
    """A page as it reads: its words with spaces evened, its links, ids and pictures."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.pictures: dict[str, str] = {}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._words: list[str] = []
        self.feed(path.read_text("utf-8"))

    @property
    def text(self) -> str:
        return " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "a":
            self.links.append(given["href"] or "")
        if given.get("id"):
            self.ids.append(given["id"] or "")
        if tag == "img":
            self.pictures[given["src"] or ""] = given["alt"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "h1", "h2", "h3", "dt", "dd", "th", "td", "summary"):
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        self._words.append(data)

"""A small review for the tests of its site: two issues with most of what an issue can have."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path

from tests.cli.inside import strevview as inside
from tests.command import ROOT, Finished

URL = "https://review.example/science"
DAY = "2026-01-15"
_FILES = ROOT / "tests" / "cases" / "review"
JUNE = (_FILES / "2025-06.yaml").read_text("utf-8")
JULY = (_FILES / "2025-07.yaml").read_text("utf-8")
DRAFT = JULY.replace("2025-07\n", "2025-08\n", 1).replace("published: 2025-08-04", "draft: true")
TO_COME = JULY.replace("2025-07\n", "2025-09\n", 1).replace("2025-08-04", "2026-01-16")


def make_review(folder: Path, **issues: str) -> Path:
    """Write the review, with the issues of June and July or others, and return its folder."""
    names = {"june": "2025-06", "july": "2025-07", "august": "2025-08", "september": "2025-09"}
    shutil.copytree(ROOT / "issues" / "pictures", folder / "issues" / "pictures")
    for name in ("series.yaml", "actors.yaml"):
        shutil.copy(_FILES / name, folder / "issues")
    for name, text in (issues or {"june": JUNE, "july": JULY}).items():
        (folder / "issues" / f"{names[name]}.yaml").write_text(text, "utf-8")
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

"""The index in which the site's search looks, made by Pagefind from the pages of the issues."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from strevview.diagnostics import Diagnostic, error
from strevview.site.publishing import SiteFile
from strevview.style.css import script_class

FAILED = "SV974"
SEARCH_FOLDER = "pagefind"
PACKAGE = "pagefind_bin_extended"
_SECONDS = 600
# Languages whose words Pagefind tells apart by itself, on pages in that language.
_SEGMENTED = ("zh", "ja")
# A run of Chinese as `render.markup` marks it; the longest word of it that is looked for.
_CHINESE = re.compile(rf'(<span class="{script_class("Hani")}"[^>]*)>([^<]+)<')
_LONGEST = 12


def search_files(pages: Iterable[SiteFile], language: str) -> tuple[SiteFile, ...] | Diagnostic:
    """Return Pagefind's files for some pages in a language, or SV974 where it fails.

    It works in a folder of its own: what it makes reaches the site like every other file.
    """
    with TemporaryDirectory(prefix="strevview-search-") as scratch:
        root = Path(scratch)
        for page in pages:
            target = root / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_with_parts(page.data, language))
        command = [sys.executable, "-m", PACKAGE, "--site", scratch]
        command += ["--output-subdir", SEARCH_FOLDER, "--quiet"]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
            said = done.stderr.strip() or done.stdout.strip()
            failed = done.returncode != 0
        except (OSError, subprocess.TimeoutExpired) as reason:
            said, failed = str(reason), True
        if failed:
            advice = "`--no-search` makes the site without it"
            return error(FAILED, f"Pagefind made no index: {said[-300:]}", None, advice)
        made = sorted((root / SEARCH_FOLDER).rglob("*"))
        return tuple(
            SiteFile(path.relative_to(root).as_posix(), path.read_bytes())
            for path in made
            if path.is_file()
        )


def _with_parts(html: bytes, language: str) -> bytes:
    """Return a page on which each part of a Chinese run is a word that can be looked for.

    A search finds what a word begins with, and within another language a run is one word: what
    begins at each later letter is named in an attribute that Pagefind reads.
    """
    if language.partition("-")[0] in _SEGMENTED:
        return html

    def named(match: re.Match[str]) -> str:
        run = match[2]
        parts = " ".join(run[at : at + _LONGEST] for at in range(1, len(run)))
        about = f' title="{parts}" data-pagefind-index-attrs="title"' if parts else ""
        return f"{match[1]}{about}>{run}<"

    return _CHINESE.sub(named, html.decode()).encode()

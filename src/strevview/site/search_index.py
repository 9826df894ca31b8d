"""The index in which the site's search looks, made by Pagefind from the pages of the issues."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from strevview.diagnostics import Diagnostic, error
from strevview.site.publishing import SiteFile

FAILED = "SV974"
SEARCH_FOLDER = "pagefind"
PACKAGE = "pagefind_bin_extended"
_SECONDS = 600


def search_files(pages: Iterable[SiteFile]) -> tuple[SiteFile, ...] | Diagnostic:
    """Return Pagefind's files for some pages, or SV974 where it fails.

    It works in a folder of its own: what it makes reaches the site like every other file.
    """
    with TemporaryDirectory(prefix="strevview-search-") as scratch:
        root = Path(scratch)
        for page in pages:
            target = root / page.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(page.data)
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

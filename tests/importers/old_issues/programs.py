"""The programs that old issues are made with, run headless and on their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.programs import find_program


def office_pdf(documents: Sequence[Path], folder: Path, *, tagged: bool) -> None:
    """Export documents as PDF files of the same names through LibreOffice."""
    options = {"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}}
    # A profile of its own: no setting of the user counts, and no running LibreOffice is asked.
    profile = folder / "profile"
    _run(
        find_program("soffice"),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "--outdir",
        folder,
        *documents,
    )
    shutil.rmtree(profile)


def browser_pdf(page: Path, target: Path) -> None:
    """Print a web page as Chromium does by itself, with the day, the title and the address."""
    profile = target.with_suffix(".profile")
    _run(
        find_program("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        f"--user-data-dir={profile}",
        f"--print-to-pdf={target}",
        page.as_uri(),
    )
    shutil.rmtree(profile, ignore_errors=True)


def pandoc(source: Path, target: Path, *arguments: str) -> None:
    """Convert between the formats that the files' endings name."""
    _run(find_program("pandoc"), *arguments, "--output", target.name, source, cwd=target.parent)


def pdftotext(pdf: Path, target: Path, *arguments: str) -> None:
    """Write a PDF's text as poppler gives it."""
    _run(find_program("pdftotext"), *arguments, pdf, target)


def _run(program: str, *arguments: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run(
        [program, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == 0, f"{program}: exit {done.returncode}\n{said[-3000:]}"

"""What the renderer got for an issue, as a file that WeasyPrint's own command can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.command import run
from benchmarks.programs import program

if TYPE_CHECKING:
    from pathlib import Path

HTML = "peer.html"
# How the HTML names a picture of the issue: by its path beside the issue's file.
PICTURE = 'src="strevview:'


def write_peer_input(desk: Path, issue: str) -> str:
    """Write an issue's HTML, which links its CSS, into `desk`; return the HTML's name.

    The pictures' own addresses become those of their files.
    """
    run(program("strevview", "build", issue, "--html", HTML, cwd=desk, makes=HTML))
    html = (desk / HTML).read_text("utf-8")
    folder = (desk / issue).parent.resolve().as_uri()
    (desk / HTML).write_text(html.replace(PICTURE, f'src="{folder}/'), "utf-8")
    return HTML

"""What the renderer gets for an issue, as files that WeasyPrint's own command can read.

Run as a program, so that what it imports does not weigh on the process that measures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

HTML_NAME = "peer.html"


def write_peer_input(issue: Path) -> tuple[str, list[str]]:
    """Compose an issue and write its HTML and CSS; return the file names, as the peer gets them.

    The pictures' own addresses become those of their files; stylesheets of the style are taken
    where they lie, so that what they name is found.
    """
    from strevview.model.loading import load_issue, load_shelf
    from strevview.render.compose import compose
    from strevview.render.resources import picture_url
    from strevview.style.loading import find_style

    loaded = load_issue(issue, load_shelf(issue.parent))
    style = find_style(loaded.series.style if loaded.series else "", issue.parent)
    if isinstance(style, tuple):
        raise SystemExit("\n".join(fault.message for fault in style))
    composed = compose(loaded, style)
    html = composed.html
    for file in composed.pictures:
        html = html.replace(picture_url(file), (issue.parent / file).absolute().as_uri())
    for name, data in composed.style_pictures:
        copy = Path(f"peer-{quote(name, safe='')}")
        copy.write_bytes(data)
        html = html.replace(picture_url(name), copy.absolute().as_uri())
    Path(HTML_NAME).write_text(html, "utf-8")

    sheets = []
    for number, sheet in enumerate(composed.stylesheets):
        if sheet.base_url.startswith("file:"):
            sheets.append(sheet.base_url)
        else:
            copy = Path(f"peer-{number}.css")
            copy.write_text(sheet.text, "utf-8")
            sheets.append(copy.name)
    return HTML_NAME, sheets


def peer_input(desk: Path, issue: str) -> tuple[str, list[str]]:
    """Do the same in a process of its own, in the folder `desk`."""
    done = subprocess.run(
        [sys.executable, "-P", str(Path(__file__).resolve()), issue],
        cwd=desk,
        stdout=subprocess.PIPE,
        check=True,
    )
    html, sheets = json.loads(done.stdout)
    return html, sheets


if __name__ == "__main__":
    print(json.dumps(write_peer_input(Path(sys.argv[1]))))

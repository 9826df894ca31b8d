"""What other programs are given of an archive: `python -m benchmarks.archive_peers`.

Runs in an archive's folder, in a process of its own, for it loads what it measures against.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.peer_input import PICTURE
from strevview.build.turn import Builder, BuildOptions, Task

ISSUES = Path("issues")
HTML = Path("peers")


def write_html() -> None:
    """Write the HTML that the renderer gets for each issue; pictures by the files' own address."""
    builder = Builder()
    folder = ISSUES.resolve().as_uri()
    for path in _issue_files():
        html = HTML / f"{path.stem}.html"
        outcome = builder.build(Task(path, HTML / f"{path.stem}-ours.pdf", BuildOptions(html=html)))
        if not outcome.done:
            raise RuntimeError(f"{path} was not built")
        text = html.read_text("utf-8")
        html.write_text(text.replace(PICTURE, f'src="{folder}/'), "utf-8")


def _issue_files() -> list[Path]:
    return sorted(ISSUES.glob("[0-9]*.yaml"))


if __name__ == "__main__":
    write_html()

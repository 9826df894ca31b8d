"""What other programs are given of an archive: `python -m benchmarks.archive_peers html`.

Runs in an archive's folder, in a process of its own, for it loads what it measures against.
"""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

ISSUES = Path("issues")
HTML = Path("peers")
TYPST = Path("typst")
# What the text of an issue may hold that is markup in Typst.
_MARKUP = re.compile(r"[\\#$*_`<>@\[\]~/=+-]")
TYPST_HEAD = """\
#set document(title: "{title}")
#set text(font: "EB Garamond", lang: "en")
#set par(justify: true)
"""


def write_html() -> None:
    """Write the HTML that the renderer gets for each issue; pictures by the files' own address."""
    from benchmarks.peer_input import PICTURE
    from strevview.batch.tasks import Task, Workbench

    bench = Workbench()
    folder = ISSUES.resolve().as_uri()
    for path in _issue_files():
        html = HTML / f"{path.stem}.html"
        outcome = bench.carry_out(Task(path, HTML / f"{path.stem}-ours.pdf", html))
        if not outcome.done:
            raise RuntimeError(f"{path} was not built")
        text = html.read_text("utf-8")
        html.write_text(text.replace(PICTURE, f'src="{folder}/'), "utf-8")


def write_typst_texts() -> None:
    """Write each issue's headings and paragraphs in Typst's markup; no pictures and no links."""
    from strevview.model.loading import load_issue, load_shelf

    TYPST.mkdir(exist_ok=True)
    shelf = load_shelf(ISSUES)
    for path in _issue_files():
        text = "\n\n".join(_typst(load_issue(path, shelf)))
        (TYPST / f"{path.stem}.typ").write_text(text, "utf-8")


def _typst(loaded: LoadedIssue) -> list[str]:
    assert loaded.issue is not None
    parts = [TYPST_HEAD.format(title=loaded.issue.period)]
    for s, section in enumerate(loaded.issue.sections):
        parts.append(f"= {_escaped(section.title)}")
        for i in range(len(section.items)):
            parts += [_escaped(paragraph.text) for paragraph in loaded.proses[s, i].paragraphs]
    return parts


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def compile_typst() -> None:
    """Compile the Typst texts one by one, with the font of our pages and none of the machine's."""
    import typst

    spec = find_spec("rendercv_fonts")
    assert spec is not None
    assert spec.origin is not None
    fonts = [str(Path(spec.origin).parent / "EB Garamond")]
    for path in sorted(TYPST.glob("*.typ")):
        target = path.with_suffix(".pdf")
        typst.compile(str(path), output=str(target), font_paths=fonts, ignore_system_fonts=True)


def _issue_files() -> list[Path]:
    return sorted(ISSUES.glob("[0-9]*.yaml"))


if __name__ == "__main__":
    {"html": write_html, "typst-texts": write_typst_texts, "typst": compile_typst}[sys.argv[1]]()

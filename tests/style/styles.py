"""Styles written into a temporary folder for a test."""

from __future__ import annotations

import shutil
from pathlib import Path

from strevview.style.style_folder import Style, find_style

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = """\
schema: 1
title: Plain
template: page.html
stylesheets:
  - page.css
"""


def write_style(
    folder: Path, name: str, *, file: str = PLAIN, template: str = "<p>{{ month }}</p>\n"
) -> Path:
    """Write a small style beside the issues' folder `folder`/issues and return its folder."""
    (folder / "issues").mkdir(exist_ok=True)
    style = folder / "styles" / name
    style.mkdir(parents=True)
    (style / "style.yaml").write_text(file, "utf-8")
    (style / "page.html").write_text(template, "utf-8")
    (style / "page.css").write_text("p { color: var(--colour-ink) }\n", "utf-8")
    return style


def copy_of_mpidsa(folder: Path, name: str) -> Path:
    """Copy the institute's style beside the issues' folder under another name."""
    (folder / "issues").mkdir(exist_ok=True)
    return Path(shutil.copytree(ROOT / "styles" / "mpidsa", folder / "styles" / name))


def found(folder: Path, name: str) -> Style:
    """Return a style that must be there and faultless."""
    style = find_style(name, folder / "issues")
    assert isinstance(style, Style), style
    return style

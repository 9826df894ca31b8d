"""Styles written into a temporary folder for a test."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from strevview.style.style_folder import Style, find_style
from tests.command import ROOT


def copy_of_mpidsa(folder: Path, name: str) -> Path:
    """Copy the institute's style beside the issues' folder under another name."""
    (folder / "issues").mkdir(exist_ok=True)
    return Path(shutil.copytree(ROOT / "styles" / "mpidsa", folder / "styles" / name))


def put_plain_style(desk: Path) -> None:
    """Write the smallest style of docs/styles.md into the desk's styles."""
    page = (ROOT / "docs" / "styles.md").read_text("utf-8")
    files = re.findall(r"`(styles/plain/\S+)`:\n\n```\w+\n(.*?)```", page, re.DOTALL)
    assert len(files) == 3
    for name, content in files:
        (desk / name).parent.mkdir(parents=True, exist_ok=True)
        (desk / name).write_text(content, "utf-8")


def found(folder: Path, name: str) -> Style:
    """Return a style that must be there and faultless."""
    style = find_style(name, folder / "issues")
    assert isinstance(style, Style), style
    return style

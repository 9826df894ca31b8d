"""Styles written into a temporary folder for a test."""

from __future__ import annotations

import shutil
from pathlib import Path

from strevview.style.style_folder import Style, find_style

ROOT = Path(__file__).resolve().parent.parent.parent


def copy_of_mpidsa(folder: Path, name: str) -> Path:
    """Copy the institute's style beside the issues' folder under another name."""
    (folder / "issues").mkdir(exist_ok=True)
    return Path(shutil.copytree(ROOT / "styles" / "mpidsa", folder / "styles" / name))


def found(folder: Path, name: str) -> Style:
    """Return a style that must be there and faultless."""
    style = find_style(name, folder / "issues")
    assert isinstance(style, Style), style
    return style

"""A small desk of issues to build in tests: a folder with a series, a register and issues."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.command import ROOT, SAMPLES

_FILES = ROOT / "tests" / "cases" / "desk"
SERIES = (_FILES / "series.yaml").read_text("utf-8")
ACTORS = (_FILES / "actors.yaml").read_text("utf-8")
ISSUE = (_FILES / "issue.yaml").read_text("utf-8")
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>A</title>'
    b'<rect width="9" height="9" fill="#123"/><path d="M1 1L5 5C6 6 7 8 9 2z" fill="#456"/></svg>'
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July")


def issue_text(number: int = 7) -> str:
    """Return a whole issue of the month with that number, in 2025."""
    return ISSUE.format(period=f"2025-{number:02}", month=MONTHS[number - 1])


def make_desk(folder: Path, *numbers: int) -> Path:
    """Write a series, a register and issues under `issues/`; return the folder."""
    issues = folder / "issues"
    issues.mkdir(parents=True)
    (issues / "series.yaml").write_text(SERIES, "utf-8")
    (issues / "actors.yaml").write_text(ACTORS, "utf-8")
    for number in numbers or (7,):
        (issues / f"2025-{number:02}.yaml").write_text(issue_text(number), "utf-8")
    return folder


def add_figures(desk: Path, pictures: Mapping[str, bytes | None], more: str = "") -> None:
    """Write pictures, and figures of them at the end of July's issue; None stands for no file."""
    figures = "        figures:\n"
    for name, data in pictures.items():
        path = desk / "issues" / name
        path.parent.mkdir(exist_ok=True)
        if data is not None:
            path.write_bytes(data)
        figures += f'          - file: "{name}"\n            alt: "The picture {path.stem}."\n'
        figures += f"            credit: Nobody\n{more}"
    with (desk / "issues" / "2025-07.yaml").open("a", encoding="utf-8") as issue:
        issue.write(figures)


def copy_samples(folder: Path) -> Path:
    """Copy the sample issues and what they share, no issue of the user's; return the folder."""
    issues = folder / "issues"
    shutil.copytree(ROOT / "issues" / "pictures", issues / "pictures")
    for path in (*SAMPLES, ROOT / "issues" / "series.yaml", ROOT / "issues" / "actors.yaml"):
        shutil.copy(path, issues)
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file; it must stand there."""
    text = path.read_text("utf-8")
    assert old in text, f"{path} has no {old!r}"
    put(path, text.replace(old, new))


def put(path: Path, text: str) -> None:
    """Put a file in its place at once, so that `watch` never reads the half of it."""
    written = path.with_name(f"{path.name}~")
    written.write_text(text, "utf-8")
    written.replace(path)

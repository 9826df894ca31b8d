"""The files in tests/cases/read: each `NAME.txt` is what is said of `NAME.yaml`, by place."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.diagnostics import in_order
from strevview.model.loading import SERIES_FILE, load_issue, load_shelf

CASES = Path(__file__).parents[1] / "cases" / "read"
FILES = sorted(path for path in CASES.glob("*.yaml") if path.name != SERIES_FILE)


def said_of(path: Path) -> str:
    """The complaints about a file, as `line:column code message` with the help below."""
    shelf = load_shelf(CASES)
    assert shelf.diagnostics == ()
    loaded = load_issue(path, shelf, path.name)
    lines = []
    for diagnostic in in_order(loaded.diagnostics):
        assert diagnostic.span is not None
        assert diagnostic.span.path == path.name
        place = f"{diagnostic.span.line}:{diagnostic.span.column}"
        lines.append(f"{place} {diagnostic.code} {diagnostic.message}")
        lines.append(f"    help: {diagnostic.help}")
    return "\n".join(lines) + "\n" if lines else "nothing\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_said_of_a_file(path: Path) -> None:
    assert said_of(path) == path.with_suffix(".txt").read_text("utf-8")


def test_every_file_has_its_other_half_and_good_means_nothing() -> None:
    assert len(FILES) > 80
    assert {path.stem for path in CASES.glob("*.txt")} == {path.stem for path in FILES}
    for path in FILES:
        said = path.with_suffix(".txt").read_text("utf-8")
        assert (said == "nothing\n") is path.stem.startswith("good"), path.name

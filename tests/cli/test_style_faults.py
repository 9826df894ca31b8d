"""A style with a fault, through the command: an error at its place, and never a traceback."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.inside import strevview
from tests.command import ROOT, Finished
from tests.command import strevview as in_a_process
from tests.desk import add_figures, change, make_desk


def desk_with(folder: Path, file: str, addition: str) -> Path:
    """Return a desk with a style of its own, to a file of which something is added."""
    desk = make_desk(folder)
    shutil.copytree(ROOT / "styles" / "mpidsa", desk / "styles" / "own")
    change(desk / "issues" / "series.yaml", "style: mpidsa", "style: own")
    with (desk / "styles" / "own" / file).open("a", encoding="utf-8") as added:
        added.write(addition)
    return desk


def errors(desk: Path, run: Callable[..., Finished] = strevview) -> list[dict[str, Any]]:
    """Return the errors of a build that fails."""
    done = run("build", "--format", "json", cwd=desk)
    assert done.code == 1, done.err
    assert not (desk / "out").exists()
    (issue,) = json.loads(done.out)["issues"]
    return [found for found in issue["diagnostics"] if found["severity"] == "error"]


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: calc(1px+) }",
        "p { width: pow(0, -1) }",
        "p::before { content: attr() }",
        "@page { margin: calc(1px+) }",
        "@counter-style odd { system: fixed calc(1+); symbols: a }",
    ],
)
def test_a_value_that_the_renderer_breaks_off_at_is_told_at_its_line(
    css: str, tmp_path: Path
) -> None:
    desk = desk_with(tmp_path, "text.css", f"\n{css}\n")
    lines = (desk / "styles" / "own" / "text.css").read_text("utf-8").splitlines()
    (found,) = errors(desk)
    assert found["code"] == "SV901"
    assert (found["span"]["path"], found["span"]["line"]) == ("styles/own/text.css", len(lines))
    assert found["help"].startswith("mend the value")


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: var(--none, calc(1px+)) }",
        "p { margin: 1e400px }",
        "p { text-overflow: ellipsis }",
    ],
)
def test_what_breaks_off_the_layout_is_one_error(css: str, tmp_path: Path) -> None:
    (found,) = errors(desk_with(tmp_path, "text.css", f"\n{css}\n"))
    assert found["code"] == "SV901"


# What one call makes, what one loop makes, and what grows step by step.
HUGE = [
    '{{ "x".ljust(9999999999) }}',
    '{% for one in [1]|batch(300000000, "x") %}{% endfor %}',
    '{% set a = "x".ljust(90000000) %}{% set a = a ~ a ~ a %}{% set a = a ~ a ~ a %}{{ a }}',
]


@pytest.mark.skipif(sys.platform != "linux", reason="the memory is bounded on Linux alone")
@pytest.mark.parametrize("template", HUGE)
def test_a_template_that_takes_all_memory_is_told_at_its_line(
    template: str, tmp_path: Path
) -> None:
    desk = desk_with(tmp_path, "issue.html", f"\n{template}\n")
    (found,) = errors(desk, in_a_process)
    assert (found["code"], found["span"]["path"]) == ("SV906", "styles/own/issue.html")
    assert "too much memory" in found["message"]
    assert found["span"]["line"] > 1


def test_a_template_that_makes_too_large_a_page_is_told(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "issue.html", '{{ "x".ljust(5000000) }}')
    (found,) = errors(desk, in_a_process)
    assert (found["code"], found["span"]["path"]) == ("SV906", "styles/own/issue.html")


def test_a_colour_without_quotes_is_to_be_put_in_quotes(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "style.yaml", "")
    change(desk / "styles" / "own" / "style.yaml", "navy: '#1b2a4a'", "navy: #14532d")
    (found,) = errors(desk)
    assert (found["code"], found["span"]["path"]) == ("SV006", "styles/own/style.yaml")
    assert found["message"] == "no colour is here"
    assert found["help"].startswith("put it in quotes, as '#1b2a4a'")


def test_a_token_that_is_not_there_is_told_by_its_name_wherever_it_is_used(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "style.yaml", "")
    change(desk / "styles" / "own" / "style.yaml", "    navy: ", "    navi: ")
    used = {
        (f"styles/own/{sheet.name}", number)
        for sheet in (desk / "styles" / "own").glob("*.css")
        # No series from right to left is printed here.
        if sheet.name != "rtl.css"
        for number, line in enumerate(sheet.read_text("utf-8").splitlines(), 1)
        if "var(--colour-navy)" in line
    }
    found = errors(desk)
    assert {one["code"] for one in found} == {"SV901"}
    assert {(one["span"]["path"], one["span"]["line"]) for one in found} == used
    assert len(found) == len(used) > 5
    for one in found:
        assert one["message"].startswith("`--colour-navy` is used here")
        assert one["help"].startswith("did you mean `--colour-navi`?")


def test_a_style_that_prints_a_figure_wider_than_asked_is_told_of(tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "style.yaml", "")
    width = '{% if figure.width %} style="width: {{ figure.width }}"{% endif %}'
    change(desk / "styles" / "own" / "item.html", width, "")
    room = io.BytesIO()
    Image.new("RGB", (1800, 900), "blue").save(room, "PNG")
    add_figures(desk, {"room.png": room.getvalue()}, "            width: 40 %\n")
    done = strevview("build", "--format", "json", cwd=desk)
    assert done.code == 0, done.err
    (issue,) = json.loads(done.out)["issues"]
    (found,) = issue["diagnostics"]
    assert (found["code"], found["severity"]) == ("SV912", "warning")
    assert "has 100 % of the text's width, and the issue asks for 40 %" in found["message"]


def test_a_property_with_a_value_in_reserve_or_of_the_stylesheet_needs_no_token(
    tmp_path: Path,
) -> None:
    css = """
p { color: var(--colour-none, black) }
:root { --own: 2pt } p { margin: var(--own) }
/* var(--colour-none) */
"""
    assert strevview("build", cwd=desk_with(tmp_path, "text.css", css)).code == 0

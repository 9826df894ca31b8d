"""The fingerprint is over content and versions, whatever order they come in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version

import pytest

from strevview import __version__
from strevview.render.carried import (
    FONTS,
    Content,
    data_digest,
    engine_versions,
    fingerprint,
    fingerprint_digest,
    library_versions,
)
from strevview.source.disk import SourceText
from strevview.source.nodes import plain
from strevview.source.parser import parse
from strevview.style.style_folder import Style, find_style
from tests.command import ROOT


@pytest.fixture(scope="module")
def style() -> Style:
    found = find_style("mpidsa", ROOT / "issues")
    assert isinstance(found, Style)
    return found


def test_it_is_the_same_in_any_order_and_differs_by_any_part() -> None:
    parts = {"issues/a.yaml": "1", "weasyprint": "70.0"}
    digest = fingerprint_digest(parts)
    assert digest == fingerprint_digest(dict(reversed(parts.items())))
    assert re.fullmatch("[0-9a-f]{64}", digest)
    others: list[Mapping[str, str]] = [
        {**parts, "weasyprint": "70.1"},
        {**parts, "new": ""},
        {"issues/a.yaml": "1"},
        {"issues/b.yaml": "1", "weasyprint": "70.0"},
    ]
    assert len({digest, *map(fingerprint_digest, others)}) == 5


def test_only_the_fonts_of_the_text_s_scripts_count(style: Style) -> None:
    content = Content({"issues/a.yaml": {"schema": "1"}}, (), style)
    plain = fingerprint(content, ())
    hindi = fingerprint(content, ("Deva",))
    fonts = {name for name in plain if name.startswith(FONTS)}
    assert fonts
    assert not any("Mukta" in name for name in fonts)
    more = hindi.keys() - plain.keys()
    assert more
    assert all(name.startswith(FONTS) and "Mukta" in name for name in more)


def test_the_programs_that_shape_bytes_are_named_with_their_versions() -> None:
    versions = engine_versions()
    assert versions["strevview"] == __version__
    for package in ("weasyprint", "pydyf", "pyphen", "fonttools", "uharfbuzz"):
        assert versions[package] == version(package)
    assert set(library_versions()) == {"pango", "harfbuzz", "harfbuzz-subset"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", versions["pango"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", versions["harfbuzz"])


def data_of(text: str) -> object:
    root = parse(SourceText("a.yaml", text)).root
    assert root is not None
    return plain(root)


def test_a_file_s_digest_is_that_of_what_it_says() -> None:
    laid_out = data_of("a: [x, 'y']   # remark\nb: true\n")
    other = data_of("---\na:\n  - x\n  - y\nb: true\n")
    assert data_digest(laid_out) == data_digest(other)
    assert data_digest(laid_out) != data_digest({"a": ["x", "y"], "b": "true"})
    assert data_digest({"a": "1", "b": "2"}) != data_digest({"b": "2", "a": "1"})

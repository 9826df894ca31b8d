"""The quick start of the renderer changes no byte of a PDF, and nothing rests on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from ctypes.util import find_library
from functools import cache
from pathlib import Path

import pytest

from tests.desk import make_desk

ROOT = Path(__file__).parents[2]
# With WeasyPrint imported already, there is nothing left to start quickly.
PLAIN = "import weasyprint"
# The loader finds no library in whose name stands `what`.
MISSING = """
import cffi
dlopen = cffi.FFI.dlopen
def found(ffi, name, flags=0):
    if {what!r} in name:
        raise OSError(name)
    return dlopen(ffi, name, flags)
cffi.FFI.dlopen = found
"""
NO_SUBSETTER = MISSING.format(what="subset")
ONLY_SEARCHED = MISSING.format(what=".so.")
BUILD = """
import atexit, runpy, sys
atexit.register(lambda: print("fontTools cuts:", "fontTools.subset" in sys.modules))
sys.argv[1:] = ["build", "--force", "issues/2025-07.yaml"]
runpy.run_module("strevview", run_name="__main__")
"""
VARIABLE_FONT = """
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from pathlib import Path
from strevview.render import load_renderer
from strevview.style.css import StyleSheet
from tests.render.documents import FONTS, METADATA
font = FontBuilder(font=TTFont(FONTS / "Source Sans 3/SourceSans3-Regular.ttf"))
font.setupFvar([("wght", 200, 400, 900, "Weight")], [])
font.setupGvar({})
font.save("variable.ttf")
url = Path("variable.ttf").absolute().as_uri()
face = f'@font-face {{ font-family: V; src: url("{url}") }}'
sheet = StyleSheet("v.css", face + "p { font-family: V }", "strevview:v.css")
html = "<html lang=en><title>V</title><body><p>Weight</p></body></html>"
made = load_renderer()([sheet], [Path()]).render(html, metadata=METADATA)
print(made.diagnostics)
Path("variable.pdf").write_bytes(made.pdf)
"""
# Builds after some code; what was printed, and the PDF.
Built = Callable[..., tuple[str, bytes]]
linux = pytest.mark.skipif(sys.platform != "linux", reason="the quick start is for Linux alone")


def printed(folder: Path, *code: str) -> str:
    """Run Python code in a folder, in a process of its own; return what it prints."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(code)],
        cwd=folder,
        # fontTools writes the time into the fonts that it cuts.
        env={**os.environ, "PYTHONPATH": path, "SOURCE_DATE_EPOCH": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the desk's issue once after each piece of code."""
    desk = make_desk(tmp_path_factory.mktemp("desk"))

    @cache
    def build(*before: str) -> tuple[str, bytes]:
        said = printed(desk, *before, BUILD)
        return said, (desk / "out" / "2025-07.pdf").read_bytes()

    return build


def test_a_pdf_has_the_same_bytes_with_and_without_the_quick_start(built: Built) -> None:
    assert built()[1] == built(PLAIN)[1]


@linux
def test_the_start_is_quick(built: Built) -> None:
    assert "fontTools cuts: False" in built()[0]
    assert "fontTools cuts: True" in built(PLAIN)[0]


@linux
def test_without_the_subsetter_of_harfbuzz_fonttools_cuts_the_fonts(built: Built) -> None:
    said, pdf = built(NO_SUBSETTER)
    assert "Using fontTools instead of HarfBuzz-Subset" in said
    assert "fontTools cuts: True" in said
    assert pdf == built(NO_SUBSETTER, PLAIN)[1]


@linux
@pytest.mark.skipif(find_library("pango-1.0") is None, reason="this Linux has no list of libraries")
def test_libraries_that_only_a_search_finds_are_found(built: Built) -> None:
    said, pdf = built(ONLY_SEARCHED)
    assert "could not import" not in said
    assert pdf == built()[1]


def test_a_variable_font_is_made_static_by_either(tmp_path: Path) -> None:
    pdfs = []
    for before in ("", PLAIN):
        assert printed(tmp_path, before, VARIABLE_FONT) == "()\n"
        pdfs.append((tmp_path / "variable.pdf").read_bytes())
    assert pdfs[0] == pdfs[1]

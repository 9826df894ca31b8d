from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic, Span
from strevview.style.style_folder import Style, find_style
from strevview.style.style_names import shipped_styles
from tests.style.styles import PLAIN, ROOT, copy_of_mpidsa, found, write_style


def faults(folder: Path, name: str) -> tuple[Diagnostic, ...]:
    style = find_style(name, folder / "issues")
    assert not isinstance(style, Style)
    return style


def test_a_style_that_ships_is_found_from_any_folder(tmp_path: Path) -> None:
    style = found(tmp_path, "mpidsa")
    assert style.ships
    assert style.folder == shipped_styles() / "mpidsa"
    assert set(style.css) == {"page.css", "cover.css", "text.css", "draft.css", "rtl.css"}
    assert dict(style.files)["style.yaml"] == (ROOT / "styles/mpidsa/style.yaml").read_bytes()


def test_a_style_beside_the_issues_comes_before_the_one_that_ships(tmp_path: Path) -> None:
    write_style(tmp_path, "mpidsa")
    style = found(tmp_path, "mpidsa")
    assert not style.ships
    assert style.file.title == "Plain"


@pytest.mark.parametrize("name", ["../mpidsa", "a/b", "a\\b", "..", "C:x", ".hidden"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    copy_of_mpidsa(tmp_path, "real")
    at = Span.point("series.yaml", 3, 8)
    style = find_style(name, tmp_path / "issues", at)
    assert not isinstance(style, Style)
    (fault,) = style
    assert (fault.code, fault.span) == ("SV905", at)
    assert fault.message == f"`{name}` is no name of a style"


def test_an_unknown_style_is_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    (fault,) = faults(tmp_path, "mpisda")
    assert fault.code == "SV905"
    assert fault.help == "did you mean `mpidsa`?"
    write_style(tmp_path, "house")
    (fault,) = faults(tmp_path, "zzz")
    assert fault.help == "there are: house, mpidsa"


def test_an_unknown_key_has_its_place(tmp_path: Path) -> None:
    write_style(tmp_path, "house", file=PLAIN + "stylesheeds:\n  - a.css\nfigur:\n  width: 1mm\n")
    found_faults = faults(tmp_path, "house")
    places = [(fault.code, fault.span and (fault.span.line, fault.span.column), fault.help)
              for fault in found_faults]  # fmt: skip
    assert ("SV005", (8, 1), "did you mean `figure`?") in places
    assert [place[:2] for place in places] == [("SV005", (6, 1)), ("SV005", (8, 1))]
    assert str(tmp_path / "styles" / "house" / "style.yaml") == getattr(
        found_faults[0].span, "path", None
    )


def test_a_missing_file_and_one_outside_the_folder_are_told_with_their_places(
    tmp_path: Path,
) -> None:
    text = PLAIN.replace("  - page.css", "  - pages.css\n  - ../../secret.css")
    (tmp_path / "secret.css").write_text("p {}", "utf-8")
    write_style(tmp_path, "house", file=text)
    (outside,) = faults(tmp_path, "house")
    assert (outside.code, outside.span and outside.span.line) == ("SV907", 6)
    assert "outside" in outside.message
    (tmp_path / "styles/house/style.yaml").write_text(text.replace("../../secret", "page"), "utf-8")
    (missing,) = faults(tmp_path, "house")
    assert (missing.code, missing.span and missing.span.line) == ("SV907", 5)
    assert missing.help == "did you mean `page.css`?"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.css").write_text("p {}", "utf-8")
    style = write_style(tmp_path, "house")
    (style / "page.css").unlink()
    (style / "page.css").symlink_to(tmp_path / "secret.css")
    (fault,) = faults(tmp_path, "house")
    assert (fault.code, fault.message) == (
        "SV907",
        "`page.css` is a link out of the style's folder",
    )


FONT = """\
fonts:
  - family: Source Sans 3
    package: {package}
    files:
      - file: {file}
tokens:
  families:
    text:
      - {family}
"""


def test_fonts_come_from_packages_and_never_from_outside_of_them(tmp_path: Path) -> None:
    ours = "Source Sans 3/SourceSans3-Regular.ttf"
    cases = {
        "absent": ("no_such_fonts", ours, "Source Sans 3", 8),
        "lost": ("rendercv_fonts", "Source Sans 3/SourceSans-Regular.ttf", "Source Sans 3", 10),
        "other": ("rendercv_fonts", "__init__.py", "Source Sans 3", 10),
        "family": ("rendercv_fonts", ours, "Source Sanz 3", 14),
    }
    for name, (package, file, family, line) in cases.items():
        text = PLAIN + FONT.format(package=package, file=file, family=family)
        write_style(tmp_path, name, file=text)
        (fault,) = faults(tmp_path, name)
        assert (name, fault.code, fault.span and fault.span.line) == (name, "SV907", line)
        if name == "lost":
            assert fault.help == f"did you mean `{ours}`?"
    write_style(
        tmp_path,
        "right",
        file=PLAIN + FONT.format(package="rendercv_fonts", file=ours, family="Source Sans 3"),
    )
    (face,) = found(tmp_path, "right").faces
    assert face.path.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert found(tmp_path, "right").roots() == (tmp_path / "styles/right", face.path)


def test_fonts_of_a_script_count_only_where_it_is_used(tmp_path: Path) -> None:
    style = found(tmp_path, "mpidsa")
    without = {face.name for face in style.faces_for(())}
    hindi = {face.name for face in style.faces_for({"Deva"})}
    assert {name.split("/")[1] for name in hindi - without} == {"Mukta"}
    assert without < hindi < {face.name for face in style.faces}


def test_no_style_is_too_broken_to_be_told(tmp_path: Path) -> None:
    (tmp_path / "issues").mkdir()
    texts = {
        "empty": "",
        "list": "- a\n",
        "syntax": "a: [",
        "binary": "\x00",
        "typo": "schema: 9\n",
    }
    for name, text in texts.items():
        write_style(tmp_path, name, file=text)
        assert all(fault.is_error and fault.span for fault in faults(tmp_path, name)), name


def test_reading_a_style_loads_neither_renderer_nor_templates() -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from strevview.style.style_folder import find_style, Style;"
        "assert isinstance(find_style('mpidsa', Path('nowhere/issues')), Style);"
        "print([m for m in ('weasyprint', 'jinja2', 'rendercv_fonts') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src"
    )
    assert done.stdout.strip() == "[]"

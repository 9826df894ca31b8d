from __future__ import annotations

from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic, Span
from strevview.style.style_folder import Style, find_style, shipped_styles
from tests.command import python
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


OURS = "Source Sans 3/SourceSans3-Regular.ttf"


def fonts(package: str = "rendercv_fonts", file: str = OURS, family: str = "Source Sans 3") -> str:
    """Return a style with a font and a token that names a family."""
    return f"""{PLAIN}\
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


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        (PLAIN + "stylesheeds:\n  - a.css\n", "SV005", 6, "unknown key `stylesheeds`"),
        (PLAIN + "figur:\n  width: 1mm\n", "SV005", 6, "did you mean `figure`?"),
        (PLAIN.replace("page.css", "pages.css"), "SV907", 5, "did you mean `page.css`?"),
        (PLAIN.replace("page.css", "../../secret.css"), "SV907", 5, "outside"),
        (PLAIN.replace("page.css", "link.css"), "SV907", 1, "is a link out of the style's folder"),
        (fonts(package="no_such_fonts"), "SV907", 8, "no_such_fonts"),
        (fonts(file=f"{OURS}.ttf"), "SV907", 10, f"did you mean `{OURS}`?"),
        (fonts(file="__init__.py"), "SV907", 10, "__init__.py"),
        (fonts(family="Source Sanz 3"), "SV907", 14, "Source Sanz 3"),
        (f"{PLAIN}tokens:\n  colours:\n    ink: 'red; }} p {{ color: red'\n", "SV006", 8, "colour"),
        (f"{PLAIN}tokens:\n  sizes:\n    text: calc(1pt)\n", "SV006", 8, "calc(1pt)"),
        ("", "SV012", 1, ""),
        ("- a\n", "SV006", 1, ""),
        ("a: [", "SV001", 1, ""),
        ("\x00", "SV002", 1, ""),
        ("schema: 9\n", "SV008", 1, ""),
    ],
)
def test_a_fault_of_a_style_is_told_at_its_place(
    tmp_path: Path, text: str, code: str, line: int, said: str
) -> None:
    (tmp_path / "secret.css").write_text("p {}", "utf-8")
    style = write_style(tmp_path, "house", file=text)
    if "link.css" in text:
        (style / "link.css").symlink_to(tmp_path / "secret.css")
    fault = faults(tmp_path, "house")[0]
    assert fault.span is not None
    assert (fault.code, fault.span.path, fault.span.line) == (code, str(style / "style.yaml"), line)
    assert said in f"{fault.message} {fault.help}"


def test_fonts_come_from_packages(tmp_path: Path) -> None:
    style = write_style(tmp_path, "right", file=fonts())
    (face,) = found(tmp_path, "right").faces
    assert face.path.read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert found(tmp_path, "right").roots() == (style, face.path)


def test_fonts_of_a_script_count_only_where_it_is_used(tmp_path: Path) -> None:
    style = found(tmp_path, "mpidsa")
    without = {face.name for face in style.faces_for(())}
    hindi = {face.name for face in style.faces_for({"Deva"})}
    assert {name.split("/")[1] for name in hindi - without} == {"Mukta"}
    assert without < hindi < {face.name for face in style.faces}


def test_reading_a_style_loads_neither_renderer_nor_templates(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from strevview.style.style_folder import find_style, Style;"
        "assert isinstance(find_style('mpidsa', Path('nowhere/issues')), Style);"
        "print([m for m in ('weasyprint', 'jinja2', 'rendercv_fonts') if m in sys.modules])"
    )
    done = python(code, cwd=tmp_path)
    assert (done.code, done.out.strip()) == (0, "[]"), done.err

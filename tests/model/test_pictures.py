"""Pictures are found beside the issue and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic
from strevview.model.files import MAX_BYTES, find_picture, picture_files, picture_format
from strevview.model.loading import load_issue_text, load_shelf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    issues = tmp_path / "issues"
    (issues / "pictures").mkdir(parents=True)
    (issues / "pictures" / "Rocket.PNG").write_bytes(b"x")
    (issues / "pictures" / "a b.svg").write_bytes(b"x")
    (issues / "pictures" / "notes.txt").write_bytes(b"x")
    (issues / "pictures" / "inside.png").symlink_to("Rocket.PNG")
    (issues / "pictures" / "outside.png").symlink_to(tmp_path / "secret.png")
    (issues / "pictures" / "away").symlink_to(tmp_path)
    (issues / "pictures" / "loop.png").symlink_to("loop.png")
    (issues / "pictures" / "dangling.png").symlink_to("gone.png")
    (issues / "pictures" / "device.png").symlink_to("/dev/zero")
    os.mkfifo(issues / "pictures" / "fifo.png")
    with (issues / "pictures" / "huge.png").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (tmp_path / "secret.png").write_bytes(b"x")
    return issues


@pytest.mark.parametrize(
    ("file", "real"),
    [
        ("pictures/Rocket.PNG", "pictures/Rocket.PNG"),
        ("./pictures/a b.svg", "pictures/a b.svg"),
        ("pictures//Rocket.PNG", "pictures/Rocket.PNG"),
        ("pictures/inside.png", "pictures/Rocket.PNG"),
    ],
)
def test_what_is_found(folder: Path, file: str, real: str) -> None:
    assert find_picture(folder, file, None) == (folder / real).resolve()


def test_a_folder_behind_a_link_is_the_folder(folder: Path) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    found = find_picture(link, "pictures/Rocket.PNG", None)
    assert found == (folder / "pictures/Rocket.PNG").resolve()


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("pictures/gone.png", "SV701"),
        ("pictures", "SV701"),
        ("pictures/fifo.png", "SV701"),
        ("pictures/loop.png", "SV701"),
        ("pictures/dangling.png", "SV701"),
        ("pictures/Rocket.PNG/x.png", "SV701"),
        ("x" * 300 + ".png", "SV704"),
        ("a\0b.png", "SV704"),
        ("pictures/outside.png", "SV702"),
        ("pictures/device.png", "SV702"),
        ("pictures/away/secret.png", "SV702"),
        ("../secret.png", "SV702"),
        ("pictures/../../secret.png", "SV702"),
        ("/etc/passwd", "SV702"),
        ("C:/a.png", "SV702"),
        ("..\\secret.png", "SV702"),
        ("file:///etc/passwd", "SV702"),
        ("https://example.org/a.png", "SV702"),
        ("pictures/notes.txt", "SV703"),
        ("pictures/huge.png", "SV703"),
    ],
)
def test_what_is_not(folder: Path, file: str, code: str) -> None:
    found = find_picture(folder, file, None)
    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert found.help


def test_backslashes_become_slashes(folder: Path) -> None:
    found = find_picture(folder, "pictures\\Rocket.PNG", None)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.help) == ("SV702", "write / in place of \\")


def test_a_path_of_the_machine_leads_out_of_the_folder(folder: Path) -> None:
    found = find_picture(folder, "C:\\Users\\me\\Rocket.PNG", None)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.help) == (
        "SV702",
        "put it into `pictures/` beside the issue and write `pictures/name.png`",
    )


def test_a_name_that_is_nearly_right(folder: Path) -> None:
    found = find_picture(folder, "pictures/Rocket.png", None)
    if isinstance(found, Path):
        pytest.skip("the file system takes capitals for small letters")
    assert found.help == "did you mean `pictures/Rocket.PNG`?"
    bare = find_picture(folder, "Rocket.PNG", None)
    assert isinstance(bare, Diagnostic)
    assert bare.help == "did you mean `pictures/Rocket.PNG`?"
    for name in ("Pictures/ROCKET.png", "rocket"):
        other = find_picture(folder, name, None)
        assert isinstance(other, Diagnostic)
        assert other.help == "did you mean `pictures/Rocket.PNG`?"


@pytest.mark.parametrize(
    ("file", "kind"),
    [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.jpeg", "JPEG"), ("a.svg", "SVG"), ("a.gif", None),
     ("png", None), ("a.png.exe", None)],
)  # fmt: skip
def test_formats(file: str, kind: str | None) -> None:
    assert picture_format(file) == kind


def test_pictures_in_the_order_of_reading(tmp_path: Path) -> None:
    text = """\
schema: 1
period: 2025-07
sections:
  - title: A
    items:
      - id: a
        figures:
          - file: one.png
          - file: two.png
  - title: B
    items:
      - id: b
        figures:
          - file: one.png
cover:
  image: cover.png
"""
    issue = load_issue_text(text.encode(), "a.yaml", load_shelf(tmp_path)).issue
    assert issue is not None
    assert list(picture_files(issue)) == [
        (("cover", "image"), "cover.png"),
        (("sections", 0, "items", 0, "figures", 0, "file"), "one.png"),
        (("sections", 0, "items", 0, "figures", 1, "file"), "two.png"),
        (("sections", 1, "items", 0, "figures", 0, "file"), "one.png"),
    ]

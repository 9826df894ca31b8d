"""Pictures are found beside the issue and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic
from strevview.model.picture_files import MAX_BYTES, find_picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    issues = tmp_path / "issues"
    (issues / "pictures").mkdir(parents=True)
    for name in ("Rocket.PNG", "a b.svg", "notes.txt", "a.JPEG", "a.gif", "png", "a.png.exe"):
        (issues / "pictures" / name).write_bytes(b"x")
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
        ("pictures/a.JPEG", "pictures/a.JPEG"),
    ],
)
def test_what_is_found(folder: Path, file: str, real: str) -> None:
    link = folder.parent / "link"
    link.symlink_to(folder)
    for place in (folder, link):
        assert find_picture(place, file, None) == (folder / real).resolve()


@pytest.mark.parametrize(
    ("file", "code", "advice"),
    [
        ("pictures/gone.png", "SV701", ""),
        ("pictures", "SV701", ""),
        ("pictures/fifo.png", "SV701", ""),
        ("pictures/loop.png", "SV701", ""),
        ("pictures/dangling.png", "SV701", ""),
        ("pictures/Rocket.PNG/x.png", "SV701", ""),
        ("Rocket.PNG", "SV701", "did you mean `pictures/Rocket.PNG`?"),
        ("x" * 300 + ".png", "SV704", ""),
        ("a\0b.png", "SV704", ""),
        ("pictures/outside.png", "SV702", ""),
        ("pictures/device.png", "SV702", ""),
        ("pictures/away/secret.png", "SV702", ""),
        ("../secret.png", "SV702", ""),
        ("pictures/../../secret.png", "SV702", ""),
        ("/etc/passwd", "SV702", ""),
        (
            "C:\\Users\\me\\Rocket.PNG",
            "SV702",
            "put it into `pictures/` beside the issue and write",
        ),
        ("pictures\\Rocket.PNG", "SV702", "write / in place of \\"),
        ("file:///etc/passwd", "SV702", ""),
        ("https://example.org/a.png", "SV702", ""),
        ("pictures/notes.txt", "SV703", ""),
        ("pictures/a.gif", "SV703", ""),
        ("pictures/png", "SV703", ""),
        ("pictures/a.png.exe", "SV703", ""),
        ("pictures/huge.png", "SV703", ""),
    ],
)
def test_what_is_not(folder: Path, file: str, code: str, advice: str) -> None:
    found = find_picture(folder, file, None)
    assert isinstance(found, Diagnostic)
    assert found.code == code
    assert found.help
    assert advice in found.help


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

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from strevview.lint.rules.figures import measured_width
from tests.lint.cases import CASES

PICTURES = CASES / "SV714" / "pictures"


@pytest.mark.parametrize(("name", "kind"), [("whole.jpg", "JPEG"), ("whole.png", "PNG")])
def test_the_width_of_a_whole_picture(name: str, kind: str) -> None:
    assert measured_width(PICTURES / name, kind) == 1200


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("half.jpg", "JPEG", "is cut off"),
        ("half.png", "PNG", "is damaged"),
        ("text.jpg", "JPEG", "is no JPEG picture"),
        ("empty.png", "PNG", "is no PNG picture"),
        ("really_a_png.jpg", "JPEG", "is a PNG picture and not a JPEG, as its name says"),
    ],
)
def test_what_is_wrong_with_a_picture(name: str, kind: str, words: str) -> None:
    assert measured_width(PICTURES / name, kind) == words


def test_a_picture_of_far_too_many_pixels_is_not_opened(tmp_path: Path) -> None:
    data = bytearray((PICTURES / "whole.png").read_bytes())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    path = tmp_path / "bomb.png"
    path.write_bytes(bytes(data))
    assert measured_width(path, "PNG") == "has too many pixels"

"""Bytes to text: UTF-8 without invisible characters, of a size that an issue has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from strevview.diagnostics import Diagnostic
from strevview.source.reader import MAX_BYTES, SourceText, decode, read_file


def complaint(data: bytes) -> Diagnostic:
    found = decode(data, "a.yaml")
    assert isinstance(found, Diagnostic)
    assert found.span is not None
    assert found.help
    return found


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source = decode(b"\xef\xbb\xbfa: b\r\n", "a.yaml")
    assert isinstance(source, SourceText)
    assert (source.path, source.text) == ("a.yaml", "a: b\r\n")


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        ("a: ok\nb: café\n".encode("latin-1"), 2, 7),
        (b"\xef\xbb\xbfa: \xff", 1, 4),
        ("a: ok\n".encode("utf-16"), 1, 1),
        ("a: ok\n".encode("utf-16-le"), 1, 1),
        ("a: ok\n".encode("utf-32"), 1, 1),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, 1),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 2, 2),
        (b"a: b\nc: d\x0ce\n", 2, 5),
        ("a: b\nc: \x85\n".encode(), 2, 4),
        ("a: \u2028b\n".encode(), 1, 4),
        ("a: \ufeffb\n".encode(), 1, 4),
        (b"a: b\rc: d\r", 1, 5),
        (b"a: \xed\xa0\x80\n", 1, 4),
    ],
)
def test_what_is_no_text_is_one_complaint(data: bytes, line: int, column: int) -> None:
    found = complaint(data)
    assert found.code == "SV002"
    assert found.span is not None
    assert (found.span.line, found.span.column) == (line, column)


def test_a_text_beyond_the_bound_is_one_complaint() -> None:
    assert complaint(b"a" * (MAX_BYTES + 1)).code == "SV003"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: b")
    path.chmod(0)
    found = read_file(path, "a.yaml")
    assert isinstance(found, Diagnostic)
    assert found.code == "SV018"


def test_lines_by_number() -> None:
    source = SourceText("a.yaml", "one\r\ntwo\nthree")
    assert [source.line(number) for number in range(5)] == ["", "one", "two", "three", ""]

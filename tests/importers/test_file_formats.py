from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from strevview.importers.blocks import Document
from strevview.importers.file_formats import read_document
from strevview.importers.files import MAX_BYTES
from tests.importers.block_lists import texts
from tests.importers.docx_files import docx_bytes, paragraph, run

DOCX = docx_bytes(paragraph(run("Text of the issue.")))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(path: Path) -> Document:
    """Return what the reader makes of a file; it has words just where it was read."""
    if path.is_file() and path.read_bytes()[:4] in {b"PK\x03\x04", OLE[:4]}:
        pytest.importorskip("strevview.importers.docx_reader")
    document, contents = read_document(path)
    assert bool(document.blocks) == bool(contents.words)
    return document


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def replaced(member: str, data: bytes) -> bytes:
    """Return the DOCX with another content of one member."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(DOCX)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in source.namelist():
            made.writestr(name, data if name == member else source.read(name))
    return out.getvalue()


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("x.docx", b"", "SV945", "no words"),
        ("x.txt", b"  \n\n", "SV945", "no words"),
        ("x.doc", OLE + "WordDocument".encode("utf-16-le"), "SV940", "old binary kind"),
        ("x.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "SV943", "password"),
        ("x.xls", OLE, "SV940", "old Office"),
        ("x.odt", archive(mimetype=b"x", **{"content.xml": b"<x/>"}), "SV940", "OpenDocument"),
        ("x.zip", archive(a=b"x"), "SV940", "ZIP"),
        ("x.epub", archive(**{"META-INF__container.xml": b"<x/>"}), "SV940", "e-book"),
        ("x.rtf", b"{\\rtf1 text}", "SV940", "RTF"),
        ("x.html", b"<!DOCTYPE html><p>text", "SV940", "HTML"),
        ("x.txt", b'<?xml version="1.0"?><html xmlns="x">', "SV940", "HTML"),
        ("x.yaml", b"schema: 1\n", "SV940", ".yaml"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "SV940", "picture"),
        ("x.pdf", b"no PDF at all", "SV942", "does not begin as such a file"),
        ("x.docx", b"no DOCX at all", "SV942", "does not begin as such a file"),
        ("x.docx", DOCX[:300], "SV942", "damaged"),
        ("x.docx", DOCX.replace(b"word/document.xml", b"word/documint.xml"), "SV942", "damaged"),
        ("x.docx", replaced("word/document.xml", b"<w:p"), "SV942", "damaged"),
        ("x.docx", replaced("word/document.xml", BOMB), "SV942", "entities"),
        ("x.txt", bytes(range(256)) * 20, "SV940", "binary"),
        ("x.md", os.urandom(8).hex().encode() + b"\x00\x01\x02" * 99, "SV940", "binary"),
        ("x.txt", b"a\x81b" * 99, "SV940", "unknown encoding"),
        ("x.txt", b"\xff\xfea", "SV942", "UTF-16"),
        ("x.txt", b"word " * 1_000_000, "SV944", "too large"),
    ],
)
def test_what_is_not_read_is_told_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, code: str, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read(path)
    assert document.blocks == ()
    first = document.diagnostics[0]
    assert (first.code, first.is_error) == (code, True)
    assert says in first.message
    assert first.help
    assert first.span is not None
    assert first.span.path == str(path)


def test_a_docx_whose_kinds_of_parts_are_not_told_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(replaced("[Content_Types].xml", b"<x/>"))
    assert [block.text for block in read(path).blocks] == ["Text of the issue."]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<x/>")
        with made.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(80):
                member.write(bytes(1 << 20))
    assert path.stat().st_size < 1_000_000
    assert [found.code for found in read(path).diagnostics] == ["SV944"]


def test_a_part_with_a_false_size_is_damaged(tmp_path: Path) -> None:
    data = bytearray(DOCX)
    with zipfile.ZipFile(io.BytesIO(DOCX)) as source:
        size = source.getinfo("word/document.xml").file_size
    start = data.rfind(b"word/document.xml") - 46 + 24
    assert int.from_bytes(data[start : start + 4], "little") == size
    data[start : start + 4] = (7).to_bytes(4, "little")
    path = tmp_path / "x.docx"
    path.write_bytes(bytes(data))
    assert [found.code for found in read(path).diagnostics] == ["SV942"]


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.docx", tmp_path / "x\0y.txt"):
        found = read(path).diagnostics
        assert [(one.code, one.is_error) for one in found] == [("SV941", True)]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.docx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(MAX_BYTES + 1)
    assert [found.code for found in read(path).diagnostics] == ["SV944"]


def test_the_content_says_what_a_file_is(tmp_path: Path) -> None:
    path = tmp_path / "named.pdf"
    path.write_bytes(DOCX)
    document = read(path)
    assert texts(document) == ["Text of the issue."]
    assert [(found.code, found.is_error) for found in document.diagnostics] == [("SV946", False)]


def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    monkeypatch.delitem(sys.modules, "strevview.importers.docx_reader", raising=False)
    path = tmp_path / "x.docx"
    path.write_bytes(DOCX)
    [found] = read(path).diagnostics
    assert (found.code, found.help) == ("SV941", "install it: pip install 'strevview[import]'")
    assert "`mammoth`" in found.message


@pytest.mark.parametrize("name", ["x.md", "X.MARKDOWN"])
def test_markdown_by_its_ending(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# A *title*\n", "utf-8")
    assert texts(read(tmp_path / name)) == ["A title"]


@pytest.mark.parametrize("name", ["x.txt", "x", "x.TEXT"])
def test_text_by_its_ending(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# A *title*\n", "utf-8")
    document = read(tmp_path / name)
    assert texts(document) == ["# A *title*"]
    assert document.diagnostics == ()


def test_text_of_an_unknown_ending_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "x.foo").write_text("Some text.\n", "utf-8")
    document = read(tmp_path / "x.foo")
    assert texts(document) == ["Some text."]
    assert [found.code for found in document.diagnostics] == ["SV946"]


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("cp1252", ["SV947"]),
    ],
)
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_encodings(tmp_path: Path, name: str, encoding: str, codes: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(
        "The “café” – open.\r\nAgain, it is open on all days of the week.".encode(encoding)
    )
    document = read(path)
    assert " ".join(texts(document)) == (
        "The “café” – open. Again, it is open on all days of the week."
    )
    assert [found.code for found in document.diagnostics] == codes
    if codes:
        span = document.diagnostics[0].span
        assert span is not None
        assert (span.line, span.column) == (1, 5)

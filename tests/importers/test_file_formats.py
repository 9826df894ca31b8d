"""What a file is by its content and its name, in which encoding, and what is not read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from strevview.importers.files import MAX_BYTES
from strevview.importers.importing import read_document
from tests.importers.block_lists import read, shown, told
from tests.importers.docx_files import archive, docx_bytes, members, paragraph, renamed, run

DOCX = docx_bytes(paragraph(run("Text of the issue.")))
GROWING = docx_bytes(paragraph(run("x" * 34_000_000)))
DEEP = "<w:tbl><w:tr><w:tc>" * 3000 + paragraph(run("x")) + "</w:tc></w:tr></w:tbl>" * 3000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


# The declaration stands far from the start.
FAR = BOMB.replace(b"<!DOCTYPE", b"<!--%9000s--><!DOCTYPE" % b"")


def replaced(member: str, data: bytes) -> bytes:
    """Return the DOCX with another content of one member."""
    return archive({**members(DOCX), member: data})


def changed(new: bytes) -> bytes:
    """Return the DOCX with another beginning of its main part."""
    main = members(DOCX)["word/document.xml"]
    return replaced("word/document.xml", main.replace(b"w:document", new))


def with_false_size() -> bytes:
    """Return the DOCX with a main part that says it is smaller than it is."""
    data = bytearray(DOCX)
    with zipfile.ZipFile(io.BytesIO(DOCX)) as source:
        size = source.getinfo("word/document.xml").file_size
    start = data.rfind(b"word/document.xml") - 46 + 24
    assert int.from_bytes(data[start : start + 4], "little") == size
    data[start : start + 4] = (7).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "code", "says"),
    [
        ("x.docx", b"", "SV945", "no words"),
        ("x.txt", b"  \n\n", "SV945", "no words"),
        ("x.md", b"\n---\n\n", "SV945", "no words"),
        ("x.doc", OLE + "WordDocument".encode("utf-16-le"), "SV940", "old binary kind"),
        ("x.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "SV943", "password"),
        ("x.xls", OLE, "SV940", "old Office"),
        ("x.odt", archive({"mimetype": b"x", "content.xml": b"<x/>"}), "SV940", "OpenDocument"),
        ("x.zip", archive({"a": b"x"}), "SV940", "ZIP"),
        ("x.epub", archive({"META-INF/container.xml": b"<x/>"}), "SV940", "e-book"),
        ("x.rtf", b"{\\rtf1 text}", "SV940", "RTF"),
        ("x.html", b"<!DOCTYPE html><p>text", "SV940", "HTML"),
        ("x.txt", b'<?xml version="1.0"?><html xmlns="x">', "SV940", "HTML"),
        ("x.yaml", b"schema: 1\n", "SV940", ".yaml"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "SV940", "picture"),
        ("x.pdf", b"no PDF at all", "SV942", "does not begin as such a file"),
        ("x.docx", b"no DOCX at all", "SV942", "does not begin as such a file"),
        ("x.docx", DOCX[:300], "SV942", "damaged"),
        ("x.docx", with_false_size(), "SV942", "damaged"),
        ("x.docx", DOCX.replace(b"word/document.xml", b"word/documint.xml"), "SV942", "damaged"),
        ("x.docx", replaced("word/document.xml", b"<w:p"), "SV942", "damaged"),
        ("x.docx", replaced("word/document.xml", BOMB), "SV942", "entities"),
        ("x.docx", changed(b"w:presentation"), "SV940", "a presentation, not"),
        ("x.docx", changed(b"w:workbook"), "SV940", "a spreadsheet, not a DOCX"),
        ("x.docx", docx_bytes("<w:p><w:r><w:t>open"), "SV942", "broken"),
        ("x.docx", replaced("word/document.xml", FAR), "SV942", "declares entities of its own"),
        ("x.docx", docx_bytes(DEEP), "SV942", "broken"),
        ("x.docx", GROWING, "SV944", "too large"),
        ("x.docx", renamed(GROWING), "SV944", "too large"),
        ("x.docx", docx_bytes(paragraph("<w:r/>" * 300_000)), "SV944", "too many parts"),
        ("x.docx", docx_bytes(""), "SV945", "no words"),
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
    document = read(tmp_path / name, data)
    assert document.blocks == ()
    first = document.diagnostics[0]
    assert (first.code, first.is_error) == (code, True)
    assert says in first.message
    assert first.help
    assert first.span is not None
    assert first.span.path == str(tmp_path / name)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", b"<x/>")
        with made.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(80):
                member.write(bytes(1 << 20))
    assert path.stat().st_size < 1_000_000
    assert [found.code for found in read_document(path)[0].diagnostics] == ["SV944"]


def test_what_is_no_file_or_too_large_a_one(tmp_path: Path) -> None:
    huge = tmp_path / "huge.docx"
    with huge.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(MAX_BYTES + 1)
    paths = (tmp_path, tmp_path / "none.docx", tmp_path / "x\0y.txt", huge)
    found = [read_document(path)[0].diagnostics for path in paths]
    assert [[(one.code, one.is_error) for one in each] for each in found] == [
        *[[("SV941", True)]] * 3,
        [("SV944", True)],
    ]


@pytest.mark.parametrize(
    ("name", "data", "expected", "codes"),
    [
        ("named.pdf", DOCX, ["Text of the issue."], ["SV946"]),
        ("x.docm", DOCX, ["Text of the issue."], []),
        ("x.md", b"# A *title*\n", ["# A *title*"], []),
        ("X.MARKDOWN", b"<html># A title</html>\n", ["# A title"], []),
        *((name, b"# A *title*\n", ["# A *title*"], []) for name in ("x.txt", "x", "x.TEXT")),
        ("x.foo", b"Some *text*.\n", ["Some *text*."], ["SV946"]),
    ],
)
def test_content_and_ending_say_what_a_file_is(
    tmp_path: Path, name: str, data: bytes, expected: list[str], codes: list[str]
) -> None:
    document = read(tmp_path / name, data)
    assert shown(document) == expected
    assert [code for code, _ in told(document)] == codes
    # In Markdown alone the signs are marks.
    assert any(run.italic for run in document.blocks[0].runs) == (name == "x.md")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    text = "The “café” – open.\r\nAgain, it is open on all days of the week."
    document = read(tmp_path / name, text.encode(encoding))
    assert " ".join(shown(document)) == text.replace("\r\n", " ")
    places = [
        (one.code, one.span.line, one.span.column) for one in document.diagnostics if one.span
    ]
    assert places == ([("SV947", 1, 5)] if encoding == "cp1252" else [])

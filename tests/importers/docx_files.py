"""DOCX files for tests, made of raw WordprocessingML so that they hold what Word would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
    "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr",
    "chart": "chart", "aFChunk": "document",
}  # fmt: skip


def _relations(relations: list[tuple[str, str, str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{mode}/>'
        for name, kind, target, mode in relations
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{inner}</Relationships>'
    ).encode()


# What every DOCX has. Of which kinds the parts are is not asked by the reader.
_BESIDES = {
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": _relations([("r1", _KINDS + "officeDocument", "word/document.xml", "")]),
}


def docx_bytes(
    body: str,
    *,
    links: Mapping[str, str] | None = None,
    pictures: Mapping[str, tuple[str, bytes]] | None = None,
    **parts: str,
) -> bytes:
    """Return a DOCX with a body and parts (styles=, footnotes=, header=) of raw XML.

    `links` are addresses by relation; `pictures` names and bytes.
    """
    relations, files = [], {}
    for name, content in parts.items():
        root = _ROOTS[name]
        files[f"word/{name}.xml"] = f"{_HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()
        relations.append((name, _KINDS + name, f"{name}.xml", ""))
    for relation, address in (links or {}).items():
        relations.append((relation, _KINDS + "hyperlink", address, ' TargetMode="External"'))
    for relation, (name, data) in (pictures or {}).items():
        files[f"word/media/{name}"] = data
        relations.append((relation, _KINDS + "image", f"media/{name}", ""))
    files["word/document.xml"] = (
        f"{_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
    )
    files["word/_rels/document.xml.rels"] = _relations(relations)
    return archive(_BESIDES | files)


def zipped(folder: Path) -> bytes:
    """Return a DOCX of the parts in a folder; what every DOCX has besides is added."""
    parts = filter(Path.is_file, folder.rglob("*"))
    return archive(_BESIDES | {str(one.relative_to(folder)): one.read_bytes() for one in parts})


def archive(files: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """Return the files in a ZIP archive by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def renamed(data: bytes) -> bytes:
    """Return a DOCX whose main part is no `.xml` by its name."""
    files = members(data)
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"word/document.xml", b"word/text.bin")
    files["word/text.bin"] = files.pop("word/document.xml")
    files["word/_rels/text.bin.rels"] = files.pop("word/_rels/document.xml.rels")
    return archive(files)


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of raw runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, inner: str) -> str:
    """Return a field with what it shows."""
    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f"{mark('separate')}{inner}{mark('end')}"
    )


def mark(kind: str) -> str:
    """Return the begin, the separator or the end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

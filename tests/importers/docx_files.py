"""DOCX files for tests, made of raw WordprocessingML so that they hold what Word would write."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from strevview.importers.blocks import Block, Document, Kind
from strevview.importers.docx_reader import read_docx

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
BOLD = "<w:b/>"
# What stands for a space, a hyphen, a raised digit or a symbol of another kind.
_NO_LETTERS = re.compile("[^\\w.,;:_“”]|[αⁿ]")
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
    "endnotes": "endnotes", "comments": "comments", "header": "hdr", "footer": "ftr",
    "chart": "chart", "aFChunk": "document",
}  # fmt: skip


def docx_bytes(
    body: str,
    *,
    links: Mapping[str, str] | None = None,
    pictures: Mapping[str, tuple[str, bytes]] | None = None,
    main: str = "document.main+xml",
    namespaces: str = NAMESPACES,
    **parts: str,
) -> bytes:
    """Return a DOCX with a body and parts (styles=, footnotes=, header=) of raw XML.

    `links` are addresses by relation; `pictures` names and bytes.
    """
    relations, types, files = [], [], {}
    for name, content in parts.items():
        root = _ROOTS[name]
        files[f"word/{name}.xml"] = f"{_HEAD}<w:{root} {namespaces}>{content}</w:{root}>".encode()
        relations.append((name, _KINDS + name, f"{name}.xml", ""))
        types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}{name}+xml"/>')
    for relation, address in (links or {}).items():
        relations.append((relation, _KINDS + "hyperlink", address, ' TargetMode="External"'))
    for relation, (name, data) in (pictures or {}).items():
        files[f"word/media/{name}"] = data
        relations.append((relation, _KINDS + "image", f"media/{name}", ""))
    files["word/document.xml"] = (
        f"{_HEAD}<w:document {namespaces}><w:body>{body}</w:body></w:document>".encode()
    )
    files["word/_rels/document.xml.rels"] = _relations(relations)
    files["_rels/.rels"] = _relations([("r1", _KINDS + "officeDocument", "word/document.xml", "")])
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpg", "image/jpeg"),
            ("emf", "image/x-emf"),
            ("gif", "image/gif"),
        )
    )
    main_type = f'<Override PartName="/word/document.xml" ContentType="{_WORD}{main}"/>'
    if "/" in main:
        main_type = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    files["[Content_Types].xml"] = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{defaults}{main_type}{''.join(types)}</Types>"
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _relations(relations: list[tuple[str, str, str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{mode}/>'
        for name, kind, target, mode in relations
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{inner}</Relationships>'
    ).encode()


def read(
    folder: Path,
    body: str,
    *,
    links: Mapping[str, str] | None = None,
    pictures: Mapping[str, tuple[str, bytes]] | None = None,
    **parts: str,
) -> Document:
    """Return what the reader makes of a DOCX, with a proof that no word was lost or invented."""
    path = folder / "issue.docx"
    path.write_bytes(docx_bytes(body, links=links, pictures=pictures, **parts))
    document = read_docx(path)
    assert lost_and_invented(path, document) == ("", "")
    return document


def lost_and_invented(path: Path, document: Document) -> tuple[str, str]:
    """Return the letters that are in no block and not left out, and those that the file has not.

    The file's are those of each `w:t` and `w:delText` of the text and its notes, but of no
    `mc:Fallback` beside a choice that has text; and those of comments, headers and footers.
    """
    have: Counter[str] = Counter()
    for text in (block.text for block in document.blocks):
        have.update(text)
    for one in document.left_out:
        if one.why.startswith(("a picture", "a link")):
            continue
        have.update(one.text * one.times)
    want: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                content = archive.read(name).decode()
                content = re.sub(r"(?s)<mc:Fallback>.*?</mc:Fallback>", "", content)
                for text in re.findall(r"<(?:w:t|w:delText|m:t)(?: [^>]*)?>([^<]*)<", content):
                    want.update(html.unescape(text))
    lost, invented = want - have, have - want
    return _NO_LETTERS.sub("", "".join(lost.elements())), _NO_LETTERS.sub(
        "", "".join(invented.elements())
    )


def paragraph(content: str, properties: str = "") -> str:
    """Return a paragraph of raw runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def texts(document: Document) -> list[str]:
    """Return the text of each block."""
    return [block.text for block in document.blocks]


def kinds(document: Document) -> list[tuple[Kind, str]]:
    """Return kind and text of each block."""
    return [(block.kind, block.text) for block in document.blocks]


def links(block: Block) -> list[tuple[str, str]]:
    """Return text and address of each link in a block."""
    return [(run.text, run.address) for run in block.runs if run.address is not None]


def style(name: str, inner: str = "", *, kind: str = "paragraph", based: str = "") -> str:
    """Return a style; its id is its name without spaces."""
    identity = name.replace(" ", "")
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{base}{inner}'
        "</w:style>"
    )


def styled(name: str) -> str:
    """Return the property of a paragraph that has a style."""
    return f'<w:pStyle w:val="{name}"/>'

"""A DOCX file as blocks: mended, made HTML by mammoth, and that into blocks like Markdown's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from strevview.diagnostics import Diagnostic
from strevview.importers import faults
from strevview.importers.blocks import Block, Document, LeftOut, Picture
from strevview.importers.docx_mending import CUT, Mended, mended, texts_of
from strevview.importers.docx_package import BROKEN, Package, fault_of, open_package
from strevview.importers.docx_styles import Lists, Styles
from strevview.importers.html_blocks import HtmlBlocks
from strevview.importers.pictures import usable_picture

_ASIDE = {"comments": "a comment", "header": "a running header", "footer": "a running footer"}
_EMBEDDED = "open the document in a word processor and save it: that takes the part into its text"


def read_docx(path: Path) -> Document:
    """Read a DOCX: every word and link is in a block or left out, with the reason.

    What cannot be read is an error in the document's diagnostics (SV940 to SV945).
    """
    package = open_package(path)
    if isinstance(package, Diagnostic):
        return Document(path.name, diagnostics=(package,))
    try:
        return _read(package, path.name)
    except BROKEN as reason:
        return Document(path.name, diagnostics=(fault_of(package.name, reason),))


def _read(package: Package, name: str) -> Document:
    """Mend the text and its notes, and read the HTML that mammoth makes of them."""
    from mammoth import convert_to_html
    from mammoth.images import img_element

    styles = Styles(_first(package, "styles"))
    mending = mended(package, styles, Lists(_first(package, "numbering"), styles))
    html = convert_to_html(
        mending.archive,
        style_map=mending.style_map,
        include_default_style_map=False,
        include_embedded_style_map=False,
        convert_image=img_element(_named),
    ).value
    *notes, text = html.split(f"<p>{CUT}</p>")
    reading = HtmlBlocks(partial(_picture, package), frozenset(mending.places))
    for note, content in zip(mending.notes, notes, strict=True):
        reading.piece(content)
        reading.take_note(note)
    reading.piece(text)
    reading.end()
    for picture in sorted(mending.pictures):
        if f'src="{escape(picture, quote=False)}"' not in html:
            reading.lose_picture(f"the picture `{picture}`", "it stands in a drawing")
    for _ in chain(package.related("chart"), package.related("diagramData")):
        reading.lose_picture("a chart or diagram", "it is no picture")
    diagnostics = reading.complaints(package.name)
    if any(package.related("aFChunk")):
        what = "a part of the document is another file inside it, and was left out"
        diagnostics.append(faults.left_out(package.name, what, _EMBEDDED))
    blocks = tuple(reading.blocks)
    if not any(block.text for block in blocks):
        advice = "pictures of pages have no text: make one with OCR, or look for the true document"
        diagnostics.insert(0, faults.without_text(package.name, advice))
        blocks = ()
    left_out = (*mending.left_out, *reading.told(), *_aside(package), *_wordless(mending, blocks))
    language = styles.language
    return Document(name, blocks, left_out, language=language, diagnostics=tuple(diagnostics))


def _first(package: Package, kind: str) -> Element | None:
    part = next(package.related(kind), None)
    return None if part is None else package.xml(part)


def _named(image: Any) -> dict[str, str]:  # noqa: ANN401 - mammoth has no types
    """Return the address of a picture, which is the name of the file that stands for it."""
    with image.open() as opened:
        return {"src": opened.name}


def _picture(package: Package, address: str, alt: str | None) -> Picture | str:
    """Return a picture of the package, or why it cannot be had."""
    data = package.data(address)
    if data is None:
        return "it is not in the file, which only names it"
    return usable_picture(data, alt)


def _aside(package: Package) -> Iterator[LeftOut]:
    """Yield comments, headers and footers, a text that several of them have as one."""
    for kind, why in _ASIDE.items():
        texts = Counter(text for part in package.related(kind) for text in texts_of(package, part))
        for text, times in texts.items():
            yield LeftOut(text, why, times)


def _wordless(mending: Mended, blocks: Sequence[Block]) -> Iterator[LeftOut]:
    """Yield the addresses that no text leads to: of links without words or in hidden text."""
    held = {address.partition("#")[0] for block in blocks for address in block.addresses}
    for link in dict.fromkeys(mending.links):
        address = "%20".join(link.split())
        if address.partition("#")[0] not in {"", *held}:
            yield LeftOut(address, "a link without words")

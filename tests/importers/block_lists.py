"""What tests ask of the blocks that a reader gives."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from strevview.importers.blocks import Block, Document, FileContents, FoundPicture, Kind, Run
from strevview.importers.importing import read_document

SIGNS = {Kind.PARAGRAPH: "", Kind.QUOTATION: "> ", Kind.CAPTION: "^ ", Kind.PICTURE: "!"}


def read(path: Path, data: str | bytes) -> Document:
    """Return what the reader makes of a file, with a proof that no letter and link is lost."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return whole(*read_document(path))


def whole(document: Document, contents: FileContents) -> Document:
    """Return what was read of a file; it holds or leaves out every letter and link."""
    assert untold(document, contents) == (Counter(), [])
    return document


def shown(document: Document) -> list[str]:
    """Return each block as Markdown has it; links without words follow in `<>`."""
    return [_shown(block) for block in document.blocks]


def _shown(block: Block) -> str:
    sign = SIGNS.get(block.kind, "")
    if block.kind is Kind.HEADING:
        sign = f"{'#' * block.level} "
    elif block.kind is Kind.LIST_ENTRY:
        number = "-+"[block.table % 2] if block.number is None else f"{block.number}."
        sign = f"{'  ' * (block.level - 1)}{number} "
    picture = block.picture
    about = "" if picture is None else f"{_format(picture)} {picture.alt or ''}".strip()
    words = "".join(_run(run) for run in block.runs)
    return sign + about + words + "".join(f"<{link}>" for link in block.links)


def _format(picture: FoundPicture) -> str:
    return f".{Image.open(io.BytesIO(picture.data)).format}".lower()


def _run(run: Run) -> str:
    text = run.text.replace("\n", " ")
    marks = "**" * run.bold + "*" * run.italic
    text = f"{marks}{text}{marks}"
    return text if run.address is None else f"[{text}]({run.address})"


def left_out(document: Document) -> list[tuple[str, str]]:
    """Return what was left out, and why."""
    return [(one.text, one.why) for one in document.left_out for _ in range(one.times)]


def told(document: Document) -> list[tuple[str, str]]:
    """Return the codes of a document's diagnostics, and what they say."""
    return [(one.code, one.message) for one in document.diagnostics]


def letters(parts: Iterable[str]) -> Counter[str]:
    """Return how often each letter and digit occurs, in Unicode's compatibility form."""
    text = unicodedata.normalize("NFKC", "".join(parts))
    return Counter(letter for letter in text if letter.isalnum())


def untold(document: Document, contents: FileContents) -> tuple[Counter[str], list[str]]:
    """Return the letters and the links of a file that its document neither holds nor leaves out."""
    out = [left.text for left in document.left_out for _ in range(left.times)]
    numbers = [str(block.number or "") for block in document.blocks]
    have = [block.text for block in document.blocks] + [*document.front_matter.values()]
    held = " ".join([*(one for block in document.blocks for one in block.addresses), *out])
    lost = [link for link in contents.links if link not in held]
    return letters(contents.words) - letters(have + numbers + out), lost

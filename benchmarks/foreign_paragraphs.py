"""Paragraphs of English that nobody wrote for strevview, from the packages that are installed."""

from __future__ import annotations

import ast
import inspect
import random
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

OURS = "strevview"
FEWEST_WORDS = 12
# Of one package, so that no author decides.
MOST_OF_ONE = 24
SEED = 4

_LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:https?://|#)[^()\s]*\)")
# Markup of other kinds, code, tables and bare addresses: what is no running text.
_NO_PROSE = re.compile(
    r"[`*|<>{}\\=@~^]|::|https?:|www\.|!\[|\]\(|\]:|\w\(\)|__|--\w|[^\x09-\uffff]"
)
_START = re.compile(r"[A-Z“\"'(]|\[[A-Z]")
_END = re.compile(r"[.!?][)”\"']?$")


@dataclass(frozen=True, slots=True)
class ForeignParagraph:
    """A paragraph as its author broke it into lines, links as references to `page`."""

    package: str
    lines: tuple[str, ...]


def foreign_paragraphs() -> list[ForeignParagraph]:
    """Return paragraphs of every installed package, the same for the same packages."""
    draw = random.Random(SEED)  # noqa: S311
    found = []
    for package in sorted(distributions(), key=lambda d: d.name.lower()):
        if package.name.lower() == OURS:
            continue
        seen = dict.fromkeys(lines for text in _texts(package) for lines in prose_in(text))
        some = draw.sample(list(seen), min(MOST_OF_ONE, len(seen)))
        found += [ForeignParagraph(package.name, lines) for lines in some]
    return found


def prose_in(text: str) -> list[tuple[str, ...]]:
    """Return the paragraphs of a text that are prose: no headings, code, lists or tables."""
    return [lines for lines in _paragraphs(text) if _is_prose(lines)]


def _texts(package: Distribution) -> Iterator[str]:
    """Yield the long description of a package and the docstrings of its modules."""
    payload = package.metadata.get("Description") or package.metadata.get_payload()  # type: ignore[attr-defined]
    if isinstance(payload, str):
        yield payload
    for file in sorted(package.files or (), key=str):
        path = Path(str(package.locate_file(file)))
        if path.suffix == ".py" and path.is_file() and "_vendor" not in path.parts:
            yield _docstring(path)


def _docstring(path: Path) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError):
        return ""
    return inspect.cleandoc(ast.get_docstring(tree, clean=False) or "")


def _paragraphs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the blocks of lines that start at the margin, outside fences of code."""
    for number, part in enumerate(re.split(r"(?m)^```.*$|^~~~.*$", text)):
        if number % 2 == 0:
            for block in re.split(r"\n\s*\n", part):
                lines = [line.rstrip() for line in block.strip("\n").splitlines()]
                if lines and not any(line.startswith((" ", "\t")) for line in lines):
                    yield tuple(_LINK.sub(r"[\1][page]", line) for line in lines)


def _is_prose(lines: tuple[str, ...]) -> bool:
    text = " ".join(lines)
    return (
        len(text.split()) >= FEWEST_WORDS
        and bool(_START.match(text) and _END.search(text))
        and not _NO_PROSE.search(text)
        and not any(re.match(r"[-+#>:.]|\d+[.)] |[-_]+$", line) for line in lines)
        and text.replace("][page]", "").count("[") == text.count("][page]")
    )

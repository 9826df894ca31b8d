"""Paragraphs of a DOCX as they stand, before anyone tells a heading from a caption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from strevview.importers.docx.inline import Text
from strevview.importers.docx.numbering import Place
from strevview.importers.manuscript import Dropped, Picture, Run
from strevview.importers.runs import addresses_linked, trimmed


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph's properties and styles say of it; indents in twentieths of a point."""

    styles: tuple[str, ...] = ()
    heading: int | None = None
    place: Place | None = None
    left: int = 0
    right: int = 0
    centred: bool = False
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's runs, or a picture that stands like one; `size` is that of most letters."""

    form: Form
    runs: tuple[Run, ...] = ()
    size: float | None = None
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """The words of all runs, with single spaces between them."""
        return " ".join("".join(run.text for run in self.runs).split())


def paragraphs_of(texts: Iterable[Text], form: Form) -> Iterator[Paragraph]:
    """Yield the paragraph, or several where one pressed Shift and Enter twice between them."""
    for part in _parts(text for text in texts if text.why is None):
        runs = trimmed(addresses_linked(_runs(part)))
        if runs:
            yield Paragraph(form, runs, size_of(part))


def dropped_of(texts: Iterable[Text]) -> Iterator[Dropped]:
    """Yield what is not taken over, the neighbours that go for one reason together."""
    together, why = "", ""
    for text in texts:
        if text.why != why:
            if together.strip():
                yield Dropped(together.strip(), why)
            together, why = "", text.why or ""
        if text.why is not None:
            together += text.text
    if together.strip():
        yield Dropped(together.strip(), why)


def size_of(texts: Iterable[Text]) -> float | None:
    """Return the size of most letters, in points."""
    sizes: Counter[float] = Counter()
    for text in texts:
        sizes[text.look.size] += len("".join(text.text.split()))
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else None


def _parts(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield the texts between two line breaks that only space divides."""
    part: list[Text] = []
    for text in texts:
        if text.text == "\n" and _ends_with_break(part):
            yield part
            part = []
        else:
            part.append(text)
    yield part


def _ends_with_break(texts: list[Text]) -> bool:
    for text in reversed(texts):
        if text.text == "\n":
            return True
        if text.text.strip():
            return False
    return False


def _runs(texts: Iterable[Text]) -> Iterator[Run]:
    """Yield runs; texts of one link and look are one, but two dead links are two."""
    last: tuple[object, bool, bool] | None = None
    together: list[str] = []
    run = Run("")
    for text in texts:
        key = (text.link, text.look.bold, text.look.italic)
        if key != last:
            yield Run("".join(together), run.address, run.bold, run.italic)
            address = None if text.link is None else text.link.address
            run, together = Run("", address, text.look.bold, text.look.italic), []
        together.append(text.text)
        last = key
    yield Run("".join(together), run.address, run.bold, run.italic)

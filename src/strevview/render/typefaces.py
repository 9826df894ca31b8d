"""Whether each text is set in a font that the style asks for it.

The layout engine never leaves a letter out: where the fonts that CSS names lack it, or are not
there at all, it takes any other font it has, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from weasyprint.pdf.fonts import Font

from strevview.diagnostics import Diagnostic, error
from strevview.render.glyphs import FILLERS
from strevview.render.marks import PageMarks
from strevview.render.origin import FONT
from strevview.render.readback import Sequence


class Typefaces:
    """Compare the fonts of painted text with the families that CSS names for it."""

    def __init__(self, fonts: Iterable[Font], characters: Mapping[str, Mapping[int, str]]) -> None:
        self._families = {font.hash: font.family for font in fonts}
        self._characters = characters
        self._known: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._strays: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}

    def look_at(self, page: PageMarks, sequences: Iterable[Sequence]) -> None:
        """Take note of the fonts of one page's sequences."""
        for sequence in sequences:
            box = page.boxes[sequence.mcid]
            asked = tuple(box.style["font_family"])
            for font in dict.fromkeys(font for _, font in sequence.shown):
                key = (self._families[font], asked)
                if key not in self._known:
                    self._known[key] = key[0].casefold() in map(str.casefold, asked)
                if not self._known[key] and getattr(box, "text", None):
                    self._stray(key, font, sequence)

    def _stray(self, key: tuple[str, tuple[str, ...]], stray: str, sequence: Sequence) -> None:
        drawn = (
            self._characters[font].get(glyph, "")
            for font, glyph in sequence.glyphs()
            if font == stray
        )
        found = dict.fromkeys(text for text in drawn if text.strip(f" {FILLERS}"))
        if found:
            self._strays.setdefault(key, {}).update(found)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return one complaint for each pair of a font used and the families asked for."""
        return tuple(
            _stray_font(family, asked, letters) for (family, asked), letters in self._strays.items()
        )


def _stray_font(family: str, asked: tuple[str, ...], letters: Iterable[str]) -> Diagnostic:
    shown = " ".join(list(letters)[:12])
    named = ", ".join(asked)
    return error(
        FONT,
        f"“{shown}” is set in {family}, though the style asks for {named}",
        None,
        "give the family an @font-face rule, or name a family that has these letters after it",
    )

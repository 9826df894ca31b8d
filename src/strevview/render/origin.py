"""Where what is printed stands in the issue's file, for the renderer's complaints about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from strevview.diagnostics import Diagnostic, Span
from strevview.render.resources import picture_name
from strevview.source.reader import SourceText

FONT = "SV903"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the issue's file what is printed comes from.

    `pictures` and `style_pictures` are the places of pictures by their names, and `labels` what
    drawings say; in a draft a letter that no font has is a warning.
    """

    pictures: Mapping[str, Span] = field(default_factory=dict)
    style_pictures: Mapping[str, Span] = field(default_factory=dict)
    text: SourceText | None = None
    labels: str = ""
    draft: bool = False

    def judged(self, found: Diagnostic) -> Diagnostic:
        """Return a complaint about letters and fonts as a warning, if the issue is a draft."""
        return found.as_warning() if self.draft and found.code == FONT else found

    def picture(self, url: str) -> Span | None:
        """Return where the issue or the style names a picture."""
        name = picture_name(url)
        return self.pictures.get(name) or self.style_pictures.get(name)

    def word(self, word: str) -> Span | None:
        """Return the first place of a word; None where it is written otherwise than printed."""
        start = -1 if self.text is None else self.text.text.find(word)
        if self.text is None or start < 0:
            return None
        return self.text.lines.span(start, start + len(word))


NOWHERE = Origin()

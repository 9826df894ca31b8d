"""Whether a short text beside a picture tells of it."""

from __future__ import annotations

import re

from strevview.importers.manuscript import Run

_FIGURE = re.compile(
    r"(?:fig(?:ure|\.)?|photo(?:graph)?|image|picture|source|credit|map)\b", re.IGNORECASE
)
_CREDIT_AT_END = re.compile(
    r"\((?:photo|picture|image|source|credit|courtesy|drawn|©)[^()]*\)\.?$", re.IGNORECASE
)
_MOST_WORDS = 36


def may_be_caption(runs: tuple[Run, ...]) -> bool:
    """Whether a text is short enough for a caption, and not bold like a heading."""
    words = "".join(run.text for run in runs).split()
    return 0 < len(words) <= _MOST_WORDS and not all(run.bold for run in runs if run.text.strip())


def reads_like_caption(runs: tuple[Run, ...]) -> bool:
    """Whether a text begins or ends like a caption (`Figure 2`, `(Photo: …)`), or is in italics."""
    text = "".join(run.text for run in runs).strip()
    told = _FIGURE.match(text) or _CREDIT_AT_END.search(text)
    return bool(told) or all(run.italic for run in runs if run.text.strip())

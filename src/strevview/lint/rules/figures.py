"""SV7xx: pictures that are not there, cannot be printed well, or lack words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity
from strevview.lint.registry import Finding, rule
from strevview.model.files import same_on_some_systems

if TYPE_CHECKING:
    from strevview.lint.checked_issue import CheckedIssue

# The width of a text column of A4, and what printers ask for at least.
PRINTED_WIDTH_MM = 150
FEWEST_PER_INCH = 200
FEWEST_PIXELS = round(PRINTED_WIDTH_MM / 25.4 * FEWEST_PER_INCH)
_SIGNS = re.compile(r"[\W_]+")
_PICTURE_OF = re.compile(
    r"^(?:an? |the )?(?:picture|image|photo|photograph|figure|drawing|map|diagram) (?:of|showing) "
)
_NOT_DRAWN = "export plain SVG with text turned into paths and pictures embedded, or a large PNG"
_DRAWN_OTHERWISE = "export plain SVG with its text turned into paths, or a large PNG"


def _unusable(code: str, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures whose file cannot be used for one reason."""
    for picture in issue.pictures:
        found = picture.found
        if isinstance(found, Diagnostic) and found.code == code:
            yield Finding(picture.place, found.message, found.help or "")


# A picture that is not there, outside the folder, in another format, of a name that not every
# system can write: what `model` says of it when it looks for the file.
for _code in ("SV701", "SV702", "SV703", "SV704"):
    rule(_code, Severity.ERROR)(partial(_unusable, _code))


@rule("SV704", Severity.ERROR)
def picture_names_are_one(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the names that are one where capitals do not count."""
    places = {picture.file: picture.place for picture in issue.pictures}
    for file, other in same_on_some_systems(places):
        message = f"`{file}` and `{other}` are one file on some systems"
        yield Finding(places[file], message, "rename one of them")


def _wordless(key: str, advice: str, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures that lack words which each should have."""
    for figure in issue.figures():
        if getattr(figure.model, key) is None and not figure.is_lost(key):
            place = figure.places.nearest((*figure.path, key))
            yield Finding(place, f"the picture has no `{key}`", advice)


rule("SV710")(partial(_wordless, "alt", "say in `alt:` what it shows"))
rule("SV713")(partial(_wordless, "credit", "name in `credit:` who made it"))


@rule("SV711")
def alt_repeats_caption(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the descriptions that are the caption once more."""
    for item in issue.items():
        for figure in item.figures():
            alt, caption = figure.model.alt, figure.model.caption
            if alt and caption and _key(alt) == _key(caption):
                advice = "say in `alt:` what there is to see, in `caption:` what it is"
                yield Finding(figure.place("alt"), "`alt` repeats the caption", advice)


def _key(text: str) -> str:
    words = _SIGNS.sub(" ", text.casefold()).strip()
    return re.sub(r"^(?:the|an?) ", "", _PICTURE_OF.sub("", words))


@rule("SV712")
def too_few_pixels(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures that are too small to print."""
    for picture, found in issue.measured_pictures:
        fewest = round(FEWEST_PIXELS * picture.width / 100)
        if not isinstance(found, str) and found.width < fewest:
            dots = int(found.width / PRINTED_WIDTH_MM * 25.4 * 100 / picture.width)
            message = f"the picture is {found.width} pixels wide, which prints at {dots} an inch"
            advice = f"{fewest:,} across are needed; a drawing is best saved as SVG"
            yield Finding(picture.place, message, advice)


@rule("SV714", Severity.ERROR)
def damaged_picture(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures that cannot be opened."""
    for picture, found in issue.measured_pictures:
        if isinstance(found, str):
            advice = "save it once more as JPEG or PNG, or get it again"
            yield Finding(picture.place, f"`{picture.file}` {found}", advice)


@rule("SV715", Severity.ERROR)
def drawing_loses_parts(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the drawings of which a part would not print."""
    for picture, drawing in issue.drawings:
        if drawing.lost:
            message = f"part of the drawing does not print: {'; '.join(drawing.lost)}"
            yield Finding(picture.place, message, _NOT_DRAWN)


@rule("SV716")
def drawing_looks_different(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the drawings that print otherwise than they were drawn."""
    for picture, drawing in issue.drawings:
        if drawing.different:
            message = f"the drawing prints otherwise than drawn: {'; '.join(drawing.different)}"
            yield Finding(picture.place, message, _DRAWN_OTHERWISE)

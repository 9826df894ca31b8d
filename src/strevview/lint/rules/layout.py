"""SV610 and SV7xx: pictures, fonts and the style's words: what is not there or prints badly.

Of a JPEG or PNG only the header and the ends are read; no pixel is decoded.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Severity, Span
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.printed_texts import PrintedText, written_text
from strevview.lint.registry import Finding, rule
from strevview.model.issue import Figure
from strevview.model.picture_files import (
    Drawing,
    find_picture,
    picture_format,
    read_drawing,
    whole_pictures,
)
from strevview.model.printed import PrintedAs, series_texts
from strevview.source.disk import same_on_some_systems
from strevview.style.script_fonts import Served, advice_for, serve
from strevview.style.scripts import letters_of, script_name
from strevview.style.style_file import (
    StyleYaml,
    label_names,
    labels_of,
    near_name,
    placeholders,
    read_style_file,
    series_labels,
)
from strevview.style.style_folder import fonts_folder, own_faces

# The width of a text column of A4, that of the paper, and what printers ask for at least.
PRINTED_WIDTH_MM = 150
PAPER_WIDTH_MM = 210
FEWEST_PER_INCH = 200
FEWEST_PIXELS = round(PRINTED_WIDTH_MM / 25.4 * FEWEST_PER_INCH)
# The last bytes of a whole JPEG hold its end mark (ISO/IEC 10918-1, B.1.1.3); cameras write a
# little behind it.
_JPEG_END = b"\xff\xd9"
_JPEG_TAIL = 64 * 1024
_TOO_LARGE = "has too many pixels"
_SIGNS = re.compile(r"[\W_]+")
_PICTURE_OF = re.compile(
    r"^(?:an? |the )?(?:picture|image|photo|photograph|figure|drawing|map|diagram) (?:of|showing) "
)


class IssuePicture(NamedTuple):
    """A picture that an issue names: where, under which name, and its file or what is wrong.

    `width` is that which it is printed at, in per cent of the text's; on the cover it is the
    paper's. It is 0 where a faulty `width:` leaves it open.
    """

    place: Span
    file: str
    found: Path | Diagnostic
    width: int


def pictures(issue: CheckedIssue) -> tuple[IssuePicture, ...]:
    """Return the pictures of the cover and the items, in reading order."""
    found = []
    for part in issue.figures():
        if isinstance(part.model, Figure):
            key, file = "file", part.model.file
            width = 0 if part.is_lost("width") else part.model.width or 100
        else:
            key, file = "image", part.model.image
            width = round(100 * PAPER_WIDTH_MM / PRINTED_WIDTH_MM)
        if part.reads(key):
            place = part.place(key)
            found.append(IssuePicture(place, file, find_picture(issue.folder, file, place), width))
    return tuple(found)


def _files(issue: CheckedIssue, *formats: str) -> Iterator[tuple[IssuePicture, Path, str]]:
    """Yield the pictures of some formats that are there, with their files and formats."""
    for picture in issue.once(pictures):
        kind = picture_format(picture.file)
        if isinstance(picture.found, Path) and kind in formats:
            yield picture, picture.found, kind


def rasters(issue: CheckedIssue) -> tuple[tuple[IssuePicture, int | str], ...]:
    """Return the width in pixels of each JPEG and PNG that is there, or what is wrong with it."""
    files = _files(issue, "JPEG", "PNG")
    return tuple((picture, measured_width(file, kind)) for picture, file, kind in files)


def drawings(issue: CheckedIssue) -> tuple[tuple[IssuePicture, Drawing], ...]:
    """Return what each SVG says and shows; one that cannot be read is told of by the build."""
    found = []
    for picture, file, _ in _files(issue, "SVG"):
        try:
            found.append((picture, read_drawing(file.read_bytes())))
        except (OSError, ValueError, SyntaxError):
            continue
    return tuple(found)


def measured_width(path: Path, kind: str) -> int | str:
    """Return the width of a JPEG or PNG, or what is wrong with it in words that follow its name."""
    from PIL import Image, UnidentifiedImageError

    try:
        with whole_pictures(), warnings.catch_warnings():
            # The build takes no more pixels than Pillow takes for safe.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=("JPEG", "PNG")) as picture:
                width, found = picture.width, picture.format
                # Checks the sums of a PNG's chunks, without decoding them.
                picture.verify()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _TOO_LARGE
    except UnidentifiedImageError:
        return f"is no {kind} picture"
    except (OSError, SyntaxError, ValueError, EOFError):
        return "is damaged"
    if found != kind:
        return f"is a {found} picture and not a {kind}, as its name says"
    if kind == "JPEG" and not _has_end(path):
        return "is cut off"
    return width


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(file.tell() - _JPEG_TAIL, 0))
        return _JPEG_END in file.read()


def _unusable(code: str, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures whose file cannot be used for one reason."""
    for picture in issue.once(pictures):
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
    places = {picture.file: picture.place for picture in issue.once(pictures)}
    for file, other in same_on_some_systems(places):
        message = f"`{file}` and `{other}` are one file on some systems"
        yield Finding(places[file], message, "rename one of them")


def _pictures_without(key: str, advice: str, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures that lack a key: `alt` or `credit`."""
    for figure in issue.figures():
        if getattr(figure.model, key) is None and not figure.is_lost(key):
            place = figure.places.nearest((*figure.path, key))
            yield Finding(place, f"the picture has no `{key}`", advice)


rule("SV710")(partial(_pictures_without, "alt", "say in `alt:` what it shows"))
rule("SV713")(partial(_pictures_without, "credit", "name in `credit:` who made it"))


@rule("SV711")
def alt_repeats_caption(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the descriptions that are the caption once more."""
    for figure in (figure for item in issue.items for figure in item.figures()):
        alt, caption = figure.model.alt, figure.model.caption
        if alt and caption and _comparable(alt) == _comparable(caption):
            advice = "say in `alt:` what there is to see, in `caption:` what it is"
            yield Finding(figure.place("alt"), "`alt` repeats the caption", advice)


def _comparable(text: str) -> str:
    words = _SIGNS.sub(" ", text.casefold()).strip()
    return re.sub(r"^(?:the|an?) ", "", _PICTURE_OF.sub("", words))


@rule("SV712")
def too_few_pixels(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures that are too small to print."""
    for picture, pixels in issue.once(rasters):
        fewest = round(FEWEST_PIXELS * picture.width / 100)
        if isinstance(pixels, int) and pixels < fewest:
            dots = int(pixels / PRINTED_WIDTH_MM * 25.4 * 100 / picture.width)
            message = f"the picture is {pixels} pixels wide, which prints at {dots} an inch"
            advice = f"{fewest:,} across are needed; a drawing is best saved as SVG"
            yield Finding(picture.place, message, advice)


@rule("SV714", Severity.ERROR)
def damaged_picture(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the pictures that cannot be opened."""
    for picture, fault in issue.once(rasters):
        if isinstance(fault, str):
            advice = "save it once more as JPEG or PNG, or get it again"
            if fault == _TOO_LARGE:
                advice = "make it smaller: 4,000 pixels across are plenty for print"
            yield Finding(picture.place, f"`{picture.file}` {fault}", advice)


def _drawn(of: str, message: str, advice: str, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the drawings of which parts do not print, or print otherwise than they were drawn."""
    for picture, drawing in issue.once(drawings):
        parts = getattr(drawing, of)
        if parts:
            yield Finding(picture.place, f"{message}: {'; '.join(parts)}", advice)


_LOST = "export plain SVG with text turned into paths and pictures embedded, or a large PNG"
_DIFFERENT = "export plain SVG with its text turned into paths, or a large PNG"
rule("SV715", Severity.ERROR)(partial(_drawn, "lost", "part of the drawing does not print", _LOST))
rule("SV716")(partial(_drawn, "different", "the drawing prints otherwise than drawn", _DIFFERENT))


_SIGNS_AROUND = "\"'“”‘’«»()[]{}.,:;!?…–—-/"
_MOST_SHOWN = 24
_UNSEEN = (PrintedAs.DESCRIPTION, PrintedAs.FACT)
# The replacement character, and those to which each font gives a meaning of its own.
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def served(issue: CheckedIssue) -> Served:
    """Return what serves the letters of an issue beyond those of its style's fonts."""
    if issue.series is None or issue.style_place is None:
        return Served()
    language = issue.series.language
    letters = {one for text in _texts(issue) for one in letters_of(text.text, language)}
    own = own_faces(issue.style_place) if letters else None
    return Served() if own is None else serve(own, fonts_folder(issue.folder), letters)


def _texts(issue: CheckedIssue) -> Iterator[PrintedText]:
    """Yield the texts that are seen on pages, with those of the series."""
    yield from (text for text in issue.texts if text.kind not in _UNSEEN)
    series = issue.series_part
    if series is not None:
        for path, text in series_texts(series.model):
            yield written_text(series.places, (*series.path, *path), text)


@rule("SV610", Severity.ERROR)
def letter_without_font(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words with letters that no font has, each once."""
    lacking = issue.once(served).lacking
    if not lacking or issue.series is None:
        return
    seen: set[str] = set()
    for text in _texts(issue):
        for match in re.finditer(r"\S+", text.text):
            word = match[0].strip(_SIGNS_AROUND)
            without = [one for one in letters_of(word, issue.series.language) if one in lacking]
            if without and word not in seen:
                seen.add(word)
                start = match.start() + match[0].index(word)
                script = without[0][0]
                yield Finding(
                    text.span(start, start + len(word)),
                    _message(word, script, [letter for _, letter in without]),
                    advice_for(script),
                )


def _message(word: str, script: str, letters: list[str]) -> str:
    shown = word if len(word) <= _MOST_SHOWN else f"{word[:_MOST_SHOWN]}…"
    name = script_name(script)
    if name is not None:
        return f"no font has the {name} letters of “{shown}”"
    signs = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in dict.fromkeys(letters))
    of_word = "" if word in letters else f" of “{shown}”"
    return f"no font has {signs}{of_word}"


@rule("SV610", Severity.ERROR)
def lost_letter(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the signs that are left where a program did not know a letter."""
    for text in _texts(issue):
        for match in _NO_LETTER.finditer(text.text):
            message = f"“{match[0]}” (U+{ord(match[0]):04X}) stands where a letter was lost"
            yield Finding(text.span(*match.span()), message, "type the character anew")


@rule("SV717", Severity.ERROR)
def unusable_font(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the files in `fonts/` that cannot be used, where letters are looked for there."""
    for fault in issue.once(served).faults:
        if fault.span is not None:
            yield Finding(fault.span, fault.message, fault.help or "")


@rule("SV719")
def label_lacks(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the language that the style lacks words in, and labels that are none of the style's."""
    part, place = issue.series_part, issue.style_place
    read = None if place is None else read_style_file(place)
    if part is None or place is None or not isinstance(read, StyleYaml):
        return
    series, style, known_as = part.model, read.file.labels, place.folder.name
    labels, language = labels_of(style, series), part.place("language")
    if labels.lacking:
        lacking = ", ".join(labels.lacking)
        message = f"in `{series.language}` the style {known_as} has no words for {lacking}"
        printed = ", ".join(f"`{name}: {labels.words.get(name, '…')}`" for name in labels.lacking)
        advice = f"write them in the language, under `labels:` of the series: {printed}"
        yield Finding(language, message, advice)
        if not _has_calendar(series.language):
            message = f"no names of months are known in `{series.language}`: English is printed"
            yield Finding(language, message, "give the code of a language that CLDR knows")
    names = series_labels(style) if series.labels else {}
    for name, words in series.labels.items():
        if name not in names:
            message = f"the style {known_as} prints no label `{name}`"
            advice = near_name(name, names, f"it prints {', '.join(label_names(style))}")
            yield Finding(part.key("labels", name), message, advice)
        elif placeholders(words) != (filled := placeholders(names[name])):
            message = f"the label `{name}` has not the places that the style fills"
            advice = f"write {', '.join(filled) or 'no {…}'}, as in `{names[name]}`"
            yield Finding(part.place("labels", name), message, advice)


def _has_calendar(language: str) -> bool:
    """Return whether the names of months are known in a language, as a build asks for them."""
    from babel.localedata import exists

    return exists(language.replace("-", "_")) or exists(language.split("-", maxsplit=1)[0])

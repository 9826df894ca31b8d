"""What the renderer says while it works, as diagnostics with places in the issue and the style.

WeasyPrint writes to the logger `weasyprint`, fontTools to `fontTools`. Within `renderer_log` their
lines go into a list and nowhere else; afterwards both loggers are as they were.

Codes: SV901 a line about a stylesheet or the page it shapes, SV902 a resource refused or
unreadable, SV903 a font missing, unreadable, or without a letter that the text needs.
"""

from __future__ import annotations

import logging
import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from traceback import walk_stack, walk_tb
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from strevview.diagnostics import Diagnostic, Severity, Span, error
from strevview.render.pictures import PICTURE_SCHEME, STYLE_PICTURE, picture_name
from strevview.source.disk import SourceText
from strevview.style.css import StyleSheet, place_of

FONT = "SV903"
STYLE_SHEET = "SV901"
RESOURCE = "SV902"
# The renderer, and the libraries that it alone calls.
_RENDERER = frozenset({"weasyprint", "tinycss2", "cssselect2", "tinyhtml5", "pydyf"})
_LOGGERS = ("weasyprint", "fontTools")
_PUNCTUATION = f"{string.punctuation}“”‘’«»…–—"
# What a line of the log begins with about a URL that was refused; the reason follows.
REFUSED = "refused: "
_NO_GLYPH = ".notdef glyph"
_PLACE = re.compile(r" at (\d+):(\d+)\b")
_FONT = re.compile(r"Font-face |Unable to \w+ \"|Using fontTools|Too many glyphs|fontTools")
_PICTURE = re.compile(
    rf"Failed to (?:load image at|render SVG image) '?(?:{PICTURE_SCHEME}:)?([^']+)"
)
_UNREADABLE = re.compile(r"Failed to load ")
# What to do about a line of the log itself, which says what is wrong in the renderer's words.
_HELP = {
    STYLE_SHEET: "look for it in the style's templates and stylesheets, and mend it there",
    RESOURCE: "put the file into the folder of the style or the issue, and name it relative to it",
    FONT: "name another file of the font under `fonts:` in style.yaml, or install its package anew",
}
_PICTURE_HELP = "export plain SVG with text turned into paths and pictures embedded, or a large PNG"
_CSS_HELP = "mend what the message names, or take it out: it has no effect as it stands"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a complaint of the renderer needs to know of the issue, to name a place in its file.

    `pictures` are the places of the issue's and the style's pictures by their names, `text` is the
    issue's file, and `labels` what drawings say. In a `draft` a letter that no font has is a
    warning; of the letters in `told` the linter has complained already.
    """

    pictures: Mapping[str, Span] = field(default_factory=dict)
    text: SourceText | None = None
    labels: str = ""
    draft: bool = False
    told: frozenset[str] = frozenset()

    def for_draft(self, found: Diagnostic) -> Diagnostic:
        """Return a complaint; one about letters and fonts as a warning, if the issue is a draft."""
        return found.as_warning() if self.draft and found.code == FONT else found

    def picture(self, url: str) -> Span | None:
        """Return where the issue or the style names a picture."""
        return self.pictures.get(picture_name(url))

    def word(self, word: str) -> Span | None:
        """Return the first place of a word; None where it is written otherwise than printed."""
        start = -1 if self.text is None else self.text.text.find(word)
        if self.text is None or start < 0:
            return None
        return self.text.lines.span(start, start + len(word))


NOWHERE = Origin()


class InProgress(NamedTuple):
    """The addresses of the stylesheet and the picture that WeasyPrint handles, and the text."""

    stylesheet: str | None = None
    picture: str | None = None
    text: str | None = None


def in_progress() -> InProgress:
    """Return what WeasyPrint is handling, by the local variables of its functions on the stack."""
    stylesheet = picture = text = None
    for frame, _ in walk_stack(None):
        name, known = frame.f_code.co_name, frame.f_locals
        if name == "preprocess_stylesheet":
            # The innermost is in hand, of stylesheets that import one another.
            stylesheet = stylesheet or _text(known.get("base_url"))
        elif name == "get_image_from_uri":
            picture = _picture(known.get("url")) or picture
        elif name == "draw_first_line":
            text = _text(getattr(known.get("textbox"), "text", None))
        elif frame.f_globals.get("__name__") == "weasyprint.svg":
            picture = _picture(getattr(known.get("self"), "url", None)) or picture
        elif frame.f_globals.get("__name__") == "weasyprint.svg.text" and name == "text":
            # A drawing's letters are drawn one by one.
            text = _text(getattr(known.get("node"), "text", None))
    return InProgress(stylesheet, picture, text)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _picture(url: object) -> str | None:
    """Return the address of a picture of the issue or the style; one inside it is part of it."""
    return url if isinstance(url, str) and url.startswith(f"{PICTURE_SCHEME}:") else None


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the renderer's log, its arguments, and what the renderer was handling then."""

    level: int
    text: str
    arguments: tuple[object, ...]
    at: InProgress


class _LogCatcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        self.messages.append(Message(record.levelno, record.getMessage(), arguments, in_progress()))


@contextmanager
def renderer_log() -> Iterator[list[Message]]:
    """Give a list that gets each line which the renderer logs within this context."""
    catcher = _LogCatcher()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    kept = [(one, one.level, one.propagate, one.disabled, one.handlers[:]) for one in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        logger.disabled = False
        logger.handlers[:] = [catcher]
    try:
        yield catcher.messages
    finally:
        for logger, level, propagate, disabled, handlers in kept:
            logger.setLevel(level)
            logger.propagate = propagate
            logger.disabled = disabled
            logger.handlers[:] = handlers


def diagnostics_of(
    messages: Sequence[Message], sheets: Sequence[StyleSheet], origin: Origin = NOWHERE
) -> tuple[Diagnostic, ...]:
    """Return a complaint for each log line and refusal of a rendering, each one once.

    A line that only repeats a refusal, or follows from one, is left out.
    """
    refusals = [message for message in messages if message.text.startswith(REFUSED)]
    urls = {message.arguments[0] for message in refusals}
    found = [_refusal(message, sheets, origin) for message in refusals]
    letters = [message for message in messages if message.text.startswith(_NO_GLYPH)]
    for message in messages:
        # Of a font that cannot be loaded the log names the family, and not the file.
        follows = bool(urls) and message.text.endswith("cannot be loaded")
        told = any(url in message.arguments for url in urls)
        if not follows and not told and not _is_told_elsewhere(message, origin):
            found.append(_diagnostic(message, sheets, origin))
    return tuple(dict.fromkeys((*found, *_missing_letters(letters, origin))))


def _is_told_elsewhere(message: Message, origin: Origin) -> bool:
    """Return whether a line is about a letter, or a font in a drawing, which SV716 tells of."""
    if message.text.startswith(_NO_GLYPH):
        return True
    name = picture_name(message.at.picture or "")
    in_issue = name in origin.pictures and not name.startswith(STYLE_PICTURE)
    return in_issue and "font-face" in message.text.lower()


def _missing_letters(letters: Iterable[Message], origin: Origin) -> Iterator[Diagnostic]:
    """Yield a complaint for each word with letters that no font has; in a draft, a warning."""
    words: dict[tuple[str, str | None], dict[str, None]] = {}
    for message in letters:
        letter = str(message.arguments[0])
        if letter in origin.told and message.at.picture is None:
            continue
        for part in (message.at.text or letter).split():
            if letter in part:
                bare = part.strip(_PUNCTUATION)
                word = bare if letter in bare else part
                words.setdefault((word, message.at.picture), {}).setdefault(letter)
    for (word, picture), missing in words.items():
        named = ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in missing)
        signs = "character" if len(missing) == 1 else "characters"
        where = f" of “{word}”" if word not in missing else ""
        what = f"no font of the style has the {signs} {named}{where}"
        span = origin.word(word) or origin.word(next(iter(missing)))
        advice = "set it in a family of the style's `tokens:` that has it, or write it otherwise"
        if picture is not None:
            what = f"in the picture “{picture_name(picture)}” {what}"
            span, advice = origin.picture(picture), _PICTURE_HELP
        yield origin.for_draft(error(FONT, what, span, advice))


def _refusal(message: Message, sheets: Sequence[StyleSheet], origin: Origin) -> Diagnostic:
    """Return the complaint (SV902) about a URL that was refused."""
    (url, reason), picture = map(str, message.arguments), message.at.picture
    what = "picture" if url.startswith(f"{PICTURE_SCHEME}:") else "file"
    said = f"{what} “{_shortened(url)}” was not read: {reason}"
    if picture is not None and picture != url:
        said = f"in the picture “{picture_name(picture)}”, {said}"
        return error(RESOURCE, said, origin.picture(picture), _PICTURE_HELP)
    return error(RESOURCE, said, place_of(url, sheets), _HELP[RESOURCE])


def _shortened(url: str) -> str:
    return url if len(url) <= 120 else url[:117] + "…"


def unreadable(sheet: StyleSheet) -> Diagnostic:
    """Return the complaint about a stylesheet that the renderer gave up on."""
    return error(
        STYLE_SHEET,
        "the stylesheet was left out: what it imports imports it again, or is not there",
        Span.point(sheet.name),
        "look at its `@import` lines, and name each file relative to the stylesheet",
    )


def stylesheet_crash(
    problem: Exception, sheet: StyleSheet, sheets: Sequence[StyleSheet]
) -> Diagnostic:
    """Return the complaint about a value that the renderer breaks off at as it reads a stylesheet.

    WeasyPrint 70.0 takes the arguments of `calc()`, `attr()` and others for right, and fails with
    whatever exception a wrong one leads to.
    """
    name, line, column, value = sheet.name, 1, 1, ""
    for frame, _ in walk_tb(problem.__traceback__):
        known = frame.f_locals
        if frame.f_code.co_name == "preprocess_stylesheet":
            name = _sheet_name(known.get("base_url"), sheets) or name
        for kind in ("rule", "declaration", "descriptor"):
            found: Any = known.get(kind)
            if hasattr(found, "source_line"):
                line, column = found.source_line, found.source_column
                value = "" if kind == "rule" else f" at `{found.serialize().strip()}`"
    message = f"the renderer breaks off{value}, and the stylesheet was left out"
    advice = "mend the value: it is no CSS, or more than the renderer can do"
    return error(STYLE_SHEET, message, Span.point(name, line, column), advice)


def renderer_crash(problem: Exception) -> Diagnostic | None:
    """Return the complaint about a crash inside the renderer, or None when it is another's.

    WeasyPrint guards some rare combinations of CSS with bare assertions.
    """
    *_, (frame, line) = walk_tb(problem.__traceback__)
    where = str(frame.f_globals.get("__name__", ""))
    if where.partition(".")[0] not in _RENDERER:
        return None
    what = f"{type(problem).__name__} in {where}, line {line}"
    return error(
        STYLE_SHEET,
        f"the renderer cannot lay out this combination of CSS and text ({what})",
        None,
        "take out the CSS that was added last",
    )


def no_fonts() -> Diagnostic:
    """Return the complaint about a style without a single font."""
    return error(
        FONT,
        "the style has no font that can be loaded, so nothing can be set",
        None,
        "name the style's fonts in style.yaml; the machine's own fonts are never used",
    )


def _diagnostic(message: Message, sheets: Sequence[StyleSheet], origin: Origin) -> Diagnostic:
    text, whole = message.text, message.at.picture
    picture = _PICTURE.match(text)
    if picture is not None:
        what = f"picture “{_shortened(unquote(picture[1]))}” cannot be read as one"
        advice = "look whether it opens elsewhere, and save it anew as PNG or JPEG"
        span = place_of(picture[1], sheets) or (None if whole is None else origin.picture(whole))
        return error(RESOURCE, what, span, advice)
    code = STYLE_SHEET
    severity = Severity.ERROR if message.level >= logging.ERROR else Severity.WARNING
    if _FONT.match(text):
        code = FONT
        severity = Severity.ERROR if text.startswith("Font-face ") else Severity.WARNING
    elif _UNREADABLE.match(text):
        code = RESOURCE
    span = _span(message, sheets)
    if span is not None:
        text = _PLACE.sub("", text, count=1)
    text = " ".join(text.split()).replace(" `,", "`,").rstrip(".")
    if whole is not None:
        text = f"in the picture “{picture_name(whole)}”: {text}"
        return Diagnostic(code, severity, text, origin.picture(whole), _PICTURE_HELP)
    in_css = code == STYLE_SHEET and _PLACE.search(message.text) is not None
    return Diagnostic(code, severity, text, span, _CSS_HELP if in_css else _HELP[code])


def _span(message: Message, sheets: Sequence[StyleSheet]) -> Span | None:
    """Return the place a log line speaks of, as exactly as it can be known."""
    url = message.at.stylesheet
    name = sheets[0].name if url is None and len(sheets) == 1 else _sheet_name(url, sheets)
    place = _PLACE.search(message.text)
    if name is None:
        return None
    if place is None:
        return Span.point(name)
    return Span.point(name, int(place[1]), int(place[2]))


def _sheet_name(url: str | None, sheets: Sequence[StyleSheet]) -> str | None:
    """Return the name of the stylesheet at an address; of one that is imported, its path."""
    for sheet in sheets:
        if sheet.base_url == url:
            return sheet.name
    return url2pathname(urlsplit(url).path) if url and url.startswith("file:") else url

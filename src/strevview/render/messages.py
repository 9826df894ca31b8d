"""What the renderer says while it works, caught and told as diagnostics.

WeasyPrint writes to the logger `weasyprint`, fontTools to `fontTools`. While `captured` is open
their lines go nowhere else; afterwards both loggers are as they were.

Codes: SV901 a line about a stylesheet or the page it shapes, SV902 a resource refused or
unreadable, SV903 a font missing, unreadable, or without a letter that the text needs.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from strevview.diagnostics import Diagnostic, Severity, Span, error
from strevview.render.resources import PICTURE_SCHEME, Refusal, Resources
from strevview.render.stylesheet import StyleSheet, place_of

STYLE_SHEET = "SV901"
RESOURCE = "SV902"
FONT = "SV903"

_LOGGERS = ("weasyprint", "fontTools")
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
_CSS_HELP = "mend what the message names, or take it out: it has no effect as it stands"


@dataclass(frozen=True, slots=True)
class Message:
    """One line of the renderer's log; `style_url` is the stylesheet it was reading, if any."""

    level: int
    text: str
    arguments: tuple[object, ...]
    style_url: str | None


class _Catcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        arguments = record.args if isinstance(record.args, tuple) else ()
        url = _stylesheet_in_reading(sys._getframe())
        self.messages.append(Message(record.levelno, record.getMessage(), arguments, url))


def _stylesheet_in_reading(frame: FrameType | None) -> str | None:
    """Return the address of the stylesheet that the innermost reader on the stack is reading.

    A log line about CSS has a line and a column but no file, and one stylesheet may import
    another; only the renderer's own call stack tells which of them it is in.
    """
    while frame is not None:
        if frame.f_code.co_name == "preprocess_stylesheet":
            base_url = frame.f_locals.get("base_url")
            return base_url if isinstance(base_url, str) else None
        frame = frame.f_back
    return None


@contextmanager
def captured() -> Iterator[list[Message]]:
    """Catch the renderer's log lines; the list fills while the context is open."""
    catcher = _Catcher()
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
    messages: Sequence[Message], resources: Resources, sheets: Sequence[StyleSheet]
) -> tuple[Diagnostic, ...]:
    """Return what the log lines and the refusals of a rendering amount to, each told once.

    A line that only repeats a refusal, or follows from one, is left out.
    """
    refusals = resources.refusals
    urls = {refusal.url for refusal in refusals}
    found = [refusal_diagnostic(refusal, sheets) for refusal in refusals]
    for message in messages:
        # Of a font that cannot be loaded the log names the family, and not the file.
        follows = bool(urls) and message.text.endswith("cannot be loaded")
        if not follows and not urls.intersection(filter(_is_text, message.arguments)):
            found.append(_diagnostic(message, sheets))
    return tuple(dict.fromkeys(found))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def refusal_diagnostic(refusal: Refusal, sheets: Sequence[StyleSheet]) -> Diagnostic:
    """Return the complaint about an address that was asked for in vain."""
    span = place_of(refusal.url, sheets)
    shown = refusal.url if len(refusal.url) <= 120 else refusal.url[:117] + "…"
    what = "picture" if refusal.url.startswith(f"{PICTURE_SCHEME}:") else "file"
    return error(
        RESOURCE,
        f"{what} “{shown}” was not read: {refusal.reason}",
        span,
        _HELP[RESOURCE],
    )


def unreadable(sheet: StyleSheet) -> Diagnostic:
    """Return the complaint about a stylesheet that the renderer gave up on."""
    return error(
        STYLE_SHEET,
        "the stylesheet was left out: what it imports imports it again, or is not there",
        Span.point(sheet.name),
        "look at its `@import` lines, and name each file relative to the stylesheet",
    )


def renderer_crash(problem: Exception) -> Diagnostic | None:
    """Return the complaint about a crash inside the renderer, or None when it is another's.

    WeasyPrint guards some rare combinations of CSS with bare assertions.
    """
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = None if trace is None else trace.tb_frame.f_globals.get("__name__", "")
    if trace is None or not str(where).startswith("weasyprint."):
        return None
    what = f"{type(problem).__name__} in {where}, line {trace.tb_lineno}"
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


def _diagnostic(message: Message, sheets: Sequence[StyleSheet]) -> Diagnostic:
    text = message.text
    if text.startswith(".notdef glyph"):
        character, codepoint = message.arguments
        what = f"no font of the style has the character “{character}” (U+{codepoint:04X})"
        return error(
            FONT, what, None, "name a font that has it in the style, or write it otherwise"
        )
    picture = _PICTURE.match(text)
    if picture is not None:
        what = f"picture “{unquote(picture[1])}” cannot be read as one"
        advice = "look whether it opens elsewhere, and save it anew as PNG or JPEG"
        return error(RESOURCE, what, place_of(picture[1], sheets), advice)
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
    in_css = code == STYLE_SHEET and _PLACE.search(message.text) is not None
    return Diagnostic(code, severity, text, span, _CSS_HELP if in_css else _HELP[code])


def _span(message: Message, sheets: Sequence[StyleSheet]) -> Span | None:
    """Return the place a log line speaks of, as exactly as it can be known."""
    name = message.style_url
    for sheet in sheets:
        if sheet.base_url == message.style_url or (len(sheets) == 1 and name is None):
            name = sheet.name
    place = _PLACE.search(message.text)
    if name is None:
        return None
    if name.startswith("file:"):
        name = url2pathname(urlsplit(name).path)
    if place is None:
        return Span.point(name)
    return Span.point(name, int(place[1]), int(place[2]))

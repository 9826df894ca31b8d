"""The kinds of single values in style.yaml: colours, lengths, names of tokens, paths, weights."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import PlainValidator

from strevview.model.record import complaint
from strevview.model.scalars import as_text, matching

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", re.ASCII)
_LENGTH = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:pt|mm|cm|in|em|rem)|0", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_TOKEN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_FAMILY = re.compile(r"\w[\w .&+-]*")
_PACKAGE = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SCRIPT = re.compile(r"[A-Z][a-z]{3}", re.ASCII)
_MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def _relative_path(value: object) -> str:
    text = as_text(value)
    path = PurePosixPath(text)
    outside = path.is_absolute() or ".." in path.parts or "\\" in text or ":" in text
    if outside or "\n" in text or str(path) == ".":
        advice = "name a file in the style's folder, such as text.css"
        raise complaint("SV907", f"`{text}` lies outside the style's folder", advice)
    return str(path)


def _weight(value: object) -> int:
    text = as_text(value)
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= 1000):
        advice = "400 is regular, 700 bold"
        raise complaint("SV006", f"`{text}` is no weight of a font", advice)
    return int(text)


def _font_style(value: object) -> str:
    text = as_text(value)
    if text not in {"normal", "italic"}:
        raise complaint("SV006", f"`{text}` is no style of a font", "write normal or italic")
    return text


def _number(value: object) -> float:
    text = as_text(value)
    if not _NUMBER.fullmatch(text):
        raise complaint("SV006", f"`{text}` is no number", "write digits, such as 1.45")
    return float(text)


def millimetres(length: str) -> float:
    """Return an absolute length in millimetres.

    Raises:
        ValueError: the length is relative to a type size.
    """
    number, unit = length.rstrip("abcdefghijklmnopqrstuvwxyz"), length.lstrip("-.0123456789")
    if unit not in _MM_PER_UNIT:
        if float(number) == 0:
            return 0.0
        raise ValueError(length)
    return float(number) * _MM_PER_UNIT[unit]


def _absolute_length(value: object) -> str:
    text = as_text(value)
    if not _LENGTH.fullmatch(text) or text.endswith("em") or text.startswith("-"):
        advice = "write a number and mm, cm, in or pt, such as 30mm"
        raise complaint("SV006", f"`{text}` is no length on paper", advice)
    return text


Colour = Annotated[
    str,
    matching(
        _COLOUR,
        "is no colour",
        "write six hexadecimal digits in quotes, such as '#1b2a4a'",
    ),
]
Length = Annotated[
    str,
    matching(_LENGTH, "is no length", "write a number and its unit (pt, mm, em), such as 12.5pt"),
]
PaperLength = Annotated[str, PlainValidator(_absolute_length)]
Number = Annotated[float, PlainValidator(_number)]
TokenName = Annotated[
    str,
    matching(_TOKEN, "is no name of a token", "use lower-case letters, digits and hyphens"),
]
FamilyName = Annotated[
    str, matching(_FAMILY, "is no name of a font family", "write it as the font bears it")
]
PackageName = Annotated[
    str,
    matching(_PACKAGE, "is no name of a package", "write it as Python imports it: rendercv_fonts"),
]
Script = Annotated[
    str,
    matching(_SCRIPT, "is no code of a script", "four letters of ISO 15924, such as Deva or Hans"),
]
RelativePath = Annotated[str, PlainValidator(_relative_path)]
Weight = Annotated[int, PlainValidator(_weight)]
FontStyle = Annotated[str, PlainValidator(_font_style)]

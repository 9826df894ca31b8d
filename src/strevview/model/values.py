"""The kinds of single values in a file: texts, numbers, dates, addresses, and how each is read.

A value is annotated with the function that reads it, which raises a `complaint`, and with its JSON
Schema: the tool reads scalars as text, a schema's validator has numbers already, so the schema of a
text takes numbers, and both say the same of a file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BeforeValidator, GetPydanticSchema, WithJsonSchema
from pydantic_core import core_schema

from strevview.model.dates import (
    DAY_ADVICE,
    EVENT_ADVICE,
    PERIOD_ADVICE,
    SOURCE_ADVICE,
    DateError,
    EventDate,
    Period,
    SourceDate,
    parse_day,
)
from strevview.model.record import complaint

T = TypeVar("T")

JsonSchema = dict[str, Any]
SCHEMA_VERSION = 1
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH = "[0-9]{4}-[0-9]{2}"
_ISSN = re.compile("[0-9]{4}-[0-9]{3}[0-9Xx]")
# Below a tenth of the measure a picture shows nothing.
_SHARE = re.compile(r"(100|[1-9][0-9])\s*%")
_SHARE_ADVICE = "write whole per cent of the text's width, from 10 % to 100 %, such as 60 %"
_ITEM_ID = re.compile("[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_ITEM_REFERENCE = re.compile(f"{_MONTH}(?:_{_MONTH})?/{_ITEM_ID.pattern}")
# What to write, as the tool and an editor say it.
_LANGUAGE_ADVICE = "write the language's code, such as en-GB, hi, zh or ru"
_ISSN_ADVICE = "write four digits, a hyphen and four more, the last perhaps X: 1234-5679"
_ITEM_ID_ADVICE = "use lower-case letters, digits and hyphens, such as prss-1"
_ITEM_REFERENCE_ADVICE = "write the issue and the item's id, such as 2025-01/prsc-eo1"
_ADDRESS_ADVICE = (
    "write the page's whole address, starting with https://; where none was found, "
    "write `unavailable:` and why in the place of `url:`"
)
# A JSON Schema validator has made numbers of some texts already; an empty text is a fault.
# `errorMessage` is what editors show in the place of a pattern (the YAML language server).
TEXT_SCHEMA: JsonSchema = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "errorMessage": "write a text after the colon, or on the lines below `|`; "
    "true and false need quotes where the word is meant",
}


def as_text(value: object) -> str:
    """Return a text without the white space around it; anything else is a complaint.

    What to do depends on where it stands, so that `model_faults` says it.
    """
    if isinstance(value, bool):
        word = str(value).lower()
        advice = f"if the word is meant, put it in quotes: '{word}'"
        raise complaint("SV006", "a text is expected here, not true or false", advice)
    if value is None:
        raise complaint("SV006", "a text is missing here")
    if not isinstance(value, str):
        kind = "a list" if isinstance(value, list) else "keys and values"
        raise complaint("SV006", f"a text is expected here, not {kind}")
    if not value.strip():
        raise complaint("SV006", "the text is empty")
    return value.strip() if "\n" not in value.strip() else value.rstrip() + "\n"


# Sixteen thousand words: an item has a few hundred.
MAX_PROSE = 100_000


def as_prose(value: object) -> str:
    """Return a text of running prose, of a length that an item may have."""
    text = as_text(value)
    if len(text) > MAX_PROSE:
        message = f"the text has {len(text):,} characters; an item has at most {MAX_PROSE:,}"
        raise complaint("SV003", message, "make several items of it")
    return text


def read_by(read: Callable[[object], object]) -> GetPydanticSchema:
    """Return what has pydantic read a single value by a function, whatever its type.

    So does its `PlainValidator`, which also prepares to write values out: that doubles the time
    that the models take to be built, at each start.
    """
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_plain_validator_function(read)
    )


def matching(
    pattern: re.Pattern[str], fault: str, advice: str, made: Callable[[str], object] = str
) -> GetPydanticSchema:
    """Return what reads a text of one form; `fault` says of another what is wrong with it.

    `made` makes the value of the text.
    """

    def read(value: object) -> object:
        text = as_text(value)
        if not pattern.fullmatch(text):
            raise complaint("SV006", f"`{text}` {fault}", advice)
        return made(text)

    return read_by(read)


def one_of(kinds: type[StrEnum], what: str) -> BeforeValidator:
    """Return what reads one of a few words; `what` says what another word is not."""

    def read(value: object) -> StrEnum:
        words = [kind.value for kind in kinds]
        if value not in words:
            raise complaint("SV006", f"`{value}` is no {what}", f"one of: {', '.join(words)}")
        return kinds(value)

    return BeforeValidator(read)


def _parsed(parse: Callable[[str], T]) -> Callable[[object], T]:
    def read(value: object) -> T:
        text = as_text(value)
        try:
            return parse(text)
        except DateError as reason:
            raise complaint(reason.code, reason.message, reason.help) from None

    return read


def _day(value: object) -> datetime.date:
    """Read a day; one that the program itself has made is one already."""
    return value if isinstance(value, datetime.date) else _parsed(parse_day)(value)


def _address(value: object) -> str:
    text = as_text(value)
    if not is_web_address(text) or "\n" in text:
        shown = " ".join(text.split())
        if shown[0] in "“”„‟‘’‚«»":
            advice = f"delete `{shown[0]}`; an address stands without quotation marks"
            raise complaint("SV402", "a quotation mark stands before the address", advice)
        raise complaint("SV402", f"`{shown}` is no address of a web page", _ADDRESS_ADVICE)
    return text


def is_web_address(text: str) -> bool:
    """Return whether a text is an address of http or https that names a host."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and parts.netloc != ""


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}
        word = meant.get(str(value).lower(), "true` or `false")
        raise complaint("SV006", "true or false is expected here", f"write `{word}`")
    return value


def _whole_number(value: object) -> int:
    text = as_text(value)
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise complaint("SV006", f"`{text}` is no whole number", "write digits only, such as 1")
    if int(text) == 0:
        raise complaint("SV006", "issues are counted from 1", "write 1 or more, or delete the key")
    return int(text)


def _issn(value: object) -> str:
    text = as_text(value)
    if not _ISSN.fullmatch(text):
        raise complaint("SV006", f"`{text}` is no ISSN", _ISSN_ADVICE)
    # ISO 3297:2022, annex B: weights 8 to 2, modulo 11; X stands for 10.
    total = sum(int(digit) * (8 - n) for n, digit in enumerate(text.replace("-", "")[:7]))
    check = "0123456789X"[-total % 11]
    if text[-1].upper() != check:
        advice = (
            f"a digit is wrong, or two are exchanged; with these seven the last would be {check}"
        )
        raise complaint("SV006", f"`{text}` cannot be an ISSN: its check digit is wrong", advice)
    return text


def _period_name(text: str) -> str:
    Period.parse(text.replace("_", "/"))
    return text


def _schema_version(value: object) -> int:
    known = f"this strevview reads schema {SCHEMA_VERSION}"
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        message = "`schema` is the version of the file's form"
        raise complaint("SV008", message, f"write `schema: {SCHEMA_VERSION}`")
    version = int(value[:9])
    if version > SCHEMA_VERSION:
        message = f"schema {version} is newer than this strevview"
        raise complaint("SV008", message, f"{known}; update strevview")
    if version < SCHEMA_VERSION:
        raise complaint("SV008", f"there is no schema {version}", known)
    return version


def _schema(
    pattern: str, advice: str, types: tuple[str, ...] = ("string",), **more: object
) -> WithJsonSchema:
    """Return the JSON Schema of a text; white space around it does not count.

    `advice` is what an editor shows where the text does not fit.
    """
    kind: object = types[0] if len(types) == 1 else list(types)
    written = rf"^\s*(?:{pattern})\s*$"
    return WithJsonSchema({"type": kind, "pattern": written, "errorMessage": advice, **more})


Text = Annotated[str, read_by(as_text), WithJsonSchema(TEXT_SCHEMA)]
ProseText = Annotated[
    str, read_by(as_prose), WithJsonSchema({**TEXT_SCHEMA, "maxLength": MAX_PROSE})
]
Flag = Annotated[
    bool,
    read_by(_flag),
    WithJsonSchema({"type": "boolean", "errorMessage": "write true or false"}),
]
SchemaVersion = Annotated[
    int,
    read_by(_schema_version),
    WithJsonSchema(
        {
            "enum": [SCHEMA_VERSION, str(SCHEMA_VERSION)],
            "errorMessage": f"write `schema: {SCHEMA_VERSION}`",
        }
    ),
]
WholeNumber = Annotated[
    int,
    read_by(_whole_number),
    _schema(
        "(?=[0-9]*[1-9])[0-9]{1,9}",
        "write a whole number from 1 on, in digits only",
        ("integer", "string"),
        minimum=1,
        maximum=999_999_999,
    ),
]
# A share of the text's width, `60 %`, in per cent.
Share = Annotated[
    int,
    matching(
        _SHARE,
        "is no share of the text's width",
        _SHARE_ADVICE,
        lambda text: int(text.rstrip("% \t\n")),
    ),
    _schema(_SHARE.pattern, _SHARE_ADVICE),
]
Language = Annotated[
    str,
    matching(_LANGUAGE, "is no language code", _LANGUAGE_ADVICE),
    _schema(_LANGUAGE.pattern, _LANGUAGE_ADVICE),
]
Issn = Annotated[str, read_by(_issn), _schema(_ISSN.pattern, _ISSN_ADVICE)]
ItemId = Annotated[
    str,
    matching(_ITEM_ID, "cannot be an item's id", _ITEM_ID_ADVICE),
    _schema(_ITEM_ID.pattern, _ITEM_ID_ADVICE, ("string", "number"), minimum=0),
]
ItemReference = Annotated[
    str,
    matching(_ITEM_REFERENCE, "names no item of an issue", _ITEM_REFERENCE_ADVICE),
    _schema(_ITEM_REFERENCE.pattern, _ITEM_REFERENCE_ADVICE),
]
Address = Annotated[
    str,
    read_by(_address),
    _schema("[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\n][^\\n]*", _ADDRESS_ADVICE),
]
Date = Annotated[
    EventDate,
    read_by(_parsed(EventDate.parse)),
    _schema(f"{_DAY}(?:/{_DAY})?|{_MONTH}", EVENT_ADVICE),
]
Published = Annotated[
    SourceDate,
    read_by(_parsed(SourceDate.parse)),
    _schema(
        "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?",
        SOURCE_ADVICE,
        ("string", "integer"),
        minimum=1,
        maximum=9999,
    ),
]
Day = Annotated[
    datetime.date,
    read_by(_day),
    _schema(_DAY, DAY_ADVICE),
]
IssuePeriod = Annotated[
    Period,
    read_by(_parsed(Period.parse)),
    _schema(f"{_MONTH}(?:/{_MONTH})?", PERIOD_ADVICE),
]
# An issue by its period, also in the form of its file's name.
PeriodName = Annotated[
    str,
    read_by(_parsed(_period_name)),
    _schema(f"{_MONTH}(?:[/_]{_MONTH})?", PERIOD_ADVICE),
]

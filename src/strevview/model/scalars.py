"""The kinds of single values: text, days, dates, languages, addresses, with their JSON Schema.

The tool reads scalars as text, a JSON Schema validator has numbers already; so the schema of a
text takes numbers too, and both say the same of a file.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import PlainValidator, WithJsonSchema

from strevview.model.dates import DateError, EventDate, Period, SourceDate, parse_day
from strevview.model.record import complaint

JsonSchema = dict[str, Any]
SCHEMA_VERSION = 1
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_ISSN = re.compile(r"\d{4}-\d{3}[\dXx]", re.ASCII)
_ITEM_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)
_ITEM_REFERENCE = re.compile(r"\d{4}-\d{2}(?:_\d{4}-\d{2})?/[a-z0-9]+(?:[-_.][a-z0-9]+)*", re.ASCII)
# A JSON Schema validator has made numbers of some texts already; an empty text is a fault.
TEXT_SCHEMA: JsonSchema = {"type": ["string", "number"], "pattern": r"\S"}


def as_text(value: object) -> str:
    """Return a text without the white space around it; anything else is a complaint."""
    if not isinstance(value, str):
        kind = _KINDS.get(type(value), "something else")
        raise complaint("SV006", f"a text is expected here, not {kind}", _advice(value))
    if not value.strip():
        raise complaint("SV006", "the text is empty", "write it, or delete the key")
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


_KINDS: dict[type, str] = {
    dict: "keys and values",
    list: "a list",
    bool: "true or false",
    type(None): "nothing",
}


def _advice(value: object) -> str:
    if value is None:
        return "write it after the colon, or delete the key"
    if isinstance(value, bool):
        word = str(value).lower()
        return f"if the word is meant, put it in quotes: '{word}'"
    return "write it on one line after the colon, or below `key: |`"


def _parsed(parse: Callable[[str], object]) -> Callable[[object], object]:
    def read(value: object) -> object:
        text = as_text(value)
        try:
            return parse(text)
        except DateError as reason:
            raise complaint(reason.code, reason.message, reason.help) from None

    return read


def _language(value: object) -> str:
    text = as_text(value)
    if not _LANGUAGE.fullmatch(text):
        advice = "write the language's code, such as en-GB, hi, zh or ru"
        raise complaint("SV006", f"`{text}` is no language code", advice)
    return text


def _item_id(value: object) -> str:
    text = as_text(value)
    if not _ITEM_ID.fullmatch(text):
        advice = "use lower-case letters, digits and hyphens, such as prss-1"
        raise complaint("SV006", f"`{text}` cannot be an item's id", advice)
    return text


def _item_reference(value: object) -> str:
    text = as_text(value)
    if not _ITEM_REFERENCE.fullmatch(text):
        advice = "write the issue and the item's id, such as 2025-01/prsc-eo1"
        raise complaint("SV006", f"`{text}` names no item of an issue", advice)
    return text


def _address(value: object) -> str:
    text = as_text(value)
    scheme = urlsplit_scheme(text)
    if scheme not in ("http", "https") or "\n" in text:
        advice = (
            "write the page's whole address, starting with https://; where none was found, "
            "write `unavailable:` and why in the place of `url:`"
        )
        shown = " ".join(text.split())
        raise complaint("SV402", f"`{shown}` is no address of a web page", advice)
    return text


def urlsplit_scheme(address: str) -> str:
    """Return the scheme of an address that also names a host, in lower case, else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.scheme.lower() if parts.netloc else ""


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise complaint("SV006", "true or false is expected here", "write true or false")
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
        advice = "write four digits, a hyphen and four more, the last perhaps X: 1234-5679"
        raise complaint("SV006", f"`{text}` is no ISSN", advice)
    # ISO 3297:2022, annex B: weights 8 to 2, modulo 11; X stands for 10.
    total = sum(int(digit) * (8 - n) for n, digit in enumerate(text.replace("-", "")[:7]))
    check = "0123456789X"[-total % 11]
    if text[-1].upper() != check:
        advice = (
            f"a digit is wrong, or two are exchanged; with these seven the last would be {check}"
        )
        raise complaint("SV006", f"`{text}` cannot be an ISSN: its check digit is wrong", advice)
    return text


def _period_name(value: object) -> str:
    text = as_text(value)
    try:
        Period.parse(text.replace("_", "/"))
    except DateError as reason:
        raise complaint(reason.code, reason.message, reason.help) from None
    return text


def _schema_version(value: object) -> int:
    known = f"this strevview reads schema {SCHEMA_VERSION}"
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        raise complaint(
            "SV008",
            "`schema` is the version of the file's form",
            f"write `schema: {SCHEMA_VERSION}`",
        )
    version = int(value[:9])
    if version > SCHEMA_VERSION:
        raise complaint(
            "SV008", f"schema {version} is newer than this strevview", f"{known}; update strevview"
        )
    if version < SCHEMA_VERSION:
        raise complaint("SV008", f"there is no schema {version}", known)
    return version


def _written(pattern: str, types: tuple[str, ...] = ("string",), **more: object) -> JsonSchema:
    """Return the JSON Schema of a text; white space around it does not count."""
    kind: object = types[0] if len(types) == 1 else list(types)
    return {"type": kind, "pattern": rf"^\s*(?:{pattern})\s*$", **more}


_ITEM_ID_PATTERN = "[a-z0-9]+(?:[-_.][a-z0-9]+)*"
_DAY_PATTERN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH_PATTERN = "[0-9]{4}-[0-9]{2}"

Text = Annotated[str, PlainValidator(as_text), WithJsonSchema(TEXT_SCHEMA)]
ProseText = Annotated[
    str, PlainValidator(as_prose), WithJsonSchema({**TEXT_SCHEMA, "maxLength": MAX_PROSE})
]
Flag = Annotated[bool, PlainValidator(_flag), WithJsonSchema({"type": "boolean"})]
SchemaVersion = Annotated[
    int,
    PlainValidator(_schema_version),
    WithJsonSchema({"enum": [SCHEMA_VERSION, str(SCHEMA_VERSION)]}),
]
WholeNumber = Annotated[
    int,
    PlainValidator(_whole_number),
    WithJsonSchema(
        _written("(?=[0-9]*[1-9])[0-9]{1,9}", ("integer", "string"), minimum=1, maximum=999_999_999)
    ),
]
Language = Annotated[str, PlainValidator(_language), WithJsonSchema(_written(_LANGUAGE.pattern))]
Issn = Annotated[str, PlainValidator(_issn), WithJsonSchema(_written("[0-9]{4}-[0-9]{3}[0-9Xx]"))]
ItemId = Annotated[
    str,
    PlainValidator(_item_id),
    WithJsonSchema(_written(_ITEM_ID_PATTERN, ("string", "number"), minimum=0)),
]
ItemReference = Annotated[
    str,
    PlainValidator(_item_reference),
    WithJsonSchema(_written(f"{_MONTH_PATTERN}(?:_{_MONTH_PATTERN})?/{_ITEM_ID_PATTERN}")),
]
Address = Annotated[
    str,
    PlainValidator(_address),
    WithJsonSchema(_written("[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\n][^\\n]*")),
]
Date = Annotated[
    EventDate,
    PlainValidator(_parsed(EventDate.parse)),
    WithJsonSchema(_written(f"{_DAY_PATTERN}(?:/{_DAY_PATTERN})?|{_MONTH_PATTERN}")),
]
Published = Annotated[
    SourceDate,
    PlainValidator(_parsed(SourceDate.parse)),
    WithJsonSchema(
        _written(
            "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?", ("string", "integer"), minimum=1, maximum=9999
        )
    ),
]
Day = Annotated[
    datetime.date, PlainValidator(_parsed(parse_day)), WithJsonSchema(_written(_DAY_PATTERN))
]
IssuePeriod = Annotated[
    Period,
    PlainValidator(_parsed(Period.parse)),
    WithJsonSchema(_written(f"{_MONTH_PATTERN}(?:/{_MONTH_PATTERN})?")),
]
# An issue by its period, also in the form of its file's name.
PeriodName = Annotated[
    str,
    PlainValidator(_period_name),
    WithJsonSchema(_written(f"{_MONTH_PATTERN}(?:[/_]{_MONTH_PATTERN})?")),
]

"""What the files are made of: mappings with keys, each of which says what it is, and single values.

`Record` is the base of every mapping, and frozen. A single value is annotated with its `Kind`: how
it is read, and its JSON Schema. The tool reads scalars as text, a schema's validator has numbers
already, so the schema of a text takes numbers, and both say the same of a file. A function that
reads a value raises what `complaint` returns; a fault that pydantic finds by itself is put into
words in `fault_words`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

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
    read_date,
)
from strevview.source.nodes import Path

JsonSchema = dict[str, Any]
SCHEMA_VERSION = 1
# Sixteen thousand words: an item has a few hundred.
MAX_PROSE = 100_000
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_MONTH = "[0-9]{4}-[0-9]{2}"
ITEM_ID = "[a-z0-9]+(?:[-_.][a-z0-9]+)*"
# A language tag (BCP 47); some codes of countries are taken for languages, and UK for GB.
LANGUAGE_CODE = r"(?!(?:cn|cz|dk|gb|gr|jp|us)\b|.*-(?:UK|uk)\b)[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"
# What to write, as the tool and an editor say it.
_ADDRESS_ADVICE = (
    "write the page's whole address, starting with https://; where none was found, "
    "write `unavailable:` and why in the place of `url:`"
)
# `errorMessage` is what editors show in the place of a pattern (the YAML language server).
TEXT_SCHEMA: JsonSchema = {
    "type": ["string", "number"],
    "pattern": r"\S",
    "errorMessage": "write a text after the colon, or on the lines below `|`; "
    "true and false need quotes where the word is meant",
}


class Record(BaseModel):
    """A mapping of a file: it takes no key that it does not know."""

    # Built at first use: no command reads all kinds of files.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, data: object) -> object:
        """Take an optional key without a value for a key that is not there."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        optional = {name for name, field in keys(cls).items() if not field.is_required()}
        return {
            name: value for name, value in data.items() if value is not None or name not in optional
        }


def complaint(code: str, message: str, help: str = "") -> PydanticCustomError:
    """Return the error that a reading function raises; its type is the diagnostic's code."""
    return PydanticCustomError(code, "{text}", {"text": message, "help": help})


def optional(description: str, default: object = None) -> Any:  # noqa: ANN401 - as pydantic's own
    """Return the field of a key that may be left out; `description` says in words what it is."""
    return Field(default=default, description=description)


def short_form(key: str) -> BeforeValidator:
    """Take a bare text in the place of a mapping for a mapping with this key alone."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


@cache
def keys(model: type[Record]) -> dict[str, FieldInfo]:
    """Return the keys of a model's mapping by the names that a file has for them, in order."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def model_at(model: type[Record], path: Path) -> type[Record] | None:
    """Return the model of the mapping at a path of a file, or None where no model describes it."""
    kind: object = model
    for step in path:
        kind = _below(_bare(kind), step)
    found = _bare(kind)
    return found if _is_model(found) else None


def _bare(annotation: object) -> object:
    """Return what a value may be: the annotation without its validators and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(kind for kind in get_args(annotation) if kind is not NoneType)
        else:
            return annotation


def _below(kind: object, step: str | int) -> object:
    """Return the annotation of what stands under a key or at an index, or None."""
    origin, arguments = get_origin(kind), get_args(kind)
    if _is_model(kind) and isinstance(step, str):
        field = keys(kind).get(step)
        return None if field is None else field.annotation
    if origin is dict and isinstance(step, str):
        return arguments[1]
    return arguments[0] if origin is tuple and isinstance(step, int) else None


def _is_model(kind: object) -> TypeGuard[type[Record]]:
    return isinstance(kind, type) and issubclass(kind, Record)


def as_text(value: object) -> str:
    """Return a text without the white space around it; anything else is a complaint.

    What to do depends on where it stands, so that `fault_words` says it.
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


def as_prose(value: object) -> str:
    """Return a text of running prose, of a length that an item may have."""
    text = as_text(value)
    if len(text) > MAX_PROSE:
        message = f"the text has {len(text):,} characters; an item has at most {MAX_PROSE:,}"
        raise complaint("SV003", message, "make several items of it")
    return text


@dataclass(frozen=True, eq=False, slots=True)
class Kind:
    """A kind of single value: the function that reads it, whatever its type, and its JSON Schema.

    pydantic's `PlainValidator` reads so, too, and also prepares to write values out: that doubles
    the time that the models take to be built, at each start.
    """

    read: Callable[[object], object]
    schema: JsonSchema = field(default_factory=dict)

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        """Return how pydantic reads the value."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: object) -> JsonSchema:
        """Return its JSON Schema."""
        return dict(self.schema)


def matching(
    pattern: str | re.Pattern[str],
    fault: str,
    advice: str,
    made: Callable[[str], object] = str,
    **schema: object,
) -> Kind:
    """Return the kind of texts of one form; `fault` says of another what is wrong with it.

    `made` makes the value of the text; `schema` is what its JSON Schema has besides.
    """
    form = re.compile(pattern)

    def read(value: object) -> object:
        text = as_text(value)
        if not form.fullmatch(text):
            raise complaint("SV006", f"`{text}` {fault}", advice)
        return made(text)

    return Kind(read, text_schema(form.pattern, advice, **schema))


def text_schema(pattern: str, advice: str, **more: object) -> JsonSchema:
    """Return the JSON Schema of a text of one form; white space around it does not count.

    `advice` is what an editor shows where the text does not fit.
    """
    return {"type": "string", "pattern": rf"^\s*(?:{pattern})\s*$", "errorMessage": advice, **more}


def one_of(kinds: type[StrEnum], what: str) -> BeforeValidator:
    """Return what reads one of a few words; `what` says what another word is not."""

    def read(value: object) -> StrEnum:
        if value not in list(kinds):
            raise complaint("SV006", f"`{value}` is no {what}", f"one of: {', '.join(kinds)}")
        return kinds(str(value))

    return BeforeValidator(read)


def _dated(parse: Callable[[str], object], pattern: str, advice: str, **schema: object) -> Kind:
    """Return the kind of dates that a function reads; a day that the program made is one."""

    def read(value: object) -> object:
        if isinstance(value, datetime.date):
            return value
        text = as_text(value)
        try:
            return read_date(parse, text)
        except DateError as reason:
            raise complaint(reason.code, reason.message, reason.help) from None

    return Kind(read, text_schema(pattern, advice, **schema))


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
        said = str(value).lower()
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(said, said)
        advice = f"write `{meant}`" if meant in ("true", "false") else "write `true` or `false`"
        raise complaint("SV006", "true or false is expected here", advice)
    return value


def _whole_number(value: object) -> int:
    text = as_text(value)
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise complaint("SV006", f"`{text}` is no whole number", "write digits only, such as 1")
    if int(text) == 0:
        raise complaint("SV006", "issues are counted from 1", "write 1 or more, or delete the key")
    return int(text)


def _checked_issn(text: str) -> str:
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


Text = Annotated[str, Kind(as_text, TEXT_SCHEMA)]
ProseText = Annotated[str, Kind(as_prose, {**TEXT_SCHEMA, "maxLength": MAX_PROSE})]
Flag = Annotated[bool, Kind(_flag, {"type": "boolean", "errorMessage": "write true or false"})]
SchemaVersion = Annotated[
    int,
    Kind(
        _schema_version,
        {
            "enum": [SCHEMA_VERSION, str(SCHEMA_VERSION)],
            "errorMessage": f"write `schema: {SCHEMA_VERSION}`",
        },
    ),
]
WholeNumber = Annotated[
    int,
    Kind(
        _whole_number,
        text_schema(
            "(?=[0-9]*[1-9])[0-9]{1,9}",
            "write a whole number from 1 on, in digits only",
            type=["integer", "string"],
            minimum=1,
            maximum=999_999_999,
        ),
    ),
]
# A share of the text's width, `60 %`, in per cent; below a tenth a picture shows nothing.
Share = Annotated[
    int,
    matching(
        r"(100|[1-9][0-9])\s*%",
        "is no share of the text's width",
        "write whole per cent of the text's width, from 10 % to 100 %, such as 60 %",
        lambda text: int(text.rstrip("% \t\n")),
    ),
]
Language = Annotated[
    str,
    matching(
        LANGUAGE_CODE,
        "is no language code",
        "write the language's code, such as en-GB, hi, zh or ru",
    ),
]
Issn = Annotated[
    str,
    matching(
        "[0-9]{4}-[0-9]{3}[0-9Xx]",
        "is no ISSN",
        "write four digits, a hyphen and four more, the last perhaps X: 1234-5679",
        _checked_issn,
    ),
]
ItemId = Annotated[
    str,
    matching(
        ITEM_ID,
        "cannot be an item's id",
        "use lower-case letters, digits and hyphens, such as prss-1",
        type=["string", "number"],
        minimum=0,
    ),
]
ItemReference = Annotated[
    str,
    matching(
        f"{_MONTH}(?:_{_MONTH})?/{ITEM_ID}",
        "names no item of an issue",
        "write the issue and the item's id, such as 2025-01/prsc-eo1",
    ),
]
Address = Annotated[
    str,
    Kind(_address, text_schema("[Hh][Tt][Tt][Pp][Ss]?://[^/?#\\n][^\\n]*", _ADDRESS_ADVICE)),
]
Date = Annotated[EventDate, _dated(EventDate.parse, f"{_DAY}(?:/{_DAY})?|{_MONTH}", EVENT_ADVICE)]
Published = Annotated[
    SourceDate,
    _dated(
        SourceDate.parse,
        "[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?",
        SOURCE_ADVICE,
        type=["string", "integer"],
        minimum=1,
        maximum=9999,
    ),
]
Day = Annotated[datetime.date, _dated(parse_day, _DAY, DAY_ADVICE)]
IssuePeriod = Annotated[Period, _dated(Period.parse, f"{_MONTH}(?:/{_MONTH})?", PERIOD_ADVICE)]
# An issue by its period, also in the form of its file's name.
PeriodName = Annotated[str, _dated(_period_name, f"{_MONTH}(?:[/_]{_MONTH})?", PERIOD_ADVICE)]

"""The ground of the models: frozen records, and the version of a file's form."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator

from strevview.model.scalars import complaint

SCHEMA_VERSION = 1


class Record(BaseModel):
    """The ground of every model: frozen, and no key that it does not know."""

    # Validators are built when a model is first used: `lint` of one issue needs few of them.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, data: object) -> object:
        """Take an optional key without a value for a key that is not there."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        optional = _optional_keys(cls)
        return {key: v for key, v in data.items() if v is not None or key not in optional}


@cache
def _optional_keys(model: type[BaseModel]) -> frozenset[str]:
    fields = model.model_fields.items()
    return frozenset(field.alias or name for name, field in fields if not field.is_required())


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


SchemaVersion = Annotated[
    int,
    BeforeValidator(_schema_version),
    WithJsonSchema({"enum": [SCHEMA_VERSION, str(SCHEMA_VERSION)]}),
]

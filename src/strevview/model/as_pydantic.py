"""The models as pydantic has them, for JSON Schemas and as a second opinion on what is read.

They are built from the same annotations, keys, defaults and descriptions.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

from strevview.model.record import Key, Record, keys


class _Ground(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, data: object) -> object:
        """Take an optional key without a value for a key that is not there."""
        if not isinstance(data, dict):
            return data
        fields = cls.model_fields.items()
        optional = {field.alias or name for name, field in fields if not field.is_required()}
        return {key: v for key, v in data.items() if v is not None or key not in optional}


def as_pydantic(model: type[Record]) -> type[BaseModel]:
    """Return the pydantic model of a record; the records it holds become models too."""
    return _made(cast("Any", model))


@cache
def _made(model: type[Record]) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for key in keys(model).values():
        fields[key.attribute] = (key.kind, _field(key))
    return create_model(model.__name__, __base__=_Ground, __doc__=model.__doc__, **fields)


def _field(key: Key) -> Any:  # noqa: ANN401 - as pydantic's own function
    alias = None if key.name == key.attribute else key.name
    if key.required:
        return Field(description=key.description, alias=alias)
    if isinstance(key.default, Record):
        # It is no value of JSON: a schema cannot give it as a default.
        return Field(default_factory=lambda: key.default, description=key.description, alias=alias)
    return Field(default=key.default, description=key.description, alias=alias)

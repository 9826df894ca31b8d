"""The ground of the models: frozen records, what a file says under each of their keys.

The annotations of a record are what pydantic understands (`as_pydantic`), and what `validation`
reads files by. They are plain classes because to load pydantic, and to build its models, takes
longer than all rules need for an issue.
"""

from __future__ import annotations

from functools import cache
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    NamedTuple,
    NoReturn,
    Self,
    cast,
    dataclass_transform,
    get_type_hints,
)

from strevview.model.reads import Reads, complaint

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

SCHEMA_VERSION = 1
# Of a key that must be there.
REQUIRED: Any = object()


class Key(NamedTuple):
    """A key of a mapping; `name` is the file's name for it, `attribute` the model's.

    `kind` is the annotation: what its value may be, and how it is read.
    """

    name: str
    description: str
    default: Any
    attribute: str = ""
    kind: Any = None

    @property
    def required(self) -> bool:
        """Whether a file must have the key."""
        return self.default is REQUIRED


def key(description: str, *, default: object = REQUIRED, name: str = "") -> Any:  # noqa: ANN401
    """Return what is to be known of a key: in words, in a file that lacks it, and by which name.

    The name is that of the attribute, unless the file's is no name of Python.
    """
    return Key(name, description, default)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(key,))
class Record:
    """The ground of every model: frozen, and no key that it does not know.

    The defaults stand in the class; a record itself holds what the file says.
    """

    _keys: ClassVar[dict[str, Key]] = {}

    def __init_subclass__(cls) -> None:
        """Take the keys out of the class, and leave their defaults there."""
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Key)}
        cls._keys = {**cls._keys, **own}
        for attribute, found in own.items():
            if found.required:
                delattr(cls, attribute)
            else:
                setattr(cls, attribute, found.default)

    def __init__(self, **values: object) -> None:
        """Make a record of values that need no reading.

        Raises TypeError for a key that it does not know, or lacks.
        """
        unknown = values.keys() - self._keys.keys()
        lacking = {name for name, found in self._keys.items() if found.required} - values.keys()
        if unknown or lacking:
            raise TypeError(f"{type(self).__name__}: unknown {unknown}, lacking {lacking}")
        vars(self).update(values)

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """Make a record of what was read: nothing is checked once more."""
        made = cls.__new__(cls)
        vars(made).update(values)
        return made

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Record], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic see a record as the model that `as_pydantic` makes of it."""
        from strevview.model.as_pydantic import as_pydantic

        return handler(as_pydantic(cls))

    def given(self) -> dict[str, object]:
        """Return what is known under each key, but for those without a value."""
        values = zip(self._keys, self._values(), strict=True)
        return {name: value for name, value in values if value is not None}

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: {name}")

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self._keys)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._keys)
        return f"{type(self).__name__}({values})"


def keys(model: type[Record]) -> dict[str, Key]:
    """Return the keys of a model's mapping by the names that a file has for them, in order."""
    return _named_keys(cast("Any", model))


@cache
def _named_keys(model: type[Record]) -> dict[str, Key]:
    kinds = get_type_hints(model, include_extras=True)
    named = (
        found._replace(name=found.name or attribute, attribute=attribute, kind=kinds[attribute])
        for attribute, found in model._keys.items()
    )
    return {found.name: found for found in named}


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
    int, Reads(_schema_version, {"enum": [SCHEMA_VERSION, str(SCHEMA_VERSION)]})
]

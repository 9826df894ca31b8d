"""How a value of a file is read, said beside its type: `Annotated[str, Reads(as_text, …)]`.

Pydantic understands these too, without being loaded for them: it asks an annotation for its
core schema and its JSON Schema by the methods that it documents for custom types.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class ComplaintError(ValueError):
    """A value that is not what is expected: the complaint's code, what is wrong, what to do."""

    def __init__(self, code: str, message: str, help: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.help = help


def complaint(code: str, message: str, help: str = "") -> ComplaintError:
    """Return the error that a reading function raises."""
    return ComplaintError(code, message, help)


class Reads:
    """The function that reads a single value or raises `ComplaintError`, and its JSON Schema.

    Without one the schema is that of the type.
    """

    __slots__ = ("read", "schema")

    def __init__(
        self, read: Callable[[object], object], schema: dict[str, object] | None = None
    ) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        read = _for_pydantic(self.read)
        if self.schema is None:
            return core_schema.no_info_before_validator_function(read, handler(source))
        return core_schema.no_info_plain_validator_function(read)

    def __get_pydantic_json_schema__(
        self, inner: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return handler(inner) if self.schema is None else dict(self.schema)


class ShortForm:
    """A bare text in the place of a mapping stands for one with this key alone."""

    __slots__ = ("key",)

    def __init__(self, key: str) -> None:
        self.key = key

    def read(self, value: object) -> object:
        """Return the mapping that a text stands for; anything else as it is."""
        return {self.key: value} if isinstance(value, str) else value

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.read, handler(source))


def _for_pydantic(read: Callable[[object], object]) -> Callable[[object], object]:
    """Return a function that reads the same; a complaint becomes one of pydantic's errors."""
    from pydantic_core import PydanticCustomError

    def checked(value: object) -> object:
        try:
            return read(value)
        except ComplaintError as found:
            context = {"text": found.message, "help": found.help}
            # The type is the complaint's code, known only here.
            raise PydanticCustomError(found.code, "{text}", context) from None

    return checked

"""Templates in a sandbox: they see what they are given, and only the style's own templates."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from strevview.diagnostics import Diagnostic, Span, error
from strevview.render.memory import at_most_memory
from strevview.style.loading import Style

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATE = "SV906"
# What a template may take, and the characters it may make: far more than the largest issue needs.
_MEMORY = 512 * 1024 * 1024
_LONGEST = 4 * 1024 * 1024


def fill(style: Style, context: Mapping[str, object]) -> str | Diagnostic:
    """Return the document that a style's templates make, or SV906 with file and line."""
    environment = _environment(tuple(style.templates.items()))
    try:
        with at_most_memory(_MEMORY):
            html = environment.get_template(style.file.template).render(context)
        if len(html) > _LONGEST:
            raise MemoryError
    except Exception as reason:  # noqa: BLE001 - a template can make any operation fail
        return _complaint(style, reason)
    return html


@lru_cache(maxsize=8)
def _environment(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Return the sandbox with some templates: they are compiled once for all issues of a batch."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(_source_of(dict(templates))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_nothing_printed,
    )
    environment.globals.clear()
    # A template has no use for products, and `"x" * 10 ** 10` takes all memory.
    environment.intercepted_binops = frozenset({"*", "**"})
    environment.binop_table = dict.fromkeys(("*", "**"), _refuse)
    return environment


def _nothing_printed(value: object) -> object:
    """Return a value that a template prints; None would print as that word."""
    if value is None:
        raise ValueError(
            "a value that an issue may lack is printed as `None`: ask for it with `if`"
        )
    return value


def _refuse(left: object, right: object) -> object:
    from jinja2.exceptions import SecurityError

    del left, right
    raise SecurityError("a template cannot multiply")


def _source_of(
    templates: Mapping[str, str],
) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The name stands for the file's path, by which a traceback tells the template's line.
        return (templates[name], name, lambda: True) if name in templates else None

    return source


def _complaint(style: Style, reason: Exception) -> Diagnostic:
    from jinja2 import TemplateNotFound

    name, line = _place(style, reason)
    text = getattr(reason, "message", None) or str(reason) or type(reason).__name__
    advice = "docs/styles.md lists what templates are given"
    if isinstance(reason, MemoryError):
        text = "it takes too much memory, or makes too large a page"
        advice = "look for a number that is too large, such as a width, or for a loop in a loop"
    elif isinstance(reason, TemplateNotFound):
        text = f"the style has no template `{reason.name}`"
        advice = "add it to `parts:` in style.yaml"
    span = Span.point(f"{style.shown}/{name}", line)
    return error(TEMPLATE, f"the template fails: {text}", span, advice)


def _place(style: Style, reason: Exception) -> tuple[str, int]:
    """Return the template and the line that an error came from."""
    known: Any = getattr(reason, "filename", None)
    line: Any = getattr(reason, "lineno", None)
    if known in style.templates and isinstance(line, int):
        return known, line
    for frame in reversed(traceback.extract_tb(reason.__traceback__)):
        if frame.filename in style.templates and frame.lineno is not None:
            return frame.filename, frame.lineno
    return style.file.template, 1

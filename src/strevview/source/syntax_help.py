"""What a YAML parser could not read, in the words of an editor.

The kind of fault is told from the text at the place, not from the parser's English.
"""

from __future__ import annotations

import re

import yaml

from strevview.diagnostics import Diagnostic, Span, error
from strevview.source.reader import SourceText

_COLON_IN_VALUE = re.compile(r"^\s*(?:- )?\s*([\w-]+):\s+([^'\"|>\[{].*?:(?:\s.*|$))")
_QUOTED_KEY = re.compile(r"^\s*(?:- )?\s*([\w-]+):\s+(['\"])")
_RESERVED = re.compile(r"^\s*(?:- )?\s*(?:([\w-]+):\s+)?([@`%&*!|>])")


def explain(source: SourceText, reason: yaml.YAMLError) -> Diagnostic:
    """Return one complaint (SV001) that says what to write instead."""
    mark = getattr(reason, "problem_mark", None)
    context = getattr(reason, "context_mark", None)
    if mark is None:
        return error("SV001", "the file is no YAML", Span.point(source.path))
    line, column = mark.line + 1, mark.column + 1
    text = source.line(line)
    return (
        _tab(source, line, column, text)
        or _unclosed(source, line, context)
        or _colon(source, line, text)
        or _flow(source, line, context)
        or _reserved(source, line, column, text)
        or _indent(source, line, column, text)
    )


def _tab(source: SourceText, line: int, column: int, text: str) -> Diagnostic | None:
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" not in indent:
        return None
    span = Span.point(source.path, line, indent.index("\t") + 1)
    advice = "indent with spaces, two a level, as in the lines around it"
    return error("SV001", "a tab stands in the indent", span, advice)


def _unclosed(source: SourceText, line: int, context: yaml.Mark | None) -> Diagnostic | None:
    if context is None:
        return None
    opening = source.line(context.line + 1)[context.column : context.column + 1]
    if opening not in ("'", '"'):
        return None
    span = Span.point(source.path, context.line + 1, context.column + 1)
    advice = (
        f"close it with another {opening} at the end of the value"
        if opening == '"'
        else "close it with another ' at the end; an apostrophe inside is written twice ('')"
    )
    return error("SV001", "the quotation mark opened here is never closed", span, advice)


def _colon(source: SourceText, line: int, text: str) -> Diagnostic | None:
    match = _COLON_IN_VALUE.match(text)
    if match is None:
        return None
    key, value = match.group(1), match.group(2).strip()
    offset = match.start(2) + match.group(2).index(":")
    span = Span.point(source.path, line, offset + 1)
    quoted = value.replace("'", "''")
    message = f"the value of `{key}` holds a colon and a space, which would start another key"
    return error("SV001", message, span, f"put the value in quotes: {key}: '{_shorten(quoted)}'")


def _flow(source: SourceText, line: int, context: yaml.Mark | None) -> Diagnostic | None:
    if context is None:
        return None
    opening = source.line(context.line + 1)[context.column : context.column + 1]
    if opening not in ("[", "{"):
        return None
    closing = "]" if opening == "[" else "}"
    span = Span.point(source.path, context.line + 1, context.column + 1)
    message = f"the `{opening}` opened here is not closed by a `{closing}`"
    advice = f"close it, or, if it is part of the text, put the value in quotes ('{opening}…')"
    return error("SV001", message, span, advice)


def _reserved(source: SourceText, line: int, column: int, text: str) -> Diagnostic | None:
    match = _RESERVED.match(text)
    if match is None or match.group(2) in "|>":
        return None
    span = Span.point(source.path, line, match.start(2) + 1)
    sign = match.group(2)
    message = f"a value may not start with `{sign}`, which has a meaning of its own in YAML"
    return error("SV001", message, span, "put the value in quotes")


def _indent(source: SourceText, line: int, column: int, text: str) -> Diagnostic:
    if line > 1 and not text.strip():
        column = max(1, min(column, len(text) + 1))
    if _QUOTED_KEY.match(text):
        message = "text follows the closing quotation mark"
        advice = "put the whole value in one pair of quotes; double a quotation mark inside it"
    elif re.match(r"^\s*[\w-]+$", text):
        message = "this line is neither a key nor part of the value above it"
        advice = "a key ends in a colon; a longer text stands indented below `key: |`"
    else:
        message = "this line does not fit the lines above it"
        advice = "check its indent: keys of one item start in one column, a list starts with `- `"
    return error("SV001", message, Span.point(source.path, line, column), advice)


def _shorten(value: str, limit: int = 60) -> str:
    return value if len(value) <= limit else value[: limit - 1].rstrip() + "…"

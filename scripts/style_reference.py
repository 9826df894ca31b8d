"""The tables of docs/styles.md: the keys of `style.yaml`, and what templates are given."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator

from strevview.model.record import keys, model_at
from strevview.render import view
from strevview.style.style_file import StyleFile

_PARTS = (
    ("`style.yaml`", ()),
    ("`page`", ("page",)),
    ("`page: margins`", ("page", "margins")),
    ("`figure`", ("figure",)),
    ("`logo`", ("logo",)),
    ("an entry of `fonts`", ("fonts", 0)),
    ("an entry of a font's `files`", ("fonts", 0, "files", 0)),
    ("`tokens`", ("tokens",)),
)
_VIEWS = (
    view.IssueView, view.SeriesView, view.PublisherView, view.CoverView, view.HighlightView,
    view.CorrectionView, view.SectionView, view.ItemView, view.WorkView, view.FigureView,
    view.PictureView,
)  # fmt: skip


def styles_page(page: str) -> str:
    """Return the page with its tables made anew.

    Raises:
        ValueError: it has not one place for each table.
    """
    for name, lines in (("keys", _keys()), ("values", _values())):
        parts = re.split(rf"<!-- /?{name} -->", page)
        if len(parts) != 3:
            message = f"the page has {len(parts) // 2} places for `{name}`"
            raise ValueError(message)
        table = "\n".join((f"<!-- {name} -->", "", *lines, "", f"<!-- /{name} -->"))
        page = parts[0] + table + parts[2]
    return page


def _keys() -> Iterator[str]:
    yield from ("| In | Key | What it is |", "| --- | --- | --- |")
    for where, path in _PARTS:
        model = model_at(StyleFile, path)
        assert model is not None, path
        for key, field in keys(model).items():
            must = "**required**. " if field.is_required() else ""
            yield f"| {where} | `{key}` | {must}{field.description} |"


def _values() -> Iterator[str]:
    for kind in _VIEWS:
        name = kind.__name__.removesuffix("View").lower()
        says = " ".join((kind.__doc__ or "").split())
        hints = typing.get_type_hints(kind, {**vars(view), "Markup": _Html})
        kinds = (f"`{one.name}` ({_kind(hints[one.name])})" for one in dataclasses.fields(kind))
        yield from (f"- **{name}**: {', '.join(kinds)}.", f"  {says}")


class _Html:
    """Stands for finished HTML."""


def _kind(hint: object) -> str:
    arguments = [one for one in typing.get_args(hint) if one not in (type(None), ...)]
    if not arguments:
        return _named(hint)
    inner = _kind(arguments[-1])
    if typing.get_origin(hint) is tuple:
        return f"list of {inner}"
    if len(arguments) == 2 and arguments[0] is str:
        return f"{inner} by name"
    return f"{inner} or None"


def _named(hint: object) -> str:
    names = {str: "text", int: "number", bool: "true or false", _Html: "HTML"}
    if isinstance(hint, type) and hint in names:
        return names[hint]
    return getattr(hint, "__name__", "").removesuffix("View").lower()

"""Issues with a few things wrong, for property tests."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

BASE: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
ODD = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.sampled_from(
            ["", " ", "x", "1", "2025-02-30", "https://", "[key]", "a\nb\n", "é", "SV1"]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["", "id", "title", "items", "name", "url", "[key]", "0", "x", "note"]),
            inner,
            max_size=2,
        ),
    ),
    max_leaves=4,
)


def spots(data: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += spots(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += spots(value, (*path, index))
    return found


@st.composite
def near_the_model(draw: st.DrawFn) -> dict[str, Any]:
    data = copy.deepcopy(BASE)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(spots(data) or [("schema",)]))
        parent: Any = data
        for step in path[:-1]:
            parent = parent[step]
        match draw(st.sampled_from(["replace", "delete", "add"])):
            case "replace":
                parent[path[-1]] = draw(ODD)
            case "delete":
                del parent[path[-1]]
            case _ if isinstance(parent, dict):
                parent[draw(st.sampled_from(["titel", "x", "name", "<<", "note"]))] = draw(ODD)
    return data

"""YAML as an editor's validator loads it: the core schema of YAML 1.2.2 (10.3)."""

from __future__ import annotations

import re

import yaml


class CoreLoader(yaml.SafeLoader):
    """Null, true, false, integers and floats are values of their own; all else is text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - PyYAML's own name; nothing of YAML 1.1 is kept


def _keyed(loader: CoreLoader, node: yaml.MappingNode) -> dict[str, object]:
    # JSON knows no keys but texts.
    return {str(key.value): loader.construct_object(value, deep=True) for key, value in node.value}


def _integer(loader: CoreLoader, node: yaml.ScalarNode) -> int:
    text = node.value
    return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


def _float(loader: CoreLoader, node: yaml.ScalarNode) -> float:
    text = node.value.lower()
    return float(text.replace(".inf", "inf").replace(".nan", "nan"))


for tag, pattern, first in (
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        list("-+.0123456789"),
    ),
):
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), first
    )
CoreLoader.add_constructor("tag:yaml.org,2002:map", _keyed)
CoreLoader.add_constructor("tag:yaml.org,2002:int", _integer)
CoreLoader.add_constructor("tag:yaml.org,2002:float", _float)


def load_core(text: str) -> object:
    """Return a document as JSON would hold it."""
    loaded: object = yaml.load(text, Loader=CoreLoader)  # noqa: S506 - made from the safe loader
    return loaded

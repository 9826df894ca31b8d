"""Nodes back to YAML: block style, no comments, no anchors; what was text stays text."""

from __future__ import annotations

import re

import yaml

from strevview.source.reader import INVISIBLE

# What would be refused as an indent of no-break spaces.
_STRANGE_START = re.compile(r"-?[^\S ]")


def to_yaml(data: object) -> str:
    """Write dicts, lists, strings, booleans and None as block YAML that reads back the same.

    Strings that a YAML 1.1 reader would take for something else are quoted, and longer texts stand
    as literal blocks, so the file can be read by any tool and by a person.
    """
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=10_000,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Block scalars for texts of several lines; no aliases for values that are equal."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value and _fits_block(value) else None
    if INVISIBLE.search(value) or _STRANGE_START.match(value):
        # These may stand in a file only as escapes.
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _fits_block(value: str) -> bool:
    # PyYAML falls back to double quotes by itself where a block cannot hold the text.
    return not any(line.endswith((" ", "\t")) for line in value.split("\n"))


def _represent_nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:null", "")


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(type(None), _represent_nothing)

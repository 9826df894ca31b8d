"""What changed between the PDF that is there and the one that would be made, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from strevview.diagnostics import Diagnostic
from strevview.render.carried import FONTS, engine_versions
from strevview.render.recall import carried_documents, recall

Documents = Mapping[str, Mapping[str, Any]]

_PROGRAMS = {
    "weasyprint": "WeasyPrint",
    "pango": "Pango",
    "harfbuzz": "HarfBuzz",
    "harfbuzz-subset": "HarfBuzz's subsetter",
    "fonttools": "fontTools",
    "pyphen": "Pyphen",
    "babel": "Babel",
    "jinja2": "Jinja2",
    "markupsafe": "MarkupSafe",
    "pillow": "Pillow",
}


def content_changed(then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Return whether the text or the look is another, and not only the programs and fonts."""
    return _content(then) != _content(now)


def _content(components: Mapping[str, str]) -> dict[str, str]:
    return {
        name: digest
        for name, digest in components.items()
        if "/" in name and not name.startswith(FONTS)
    }


def changes(
    then: Mapping[str, str], now: Mapping[str, str], pdf: bytes, documents: Documents
) -> tuple[str, ...]:
    """Return what differs, in words: the text first, then the style, fonts and programs."""
    differing = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    differing.sort(key=lambda name: (name in engine_versions(), name.startswith(FONTS), name))
    old = _carried(pdf) if any(name in documents for name in differing) else {}
    return tuple(reason for name in differing for reason in _words(name, then, now, old, documents))


def _words(
    name: str,
    then: Mapping[str, str],
    now: Mapping[str, str],
    old: Documents,
    new: Documents,
) -> Iterator[str]:
    if name in engine_versions() or "/" not in name:
        program = _PROGRAMS.get(name, name)
        yield f"{program} {then.get(name, 'unknown')} → {now.get(name, 'unknown')}"
    elif name not in then:
        yield f"{name} is new"
    elif name not in now:
        yield f"{name} is no longer used"
    elif name in old and name in new:
        yield from _differences(name, old[name], new[name])
    else:
        yield f"{name} changed"


def _carried(pdf: bytes) -> Documents:
    """Return the YAML files that a PDF carries as data; nothing where they cannot be read."""
    recalled = recall(pdf, "")
    return {} if isinstance(recalled, Diagnostic) else carried_documents(recalled)


def _differences(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if name.endswith("/actors.yaml"):
        found = list(_actor_changes(_actors(old), _actors(new)))
    elif name.endswith("/series.yaml"):
        found = [f"{name}: `{key}` changed" for key in _keys(old, new)]
    else:
        found = list(_issue_changes(old, new))
    yield from found or [f"{name} changed"]


def _keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def _actors(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    entries = data.get("actors") or ()
    return {str(one.get("name")): one for one in entries if isinstance(one, dict)}


def _actor_changes(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    gone = [name for name in old if name not in new]
    for name in new:
        if name not in old:
            before = next((one for one in gone if _related(old[one], new[name])), None)
            if before is None:
                yield f"actor {name} added"
            else:
                gone.remove(before)
                yield f"actor {_short(old[before])} renamed"
        elif old[name] != new[name]:
            yield f"actor {_short(new[name])} changed"
    yield from (f"actor {name} no longer named" for name in gone)


def _related(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Return whether two entries are one actor under two names: a form of theirs is the same."""
    return bool(_other_forms(old) & _other_forms(new))


def _other_forms(actor: Mapping[str, Any]) -> set[str]:
    aliases = actor.get("aliases") or ()
    return {str(form) for form in (actor.get("acronym"), actor.get("name"), *aliases) if form}


def _short(actor: Mapping[str, Any]) -> str:
    return str(actor.get("acronym") or actor.get("name"))


def _issue_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for key in _keys(old, new):
        if key != "sections":
            yield f"`{key}` changed"
    before, after = _items(old), _items(new)
    for item, data in after.items():
        if item not in before:
            yield f"item {item} is new"
        elif before[item] != data:
            keys = ", ".join(_keys(before[item], data))
            yield f"the {keys} of {item} changed"
    yield from (f"item {item} is gone" for item in before if item not in after)
    if _outline(old) != _outline(new):
        yield "the sections changed"
    elif list(before) != list(after) and set(before) == set(after):
        yield "the order of the items changed"


def _items(data: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {
        str(item.get("id")): item
        for section in data.get("sections") or ()
        if isinstance(section, dict)
        for item in section.get("items") or ()
        if isinstance(item, dict)
    }


def _outline(data: Mapping[str, Any]) -> list[tuple[object, object]]:
    return [
        (section.get("title"), section.get("highlight"))
        for section in data.get("sections") or ()
        if isinstance(section, dict)
    ]

"""The cure for a pasted `[launched](https://…)`: a reference, and the source that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from strevview.diagnostics import Edit, Fix
from strevview.lint.item_links import text_start, written_sources
from strevview.lint.text_edits import as_scalar, line_end_after, text_edit
from strevview.source.nodes import Mapping, Path, Scalar

if TYPE_CHECKING:
    from strevview.model.issue import Item
    from strevview.model.loading import LoadedIssue, Passage
    from strevview.model.places import Places
    from strevview.model.prose import ProseProblem

# An address, and perhaps a title after it (CommonMark 0.31, section 6.3).
_TARGET = re.compile(r"<?(\S+?)>?(?:\s+(?:\"([^\"]*)\"|'([^']*)'))?")
_NO_NAME = re.compile(r"[^a-z0-9]+")
# Parts of a host's name that say nothing of who publishes there.
_COMMON = frozenset(
    {"www", "en", "m", "news", "eng", "english", "global", "blog", "web"}
    | {"com", "org", "net", "int", "edu", "gov", "ac", "co", "info"}
)


class NewSources:
    """The names of the sources of one item, those that its fixes add included."""

    def __init__(self, issue: LoadedIssue, path: Path, item: Item) -> None:
        self.issue = issue
        self.path = path
        self.item = item
        self.by_address: dict[str, str] = {}
        for key, source in item.sources.items():
            if source.url is not None:
                self.by_address.setdefault(source.url, key)
        self.taken = {*item.sources, *written_sources(issue, path)}

    def fix(self, passage: Passage, problem: ProseProblem) -> Fix | None:
        """Return the edits that turn a pasted link into a reference to a source, if it is safe."""
        match = _TARGET.fullmatch(problem.target)
        if match is None or "[" in problem.text or not problem.text:
            return None
        address, title = match.group(1), match.group(2) or match.group(3) or ""
        if problem.target in self.taken:
            return self._reference(passage, problem, problem.target)
        if urlsplit_host(address) is None:
            return None
        key = self.by_address.get(address)
        if key is not None:
            return self._reference(passage, problem, key)
        key = unique_name(address, self.taken)
        places = self.issue.places
        entry = _entry(places, self.path, key, address, title) if places is not None else None
        if entry is None:
            return None
        self.taken.add(key)
        self.by_address[address] = key
        return self._reference(passage, problem, key, entry)

    def _reference(
        self, passage: Passage, problem: ProseProblem, key: str, *more: Edit
    ) -> Fix | None:
        places = self.issue.places
        if places is None:
            return None
        place = passage.path
        before = text_start(self.issue, place)
        opening = passage.text.find("](", problem.start, problem.end) + 1
        if not opening:
            return None
        edit = text_edit(places, place, opening + before, problem.end + before, f"[{key}]")
        message = f"make it a reference to the source `{key}`"
        return None if edit is None else Fix(message, (edit, *more))


def urlsplit_host(address: str) -> str | None:
    """Return the host of a web address in lower case, or None where it is none."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    return host if parts.scheme.lower() in ("http", "https") and host else None


def unique_name(address: str, taken: set[str]) -> str:
    """Return a name for a source from its address's host: `dawn` for www.dawn.com."""
    labels = (urlsplit_host(address) or "").split(".")
    telling = [label for label in labels[:-1] if label not in _COMMON and len(label) > 1]
    name = _NO_NAME.sub("-", (telling or labels[:1] or ["source"])[-1]).strip("-") or "source"
    key, number = name, 2
    while key in taken:
        key, number = f"{name}-{number}", number + 1
    return key


def _entry(places: Places, path: Path, key: str, address: str, title: str) -> Edit | None:
    """Return the edit that adds a source at the end of the item's sources, in their layout."""
    sources, text = places.node((*path, "sources")), places.node((*path, "text"))
    item = places.node(path)
    if not isinstance(item, Mapping) or item.flow:
        return None
    if isinstance(sources, Mapping) and sources.entries:
        if sources.flow:
            return None
        first = sources.entries[0]
        column, step = first.key.span.column - 1, 2
        if isinstance(first.value, Mapping) and first.value.entries and not first.value.flow:
            step = max(first.value.entries[0].key.span.column - 1 - column, 1)
        at, lines = line_end_after(places, sources), []
    elif isinstance(text, Scalar) and item.get("sources") is None:
        owner = item.entries[0].key.span.column - 1
        column, step = owner + 2, 2
        at, lines = line_end_after(places, text), [" " * owner + "sources:"]
    else:
        return None
    inner = " " * (column + step)
    lines += [" " * column + f"{as_scalar(key)}:", f"{inner}url: {as_scalar(address)}"]
    if title:
        lines.append(f"{inner}title: {as_scalar(title)}")
    newline = "\r\n" if "\r\n" in places.source.text else "\n"
    return Edit(at, at, newline + newline.join(lines))

"""The links of an item: where they stand, which lead to no source, which sources have none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from strevview.diagnostics import Span
from strevview.lint.lost_links import lost_links
from strevview.model.issue import Item
from strevview.model.loading import LoadedIssue, Passage
from strevview.model.prose import ProblemKind, ProseProblem, Reference
from strevview.source.nodes import Mapping, Path

# A link that was meant is broken: a source without a reference is then no fault of its own.
_BROKEN_LINKS = (
    ProblemKind.INLINE_LINK,
    ProblemKind.AUTOLINK,
    ProblemKind.IMAGE,
    ProblemKind.EMPTY_LINK,
)
# `[held][]` names no source; told by SV401.
NAMELESS = re.compile(r"\]\[\s*\]")


def text_start(issue: LoadedIssue, path: Path) -> int:
    """Return how many characters of white space the model took off the start of a value."""
    return issue.places.stripped(path) if issue.places is not None else 0


def text_span(issue: LoadedIssue, path: Path, start: int, end: int) -> Span | None:
    """Return the place of the characters `start:end` of an item's text; `path` is the item's."""
    return _span(issue, (*path, "text"), start, end)


def passage_span(issue: LoadedIssue, passage: Passage, start: int, end: int) -> Span | None:
    """Return the place of the characters `start:end` of a text or caption as it is written."""
    return _span(issue, passage.path, start, end)


def _span(issue: LoadedIssue, path: Path, start: int, end: int) -> Span | None:
    if issue.places is None:
        return None
    before = issue.places.stripped(path)
    return issue.places.within(path, start + before, end + before)


def problems(
    issue: LoadedIssue, *kinds: ProblemKind
) -> Iterator[tuple[Passage, ProseProblem, Span | None]]:
    """Yield what texts and captions may not hold, of some kinds, each with its place."""
    for passage in issue.passages():
        for problem in passage.prose.problems:
            if problem.kind in kinds:
                yield passage, problem, passage_span(issue, passage, problem.start, problem.end)


def written_sources(issue: LoadedIssue, path: Path) -> dict[str, Path]:
    """Return the names under an item's `sources:` as the file has them, read or not."""
    place = (*path, "sources")
    node = issue.places.node(place) if issue.places is not None else None
    entries = node.entries if isinstance(node, Mapping) else ()
    return {entry.key.value: (*place, entry.key.value) for entry in entries}


def dangling(issue: LoadedIssue, passage: Passage) -> list[Reference]:
    """Return the references to no source; a source that could not be read is one."""
    if (*passage.owner, "sources") in issue.faulty:
        return []
    known = {*passage.item.sources, *written_sources(issue, passage.owner)}
    return [one for one in passage.prose.references if one.source not in known]


def has_broken_link(issue: LoadedIssue, passage: Passage) -> bool:
    """Return whether a link was meant and is none, leads to no source, or names none: `[x][]`."""
    return (
        any(problem.kind in _BROKEN_LINKS for problem in passage.prose.problems)
        or NAMELESS.search(passage.text) is not None
        or bool(dangling(issue, passage))
    )


def unused(issue: LoadedIssue, path: Path, item: Item) -> list[str]:
    """Return the sources that no link of the item at a path names.

    None where a link of the item is broken: the broken link is then the fault, and it is told.
    """
    passages = issue.passages_of(path)
    if item.text is None or any(has_broken_link(issue, passage) for passage in passages):
        return []
    keys = list(item.sources)
    for text, prose in ((passage.text, passage.prose) for passage in passages):
        named = {reference.source for reference in prose.references}
        keys = [key for key in keys if key not in named]
        if any(part.text.count("[") != part.text.count("]") for part in prose.paragraphs):
            keys = [key for key in keys if not _half_named(key, text)]
        # Named in brackets that are no link: told by SV408.
        lost = {link.source for link in lost_links(text, prose, keys)} if keys else set()
        keys = [key for key in keys if key not in lost]
    return keys


def _half_named(key: str, text: str) -> bool:
    """Whether a source's name stands beside one square bracket: half of a link, told by SV607."""
    name = re.escape(key)
    return re.search(rf"\[{name}(?![\w-])|(?<![\w-]){name}\]", text) is not None

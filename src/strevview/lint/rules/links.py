"""SV401 to SV408: links and other things in a text that are not what a text may hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import partial
from itertools import count
from urllib.parse import urlsplit

from strevview.diagnostics import Edit, Fix, Severity
from strevview.lint.checked_issue import CheckedIssue, CheckedItem, Passage
from strevview.lint.item_links import (
    NAMELESS,
    LostLink,
    dangling,
    lost_links,
    nameless_links,
    source_names,
)
from strevview.lint.registry import Finding, rule
from strevview.lint.rules.structure import keys_in_texts
from strevview.model.issue import Item
from strevview.model.printed import PrintedAs
from strevview.model.prose import ProblemKind, ProseProblem
from strevview.model.record import is_web_address
from strevview.source.nodes import Mapping, Path
from strevview.source.writer import as_scalar, entry_edit, fix_of

_ADDRESS = re.compile(r"(?<![\w./])(?:https?://|www\.)[^\s<>\"“”]{3,}", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}’'"
_MARKED = re.compile(r"\[(\*{1,3}|_{1,3})([^*_\[\]]+)\1\](\[[^\[\]]*\])")
# An address, and perhaps a title after it (CommonMark 0.31, section 6.3).
_TARGET = re.compile(r"<?(\S+?)>?(?:\s+(?:\"([^\"]*)\"|'([^']*)'))?")
_NO_NAME = re.compile(r"[^a-z0-9]+")
# Parts of a host's name that say nothing of who publishes there.
_COMMON = frozenset(
    {"www", "en", "m", "news", "eng", "english", "global", "blog", "web"}
    | {"com", "org", "net", "int", "edu", "gov", "ac", "co", "info"}
)


# What no text may hold, whatever its words: the rule's code, the parser's kind, what to say and do.
_FORBIDDEN = (
    (
        "SV405",
        ProblemKind.IMAGE,
        "a picture stands in the text",
        "name it under the item's `figures:`, with `file:`, `alt:`, `caption:` and `credit:`",
    ),
    (
        "SV406",
        ProblemKind.HEADING,
        "a heading stands in the text",
        "write it as `title:` of the item or the section",
    ),
    (
        "SV406",
        ProblemKind.RULE,
        "a line across the page stands in the text",
        "delete it; an empty line starts a new paragraph",
    ),
    (
        "SV406",
        ProblemKind.CODE,
        "a block of code stands in the text",
        "delete the fences; the text is paragraphs, quotations and lists",
    ),
    (
        "SV407",
        ProblemKind.EMPTY_LINK,
        "the link has no words",
        "write the words that the source supports between the first brackets",
    ),
)


def _holds(kind: ProblemKind, message: str, advice: str, issue: CheckedIssue) -> Iterator[Finding]:
    """Yield what no text may hold."""
    for passage, problem in issue.problems(kind):
        yield Finding(passage.written.span(problem.start, problem.end), message, advice)


for _code, _kind, _message, _advice in _FORBIDDEN:
    rule(_code, Severity.ERROR)(partial(_holds, _kind, _message, _advice))


@rule("SV401", Severity.ERROR)
def reference_without_source(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links to no source, and those that name none."""
    for passage in issue.passages():
        item = passage.item.model
        if not item.sources:
            continue
        for reference in dangling(passage):
            name, start = reference.source, reference.source_start
            place = passage.written.span(start, max(start + len(name), start + 1))
            yield Finding(place, f"`{name}` is no source of this item", _meant(name, item))
        for match in NAMELESS.finditer(passage.text):
            place = passage.written.span(match.start() + 1, match.end())
            yield Finding(place, "the link names no source", _known(item))


def _meant(name: str, item: Item) -> str:
    folded = {key.casefold(): key for key in item.sources}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    return f"did you mean `{folded[close[0]]}`?" if close else _known(item)


def _known(item: Item) -> str:
    names = ", ".join(f"`{key}`" for key in item.sources)
    return f"the item's sources are {names}; name one of them, or add the source"


@rule("SV403", Severity.ERROR)
def inline_link(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links that hold their address in the text."""
    names: dict[Path, dict[str, str]] = {}
    for passage, problem in issue.problems(ProblemKind.INLINE_LINK):
        item = passage.item
        known = names.setdefault(item.path, _names_of_sources(item))
        message, advice = _no_reference(item, problem)
        place = passage.written.span(problem.start, problem.end)
        yield Finding(place, message, advice, _as_reference(passage, problem, known))


def _names_of_sources(item: CheckedItem) -> dict[str, str]:
    """Return the names of an item's sources by themselves, and by the addresses of their pages."""
    by_address = {
        source.url: name for name, source in reversed(item.model.sources.items()) if source.url
    }
    return by_address | {name: name for name in source_names(item)}


def _no_reference(item: CheckedItem, problem: ProseProblem) -> tuple[str, str]:
    """Return what is wrong with `[words](target)`, and what to write."""
    words, target = problem.text or "words", problem.target
    if target in source_names(item):
        message = f"the source `{target}` stands in round brackets"
        return message, f"write `[{words}][{target}]`"
    if not target or (":" not in target and "/" not in target and "." not in target):
        message = f"`{target}` is no source of this item" if target else "the link has no address"
        return message, f"write `[{words}][name]` with the name of one of the item's sources"
    advice = f"write `[{words}][name]`, and the address under `sources:` as `name:` with `url:`"
    return "the link holds its address in the text", advice


def _as_reference(passage: Passage, problem: ProseProblem, names: dict[str, str]) -> Fix | None:
    """Return the edits that make a pasted link a reference to a source, if that is safe.

    A page that is no source yet becomes one: its name is added to `names`.
    """
    match = _TARGET.fullmatch(problem.target)
    if match is None or "[" in problem.text or not problem.text:
        return None
    address, title = match[1], match[2] or match[3] or ""
    name = names.get(problem.target) or names.get(address)
    more: tuple[Edit, ...] = ()
    if name is None and not is_web_address(address):
        return None
    if name is None:
        name = _new_name(address, names)
        entry = _entry(passage.item, name, address, title)
        if entry is None:
            return None
        names |= {name: name, address: name}
        more = (entry,)
    opening = passage.text.index("](", problem.start, problem.end) + 1
    edit = passage.written.edit(opening, problem.end, f"[{name}]")
    return fix_of(f"make it a reference to the source `{name}`", edit, *more)


def _new_name(address: str, taken: Collection[str]) -> str:
    """Return a name for a source from its address's host: `dawn` for www.dawn.com."""
    labels = (urlsplit(address).hostname or "").split(".")
    telling = [label for label in labels[:-1] if label not in _COMMON and len(label) > 1]
    name = _NO_NAME.sub("-", (telling or labels[:1])[-1]).strip("-") or "source"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _entry(item: CheckedItem, key: str, address: str, title: str) -> Edit | None:
    """Return the edit that adds a source at the end of the item's sources, in their layout."""
    path = (*item.path, "sources")
    sources, step = item.places.node(path), 2
    if isinstance(sources, Mapping) and sources.entries:
        first = sources.entries[0]
        if isinstance(first.value, Mapping) and not first.value.flow:
            step = max(first.value.span.column - first.key.span.column, 1)
    lines = [f"{as_scalar(key)}:", f"{' ' * step}url: {as_scalar(address)}"]
    if title:
        lines.append(f"{' ' * step}title: {as_scalar(title)}")
    return entry_edit(item.places, path, lines)


@rule("SV404", Severity.ERROR)
def bare_address(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the addresses in the texts."""
    for passage in issue.passages():
        # Where the sources stand in the text, SV103 says so.
        sources = issue.once(keys_in_texts)[passage.item.path].get("sources")
        last = len(passage.text) if sources is None else sources.start()
        for start, end in _bare(passage):
            if start <= last:
                advice = _as_source(passage.item.model, passage.text[start:end])
                place = passage.written.span(start, end)
                yield Finding(place, "an address stands in the text", advice)


def _bare(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the addresses of a text that are no part of what else is told, or of a reference."""
    text, prose = passage.text, passage.prose
    if "://" not in text and "www." not in text.lower():
        return
    told = [(problem.start, problem.end) for problem in prose.problems]
    told += [(reference.start, reference.end) for reference in prose.references]
    for match in _ADDRESS.finditer(text):
        start, end = match.start(), match.start() + len(match.group().rstrip(_AFTER_ADDRESS))
        if not any(first < end and start < last for first, last in told):
            yield start, end


def _as_source(item: Item, address: str) -> str:
    for key, source in item.sources.items():
        if source.url is not None and source.url.rstrip("/") == address.rstrip("/"):
            return f"it is the source `{key}`: link the words that it supports, `[words][{key}]`"
    return "put it under `sources:` as `name:` with `url:`, and link `[words][name]`"


@rule("SV406", Severity.ERROR)
def caption_of_paragraphs(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the captions of more than one paragraph."""
    for passage in issue.passages():
        if passage.written.kind is PrintedAs.CAPTION and len(passage.prose.blocks) > 1:
            place = issue.place(*passage.written.path)
            message = "the caption has more than one paragraph"
            yield Finding(place, message, "write it as one paragraph")


@rule("SV407", Severity.ERROR)
def link_not_plain(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links whose words are marked."""
    advice = "put emphasis around the link, `*[words][name]*`, not inside it"
    for passage, problem in issue.problems(ProblemKind.MARKED_LINK):
        place = passage.written.span(problem.start, problem.end)
        fix = _mark_around(passage, problem)
        yield Finding(place, "the words of the link are not plain", advice, fix)


def _mark_around(passage: Passage, problem: ProseProblem) -> Fix | None:
    written = passage.text[problem.start : problem.end]
    match = _MARKED.fullmatch(written)
    if match is None or "\n" in written:
        return None
    mark, words, source = match.groups()
    new, message = f"{mark}[{words}]{source}{mark}", "put the emphasis around the link"
    return passage.written.fix(problem.start, problem.end, new, message)


def links_lost(issue: CheckedIssue) -> dict[Path, list[LostLink]]:
    """Return the links that print as brackets, by the paths of their texts."""
    return {
        passage.written.path: lost_links(passage.text, passage.prose, passage.item.model.sources)
        for passage in issue.passages()
    }


@rule("SV408", Severity.ERROR)
def brackets_that_are_no_link(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links that print as brackets."""
    for passage in issue.passages():
        for link in issue.once(links_lost)[passage.written.path]:
            message = f"the brackets name the source `{link.source}` and are no link"
            if link.lacks:
                message = f"a bracket of the link is missing: {link.lacks}"
            elif link.doubled:
                message = "the brackets around the link print as they are"
            elif link.tail is not None and passage.text[link.tail[0] + 1].isalnum():
                message = f"the source `{link.source}` stands without brackets behind the words"
            place = passage.written.span(link.start, link.end)
            yield Finding(place, message, _right(link, passage.text), _joined(link, passage))


@rule("SV408", Severity.ERROR)
def brackets_without_a_name(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words in brackets, in items that have a source without a link."""
    for item in issue.items:
        for passage, link, sources in nameless_links(item):
            message = f"the brackets around “{link.words}” are no link: they name no source"
            advice = f"write `[{link.words}][{sources[0]}]`"
            if len(sources) > 1:
                advice = f"write `[{link.words}][name]` with one of: {', '.join(sources)}"
            yield Finding(passage.written.span(link.start, link.end), message, advice)


def _right(link: LostLink, text: str) -> str:
    right = f"write `[{link.words or 'words'}][{link.source}]`"
    if link.tail is not None and text[link.tail[0] + 1 : link.tail[0] + 2].isspace():
        return f"{right} without a space"
    return right


def _joined(link: LostLink, passage: Passage) -> Fix | None:
    if link.tail is None:
        return None
    return passage.written.fix(*link.tail, f"][{link.source}]", "make it a link")

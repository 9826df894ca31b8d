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
    dangling,
    links_lost,
    nameless_links,
    source_names,
)
from strevview.lint.registry import Finding, rule
from strevview.lint.rules.structure import keys_in_texts
from strevview.model.issue import Item
from strevview.model.printed import PrintedAs
from strevview.model.prose import ProblemKind, ProseProblem
from strevview.model.record import is_web_address
from strevview.model.web_pages import without_tracking
from strevview.source.nodes import Mapping, Path
from strevview.source.writer import as_scalar, entry_edit, fix_of

_ADDRESS = re.compile(r"(?<![\w./])(?:https?://|www\.)[^\s<>\"“”]{3,}", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?)]}’'"
_MARKED = re.compile(r"\[(\*{1,3}|_{1,3})([^*_\[\]]+)\1\](\[[^\[\]]*\])")
# An address, and perhaps a title after it (CommonMark 0.31, section 6.3).
_TARGET = re.compile(
    r"<?(?P<address>\S+?)>?"
    r"(?:\s+(?:\"(?P<title>[^\"]*)\"|'(?P<title_in_single_marks>[^']*)'))?"
)
_NO_NAME = re.compile(r"[^a-z0-9]+")
# Parts of a host's name that say nothing of who publishes there.
_COMMON_LABELS = frozenset(
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


def _forbidden(
    kind: ProblemKind, message: str, advice: str, issue: CheckedIssue
) -> Iterator[Finding]:
    """Yield what no text may hold."""
    for passage, problem in issue.problems(kind):
        yield Finding(passage.written.span(problem.start, problem.end), message, advice)


for _code, _kind, _message, _advice in _FORBIDDEN:
    rule(_code, Severity.ERROR)(partial(_forbidden, _kind, _message, _advice))


@rule("SV401", Severity.ERROR)
def reference_without_source(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links to no source, and those that name none."""
    for passage in issue.passages():
        sources = passage.item.model.sources
        if not sources:
            continue
        names = {name.casefold(): name for name in sources}
        listed = ", ".join(f"`{name}`" for name in sources)
        one_of = f"the item's sources are {listed}; name one of them, or add the source"
        for reference in dangling(passage):
            written, start = reference.source, reference.source_start
            place = passage.written.span(start, max(start + len(written), start + 1))
            close = get_close_matches(written.casefold(), names, n=1, cutoff=0.5)
            advice = f"did you mean `{names[close[0]]}`?" if close else one_of
            yield Finding(place, f"`{written}` is no source of this item", advice)
        for match in NAMELESS.finditer(passage.text):
            place = passage.written.span(match.start() + 1, match.end())
            yield Finding(place, "the link names no source", one_of)


@rule("SV403", Severity.ERROR)
def inline_link(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links that hold their address in the text.

    The fix makes a reference of each, and a source of a page that the item does not cite yet; the
    next links to this page then lead to the same source.
    """
    names: dict[Path, dict[str, str]] = {}
    for passage, problem in issue.problems(ProblemKind.INLINE_LINK):
        item, target = passage.item, _TARGET.fullmatch(problem.target)
        known = names.setdefault(item.path, _names_of_sources(item))
        fix = None
        if target is not None and problem.text and "[" not in problem.text:
            address, _ = without_tracking(target["address"])
            name = known.get(problem.target) or known.get(address)
            if name is not None:
                fix = _as_reference(passage, problem, name)
            elif is_web_address(address):
                name = _new_name(address, known)
                title = target["title"] or target["title_in_single_marks"] or ""
                source = _new_source(item, name, address, title)
                if source is not None:
                    known |= {name: name, address: name}
                    fix = _as_reference(passage, problem, name, source)
        message, advice = _address_in_text(item, problem)
        place = passage.written.span(problem.start, problem.end)
        yield Finding(place, message, advice, fix)


def _names_of_sources(item: CheckedItem) -> dict[str, str]:
    """Return the names of an item's sources by themselves, and by the addresses of their pages."""
    by_address = {
        source.url: name for name, source in reversed(item.model.sources.items()) if source.url
    }
    return by_address | {name: name for name in source_names(item)}


def _address_in_text(item: CheckedItem, problem: ProseProblem) -> tuple[str, str]:
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


def _as_reference(passage: Passage, problem: ProseProblem, name: str, *more: Edit) -> Fix | None:
    """Return the fix that puts `[name]` for the address of a link, with more edits."""
    opening = passage.text.index("](", problem.start, problem.end) + 1
    edit = passage.written.edit(opening, problem.end, f"[{name}]")
    return fix_of(f"make it a reference to the source `{name}`", edit, *more)


def _new_name(address: str, taken: Collection[str]) -> str:
    """Return a name for a source from its address's host: `dawn` for www.dawn.com."""
    labels = (urlsplit(address).hostname or "").split(".")
    telling = [label for label in labels[:-1] if label not in _COMMON_LABELS and len(label) > 1]
    name = _NO_NAME.sub("-", (telling or labels[:1])[-1]).strip("-") or "source"
    names = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _new_source(item: CheckedItem, name: str, address: str, title: str) -> Edit | None:
    """Return the edit that adds a source at the end of the item's sources, in their layout."""
    path = (*item.path, "sources")
    sources, step = item.places.node(path), 2
    if isinstance(sources, Mapping) and sources.entries:
        first = sources.entries[0]
        if isinstance(first.value, Mapping) and not first.value.flow:
            step = max(first.value.span.column - first.key.span.column, 1)
    lines = [f"{as_scalar(name)}:", f"{' ' * step}url: {as_scalar(address)}"]
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
        for start, end in _bare_addresses(passage):
            if start <= last:
                advice = _advice_on_address(passage.item.model, passage.text[start:end])
                place = passage.written.span(start, end)
                yield Finding(place, "an address stands in the text", advice)


def _bare_addresses(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the addresses of a text that are no part of what else is told, or of a reference."""
    prose = passage.prose
    told = [(problem.start, problem.end) for problem in prose.problems]
    told += [(reference.start, reference.end) for reference in prose.references]
    for match in _ADDRESS.finditer(passage.text):
        start, end = match.start(), match.start() + len(match.group().rstrip(_AFTER_ADDRESS))
        if not any(first < end and start < last for first, last in told):
            yield start, end


def _advice_on_address(item: Item, address: str) -> str:
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


@rule("SV408", Severity.ERROR)
def brackets_that_are_no_link(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the links that print as brackets."""
    for passage in issue.passages():
        for link in issue.once(links_lost)[passage.written.path]:
            advice, fix = f"write `[{link.words or 'words'}][{link.source}]`", None
            if link.tail is not None:
                fix = passage.written.fix(*link.tail, f"][{link.source}]", "make it a link")
                if passage.text[link.tail[0] + 1].isspace():
                    advice += " without a space"
            place = passage.written.span(link.start, link.end)
            yield Finding(place, link.message, advice, fix)


@rule("SV408", Severity.ERROR)
def brackets_without_a_name(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words in brackets, in items that have a source without a link."""
    for item in issue.items:
        for passage, link, sources in nameless_links(item):
            advice = f"write `[{link.words}][{sources[0]}]`"
            if len(sources) > 1:
                advice = f"write `[{link.words}][name]` with one of: {', '.join(sources)}"
            yield Finding(passage.written.span(link.start, link.end), link.message, advice)

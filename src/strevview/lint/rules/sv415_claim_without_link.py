"""A quotation or an amount stands in a paragraph without a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.item_links import has_broken_link, unused
from strevview.lint.lost_links import lost_links
from strevview.lint.printed_texts import PrintedText, TextKind, printed_texts, span_in
from strevview.lint.rule import Rule

if TYPE_CHECKING:
    from strevview.model.issue import Item
    from strevview.model.loading import LoadedIssue

# Somebody's words, and not a name or a term: five words or more. Straight marks also set off what
# is to be typed, so there it takes more words to tell.
_QUOTATION = re.compile(r"“[^“”]{1,600}”|(?<![^\s(])\"[A-Za-z][^\"]{1,600}\"")
_FEWEST_WORDS = {"“": 5, '"': 7}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MANY = r"hundred|thousand|million|billion|trillion|lakh|crore"
_MORE = r"(?i:more|less|fewer|over|about|nearly|almost) (?:than )?"
_AMOUNT = re.compile(
    rf"[$€£¥₹]\s?(?:{_NUMBER})(?:\s(?:{_MANY})\b)?"
    rf"|(?<![\w.,–-])(?!100\s?%)(?:{_NUMBER})(?:\s?%|\s(?:per cent|percent|(?:{_MANY}))\b)"
    rf"|\b{_MORE}(?=\d\d|\d,)(?:{_NUMBER})\s[a-z]{{3,}}"
)
_TIME = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?)$")


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about the first claim of each paragraph that has claims and no link."""
    by_item: dict[object, list[PrintedText]] = {}
    for text in printed_texts(issue):
        if text.kind is TextKind.PARAGRAPH:
            by_item.setdefault(text.path[:-1], []).append(text)
    for path, item, prose in issue.items():
        passages = issue.passages_of(path)
        broken = prose.problems or any(has_broken_link(issue, passage) for passage in passages)
        if not item.sources or broken or unused(issue, path, item):
            continue
        if lost_links(item.text or "", prose, item.sources):
            continue
        texts = by_item.get(path, [])
        for number, text in enumerate(texts):
            if not _is_linked(texts, number) and not _names_a_publisher(text.text, item):
                yield from _first_claim(issue, text)


def _is_linked(texts: list[PrintedText], number: int) -> bool:
    if texts[number].links:
        return True
    # A quotation set off is introduced by the paragraph before it, or followed by its source.
    around = texts[max(number - 1, 0) : number + 2] if texts[number].quoted else []
    return any(text.links for text in around)


def _names_a_publisher(text: str, item: Item) -> bool:
    publishers = [source.publisher or "" for source in item.sources.values()]
    words = {
        word for name in publishers for word in re.findall(r"\w{4,}", name) if word[0].isupper()
    }
    return any(word in text for word in words)


def _first_claim(issue: LoadedIssue, text: PrintedText) -> Iterator[Diagnostic]:
    advice = "link the verb of the claim to its source: `[said][name]`"
    for match in _QUOTATION.finditer(text.text):
        if len(match.group().split()) >= _FEWEST_WORDS[match.group()[0]]:
            span = span_in(issue, text, *match.span())
            yield warning("SV415", "a quotation in a paragraph without a link", span, advice)
            return
    for match in _AMOUNT.finditer(text.text):
        if not _TIME.search(match.group()):
            span = span_in(issue, text, *match.span())
            message = f"the amount “{match.group()}” stands in a paragraph without a link"
            yield warning("SV415", message, span, advice)
            return


RULE = Rule(code="SV415", name="claim-without-link", severity=Severity.WARNING, check=check)

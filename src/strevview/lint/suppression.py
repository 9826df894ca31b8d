"""Comments that silence a warning at one place: `# strevview: ignore[SV203] reason`.

A comment speaks of the key in the next line, above an item of the whole item.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Related, Severity, Span, warning
from strevview.lint.registry import RULES, Subject, rule_codes
from strevview.lint.selection import Selection, advice_on
from strevview.source.nodes import Mapping, Node, Places, Scalar, head, scalars

ADVICE = "write `# strevview: ignore[SV203] reason` on a line of its own above the key"
_COMMENT = re.compile(r"(?:^|(?<=\s))#[ \t]*strevview:[^\n]*")
_IGNORE = re.compile(r"#[ \t]*strevview:\s*ignore\s*\[([^\]\n]*)\]\s*(.*)")


class Suppression(NamedTuple):
    """One code in one comment, with the lines (first and last) of which it speaks."""

    code: str
    span: Span
    first: int
    last: int
    reason: str
    own_line: bool


class Comments(NamedTuple):
    """The suppressions in a file, and what is wrong with its comments."""

    suppressions: list[Suppression]
    faults: list[Diagnostic]


def read_comments(places: Places) -> Comments:
    """Return the suppressions in a file, and what is wrong with its comments (SV015)."""
    text = places.source.text
    # A `#` in these is no comment.
    values = sorted((value.start, value.end) for _, value in scalars(places.root))
    reach = _Reach(places)
    suppressions: list[Suppression] = []
    faults: list[Diagnostic] = []
    for match in _COMMENT.finditer(text):
        before = bisect_right(values, (match.start(), len(text))) - 1
        if before >= 0 and match.start() < values[before][1]:
            continue
        comment = places.span(match.start(), match.start() + len(match.group().rstrip()))
        form = _IGNORE.match(match.group())
        if form is None or not form.group(1).strip():
            message = "this comment is not understood, so it ignores nothing"
            faults.append(warning("SV015", message, comment, ADVICE))
            continue
        own_line = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        first, last = reach.below(comment.line) if own_line else (1, 0)
        for name in re.finditer(r"[^\s,]+", form.group(1)):
            start = match.start() + form.start(1) + name.start()
            span = places.span(start, start + len(name.group()))
            if name.group() not in rule_codes():
                faults.append(_unknown(name.group(), span))
                continue
            reason = form.group(2).strip()
            suppressions.append(Suppression(name.group(), span, first, last, reason, own_line))
    return Comments(suppressions, faults)


def _unknown(name: str, span: Span) -> Diagnostic:
    advice = advice_on(name, "name one rule by its code, such as SV203")
    return warning("SV015", f"there is no rule `{name}`", span, advice)


class _Reach:
    """Knows which lines belong to the entry that starts in a line."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._ends: dict[int, int] = {}
        self._walk(places.root)
        lines = places.source.text.split("\n")
        self._next = [0] * (len(lines) + 2)
        for number in range(len(lines), 0, -1):
            empty = lines[number - 1].strip()[:1] in ("", "#")
            self._next[number] = self._next[number + 1] if empty else number

    def below(self, line: int) -> tuple[int, int]:
        """Return the first and last line of what stands below a comment; (1, 0) for nothing."""
        first = self._next[line + 1]
        return (first, self._ends.get(first, first)) if first else (1, 0)

    def _walk(self, node: Node) -> int:
        """Note the last line of each entry by its first, outer ones last; return the node's own."""
        if isinstance(node, Scalar):
            length = len(self._places.source.text[node.start : node.end].rstrip())
            return self._places.span(node.start, node.start + max(length, 1)).end_line
        last = node.span.line
        if isinstance(node, Mapping):
            for entry in node.entries:
                line = entry.key.span.line
                self._ends[line] = end = max(line, self._walk(entry.value))
                last = max(last, end)
            return last
        for item in node.items:
            end = self._walk(item)
            self._ends[head(item).line] = end
            last = max(last, end)
        return last


class Ran(NamedTuple):
    """Which rules ran: a suppression of any other is not called unused (SV014)."""

    selection: Selection
    across: bool

    def covers(self, code: str) -> bool:
        """Return whether a rule ran."""
        rules = [rule for rule in RULES if rule.code == code]
        asked = self.selection.takes(code, all(rule.default for rule in rules))
        needs_several = any(rule.subject is Subject.ACROSS for rule in rules)
        return asked and (self.across or not needs_several)


def suppress(
    diagnostics: Iterable[Diagnostic], comments: Iterable[Comments], ran: Ran
) -> Iterator[Diagnostic]:
    """Leave out the warnings that comments silence, and complain about the comments."""
    found = list(diagnostics)
    suppressions: list[Suppression] = []
    complaints: list[Diagnostic] = []
    for read in comments:
        suppressions += read.suppressions
        complaints += read.faults
    silent: set[Diagnostic] = set()
    used: set[Suppression] = set()
    errors: dict[Suppression, Span] = {}
    for diagnostic, span, suppression in _pairs(found, suppressions):
        used.add(suppression)
        if diagnostic.is_error:
            errors[suppression] = span
        else:
            silent.add(diagnostic)
    yield from (diagnostic for diagnostic in found if diagnostic not in silent)
    complaints += _faults_of_comments(suppressions, used, errors, ran)
    yield from (complaint for complaint in complaints if ran.selection.takes(complaint.code))


def _pairs(
    found: Iterable[Diagnostic], suppressions: Iterable[Suppression]
) -> Iterator[tuple[Diagnostic, Span, Suppression]]:
    """Yield each complaint with each comment that speaks of it, in one sweep over the lines."""
    waiting: dict[tuple[str, str], list[Suppression]] = defaultdict(list)
    for suppression in suppressions:
        waiting[suppression.span.path, suppression.code].append(suppression)
    for comments in waiting.values():
        comments.sort(key=lambda comment: comment.first, reverse=True)
    reaching: dict[tuple[str, str], list[Suppression]] = defaultdict(list)
    placed = [(d, d.span) for d in found if d.span and (d.span.path, d.code) in waiting]
    for diagnostic, span in sorted(placed, key=lambda pair: pair[1].line):
        key = (span.path, diagnostic.code)
        while waiting[key] and waiting[key][-1].first <= span.line:
            reaching[key].append(waiting[key].pop())
        reaching[key] = [comment for comment in reaching[key] if comment.last >= span.line]
        yield from ((diagnostic, span, comment) for comment in reaching[key])


def _faults_of_comments(
    suppressions: Iterable[Suppression],
    used: set[Suppression],
    errors: dict[Suppression, Span],
    ran: Ran,
) -> Iterator[Diagnostic]:
    for suppression in suppressions:
        code, span = suppression.code, suppression.span
        if suppression in errors:
            message = f"{code} is an error here, and only warnings can be ignored"
            related = (Related("the error is here", errors[suppression]),)
            advice = "mend the error and delete this comment"
            yield Diagnostic("SV017", Severity.WARNING, message, span, advice, related=related)
        elif suppression not in used and ran.covers(code):
            advice = "delete the comment" if suppression.own_line else ADVICE
            yield warning("SV014", f"there is no {code} to ignore here", span, advice)
        if not suppression.reason:
            message = f"it is not said why {code} is ignored"
            advice = f"write the reason after it: `# strevview: ignore[{code}] …`"
            yield warning("SV016", message, span, advice)

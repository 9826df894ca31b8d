"""Comments that silence a warning at one place: `# strevview: ignore[SV203] reason`.

A comment speaks of the key in the next line, above an item of the whole item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Related, Severity, Span, warning
from strevview.lint.registry import modules, rule
from strevview.lint.selection import Selection, suggestion
from strevview.source.nodes import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from strevview.model.places import Places

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*strevview:[^\n]*")
_IGNORE = re.compile(r"#\s*strevview:\s*ignore\s*\[([^\]\n]*)\]\s*(.*)")
_HELP = "write `# strevview: ignore[SV203] reason` on a line of its own above the key"


@dataclass(frozen=True, slots=True)
class Ran:
    """Which rules ran: only of those can a suppression be unused."""

    selection: Selection
    across: bool

    def covers(self, code: str) -> bool:
        """Return whether a rule ran."""
        found = rule(code)
        asked = self.selection.takes(code, found.default)
        return asked and (found.check_all is None or self.across)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code in one comment, with the lines (first and last) that it silences."""

    code: str
    span: Span
    comment: Span
    first: int
    last: int
    reason: str
    own_line: bool

    def silences(self, found: Diagnostic) -> bool:
        """Return whether it speaks of a complaint."""
        if found.span is None or found.code != self.code or found.span.path != self.span.path:
            return False
        return self.first <= found.span.line <= self.last


def suppress(
    diagnostics: Iterable[Diagnostic], sources: Iterable[Places], ran: Ran
) -> Iterator[Diagnostic]:
    """Leave out the warnings that comments silence, and complain about the comments."""
    suppressions: list[Suppression] = []
    complaints: list[Diagnostic] = []
    for places in sources:
        read, faults = _read(places)
        suppressions += read
        complaints += faults
    found = list(diagnostics)
    if not suppressions and not complaints:
        yield from found
        return
    used: set[Suppression] = set()
    errors: dict[Suppression, Span] = {}
    for diagnostic in found:
        silencing = [s for s in suppressions if s.silences(diagnostic)]
        if diagnostic.is_error:
            errors.update((s, diagnostic.span) for s in silencing if diagnostic.span)
        used.update(silencing)
        if diagnostic.is_error or not silencing:
            yield diagnostic
    complaints += _judge(suppressions, used, errors, ran)
    yield from (complaint for complaint in complaints if ran.selection.takes(complaint.code))


def _judge(
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
            advice = "delete the comment" if suppression.own_line else _HELP
            yield warning("SV014", f"there is no {code} to ignore here", span, advice)
        if not suppression.reason:
            message = f"it is not said why {code} is ignored"
            advice = f"write the reason after it: `# strevview: ignore[{code}] …`"
            yield warning("SV016", message, span, advice)


def _read(places: Places) -> tuple[list[Suppression], list[Diagnostic]]:
    text = places.source.text
    scalars = list(_stretches(places.root))
    suppressions: list[Suppression] = []
    faults: list[Diagnostic] = []
    for match in _COMMENT.finditer(text):
        if any(start <= match.start() < end for start, end in scalars):
            continue
        comment = places.span(match.start(), match.start() + len(match.group().rstrip()))
        form = _IGNORE.match(match.group())
        if form is None or not form.group(1).strip():
            message = "this comment is not understood, so it ignores nothing"
            faults.append(warning("SV015", message, comment, _HELP))
            continue
        own_line = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        first, last = _reach(places, comment.line) if own_line else (1, 0)
        for name in re.finditer(r"[^\s,]+", form.group(1)):
            start = match.start() + form.start(1) + name.start()
            span = places.span(start, start + len(name.group()))
            if name.group() not in modules():
                faults.append(_unknown(name.group(), span))
                continue
            reason = form.group(2).strip()
            suppressions.append(
                Suppression(name.group(), span, comment, first, last, reason, own_line)
            )
    return suppressions, faults


def _unknown(name: str, span: Span) -> Diagnostic:
    close = suggestion(name)
    advice = f"did you mean `{close}`?" if close else "name one rule by its code, such as SV203"
    return warning("SV015", f"there is no rule `{name}`", span, advice)


def _stretches(node: Node) -> Iterator[tuple[int, int]]:
    """Yield where texts stand in which a `#` is no comment."""
    if isinstance(node, Scalar):
        if node.end > node.start:
            yield node.start, node.end
    elif isinstance(node, Mapping):
        for entry in node.entries:
            yield from _stretches(entry.value)
    else:
        for item in node.items:
            yield from _stretches(item)


def _reach(places: Places, comment_line: int) -> tuple[int, int]:
    """Return the first and last line of what stands below a comment."""
    lines = places.source.text.split("\n")
    number = comment_line + 1
    while number <= len(lines) and lines[number - 1].strip()[:1] in ("", "#"):
        number += 1
    if number > len(lines):
        return 1, 0
    return number, max(number, _last_line(places, places.root, number))


def _last_line(places: Places, node: Node, line: int) -> int:
    """Return the last line of the outermost entry that starts in a line, or 0."""
    if isinstance(node, Sequence):
        for item in node.items:
            if _first(item) == line:
                return _end(places, item)
        return max((_last_line(places, item, line) for item in node.items), default=0)
    if isinstance(node, Mapping):
        for entry in node.entries:
            if entry.key.span.line == line:
                return max(line, _end(places, entry.value))
        return max((_last_line(places, entry.value, line) for entry in node.entries), default=0)
    return 0


def _first(node: Node) -> int:
    if isinstance(node, Mapping) and node.entries:
        return node.entries[0].key.span.line
    return node.span.line


def _end(places: Places, node: Node) -> int:
    """Return the line of the last character of a node's last text."""
    if isinstance(node, Scalar):
        length = len(places.source.text[node.start : node.end].rstrip())
        return places.span(node.start, node.start + max(length, 1)).end_line
    if isinstance(node, Mapping):
        ends = [max(e.key.span.line, _end(places, e.value)) for e in node.entries]
    else:
        ends = [_end(places, item) for item in node.items]
    return max(ends, default=node.span.line)

"""Comments that silence a warning at one place: `# strevview: ignore[SV203] reason`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from strevview.diagnostics import Diagnostic, Related, Severity, Span, warning
from strevview.lint.comments import ADVICE, Comments, Suppression
from strevview.lint.registry import RULES, Subject
from strevview.lint.selection import Selection


class Ran(NamedTuple):
    """Which rules ran: only of those can a suppression be unused."""

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
    complaints += _judge(suppressions, used, errors, ran)
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
            advice = "delete the comment" if suppression.own_line else ADVICE
            yield warning("SV014", f"there is no {code} to ignore here", span, advice)
        if not suppression.reason:
            message = f"it is not said why {code} is ignored"
            advice = f"write the reason after it: `# strevview: ignore[{code}] …`"
            yield warning("SV016", message, span, advice)

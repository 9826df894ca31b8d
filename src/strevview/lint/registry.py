"""What a rule is, and the table of all rules, which the families in `lint/rules/` fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from strevview.diagnostics import Diagnostic, Fix, Related, Severity, Span

if TYPE_CHECKING:
    from strevview.lint.checked_issue import CheckedIssue
    from strevview.model.loading import Shelf

    OfIssue = Callable[[CheckedIssue], Iterator["Finding"]]
    OfShelf = Callable[[Shelf], Iterator["Finding"]]
    # Each rule across issues knows what it gathered of one.
    Gather = Callable[[CheckedIssue], Any]
    Across = Callable[[Sequence[Any]], Iterator["Finding"]]

Check = TypeVar("Check", bound=Callable[..., Iterator["Finding"]])
# A rule that failed: a fault of ours, found by the engine.
INTERNAL = "SV000"


class Finding(NamedTuple):
    """What a rule found: where, what is wrong, what to do; perhaps a fix, and related places."""

    place: Span
    message: str
    help: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


class Subject(Enum):
    """What a rule looks at in one call."""

    ISSUE = auto()
    SHELF = auto()
    ACROSS = auto()


class Rule(NamedTuple):
    """A check of one code; the page `docs/rules/CODE.md` has the rest.

    `default` is false for a rule that runs only when it is selected. `gather` is that of a rule
    across issues.
    """

    code: str
    severity: Severity
    subject: Subject
    check: Callable[[Any], Iterator[Finding]]
    default: bool = True
    gather: Gather | None = None

    def diagnostic(self, found: Finding) -> Diagnostic:
        """Return a finding as a complaint of this rule."""
        place, message, advice, fix, related = found
        return Diagnostic(self.code, self.severity, message, place, advice, fix, related)


# In the order of the families; one code may have rules of several subjects.
RULES: list[Rule] = []


def rule(
    code: str, severity: Severity = Severity.WARNING, *, default: bool = True
) -> Callable[[OfIssue], OfIssue]:
    """Register a function that yields what is wrong with one issue."""
    return partial(_register, code, severity, Subject.ISSUE, default=default)


def shelf_rule(code: str) -> Callable[[OfShelf], OfShelf]:
    """Register a function that yields what is wrong with what the issues of a folder share."""
    return partial(_register, code, Severity.WARNING, Subject.SHELF)


def rule_across(code: str, gather: Gather) -> Callable[[Across], Across]:
    """Register a function that compares what `gather` took of each issue, the oldest first.

    Of many issues one is in memory at a time: `gather` returns plain values without the issue.
    """
    return partial(_register, code, Severity.WARNING, Subject.ACROSS, gather=gather)


def _register(
    code: str,
    severity: Severity,
    subject: Subject,
    check: Check,
    default: bool = True,
    gather: Gather | None = None,
) -> Check:
    RULES.append(Rule(code, severity, subject, check, default, gather))
    return check


def failed(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether a rule failed (a fault of ours, exit 2)."""
    return any(diagnostic.code == INTERNAL for diagnostic in diagnostics)

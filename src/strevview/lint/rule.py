"""What a rule is: a code, a name, how grave it is, and a pure function that finds its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic, Severity
    from strevview.model.loading import LoadedIssue, Shelf

    CheckIssue = Callable[[LoadedIssue], Iterator[Diagnostic]]
    CheckAll = Callable[[Sequence[LoadedIssue]], Iterator[Diagnostic]]
    CheckShelf = Callable[[Shelf], Iterator[Diagnostic]]


class Rule(NamedTuple):
    """A rule; one without any check is found while a file is read, or by the engine itself.

    `check` sees one issue that could be read, `check_all` all of them in the order of their
    periods, `check_shelf` the series and the actors of a folder. `default` is false for a rule
    that runs only when it is selected.
    """

    code: str
    name: str
    severity: Severity
    check: CheckIssue | None = None
    check_all: CheckAll | None = None
    check_shelf: CheckShelf | None = None
    default: bool = True

    @property
    def checks(self) -> bool:
        """Whether the rule has a check of its own."""
        return not (self.check is None and self.check_all is None and self.check_shelf is None)

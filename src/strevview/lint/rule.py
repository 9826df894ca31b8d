"""What a rule is: a code, a name, how grave it is, and a pure function that finds its faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from strevview.diagnostics import Diagnostic, Severity
    from strevview.model.loading import LoadedIssue, Shelf

    CheckIssue = Callable[[LoadedIssue], Iterator[Diagnostic]]
    Gather = Callable[[LoadedIssue], Any]
    # Each rule of this kind knows what it gathered.
    CheckAll = Callable[[Sequence[Any]], Iterator[Diagnostic]]
    CheckShelf = Callable[[Shelf], Iterator[Diagnostic]]


class Rule(NamedTuple):
    """A rule; one without any check is found while a file is read, or by the engine itself.

    `check` sees one issue that could be read, `check_shelf` the series and the actors of a folder.
    Of many issues only one is in memory at a time: a rule across them takes what it needs of each
    in `gather`, plain values without the issue, and `check_all` sees these in the order of the
    issues' periods. `default` is false for a rule that runs only when it is selected.
    """

    code: str
    name: str
    severity: Severity
    check: CheckIssue | None = None
    gather: Gather | None = None
    check_all: CheckAll | None = None
    check_shelf: CheckShelf | None = None
    default: bool = True

    @property
    def checks(self) -> bool:
        """Whether the rule has a check of its own."""
        return not (self.check is None and self.check_all is None and self.check_shelf is None)

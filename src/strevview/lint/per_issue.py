"""What several rules ask of one issue is worked out once and kept with that issue."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue

T = TypeVar("T")

_PREFIX = "lint "


def once_per_issue(compute: Callable[[LoadedIssue], T]) -> Callable[[LoadedIssue], T]:
    """Return the function with its result kept on the issue, as `cached_property` keeps one."""
    name = f"{_PREFIX}{compute.__module__}.{compute.__qualname__}"

    @wraps(compute)
    def kept(issue: LoadedIssue) -> T:
        known = vars(issue)
        if name not in known:
            known[name] = compute(issue)
        return cast("T", known[name])

    return kept

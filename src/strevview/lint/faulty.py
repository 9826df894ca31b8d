"""What rules must not speak of, because it is complained about already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strevview.model.loading import LoadedIssue
    from strevview.source.nodes import Path


def is_faulty(issue: LoadedIssue, path: Path) -> bool:
    """Return whether the value at a path, what holds it, or a part of it could not be read."""
    if not issue.faulty:
        return False
    return any(path[: len(fault)] == fault or fault[: len(path)] == path for fault in issue.faulty)

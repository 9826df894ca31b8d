"""A bound on the memory that a piece of work takes, where the system has one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "linux":
    import resource


@contextmanager
def at_most_memory(size: int) -> Iterator[None]:
    """Have what takes more than `size` bytes fail with `MemoryError`, on Linux alone.

    Elsewhere the system does not bound a process so. The bound is on addresses, and on the whole
    process: it holds for as long as the work takes.
    """
    if sys.platform != "linux":
        yield
        return
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + size
    bounds = [limit for limit in (soft, hard, most) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

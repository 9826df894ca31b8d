"""What became of the pages of sources, and of the search for copies: a line each, and a sum."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from strevview.model.sources_lock import PageState, Verdict
from strevview.online.archiving import Copy
from strevview.report.terminal import counted, visible


def tell_page(address: str, state: PageState) -> None:
    """Print what became of a page."""
    print(visible(f"{state.verdict.value:<8}  {address}"))
    titles = [f"“{title}”" for title in (state.title_then, state.title_now) if title]
    called = f"; {', now '.join(titles)}" if titles else ""
    moved = f"; now {state.moved_to}" if state.moved_to else ""
    print(visible(f"          {state.evidence}{called}{moved}"), flush=True)


def tell_pages(lock: Path, pages: Sequence[PageState], looked_at: int) -> None:
    """Print how many pages there are of each verdict."""
    counts = Counter(page.verdict for page in pages)
    parts = [f"{counts[verdict]:,} {verdict.value}" for verdict in Verdict if counts[verdict]]
    print(f"{counted(len(pages), 'page')}: {', '.join(parts) or 'none'}")
    print(f"{counted(looked_at, 'page')} looked at now; all of them are in {lock}")


def tell_copy(issue: str, address: str, copy: Copy | str, fault: str | None) -> None:
    """Print which copy of a page was found and written, or why there is none."""
    print(visible(f"{issue}: {address}"))
    if isinstance(copy, str):
        print(visible(f"          {copy}"), flush=True)
    else:
        print(visible(f"          {copy.url}, of {copy.made:%Y-%m-%d}"), flush=True)
    if fault is not None:
        print(visible(f"strevview sources: {issue} {fault}"), file=sys.stderr)

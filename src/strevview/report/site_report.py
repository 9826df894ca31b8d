"""What `site` did, in a line, and what a site is without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from strevview.model.loading import LoadedIssue
from strevview.report.terminal import counted, visible
from strevview.site.edition import Made, SiteOptions


def left_out(options: SiteOptions, latest: LoadedIssue, *, wanted: bool) -> Iterator[str]:
    """Yield a line for what the site does without, and what to do for it."""
    missing = ["search"] if wanted and not options.search else []
    has_url = latest.series is not None and latest.series.url is not None
    missing += ["feeds"] if has_url and not options.feeds else []
    if missing:
        yield f"without {' and '.join(missing)}, for which: pip install 'strevview[site]'"
    if not has_url:
        yield "without feeds, sitemap and canonical addresses, which need `url:` in series.yaml"


def site_line(output: Path, issues: int, made: Made, seconds: float) -> str:
    """Return what became of a site in one line."""
    assert made.written is not None
    counts = (
        counted(issues, "issue"),
        counted(made.pages, "page"),
        f"{counted(made.written.written, 'file')} written",
        f"{made.written.removed} removed",
        f"{seconds:.1f} s",
    )
    return f"{visible(str(output))}: {', '.join(counts)}"

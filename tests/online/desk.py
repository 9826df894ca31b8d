"""A folder with an issue that rests on given addresses."""

from __future__ import annotations

from pathlib import Path

from strevview.source.writer import to_yaml

# Address and title of each source.
Sources = list[tuple[str, str | None]]

SERIES = """\
schema: 1
title: Review
publisher:
  name: Institute of the Tests
url: https://review.test/
"""


def write_desk(folder: Path, sources: Sources, stem: str = "2025-07") -> Path:
    """Write an issue with its series; return its file."""
    items = []
    for start in range(0, len(sources), 20):
        part = sources[start : start + 20]
        entries = {
            f"s{number}": {"url": address, **({"title": title} if title else {})}
            for number, (address, title) in enumerate(part)
        }
        items.append({"id": f"item-{start}", "date": "2025-07-08", "sources": entries})
    data = {"schema": "1", "period": stem, "sections": [{"title": "All", "items": items}]}
    (folder / "issues").mkdir(exist_ok=True)
    (folder / "issues" / "series.yaml").write_text(SERIES, "utf-8")
    issue = folder / "issues" / f"{stem}.yaml"
    issue.write_text(to_yaml(data), "utf-8")
    return issue

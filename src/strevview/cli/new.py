"""`strevview new 2025-10`: a skeleton to start an issue from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.refusing import refuse
from strevview.model.dates import DateError, Period

_SKELETONS = Path(__file__).parent / "skeletons"


def new(
    period: Annotated[str, typer.Argument(help="The month, such as 2025-10.")],
    folder: Annotated[
        Path, typer.Option("--folder", "-C", help="The folder of the issues.")
    ] = Path("issues"),
) -> None:
    """Write a commented skeleton of an issue.

    The files beside it are written too where they do not exist yet. Nothing that exists is
    overwritten. The skeleton is a draft: it builds as it is.

    Example: strevview new 2025-10
    """
    from strevview.model import json_schema

    try:
        stem = Period.parse(period).stem
    except DateError as reason:
        refuse("new", f"{reason.message}; {reason.help}")
    target = folder / f"{stem}.yaml"
    if target.exists() or target.is_symlink():
        refuse("new", f"{target} exists already; it was left as it is")
    texts = {
        json_schema.schema_file(name): json_schema.schema_text(name)
        for name in json_schema.schema_names()
    }
    for name in ("series.yaml", "actors.yaml"):
        texts[name] = (_SKELETONS / name).read_text("utf-8")
    # The issue last, so that it never stands without its series.
    issue = (_SKELETONS / "issue.yaml").read_text("utf-8")
    texts[target.name] = issue.replace("{period}", period)
    try:
        written = _write_missing(folder, texts)
    except OSError as reason:
        text = reason.strerror or str(reason)
        refuse("new", f"{reason.filename or folder} cannot be written: {text}")
    for path in written:
        print(f"wrote {path}")
    if folder / "series.yaml" in written:
        print(f"Next: say in {folder / 'series.yaml'} what the series is and who publishes it,")
        print(f"      fill in {target}, and build it: strevview build {target}")
    else:
        print(f"Next: fill in {target}, and build it: strevview build {target}")


def _write_missing(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write the files that are not there yet, in their order; return these."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts.items():
        try:
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        written.append(folder / name)
    return written

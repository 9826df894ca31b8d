"""`strevview new 2025-10`: a skeleton to start an issue from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


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
    from strevview.model.dates import DateError, Period

    try:
        stem = Period.parse(period).stem
    except DateError as reason:
        print(f"strevview new: {reason.message}; {reason.help}", file=sys.stderr)
        raise typer.Exit(2) from None
    target = folder / f"{stem}.yaml"
    if target.exists() or target.is_symlink():
        print(f"strevview new: {target} exists already; it was left as it is", file=sys.stderr)
        raise typer.Exit(2)
    try:
        written = _write(folder, stem, period)
    except OSError as reason:
        text = reason.strerror or str(reason)
        print(
            f"strevview new: {reason.filename or folder} cannot be written: {text}", file=sys.stderr
        )
        raise typer.Exit(2) from None
    for path in written:
        print(f"wrote {path}")
    if folder / "series.yaml" in written:
        print(f"Next: say in {folder / 'series.yaml'} what the series is and who publishes it,")
        print(f"      fill in {target}, and build it: strevview build {target}")
    else:
        print(f"Next: fill in {target}, and build it: strevview build {target}")


def _write(folder: Path, stem: str, period: str) -> list[Path]:
    """Write what is not there yet; the issue last, so that it never stands without its series."""
    from strevview.model.json_schema import schema_file, schema_names, schema_text

    texts = {schema_file(name): schema_text(name) for name in schema_names()}
    skeletons = Path(__file__).parent / "skeletons"
    for name in ("series.yaml", "actors.yaml"):
        texts[name] = (skeletons / name).read_text("utf-8")
    issue = (skeletons / "issue.yaml").read_text("utf-8")
    texts[f"{stem}.yaml"] = issue.replace("{period}", period)
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

"""`strevview schema`: the JSON Schemas, for editors that complete and check while one types."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def schema(
    name: Annotated[str, typer.Argument(help="issue, series or actors.")] = "issue",
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", metavar="FOLDER", help="Write all schemas beside the issues there."
        ),
    ] = None,
) -> None:
    """Print the JSON Schema of a file, for editors.

    With --write, all of them are written into the issues' folder.

    Example: strevview schema --write issues
    """
    from strevview.batch.output import write_whole
    from strevview.model.json_schema import schema_file, schema_names, schema_text

    if write is not None:
        if not write.is_dir():
            what = "this is no folder" if write.exists() else "no such folder"
            print(f"strevview schema: {write}: {what}; name that of the issues", file=sys.stderr)
            raise typer.Exit(2)
        for known in schema_names():
            fault = write_whole(write / schema_file(known), schema_text(known).encode())
            if fault is not None:
                print(f"strevview schema: {fault.message}", file=sys.stderr)
                raise typer.Exit(2)
            print(f"wrote {write / schema_file(known)}")
        return
    if name not in schema_names():
        known = ", ".join(schema_names())
        print(f"strevview schema: there is no schema `{name}`; there are: {known}", file=sys.stderr)
        raise typer.Exit(2)
    print(schema_text(name), end="")

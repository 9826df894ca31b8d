"""`strevview schema`: the JSON Schemas, for editors that complete and check while one types."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from strevview.build.output import write_whole
from strevview.cli.refusing import refuse


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
    from strevview.model import json_schema

    names = json_schema.schema_names()
    if write is None:
        if name not in names:
            refuse("schema", f"there is no schema `{name}`; there are: {', '.join(names)}")
        print(json_schema.schema_text(name), end="")
        return
    if not write.is_dir():
        what = "this is no folder" if write.exists() else "no such folder"
        refuse("schema", f"{write}: {what}; name that of the issues")
    for known in names:
        path = write / json_schema.schema_file(known)
        fault = write_whole(path, json_schema.schema_text(known).encode())
        if fault is not None:
            refuse("schema", fault.message)
        print(f"wrote {path}")

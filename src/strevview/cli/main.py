"""The command `strevview` and its subcommands; `new` and `schema`, which need no issue."""

from collections.abc import Mapping
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer
from typer.core import TyperArgument

from strevview import __version__
from strevview.cli.build import build, watch
from strevview.cli.doctor import doctor
from strevview.cli.import_ import import_
from strevview.cli.lint import lint, rule
from strevview.cli.pdf_commands import audit, extract
from strevview.cli.refusing import refuse
from strevview.cli.series_commands import index, site, stats
from strevview.cli.web_commands import add, sources
from strevview.model.dates import DateError, Period, read_date
from strevview.model.json_schema import schema_file, schema_names, schema_text

_SKELETONS = Path(__file__).parent / "skeletons"


def new(
    period: Annotated[str, typer.Argument(help="The month, such as 2025-10.")],
    folder: Annotated[
        Path, typer.Option("--folder", "-C", help="The folder of the issues.")
    ] = Path("issues"),
) -> None:
    """Write a commented skeleton of an issue.

    The files beside it are written too where they do not exist yet, also beside an issue that
    exists. Nothing that exists is overwritten. The skeleton is a draft: it builds as it is.

    Example: strevview new 2025-10
    """
    try:
        stem = read_date(Period.parse, period).stem
    except DateError as reason:
        refuse("new", f"{reason.message}; {reason.help}")
    target = folder / f"{stem}.yaml"
    texts = {schema_file(name): schema_text(name) for name in schema_names()}
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
    kept = "" if target in written else f"{target} exists already; it was left as it is"
    if not written:
        refuse("new", kept)
    for path in written:
        print(f"wrote {path}")
    if kept:
        print(kept)
    first = "Next: "
    if folder / "series.yaml" in written:
        print(f"Next: say in {folder / 'series.yaml'} what the series is and who publishes it,")
        first = "      "
    print(f"{first}fill in {target}, and build it: strevview build {quote(str(target))}")


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


def schema(
    name: Annotated[str, typer.Argument(help="issue, series or actors.")] = "issue",
    write: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write all schemas beside the issues there."),
    ] = None,
) -> None:
    """Print the JSON Schema of a file, for editors.

    With --write, all of them are written into the issues' folder.

    Example: strevview schema --write issues
    """
    from strevview.source.disk import write_whole

    names = schema_names()
    if write is None:
        if name not in names:
            refuse("schema", f"there is no schema `{name}`; there are: {', '.join(names)}")
        print(schema_text(name), end="")
        return
    if not write.is_dir():
        what = "this is no folder" if write.exists() else "no such folder"
        refuse("schema", f"{write}: {what}; name that of the issues")
    for known in names:
        path = write / schema_file(known)
        fault = write_whole(path, schema_text(known).encode())
        if fault is not None:
            refuse("schema", fault.message)
        print(f"wrote {path}")


# Of an argument, what it is in Python says nothing to a user: `PATHS <list[Path]>`.
TyperArgument.display_type_rich = lambda self, ctx: None  # type: ignore[method-assign]

app = typer.Typer(
    name="strevview",
    help="Compile a monthly review, one YAML file a month, into a lasting, accessible PDF.",
    epilog="Start with: strevview new 2025-10, then: strevview build issues/2025-10.yaml",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    build, watch, lint, new, add, index, stats, site, audit, extract, rule, schema, doctor,
):  # fmt: skip
    app.command()(command)
app.command("import")(import_)
app.add_typer(sources)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"strevview {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compile a monthly review, one YAML file a month, into a lasting, accessible PDF."""

"""The command `strevview` and its subcommands."""

from typing import Annotated

import typer

from strevview import __version__
from strevview.cli.add import add
from strevview.cli.build import build
from strevview.cli.import_ import import_
from strevview.cli.lint import lint
from strevview.cli.pdf_commands import audit, extract
from strevview.cli.series_commands import index, site, stats
from strevview.cli.small_commands import doctor, new, rule, schema
from strevview.cli.sources import sources
from strevview.cli.watch import watch

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

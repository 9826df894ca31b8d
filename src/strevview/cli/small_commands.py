"""The commands that read no issue: `new`, `schema`, `rule` and `doctor`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from strevview.cli.refusing import refuse
from strevview.model.dates import DateError, Period
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
        stem = Period.parse(period).stem
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


class PageFormat(StrEnum):
    """The form of the codes' pages."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"


def rule(
    code: Annotated[str | None, typer.Argument(help="A code, such as SV102.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All codes in full.")] = False,
    form: Annotated[PageFormat, typer.Option("--format", help="How to print.")] = PageFormat.TEXT,
) -> None:
    """Explain a code: what is wrong, why, an example, and what to do. Without a code, list all.

    Example: strevview rule SV102
    """
    from strevview.lint import pages, selection

    if code is None:
        wanted = pages.all_pages()
        if not everything and form is PageFormat.TEXT:
            for page in wanted:
                print(f"{page.code}  {page.severity:<7}  {page.name}: {page.title}")
            return
    elif everything:
        refuse("rule", "--all goes without a code")
    elif code.upper() in pages.codes():
        wanted = (pages.page(code.upper()),)
    else:
        close = selection.nearest(code, {page.name: page.code for page in pages.all_pages()})
        advice = f"did you mean `{close}`?" if close else "`strevview rule` lists all"
        refuse("rule", f"there is no code `{code}`; {advice}")
    if form is PageFormat.JSON:
        found = [page.as_dict() for page in wanted]
        print(json.dumps(found if code is None else found[0], indent=2))
    else:
        texts = [page.text() if form is PageFormat.TEXT else page.markdown for page in wanted]
        print("\n".join(texts), end="")


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The folder that PDFs are written to.")
    ] = Path("out"),
) -> None:
    """Say whether a build can work here.

    Looks at versions, system libraries, fonts and write access; exit code 1 if something lacks.

    Example: strevview doctor
    """
    from strevview.cli import installation

    findings = installation.examine(output)
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            print(f"{'ok ' if finding.ok else 'NOT'}  {finding.name:<18} {finding.found}")
            if not finding.ok and finding.advice:
                print(f"     {'':<18} help: {finding.advice}")
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)

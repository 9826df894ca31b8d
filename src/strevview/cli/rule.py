"""`strevview rule SV102`: what a code means, why it matters, and what to do."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from strevview.cli.refusing import refuse


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

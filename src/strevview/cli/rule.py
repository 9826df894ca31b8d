"""`strevview rule SV102`: what a rule wants, why, and how to please it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

# Complaints of this family are met while building, not while linting.
BUILD_FAMILY = "SV9"


class PageFormat(StrEnum):
    """The form of the rules' pages."""

    TEXT = "text"
    MARKDOWN = "md"
    JSON = "json"


def rule(
    code: Annotated[str | None, typer.Argument(help="A rule's code, such as SV102.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All rules in full.")] = False,
    form: Annotated[PageFormat, typer.Option("--format", help="How to print.")] = PageFormat.TEXT,
) -> None:
    """Explain a rule: what it wants, why, an example, and what to do. Without a code, list all.

    Example: strevview rule SV102
    """
    from strevview.lint.document import all_pages, rule_page
    from strevview.lint.registry import modules
    from strevview.lint.selection import suggestion

    if code is None:
        pages = all_pages()
        if not everything and form is PageFormat.TEXT:
            for page in pages:
                print(f"{page.code}  {page.severity:<7}  {page.name}: {page.title}")
            return
    elif code.upper() in modules() and not everything:
        pages = (rule_page(code.upper()),)
    else:
        what = "--all goes without a code" if everything else _unknown(code, suggestion(code))
        print(f"strevview rule: {what}", file=sys.stderr)
        raise typer.Exit(2)
    if form is PageFormat.JSON:
        import json

        found = [page.as_dict() for page in pages]
        print(json.dumps(found if code is None else found[0], indent=2))
    else:
        texts = [page.text() if form is PageFormat.TEXT else page.markdown() for page in pages]
        print("\n".join(texts), end="")


def _unknown(code: str, close: str | None) -> str:
    if code.upper().startswith(BUILD_FAMILY):
        return (
            f"`{code}` is no rule of the linter: codes SV9xx come from styles, printing, the audit "
            "and writing; the complaint itself says what to do"
        )
    advice = f"did you mean {close}?" if close else "`strevview rule` lists all"
    return f"there is no rule `{code}`; {advice}"

"""The pages of all codes: the rules' from their docstrings, the others' from `strevview.codes`.

For `strevview rule`, `docs/rules/` and SARIF. `make generated` writes
them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from strevview.codes.page import FAMILIES, Page, split
from strevview.codes.table import pages
from strevview.lint.registry import modules, page, rule

_HEAD = """\
# Rules, and every other code

Each page is also shown by `strevview rule CODE`. Codes up to SV8xx are the rules of
`strevview lint`; codes SV9xx are met where an issue is printed, a PDF is audited or taken apart, or
an old issue is imported.
"""


def known_codes() -> tuple[str, ...]:
    """Return every code that strevview may print, in order."""
    return (*modules(), *pages())


def rule_page(code: str) -> Page:
    """Return the page of a code; `KeyError` for an unknown one, `ValueError` for a bad text."""
    if code not in modules():
        return pages()[code]
    found = rule(code)
    title, (what, why, example, fix) = split(code, page(code))
    return Page(code, found.name, found.severity, found.default, title, what, why, example, fix)


def all_pages() -> tuple[Page, ...]:
    """Return the pages of all codes in their order."""
    return tuple(rule_page(code) for code in known_codes())


def index(pages: Iterable[Page]) -> str:
    """Return the list of all codes by family, in CommonMark."""
    parts = [_HEAD]
    family = ""
    for found in pages:
        if found.family != family:
            family = found.family
            parts.append(f"\n## {family:x<5} {FAMILIES[family]}\n\n")
            parts.append("| Code | Name | | What |\n| --- | --- | --- | --- |\n")
        weight = found.severity.value if found.default else f"{found.severity}, off"
        title = found.title.replace("|", "\\|")
        parts.append(f"| [{found.code}]({found.code}.md) | {found.name} | {weight} | {title} |\n")
    return "".join(parts)


def files() -> dict[str, str]:
    """Return the pages under `docs/rules/` by their file names."""
    found = all_pages()
    return {"README.md": index(found)} | {f"{one.code}.md": one.markdown() for one in found}


def write(folder: Path) -> None:
    """Write the pages into a folder and delete those of codes that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for old in folder.glob("SV*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")

"""The rules' pages, from their docstrings: for `strevview rule`, `docs/rules/` and SARIF.

`python -m strevview.lint.document docs/rules` writes them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path
from textwrap import dedent, indent

from strevview.diagnostics import Severity
from strevview.lint.registry import modules, page, rule

SECTIONS = ("What", "Why", "Example", "Fix")
FAMILIES = {
    "SV0": "File and schema",
    "SV1": "Required: date, actors, source",
    "SV2": "Dates",
    "SV3": "Actors and names",
    "SV4": "Sources and links",
    "SV5": "Highlights and structure",
    "SV6": "Language and typography",
    "SV7": "Figures and layout",
    "SV8": "Across issues",
    "SV9": "Styles, audit and import",
}


@dataclass(frozen=True, slots=True)
class RulePage:
    """What is to be known of a rule; `title` says in one line what is wrong."""

    code: str
    name: str
    severity: Severity
    default: bool
    title: str
    what: str
    why: str
    example: str
    fix: str

    def markdown(self) -> str:
        """Return the page in CommonMark."""
        weight = "An error" if self.severity is Severity.ERROR else "A warning"
        default = "" if self.default else "; off unless selected"
        return (
            f"# {self.code} {self.name}\n\n{self.title} ({weight}{default}.)\n\n"
            f"## What\n\n{self.what}\n\n## Why\n\n{self.why}\n\n"
            f"## Example\n\n```yaml\n{self.example}\n```\n\n## Fix\n\n{self.fix}\n"
        )

    def text(self) -> str:
        """Return the page as plain text for a terminal."""
        parts = zip(SECTIONS, (self.what, self.why, self.example, self.fix), strict=True)
        body = "\n\n".join(f"{name}\n{indent(text, '  ')}" for name, text in parts)
        default = "" if self.default else ", off unless selected"
        return f"{self.code} {self.name} ({self.severity}{default})\n{self.title}\n\n{body}\n"

    def as_dict(self) -> dict[str, str | bool]:
        """Return the page for JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "family": FAMILIES[self.code[:3]],
            "severity": self.severity.value,
            "default": self.default,
            "title": self.title,
            "what": self.what,
            "why": self.why,
            "example": self.example,
            "fix": self.fix,
        }


def rule_page(code: str) -> RulePage:
    """Read a rule's docstring; `KeyError` for an unknown code, `ValueError` for a bad text."""
    found = rule(code)
    title, sections = _split(code, cleandoc(page(code)))
    what, why, example, fix = (sections[name] for name in SECTIONS)
    return RulePage(code, found.name, found.severity, found.default, title, what, why, example, fix)


def all_pages() -> tuple[RulePage, ...]:
    """Return the pages of all rules in the order of their codes."""
    return tuple(rule_page(code) for code in modules())


def index(pages: Iterable[RulePage]) -> str:
    """Return the list of all rules by family, in CommonMark."""
    parts = ["# Rules\n\nEach page is also shown by `strevview rule CODE`.\n"]
    family = ""
    for found in pages:
        if found.code[:3] != family:
            family = found.code[:3]
            parts.append(f"\n## {family}xx {FAMILIES[family]}\n\n")
            parts.append("| Code | Name | | What |\n| --- | --- | --- | --- |\n")
        weight = found.severity.value if found.default else f"{found.severity}, off"
        title = found.title.replace("|", "\\|")
        parts.append(f"| [{found.code}]({found.code}.md) | {found.name} | {weight} | {title} |\n")
    return "".join(parts)


def files() -> dict[str, str]:
    """Return the pages under `docs/rules/` by their file names."""
    pages = all_pages()
    return {"README.md": index(pages)} | {f"{p.code}.md": p.markdown() for p in pages}


def write(folder: Path) -> None:
    """Write the pages into a folder and delete the pages of rules that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = files()
    for old in folder.glob("SV*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _split(code: str, text: str) -> tuple[str, dict[str, str]]:
    title, *rest = text.split("\n")
    sections: dict[str, list[str]] = {}
    for line in rest:
        if line.removesuffix(":") in SECTIONS and line.endswith(":"):
            sections[line.removesuffix(":")] = []
        elif sections:
            sections[list(sections)[-1]].append(line)
    bodies = {name: dedent("\n".join(lines)).strip("\n") for name, lines in sections.items()}
    if tuple(bodies) != SECTIONS or not all(body.strip() for body in bodies.values()):
        raise ValueError(f"{code}: the docstring needs the sections {', '.join(SECTIONS)}")
    return title, bodies


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules"))

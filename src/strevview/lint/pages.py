"""The pages of all codes: `docs/rules/SV304.md` says what is wrong, why, an example, what to do.

They are the only text about a code. `strevview rule` shows them, SARIF carries them, and
`make generated` lists them in `docs/rules/README.md`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

from strevview.diagnostics import Severity

# The beginnings of codes; of two that fit a code the longer names its family.
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
    "SV90": "Styles and printing",
    "SV91": "The audit of the PDF",
    "SV92": "Writing, and what PDFs carry",
    "SV93": "Import: reading a PDF",
    "SV94": "Import: reading any file",
    "SV95": "Import: the draft",
    "SV96": "The index",
    "SV97": "The web edition",
}
# Codes that begin so come from other parts of strevview: the linter cannot select or ignore them.
NOT_OF_LINT = "SV9"
_FORM = re.compile(
    r"# (?P<code>SV\d{3}) (?P<name>[a-z]+(?:-[a-z]+)*)\n\n"
    r"(?P<title>[^\n]+\.) \((?P<weight>An error|A warning)"
    r"(?:; met by `strevview (?P<stage>\w+)`|(?P<off>; off unless selected))?\.\)\n\n"
    r"## What\n\n(?P<what>.+?)\n\n"
    r"## Why\n\n(?P<why>.+?)\n\n"
    r"## Example\n\n```\w+\n(?P<example>.+?)\n```\n\n"
    r"## Fix\n\n(?P<fix>.+?)\n",
    re.DOTALL,
)


class Stage(StrEnum):
    """The command by which a code is first met."""

    LINT = "lint"
    BUILD = "build"
    AUDIT = "audit"
    EXTRACT = "extract"
    IMPORT = "import"
    INDEX = "index"
    SITE = "site"


class Page(NamedTuple):
    """What is to be known of a code; `title` says in one line what is wrong.

    `severity` is the graver one where both are met; `default` is false for a rule that runs only
    when it is selected. `markdown` is the whole page as it is written.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    stage: Stage
    title: str
    what: str
    why: str
    example: str
    fix: str
    markdown: str

    @classmethod
    def read(cls, markdown: str) -> Page:
        """Return the page that a file holds.

        Raises:
            ValueError: a section is missing, empty or in another place.
        """
        found = _FORM.fullmatch(markdown)
        if found is None:
            first = markdown.partition("\n")[0]
            raise ValueError(f"{first}: a page has the form of docs/rules/SV304.md")
        parts = found.groupdict()
        grave, stage, off = parts.pop("weight"), parts.pop("stage"), parts.pop("off")
        return cls(
            **parts,
            severity=Severity.ERROR if grave == "An error" else Severity.WARNING,
            default=off is None,
            stage=Stage(stage or "lint"),
            markdown=markdown,
        )

    @property
    def family(self) -> str:
        """The beginning of the code that names its family, such as SV1 or SV91."""
        return self.code[:4] if self.code[:4] in FAMILIES else self.code[:3]

    def text(self) -> str:
        """Return the page as plain text for a terminal."""
        remark = "" if self.default else ", off unless selected"
        if self.stage is not Stage.LINT:
            remark = f", met by `strevview {self.stage}`"
        sections = {"What": self.what, "Why": self.why, "Example": self.example, "Fix": self.fix}
        body = "\n\n".join(f"{name}\n{indent(text, '  ')}" for name, text in sections.items())
        return f"{self.code} {self.name} ({self.severity}{remark})\n{self.title}\n\n{body}\n"

    def as_dict(self) -> dict[str, str | bool]:
        """Return the page for JSON."""
        found = self._asdict() | {"family": FAMILIES[self.family]}
        order = ("code", "name", "family", "severity", "default", "stage", "title")
        return {key: found[key] for key in (*order, "what", "why", "example", "fix")}


def pages_folder() -> Path:
    """Return the folder of the pages.

    It is inside the installed package, or at the top of the repository one works in.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent.parent / "docs" / "rules"


@cache
def codes() -> tuple[str, ...]:
    """Return every code that strevview may print, in order."""
    return tuple(sorted(path.stem for path in pages_folder().glob("SV*.md")))


@cache
def rule_codes() -> tuple[str, ...]:
    """Return the codes that `lint` may print, in order: those that can be selected or ignored."""
    return tuple(code for code in codes() if not code.startswith(NOT_OF_LINT))


@cache
def page(code: str) -> Page:
    """Return the page of a code that `codes` knows."""
    return Page.read((pages_folder() / f"{code}.md").read_text("utf-8"))


def all_pages() -> tuple[Page, ...]:
    """Return the pages of all codes in their order."""
    return tuple(page(code) for code in codes())

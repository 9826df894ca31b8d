"""A code's page: what is wrong, why it matters, an example, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from inspect import cleandoc
from textwrap import dedent, indent

from strevview.diagnostics import Severity

SECTIONS = ("What", "Why", "Example", "Fix")
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
}


class Stage(StrEnum):
    """What strevview is at when a code is first met."""

    LINT = "lint"
    BUILD = "build"
    AUDIT = "audit"
    EXTRACT = "extract"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be known of a code; `title` says in one line what is wrong.

    `severity` is the graver one where both are met. `language` is that of the example, as
    CommonMark's code blocks name it.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    title: str
    what: str
    why: str
    example: str
    fix: str
    stage: Stage = Stage.LINT
    language: str = "yaml"

    @property
    def family(self) -> str:
        """The beginning of the code that names its family, such as SV1 or SV91."""
        return self.code[:4] if self.code[:4] in FAMILIES else self.code[:3]

    def markdown(self) -> str:
        """Return the page in CommonMark."""
        weight = "An error" if self.severity is Severity.ERROR else "A warning"
        return (
            f"# {self.code} {self.name}\n\n{self.title} ({weight}{self._remark('; ')}.)\n\n"
            f"## What\n\n{self.what}\n\n## Why\n\n{self.why}\n\n"
            f"## Example\n\n```{self.language}\n{self.example}\n```\n\n## Fix\n\n{self.fix}\n"
        )

    def text(self) -> str:
        """Return the page as plain text for a terminal."""
        parts = zip(SECTIONS, (self.what, self.why, self.example, self.fix), strict=True)
        body = "\n\n".join(f"{name}\n{indent(text, '  ')}" for name, text in parts)
        weight = f"{self.severity}{self._remark(', ')}"
        return f"{self.code} {self.name} ({weight})\n{self.title}\n\n{body}\n"

    def as_dict(self) -> dict[str, str | bool]:
        """Return the page for JSON."""
        return {
            "code": self.code,
            "name": self.name,
            "family": FAMILIES[self.family],
            "severity": self.severity.value,
            "default": self.default,
            "stage": self.stage.value,
            "title": self.title,
            "what": self.what,
            "why": self.why,
            "example": self.example,
            "fix": self.fix,
        }

    def _remark(self, sign: str) -> str:
        if self.stage is not Stage.LINT:
            return f"{sign}met by `strevview {self.stage}`"
        return "" if self.default else f"{sign}off unless selected"


def explained(
    code: str, name: str, stage: Stage, text: str, *, severity: Severity, example: str
) -> Page:
    """Return the page of a code that no rule makes; `example` is the language of its example.

    Raises:
        ValueError: the text has not the form of `split`.
    """
    title, (what, why, shown, fix) = split(code, text)
    return Page(code, name, severity, True, title, what, why, shown, fix, stage, example)


def split(code: str, text: str) -> tuple[str, tuple[str, str, str, str]]:
    """Return the first line of a page's text and its four sections.

    Raises:
        ValueError: a section is missing, empty or in another place.
    """
    title, *rest = cleandoc(text).split("\n")
    sections: dict[str, list[str]] = {}
    for line in rest:
        if line.removesuffix(":") in SECTIONS and line.endswith(":"):
            sections[line.removesuffix(":")] = []
        elif sections:
            sections[list(sections)[-1]].append(line)
    bodies = {name: dedent("\n".join(lines)).strip("\n") for name, lines in sections.items()}
    if tuple(bodies) != SECTIONS or not all(body.strip() for body in bodies.values()):
        raise ValueError(f"{code}: the text needs the sections {', '.join(SECTIONS)}")
    what, why, example, fix = bodies.values()
    return title, (what, why, example, fix)

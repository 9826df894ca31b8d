"""The table of all rules, which the families in `lint/rules/` fill, and the pages of all codes.

A code's page, `docs/rules/SV304.md`, is the only text about it. `strevview rule` shows it, SARIF
carries it, and `make generated` lists it in `docs/rules/README.md`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, StrEnum, auto
from functools import cache, partial
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from strevview.diagnostics import Diagnostic, Fix, Related, Severity, Span

if TYPE_CHECKING:
    from strevview.lint.checked_issue import CheckedIssue
    from strevview.model.loading import Shelf

    OfIssue = Callable[[CheckedIssue], Iterator["Finding"]]
    OfShelf = Callable[[Shelf], Iterator["Finding"]]
    # Each rule across issues knows what it gathered of one.
    Gather = Callable[[CheckedIssue], Any]
    Across = Callable[[Sequence[Any]], Iterator["Finding"]]

Check = TypeVar("Check", bound=Callable[..., Iterator["Finding"]])
# A rule that failed: a fault of ours, found by the engine.
INTERNAL = "SV000"


class Finding(NamedTuple):
    """What a rule found: where, what is wrong, what to do; perhaps a fix, and related places."""

    place: Span
    message: str
    help: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


class Subject(Enum):
    """What a rule looks at in one call."""

    ISSUE = auto()
    SHELF = auto()
    ACROSS = auto()


class Rule(NamedTuple):
    """A check of one code; the page `docs/rules/CODE.md` has the rest.

    `default` is false for a rule that runs only when it is selected. `gather` is that of a rule
    across issues.
    """

    code: str
    severity: Severity
    subject: Subject
    check: Callable[[Any], Iterator[Finding]]
    default: bool = True
    gather: Gather | None = None

    def diagnostic(self, found: Finding) -> Diagnostic:
        """Return a finding as a complaint of this rule."""
        place, message, advice, fix, related = found
        return Diagnostic(self.code, self.severity, message, place, advice, fix, related)


# In the order of the families; one code may have rules of several subjects.
RULES: list[Rule] = []


def rule(
    code: str, severity: Severity = Severity.WARNING, *, default: bool = True
) -> Callable[[OfIssue], OfIssue]:
    """Register a function that yields what is wrong with one issue."""
    return partial(_register, code, severity, Subject.ISSUE, default=default)


def shelf_rule(code: str) -> Callable[[OfShelf], OfShelf]:
    """Register a function that yields what is wrong with what the issues of a folder share."""
    return partial(_register, code, Severity.WARNING, Subject.SHELF)


def rule_across(code: str, gather: Gather) -> Callable[[Across], Across]:
    """Register a function that compares what `gather` took of each issue, the oldest first.

    Of many issues one is in memory at a time: `gather` returns plain values without the issue.
    """
    return partial(_register, code, Severity.WARNING, Subject.ACROSS, gather=gather)


def _register(
    code: str,
    severity: Severity,
    subject: Subject,
    check: Check,
    default: bool = True,
    gather: Gather | None = None,
) -> Check:
    RULES.append(Rule(code, severity, subject, check, default, gather))
    return check


def failed(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether a rule failed (a fault of ours, exit 2)."""
    return any(diagnostic.code == INTERNAL for diagnostic in diagnostics)


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
_FORM = (
    r"# (?P<code>SV\d{3}) (?P<name>[a-z]+(?:-[a-z]+)*)\n\n"
    r"(?P<title>[^\n]+\.) \((?P<weight>An error|A warning)"
    r"(?:; met by `strevview (?P<stage>\w+)`|(?P<off>; off unless selected))?\.\)\n\n"
    r"## What\n\n(?P<what>.+?)\n\n"
    r"## Why\n\n(?P<why>.+?)\n\n"
    r"## Example\n\n```\w+\n(?P<example>.+?)\n```\n\n"
    r"## Fix\n\n(?P<fix>.+?)\n"
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
        found = re.fullmatch(_FORM, markdown, re.DOTALL)
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

"""What the rules say of foreign English: `python -m benchmarks.foreign_prose`.

Each package is an issue, each of its paragraphs an item. A finding that stands in
`foreign_findings.txt` was read and found right; every other one counts as a false alarm.
`--findings` prints them with the words around, in the form of that file, new ones with a `?`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from benchmarks.foreign_paragraphs import ForeignParagraph, foreign_paragraphs
from strevview.lint.engine import check
from strevview.lint.registry import page, rule_codes
from strevview.lint.selection import Selection
from strevview.model.loading import Shelf, load_issue_text, load_shelf

HERE = Path(__file__).resolve().parent
ISSUES = HERE.parent / "issues"
JUDGED = HERE / "foreign_findings.txt"
# A rule that complains wrongly of more paragraphs than this is not on by default.
LIMIT = 0.02
# Words around a finding by which it is known again.
AROUND = 30

HEAD = """\
schema: 1
period: 2025-07
sections:
  - title: {package}
    items:
"""
ITEM = """\
      - id: p{number}
        date: 2025-07-03
        actors:
          - Acme
        text: |
          Acme [published][page] this on 3 July.

{text}
        sources:
          page:
            url: https://www.example.org/{number}
            publisher: The Paper
            published: 2025-07-04
"""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A complaint of a rule about a paragraph, with the words around its place."""

    code: str
    package: str
    words: str
    message: str

    @property
    def line(self) -> str:
        """How `foreign_findings.txt` names it."""
        return f"{self.code} {self.package}: {self.words}"


def findings(paragraphs: Sequence[ForeignParagraph]) -> Iterator[Finding]:
    """Yield what every rule, those off by default too, says of the paragraphs."""
    shelf = load_shelf(ISSUES)
    for package, group in groupby(paragraphs, key=lambda paragraph: paragraph.package):
        yield from _of_package(package, list(group), shelf)


def _of_package(
    package: str, paragraphs: list[ForeignParagraph], shelf: Shelf
) -> Iterator[Finding]:
    text = HEAD.format(package=package)
    foreign: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        body = "\n".join(" " * 10 + line for line in paragraph.lines)
        first = text.count("\n") + ITEM[: ITEM.index("{text}")].count("\n") + 1
        foreign |= set(range(first, first + len(paragraph.lines)))
        text += ITEM.format(number=number, text=body)
    issue = load_issue_text(text.encode(), "issues/2025-07.yaml", shelf)
    lines = text.splitlines()
    for found in check((issue,), Selection(("ALL",))):
        if found.span is not None and found.span.line in foreign:
            line, column = lines[found.span.line - 1], found.span.column - 1
            words = line[max(10, column - AROUND) : column + AROUND].strip()
            yield Finding(found.code, package, words, found.message)


def table(found: Sequence[Finding], paragraphs: int, judged: set[str]) -> str:
    """Return a Markdown table: per rule the findings, and the false ones as shares."""
    by_code: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_code[finding.code].append(finding)
    rows = [
        "| Rule | Findings | False | of the findings | of the paragraphs | By default |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
    ]
    for code, some in sorted(by_code.items()):
        false = sum(finding.line not in judged for finding in some)
        on = "on" if page(code).default else "off"
        rows.append(
            f"| {code} {page(code).name} | {len(some)} | {false} | {false / len(some):.0%} "
            f"| {false / paragraphs:.1%} | {on} |"
        )
    silent = [code for code in rule_codes() if _reads_texts(code) and code not in by_code]
    return "\n".join([*rows, "", f"Nothing was found by {', '.join(silent)}."])


def _reads_texts(code: str) -> bool:
    """Whether a rule could have spoken of a paragraph as it stands in these items."""
    return code.startswith(("SV3", "SV6")) or code in ("SV204", "SV205", "SV207", "SV404", "SV406")


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 1 if a rule that is on by default is wrong too often."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.foreign_prose", description=__doc__)
    parser.add_argument("--findings", action="store_true", help="print every finding")
    options = parser.parse_args(arguments)
    paragraphs = foreign_paragraphs()
    found = sorted(findings(paragraphs))
    judged = set(JUDGED.read_text("utf-8").splitlines()) if JUDGED.exists() else set()
    if options.findings:
        for finding in found:
            mark = "" if finding.line in judged else "? "
            print(f"{mark}{finding.line}" + (f"\n      {finding.message}" if mark else ""))
        return 0
    packages = len({paragraph.package for paragraph in paragraphs})
    print(f"{len(paragraphs)} paragraphs of {packages} packages\n")
    print(table(found, len(paragraphs), judged))
    wrong = Counter(finding.code for finding in found if finding.line not in judged)
    return int(any(n > LIMIT * len(paragraphs) and page(c).default for c, n in wrong.items()))


if __name__ == "__main__":
    raise SystemExit(main())

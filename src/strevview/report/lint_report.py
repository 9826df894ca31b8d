"""Reports of the linter in five formats.

Text for a person, or for programs: JSON, annotations of a pull request (GitHub Actions' workflow
commands), or SARIF 2.1.0 (OASIS Standard, 27 March 2020).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, TextIO
from urllib.parse import quote

from rich.text import Text

from strevview import __version__
from strevview.diagnostics import Diagnostic, Fix, Severity, Span
from strevview.lint.registry import failed, page
from strevview.report.text import (
    FileLines,
    concise_line,
    console_of,
    counted,
    numbers_of,
    print_diagnostics,
    where_errors_are,
)

# Counted up when a key changes its meaning; new keys may come.
JSON_VERSION = 1
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


class LintRun(NamedTuple):
    """The complaints about a number of issues, and the seconds it took to find them.

    `fixed` counts the complaints that `--fix` put right.
    """

    diagnostics: tuple[Diagnostic, ...]
    issues: int
    seconds: float
    fixed: int = 0
    lines: FileLines | None = None

    def counts(self) -> tuple[tuple[str, Severity, int], ...]:
        """Return each code with its severity and how often it stands, the most frequent first."""
        found = Counter((d.code, d.severity) for d in self.diagnostics)
        ordered = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
        return tuple((code, severity, count) for (code, severity), count in ordered)


def summary(run: LintRun) -> str:
    """Return one line: what was found in how many issues, and how long it took."""
    issues = counted(run.issues, "issue")
    time = f"{run.seconds:.2f} s"
    fixed = f"{run.fixed} fixed, " if run.fixed else ""
    if not run.diagnostics:
        return f"{issues}: {fixed}nothing to complain about ({time})"
    errors, warnings, fixable = numbers_of(run.diagnostics)
    counts = [counted(errors, "error") + where_errors_are(run.diagnostics)] if errors else []
    counts += [counted(warnings, "warning")] if warnings else []
    found = ", ".join(counts)
    cure = f"; `--fix` puts {fixable} right" if fixable else ""
    return f"{issues}: {fixed}{found}{cure} ({time})"


Format = Literal["text", "concise", "json", "github", "sarif"]


def report(run: LintRun, form: Format, stream: TextIO, statistics: bool = False) -> None:
    """Print what a run found; JSON and SARIF are whole documents, the others end in a summary."""
    if form == "json":
        print(json_report(run), file=stream)
        return
    if form == "sarif":
        print(sarif_report(run), file=stream)
        return
    if form == "github":
        for line in github_lines(run.diagnostics):
            print(line, file=stream)
    elif form == "concise":
        for diagnostic in run.diagnostics:
            print(concise_line(diagnostic), file=stream)
    else:
        print_diagnostics(run.diagnostics, stream, run.lines)
    if statistics:
        for code, severity, count in run.counts():
            print(f"{count:>5}  {code}  {severity:<7}  {page(code).name}", file=stream)
    console_of(stream).print(Text(summary(run), "bold"), soft_wrap=False)


def json_report(run: LintRun) -> str:
    """Return one object: the complaints in order, their numbers, and how many issues there were."""
    errors, warnings, _ = numbers_of(run.diagnostics)
    document = {
        "version": JSON_VERSION,
        "issues": run.issues,
        "errors": errors,
        "warnings": warnings,
        "fixed": run.fixed,
        "statistics": {code: count for code, _, count in run.counts()},
        "diagnostics": [as_dict(diagnostic) for diagnostic in run.diagnostics],
    }
    return json.dumps(document, indent=2)


def as_dict(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a complaint as dicts and lists; lines and columns count from 1, edits from 0."""
    span, fix = diagnostic.span, diagnostic.fix
    return diagnostic._asdict() | {
        "span": span and span._asdict(),
        "fix": fix and {**fix._asdict(), "edits": [edit._asdict() for edit in fix.edits]},
        "related": [{**one._asdict(), "span": one.span._asdict()} for one in diagnostic.related],
    }


def github_lines(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a command a complaint: `::error title=…,file=…,line=…,col=…::message`."""
    for diagnostic in diagnostics:
        message = concise_line(diagnostic)
        if diagnostic.help:
            message += f"\nhelp: {diagnostic.help}"
        properties = ",".join(f"{name}={value}" for name, value in _properties(diagnostic))
        yield f"::{diagnostic.severity.value} {properties}::{_data(message)}"


def _properties(diagnostic: Diagnostic) -> Iterator[tuple[str, object]]:
    yield "title", _property(f"strevview {diagnostic.code}")
    span = diagnostic.span
    if span is None:
        return
    yield "file", _property(span.path.replace("\\", "/"))
    yield "line", span.line
    yield "endLine", span.end_line
    # Columns mean something to GitHub only within one line.
    if span.end_line == span.line:
        yield "col", span.column
        yield "endColumn", max(span.end_column, span.column)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif_report(run: LintRun) -> str:
    """Return a log of one run, with the pages of the codes that were met."""
    codes = sorted({diagnostic.code for diagnostic in run.diagnostics})
    driver = {
        "name": "strevview",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    log = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failed(run.diagnostics)}],
        "results": [_result(found, codes.index(found.code)) for found in run.diagnostics],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [log]}, indent=2)


def _rule(code: str) -> dict[str, Any]:
    about = page(code)
    return {
        "id": code,
        "name": about.name,
        "shortDescription": {"text": about.title},
        "fullDescription": {"text": about.what},
        "help": {"text": about.text(), "markdown": about.markdown},
        "defaultConfiguration": {"level": about.severity.value},
    }


def _result(diagnostic: Diagnostic, index: int) -> dict[str, Any]:
    advice = f"\n{diagnostic.help}" if diagnostic.help else ""
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": diagnostic.message + advice},
    }
    if diagnostic.span is not None:
        result["locations"] = [{"physicalLocation": _location(diagnostic.span)}]
        if diagnostic.fix is not None:
            result["fixes"] = [_fix(diagnostic.fix, diagnostic.span)]
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(related.span),
                "message": {"text": related.message},
            }
            for number, related in enumerate(diagnostic.related)
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"artifactLocation": {"uri": _uri(span.path)}, "region": region}


def _fix(fix: Fix, span: Span) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": _uri(span.path)}, "replacements": replacements}
    return {"description": {"text": fix.message}, "artifactChanges": [change]}


def _uri(path: str) -> str:
    """Return a path as a relative reference (RFC 3986, section 4.2) or an absolute file URI."""
    slashed = quote(path.replace("\\", "/"), safe="/!$&'()*+,;=@-._~")
    return f"file://{slashed}" if slashed.startswith("/") else slashed

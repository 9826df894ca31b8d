"""The forms of a report by their names."""

from __future__ import annotations

from enum import StrEnum
from typing import TextIO

from rich.text import Text

from strevview.lint.pages import page
from strevview.report.github import github_lines
from strevview.report.json import json_report
from strevview.report.outcome import Outcome, summary
from strevview.report.sarif import sarif_report
from strevview.report.terminal import console_of
from strevview.report.text import concise_line, print_diagnostics


class Format(StrEnum):
    """The form of a report."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


def report(outcome: Outcome, form: Format, stream: TextIO, statistics: bool = False) -> None:
    """Print what a run came to; machine formats are whole documents of their own."""
    if form is Format.JSON:
        print(json_report(outcome), file=stream)
    elif form is Format.SARIF:
        print(sarif_report(outcome), file=stream)
    else:
        _for_people(outcome, form, stream)
        if statistics:
            for code, severity, count in outcome.counts():
                print(f"{count:>5}  {code}  {severity:<7}  {page(code).name}", file=stream)
        console_of(stream).print(Text(summary(outcome), "bold"))


def _for_people(outcome: Outcome, form: Format, stream: TextIO) -> None:
    if form is Format.GITHUB:
        for line in github_lines(outcome.diagnostics):
            print(line, file=stream)
    elif form is Format.CONCISE:
        for diagnostic in outcome.diagnostics:
            print(concise_line(diagnostic), file=stream)
    else:
        print_diagnostics(outcome.diagnostics, stream, outcome.lines)

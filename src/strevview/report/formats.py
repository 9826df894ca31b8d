"""The forms of a report by their names."""

from __future__ import annotations

from enum import StrEnum
from typing import TextIO

from strevview.report.lines import FileLines
from strevview.report.outcome import Outcome, summary
from strevview.report.terminal import layout_of, print_lines, print_plain
from strevview.report.text import text_lines


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
        from strevview.report.json import json_report

        print_plain(json_report(outcome), stream)
    elif form is Format.SARIF:
        from strevview.report.sarif import sarif_report

        print_plain(sarif_report(outcome), stream)
    else:
        _for_people(outcome, form, stream)
        if statistics:
            print_statistics(outcome, stream)
        print_lines(((((summary(outcome)), "summary"),),), stream)


def print_statistics(outcome: Outcome, stream: TextIO) -> None:
    """Print how often each rule complained."""
    from strevview.lint.registry import name_of

    for code, severity, count in outcome.counts():
        print_plain(f"{count:>5}  {code}  {severity:<7}  {name_of(code)}", stream)


def _for_people(outcome: Outcome, form: Format, stream: TextIO) -> None:
    if form is Format.GITHUB:
        from strevview.report.github import github_lines

        for line in github_lines(outcome.diagnostics):
            print_plain(line, stream)
    elif form is Format.CONCISE:
        from strevview.report.concise import concise_line

        for diagnostic in outcome.diagnostics:
            print_plain(concise_line(diagnostic), stream)
    else:
        layout = layout_of(stream)
        print_lines(text_lines(outcome.diagnostics, outcome.lines or FileLines(), layout), stream)

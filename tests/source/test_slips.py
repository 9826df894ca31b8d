"""One slip of a hand in each line of the samples in turn: its line is named, and its cure."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from strevview.model.issue import Issue
from strevview.model.validation import read_record
from strevview.source.disk import SourceText
from tests.command import SAMPLES

VALUE = re.compile(r"^( *(?:- )?)([a-z]+): (?![|>&'\"\[])(\S+) (.+)$")
ENTRY = re.compile(r"^( *)- ([a-z]+): (.+)$")
DEEP_ENTRY = re.compile(r"^ ( *- [a-z]+: .+)$")
WORDS = re.compile(r"^ {10}([A-Z]\w+ [^:]+)$")
# What is read in a line, what is written in its place, and what is to be said of that line.
SLIPS = {
    "no space behind the colon": (VALUE, r"\1\2:\3 \4", "write `{2}: {3} {4}`"),
    "no colon": (VALUE, r"\1\2 \3 \4", "write `{2}: {3} {4}`"),
    "another sign for the colon": (VALUE, r"\1\2：\3 \4", "write `{2}: {3} {4}`"),
    "a colon in the value": (VALUE, r"\1\2: \3: \4", "put the value in quotation marks"),
    "a quotation mark not closed": (VALUE, r'\1\2: "\3 \4', 'close it with another "'),
    "one word in quotation marks": (VALUE, r'\1\2: "\3" \4', "put the whole value in single"),
    "a tab": (VALUE, "\t\\1\\2: \\3 \\4", "indent with spaces"),
    "no space behind the dash": (ENTRY, r"\1-\2: \3", "write `- {2}: {3}`"),
    "a space too many": (ENTRY, r" \1- \2: \3", "indent it by 1 space less"),
    "a space too few": (DEEP_ENTRY, r"\1", "indent it by 1 space more"),
    "a line left of its text": (WORDS, r"        \1", "indent it by 2 spaces more"),
    "a bullet for the dash": (ENTRY, r"\1• \2: \3", "write `- {2}: {3}`"),
    "another dash for the dash": (ENTRY, r"\1– \2: \3", "write `- {2}: {3}`"),
}


def slips(form: re.Pattern[str]) -> Iterator[tuple[list[str], int, re.Match[str]]]:
    for sample in SAMPLES:
        lines = sample.read_text("utf-8").split("\n")
        for number, line in enumerate(lines):
            match = form.match(line)
            if match is not None:
                yield lines, number, match


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_named_where_it_stands_with_its_cure(name: str) -> None:
    form, written, advice = SLIPS[name]
    found = list(slips(form))
    right = 0
    for lines, number, match in found:
        text = "\n".join([*lines[:number], match.expand(written), *lines[number + 1 :]])
        wanted = advice.format(match[0], *match.groups())
        for told in read_record(Issue, SourceText("a.yaml", text)).diagnostics[:1]:
            is_there = told.span is not None and told.span.line == number + 1
            right += told.code == "SV001" and is_there and (told.help or "").startswith(wanted)
    assert len(found) > 30
    assert right >= 0.95 * len(found), f"{right} of {len(found)}"

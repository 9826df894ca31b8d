"""SV610 and SV717: letters that no font has, and fonts beside the issues that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from strevview.diagnostics import Severity
from strevview.lint.checked_issue import CheckedIssue
from strevview.lint.printed_texts import PrintedText, plain_text
from strevview.lint.registry import Finding, rule
from strevview.model.issue import SeriesFields
from strevview.model.printed import PrintedAs
from strevview.source.nodes import Path
from strevview.style.script_fonts import Served, advice_for, serve
from strevview.style.scripts import letters_of, script_name
from strevview.style.style_folder import fonts_folder, own_faces

_WORD = re.compile(r"\S+")
_SIGNS_AROUND = "\"'“”‘’«»()[]{}.,:;!?…–—-/"
_MOST_SHOWN = 24
_UNSEEN = (PrintedAs.DESCRIPTION, PrintedAs.FACT)


def served(issue: CheckedIssue) -> Served:
    """Return what serves the letters of an issue beyond those of its style's fonts."""
    if issue.series is None:
        return Served()
    language = issue.series.language
    letters = {one for text in _texts(issue) for one in letters_of(text.text, language)}
    if not letters:
        return Served()
    own = own_faces(issue.model.style or issue.series.style, issue.folder)
    return Served() if own is None else serve(own, fonts_folder(issue.folder), letters)


def _texts(issue: CheckedIssue) -> Iterator[PrintedText]:
    """Yield the texts that are seen on pages, with those of the series."""
    yield from (text for text in issue.texts if text.kind not in _UNSEEN)
    own = issue.model.series is not None
    places = issue.places if own else issue.shelf.series_places
    if issue.series is not None and places is not None:
        for path, text in _series_texts(issue.series):
            whole: Path = ("series", *path) if own else path
            yield plain_text(places, whole, text, PrintedAs.LINE)


def _series_texts(series: SeriesFields) -> Iterator[tuple[Path, str]]:
    yield ("title",), series.title
    yield ("publisher", "name"), series.publisher.name
    for language, name in series.publisher.names.items():
        yield ("publisher", "names", language), name
    if series.rights is not None:
        yield ("rights",), series.rights


@rule("SV610", Severity.ERROR)
def letter_without_font(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the words with letters that no font has, each once."""
    lacking = issue.once(served).lacking
    if not lacking or issue.series is None:
        return
    scripts = {letter: script for script, letter in lacking}
    seen: set[str] = set()
    for text in _texts(issue):
        for match in _WORD.finditer(text.text):
            word = match[0].strip(_SIGNS_AROUND)
            without = [one for one in letters_of(word, issue.series.language) if one in lacking]
            if without and word not in seen:
                seen.add(word)
                start = match.start() + match[0].index(word)
                script = scripts[without[0][1]]
                yield Finding(
                    text.span(start, start + len(word)),
                    _message(word, script, [letter for _, letter in without]),
                    advice_for(script),
                )


def _message(word: str, script: str, letters: list[str]) -> str:
    shown = word if len(word) <= _MOST_SHOWN else f"{word[:_MOST_SHOWN]}…"
    name = script_name(script)
    if name is not None:
        return f"no font has the {name} letters of “{shown}”"
    signs = ", ".join(f"“{one}” (U+{ord(one):04X})" for one in dict.fromkeys(letters))
    of_word = "" if word in letters else f" of “{shown}”"
    return f"no font has {signs}{of_word}"


@rule("SV717", Severity.ERROR)
def unusable_font(issue: CheckedIssue) -> Iterator[Finding]:
    """Yield the files in `fonts/` that cannot be used, where letters are looked for there."""
    for fault in issue.once(served).faults:
        if fault.span is not None:
            yield Finding(fault.span, fault.message, fault.help or "")

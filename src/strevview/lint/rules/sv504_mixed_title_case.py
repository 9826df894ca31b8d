"""The titles of the sections are not set alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from strevview.diagnostics import Diagnostic, Severity, warning
from strevview.lint.faulty import is_faulty
from strevview.lint.item_links import text_start
from strevview.lint.printed_texts import is_english
from strevview.lint.rule import Rule
from strevview.lint.title_case import TitleWord, is_sentence_case, is_title_case, telling_words
from strevview.lint.words import small_words

if TYPE_CHECKING:
    from strevview.diagnostics import Span
    from strevview.model.loading import LoadedIssue

_Title = tuple[int, tuple[TitleWord, ...]]


def check(issue: LoadedIssue) -> Iterator[Diagnostic]:
    """Complain about each title that is set otherwise than most."""
    if issue.issue is None or not is_english(issue):
        return
    titles: list[_Title] = [
        (s, telling_words(section.title))
        for s, section in enumerate(issue.issue.sections)
        if not is_faulty(issue, ("sections", s, "title"))
    ]
    capitals = [title for title in titles if is_title_case(title[1])]
    sentences = [title for title in titles if is_sentence_case(title[1])]
    if len(capitals) > len(sentences):
        for s, words in sentences:
            small = [word for word in words if word.is_small]
            message = f"the other titles capitalise such words as `{small[0].text}`"
            yield warning(
                "SV504", message, _span(issue, s, small[0]), _advice(small, str.capitalize)
            )
    elif len(sentences) > len(capitals):
        known = small_words(issue)
        for s, words in capitals:
            common = [word for word in words if word.text.lower() in known]
            if len(common) > 1:
                message = f"the other titles write such words as `{common[0].text}` small"
                yield warning(
                    "SV504", message, _span(issue, s, common[0]), _advice(common, str.lower)
                )


def _span(issue: LoadedIssue, section: int, word: TitleWord) -> Span | None:
    path = ("sections", section, "title")
    before = text_start(issue, path)
    return (
        issue.places.within(path, before + word.start, before + word.end) if issue.places else None
    )


def _advice(words: list[TitleWord], change: Callable[[str], str]) -> str:
    return "write " + ", ".join(f"`{change(word.text)}`" for word in words)


RULE = Rule(code="SV504", name="mixed-title-case", severity=Severity.WARNING, check=check)

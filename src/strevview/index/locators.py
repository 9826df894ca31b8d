"""On which page of its issue's PDF an item begins: looked up there, then checked independently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

import pypdfium2 as pdfium

from strevview.audit.expected import expected_of
from strevview.audit.matching import match_issue
from strevview.audit.reading import Reading
from strevview.audit.wording import Flow, Wording
from strevview.diagnostics import Diagnostic, error
from strevview.events.event_list import Event
from strevview.events.groups import first_paragraph
from strevview.model.loading import LoadedIssue
from strevview.render.date_labels import month_label

MISPLACED = "SV960"
# So many words of an item must stand on the page that its locator names.
_FIRST_WORDS = 5
_HELP = "build the issue anew with `strevview build --force`; if that does not help, report it"


@dataclass(frozen=True, slots=True)
class Locator:
    """An issue and a page as people read them, and the address of that page."""

    issue: str
    page: str
    address: str

    @property
    def words(self) -> str:
        """The locator as it is printed: "July 2025, 2"."""
        return f"{self.issue}, {self.page}"


def locate(loaded: LoadedIssue, pdf: bytes) -> Mapping[tuple[int, int], Locator]:
    """Return the locator of each item of an issue by its section's number and its own.

    It leads to the PDF in the web edition (`url:`) or, without an address of the series, to the PDF
    beside the index. An item that has no text, as in a draft, has none.

    Raises:
        ValueError: the issue could not be read.
        NotReadableError: the PDF cannot be read.
    """
    expected = expected_of(loaded)
    assert loaded.issue is not None
    assert loaded.series is not None
    issue = month_label(loaded.issue.period, loaded.series.language)
    file, web = f"{quote(loaded.stem)}.pdf", loaded.series.url
    if web is not None:
        file = f"{web.rstrip('/')}/{loaded.issue.period.stem}/{file}"
    labels = _page_labels(pdf)
    found: dict[tuple[int, int], Locator] = {}
    with closing(Reading(pdf)) as reading:
        flow = Flow(reading.pages)
        matches = match_issue(flow, expected)
        for part in expected.body:
            stretch = next(iter(matches[part].found.values()), None)
            if part.heading or part.written is None or stretch is None:
                continue
            _, section, _, item, *_ = part.written.path
            page = flow.page_at(stretch[0])
            locator = Locator(issue, labels[page], f"{file}#page={page + 1}")
            found.setdefault((int(section), int(item)), locator)
    return found


def misplaced(
    pdf: bytes, name: str, events: Mapping[Event, Locator | None]
) -> Iterator[Diagnostic]:
    """Yield each event of an issue that does not begin on the page that its locator names.

    The page is opened anew by its number in the locator's address, and has to bear the locator's
    label and the item's first words.
    """
    labels = _page_labels(pdf)
    with closing(pdfium.PdfDocument(pdf)) as document:
        for event, locator in events.items():
            if locator is None:
                message = f"item {event.item.id} is on no page of {name}"
                yield error(MISPLACED, message, None, _HELP)
                continue
            number = int(locator.address.rpartition("#page=")[2]) - 1
            there = Wording(document[number].get_textpage().get_text_range()).stream
            first = [word.plain for word in Wording(first_paragraph(event)).words[:_FIRST_WORDS]]
            if labels[number] != locator.page or not all(word in there for word in first):
                message = f"item {event.item.id} is not on page {locator.page} of {name}"
                yield error(MISPLACED, message, None, _HELP)


def _page_labels(pdf: bytes) -> list[str]:
    with closing(pdfium.PdfDocument(pdf)) as document:
        return [document.get_page_label(n) or str(n + 1) for n in range(len(document))]

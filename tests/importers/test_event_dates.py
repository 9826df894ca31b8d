"""The day, the days or the month of an item's event, told from the dates of what else it names."""

from __future__ import annotations

import re

import pytest

from strevview.importers.event_dates import event_date
from strevview.importers.guesses import LinkText
from strevview.importers.item_text import read_text
from strevview.importers.told_dates import nearest_days
from strevview.lint.dates_in_text import days_in
from strevview.model.dates import Period

_LINK = re.compile(r"\[([^\]]+)\]")


def _dated(marked: str, period: str = "2025-07") -> tuple[str | None, bool | None]:
    """Return the date of a text in which `[word]` is a link, and whether it is sure."""
    links = []
    for number, match in enumerate(_LINK.finditer(marked)):
        start = match.start() - 2 * number
        word = match.group(1)
        links.append(LinkText(word, "https://news.example/1", start, start + len(word)))
    text = _LINK.sub(r"\1", marked)
    guess, _ = event_date(read_text(text, links), Period.parse(period))
    return (guess.value, guess.sure) if guess is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("The centre was [opened] on 3 July in Lima.", "2025-07-03"),
        ("The centre was [opened] on July 3rd, 2025, in Lima.", "2025-07-03"),
        ("The centre was [opened] on the 3rd of July.", "2025-07-03"),
        ("The talks were [held] from 20 to 22 July.", "2025-07-20/2025-07-22"),
        ("The talks were [held] from 30 June to 2 July.", "2025-06-30/2025-07-02"),
        ("At a meeting held in Lima on 7 July, a charter was [adopted].", "2025-07-07"),
        ("It [said] in a statement of 9 July that the probe was lost.", "2025-07-09"),
    ],
)
def test_the_day_is_that_of_the_linked_verb(text: str, date: str) -> None:
    assert _dated(text) == (date, True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        # What went before, or is to come, is told beside the event.
        ("The probe, launched on 2 July, [landed] on 9 July.", "2025-07-09"),
        ("After the talks of 4 July, both [met] again on 11 July.", "2025-07-11"),
        ("Founded on 1 March 1998, the body [moved] on 5 July.", "2025-07-05"),
        ("It [opened] on 8 July; the next one is due on 20 July.", "2025-07-08"),
    ],
)
def test_days_of_background_are_not_the_events(text: str, date: str) -> None:
    assert _dated(text)[0] == date


@pytest.mark.parametrize(
    "text",
    [
        "A printer was [built] in Hefei, according to reports of early July.",
        "In July, a team [reported] a new chip.",
        "A vaccine was [tested], as was made public on 14 July.",
        "The plant [opened] in late July.",
    ],
)
def test_where_only_the_month_is_told_the_month_is_the_date(text: str) -> None:
    assert _dated(text) == ("2025-07", False)


@pytest.mark.parametrize(
    "text",
    [
        "Experts have [warned] that metals may become scarce.",
        "The body was [founded] in March 1998.",
        "It may be of 3 March 2021, wrote one of them.",
        "The page is https://news.example/2025/07/31/launch and [says] so.",
    ],
)
def test_without_a_date_of_the_event_there_is_none(text: str) -> None:
    assert _dated(text) == (None, None)


def test_an_event_goes_on_with_the_days_that_follow_it() -> None:
    assert _dated("The games [opened] on 14 July; the contests went from 15 to 17 July.") == (
        "2025-07-14/2025-07-17",
        False,
    )
    assert _dated("The fair [opened] on 14 July. A report came on 20 July.")[0] == "2025-07-14"


def test_without_links_the_first_verb_with_a_day_tells_the_event() -> None:
    assert _dated("A ship left Wenchang on 24 July. It will dock on 26 July.") == (
        "2025-07-24",
        False,
    )
    assert _dated("China and Chad signed a treaty July 9 in Beijing.")[0] == "2025-07-09"


def test_a_later_paragraph_may_tell_the_event() -> None:
    text = "The plan of 2 March 2024 was [praised] by all.\nOn 6 July the work was [begun]."
    assert _dated(text)[0] == "2025-07-06"


def test_the_year_is_the_one_near_the_issue() -> None:
    assert _dated("It was [held] from 30 December to 2 January.", "2025-01")[0] == (
        "2024-12-30/2025-01-02"
    )
    assert _dated("It was [held] on 3 August.", "2025-07/2025-08") == ("2025-08-03", True)


def test_a_day_outside_the_month_is_no_date() -> None:
    assert _dated("It was [held] on 3 March.")[0] is None
    assert _dated("It was [held] on 30 June.") == (None, None)


def test_days_across_months_of_which_one_is_named_start_in_the_month_before() -> None:
    (mention,) = days_in("28–3 August")
    assert str(nearest_days(mention, Period.parse("2025-08"))) == "2025-07-28/2025-08-03"


def test_a_report_is_the_event_where_it_is_the_linked_verb() -> None:
    text = "The observatory [published] a map of the craters on 18 July in Lima."
    assert _dated(text) == ("2025-07-18", False)
    text = "A map of the craters was [drawn] in Lima, as was published on 18 July."
    assert _dated(text) == ("2025-07", False)


def test_a_day_of_a_release_is_that_of_what_it_announces() -> None:
    text = "The agency announced in a release of 16 July that the satellite of 3 May works."
    assert _dated(text) == ("2025-07-16", False)

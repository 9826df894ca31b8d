"""What the import reads out of one item, held against the issue file's item.

What can be expected is what is printed:

- A date is expected where its days are printed. An event of which the month alone is known is not
  asked for; who proposes its month is right, who proposes a day is wrong.
- A place is expected where its first name is printed. `Xichang` and `Xichang, Sichuan` are one.
- An actor is expected where one of his names is printed, and is found under any of them: the name,
  acronym or alias that the whole register knows, or the words that the text abbreviates. Somebody
  whom the text names and the issue file does not list is wrong, and so is one listed twice.
- Who published a cited page, when and in which language is never printed, and nobody is asked for
  it; what is proposed from the address is held against the issue file. A publisher may be named
  in part or by initials.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from strevview.model.issue import Item, Source
from tests.importers.count import Count, count_same, remarks_on
from tests.importers.old_issues.printed import MONTH_NAMES, Drawing, Event, Page
from tests.importers.other_months import forms_of


def folded(text: str) -> str:
    """Return a name as the ear knows it."""
    return " ".join(text.replace("’", "'").split()).casefold()


def count_pictures(drawings: Sequence[Drawing], event: Event, items: Sequence[Item]) -> Count:
    """Count the pictures with their captions; a caption may hold the credit too."""
    truth = [drawing.caption for drawing in drawings]
    captions = [figure.caption or "(none)" for item in items for figure in item.figures]
    found = [next((one for one in truth if one in caption), caption) for caption in captions]
    return count_same(found, truth, event.id)


def count_dates(event: Event, items: Sequence[Item]) -> Count:
    """Count the date of an event; the items are those that tell of it, the fullest first."""
    days = event.date.split("/")
    expected = all(
        re.fullmatch(r"\d{4}-\d\d-\d\d", day) and _is_printed(day, event) for day in days
    )
    values = [None if item.date is None else str(item.date) for item in items]
    right = [value == event.date for value in values]
    return _count_one(event, event.date if expected else None, values, right)


def _is_printed(day: str, event: Event) -> bool:
    _, month, number = day.split("-")
    return bool(
        re.search(rf"\b{int(number)}\b", event.text)
        and re.search(rf"\b{MONTH_NAMES[month]}\b", event.text)
    )


def count_places(event: Event, items: Sequence[Item]) -> Count:
    """Count the place of an event."""
    place = event.place
    expected = place if place is not None and place.split(",")[0] in event.text else None
    values = [item.place for item in items]
    right = [
        value is not None and place is not None and _is_place(value, place) for value in values
    ]
    return _count_one(event, expected, values, right)


def _is_place(one: str, other: str) -> bool:
    """Whether two names of places begin alike; `Sichuan Province` is `Sichuan`."""
    (town, *near), (other_town, *other_near) = (
        [folded(part) for part in place.split(",")] for place in (one, other)
    )
    regions = zip(near[:1], other_near[:1], strict=False)
    return town == other_town and all(a.startswith(b) or b.startswith(a) for a, b in regions)


def _count_one(
    event: Event, expected: str | None, values: Sequence[str | None], right: Sequence[bool]
) -> Count:
    """Count a value of which each item has at most one; the fullest item must have it."""
    proposed = [value for value in values if value is not None]
    wrong = [v for v, good in zip(values, right, strict=True) if v is not None and not good]
    found = expected is not None and right[:1] == [True]
    missed = [] if found or expected is None else [expected]
    return Count(
        int(expected is not None),
        int(found),
        len(proposed),
        len(wrong),
        remarks_on(event.id, missed, wrong),
    )


def count_actors(event: Event, items: Sequence[Item]) -> Count:
    """Count those who take part in an event."""
    text = folded(event.text)
    forms = {name: tuple(folded(form) for form in forms_of(name)) for name in event.actors}
    expected = [name for name in event.actors if any(form in text for form in forms[name])]
    found: set[str] = set()
    wrong = []
    proposed = [actor.name for item in items for actor in item.actors]
    for name in proposed:
        who = next((one for one in forms if _is_one_of(folded(name), forms[one], text)), None)
        if who is None or who in found:
            wrong.append(name)
        else:
            found.add(who)
    missed = [name for name in expected if name not in found]
    return Count(
        len(expected),
        len(expected) - len(missed),
        len(proposed),
        len(wrong),
        remarks_on(event.id, missed, wrong),
    )


def _is_one_of(name: str, forms: Sequence[str], text: str) -> bool:
    """Whether a name is one of these, or stands in the text before one of them in brackets."""
    return name in forms or any(f"{name} ({form})" in text for form in forms)


def count_publishers(event: Event, items: Sequence[Item]) -> Count:
    """Count the publishers of cited pages, proposed from their addresses."""
    told = [(page, source.publisher) for page, source in _cited(event, items)]
    return _count_told(event, told, [_is_publisher(name, page.publisher) for page, name in told])


def count_source_days(event: Event, items: Sequence[Item]) -> Count:
    """Count the days on which cited pages were published, proposed from their addresses."""
    told = [(page, source.published) for page, source in _cited(event, items)]
    days = [(page, None if day is None else str(day)) for page, day in told]
    right = [day is not None and (page.published or "").startswith(day) for page, day in days]
    # Where the issue file names no day, nobody can say that one is wrong.
    known = [bool(page.published) for page, _ in days]
    return _count_told(
        event,
        [one for one, k in zip(days, known, strict=True) if k],
        [one for one, k in zip(right, known, strict=True) if k],
    )


def _cited(event: Event, items: Sequence[Item]) -> list[tuple[Page, Source]]:
    return [
        (event.pages[source.url], source)
        for item in items
        for source in item.sources.values()
        if source.url in event.pages
    ]


def _count_told(
    event: Event, told: Sequence[tuple[Page, str | None]], right: Sequence[bool]
) -> Count:
    """Count values that are not printed: none is expected."""
    values = [value for _, value in told if value is not None]
    wrong = [
        f"{value} for {page.publisher}, {page.published}, {page.language}"
        for (page, value), good in zip(told, right, strict=True)
        if value is not None and not good
    ]
    return Count(0, 0, len(values), len(wrong), remarks_on(event.id, (), wrong))


def _is_publisher(name: str | None, truth: str) -> bool:
    if name is None:
        return False
    one, other = (re.sub(r"\W", "", folded(each)) for each in (name, truth))
    initials = "".join(re.findall(r"\b[A-Z]", truth)).casefold()
    return one in other or other in one or one == initials

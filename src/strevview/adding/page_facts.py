"""What is known of a page from all that it says of itself, each value with its evidence.

A value is sure where a place made for programs tells it, or two places tell it alike, and no other
place tells another. Whatever else was taken has a remark that says from where.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import htmldate
import trafilatura
from courlan import extract_domain
from lxml import etree, html

from strevview.adding.page_days import PageDay, day_in
from strevview.adding.page_languages import language_of_text
from strevview.adding.told_values import Told, ToldValues, told_values
from strevview.importers.blocks import LinkText, visible
from strevview.importers.item_text import Guess
from strevview.importers.sources import publisher_of, sources_of
from strevview.model.dates import Period, Precision, SourceDate

# What is behind it in a page of 5 MB is no text of an article.
_MOST = 1_000_000
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|\s*[|_»｜]\s*|—|--|-(?=[^\W\d_])")
_SLOGAN = re.compile(r"\s+[-–—|·•:»]\s+")
_ADDRESS = re.compile(r"https?://|www\.|^@|\.(?:com|org|net|cn|in|ru|pk)$", re.IGNORECASE)
_LONGEST_NAME = 80
_BY = re.compile(r"^(?:by|von|par|por)\s+|\s*@\w+$", re.IGNORECASE)
# Places whose word alone is not enough.
_TEXTS = ("text", "<time>", "the line below the heading")
# The characters of a day: 2025-07-31.
_DAY = 10


class PageFacts(NamedTuple):
    """What a page is: None for what is not known. `text` is that of its article, a line each."""

    key: str
    title: Guess | None
    publisher: Guess | None
    published: Guess | None
    language: Guess | None
    author: Guess | None
    canonical: str | None
    text: str
    checks: tuple[str, ...]


def page_facts(text: str, address: str, today: datetime) -> PageFacts | None:
    """Return what a page of HTML says; None for what is no page."""
    parser = html.HTMLParser(encoding="utf-8")
    data = text[:_MOST].replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None
    if tree.find(".//*") is None:
        return None
    told = told_values(tree, address)
    host = urlsplit(address).hostname or ""
    article, found = _by_libraries(tree, address)
    words = "\n".join(
        (article or "\n".join(told.lines), *(t.value for t in told.fields.get("title", ())[:1]))
    )
    language = _language(told, words)
    publisher = _publisher(told, host, found)
    title = _title(told, [publisher, *told.fields.get("publisher", ())], host)
    published = _published(told, tree, address, language.value if language else "en", today)
    return PageFacts(
        _source(address, today).key,
        title,
        publisher,
        published,
        language,
        _author(told, publisher, found),
        next((one.value for one in told.fields.get("canonical", ())), None),
        article,
        tuple(_checks(told, publisher)),
    )


def _by_libraries(tree: html.HtmlElement, address: str) -> tuple[str, dict[str, str]]:
    """Return the article's text, and what trafilatura takes for the page's facts.

    It gets a tree, and so fetches nothing.
    """
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            article = trafilatura.extract(
                tree, url=address, include_comments=False, include_tables=False, fast=True
            )
            found = trafilatura.extract_metadata(tree, default_url=address, extensive=False)
    except Exception:  # noqa: BLE001
        # A fault of a library costs what it would have guessed.
        return "", {}
    values = {"publisher": found.sitename, "author": found.author}
    return article or "", {field: value for field, value in values.items() if value}


def _source(address: str, today: datetime) -> ToldSource:
    """Return the key, the publisher and the day that the address tells, as the import reads it."""
    period = Period(today.date(), today.date())
    (source,), _ = sources_of([LinkText("", address, 0, 0)], period)
    return ToldSource(source.key, source.publisher, source.published)


class ToldSource(NamedTuple):
    """What an address alone tells."""

    key: str
    publisher: Guess | None
    published: Guess | None


def _language(told: ToldValues, text: str) -> Guess | None:
    """Return the language that the page names and its text is in."""
    said = [
        one._replace(value=code)
        for one in told.fields.get("language", ())
        if re.fullmatch(r"[a-z]{2,3}", code := re.split(r"[-_]", one.value.lower())[0])
    ]
    # Of a page in two languages `lang` is nearest to the text.
    said.sort(key=lambda one: one.where != "<html lang>")
    spoken = language_of_text(text, [one.value for one in said])
    if spoken is None:
        return (
            _guess(said[0].value, f"{said[0].where}; its text is too short to tell", False)
            if said
            else None
        )
    where = next((one.where for one in said if one.value == spoken), None)
    if where is None:
        names = "; ".join(f"{one.where} says {one.value}" for one in said[:2])
        return _guess(spoken, f"by its text; {names or 'the page names none'}", False)
    return _guess(spoken, where, True)


def _title(told: ToldValues, names: Iterable[Told | Guess | None], host: str) -> Guess | None:
    """Return the title on which two places agree, the heading's where it is one of them."""
    sites = {_letters(one.value) for one in names if one is not None} | {
        _letters(host.removeprefix("www."))
    }
    sites |= {_letters(label) for label in host.split(".")[:-1] if len(label) > 2}
    places = [
        one._replace(value=_without_site(one.value, sites, told))
        for one in told.fields.get("title", ())
    ]
    places = [one for one in places if _letters(one.value)]
    places = [one for one in places if _letters(one.value) not in sites] or places
    if not places:
        return None
    heading = next((one for one in places if one.where == "<h1>" and one.machine), None)
    best = next((one for one in (heading, *places) if one and _agree(one, places)), places[0])
    alike = {one.where for one in places if _one_title(one.value, best.value)}
    others = [one for one in places if one.where not in alike]
    # <title> is often written for search engines: heading and meta tags are nearer to the text.
    if "<h1>" in alike and alike - {"<h1>", "<title>"}:
        others = []
    if others:
        other = heading if heading in others else others[0]
        return _guess(best.value, f"{best.where}; {other.where} has “{other.value[:80]}”", False)
    sure = _agree(best, places) and _letters(best.value) not in sites
    return _guess(best.value, best.where if sure else f"{best.where} alone", sure)


def _agree(one: Told, places: Sequence[Told]) -> bool:
    """Return whether another place has the same title."""
    alike = (other for other in places if _letters(other.value) == _letters(one.value))
    return any(other.where != one.where for other in alike)


def _one_title(one: str, other: str) -> bool:
    """Return whether two titles are one, perhaps with more in front or behind."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return short in long


def _without_site(title: str, sites: set[str], told: ToldValues) -> str:
    """Return a title without the names of the site, and of its parts, around it.

    They are cut where the heading, or another place, has what is left.
    """
    known = {_letters(one.value) for one in told.fields.get("title", ()) if one.value != title}
    cuts = list(_BETWEEN.finditer(title))
    for cut in cuts:
        before, behind = title[: cut.start()].strip(), title[cut.end() :].strip()
        if _letters(before) in known - sites:
            return before
        for rest, other in ((before, behind), (behind, before)):
            if _letters(other) in sites and _letters(rest):
                return _without_site(rest, sites, told)
    return title


def _publisher(told: ToldValues, host: str, found: dict[str, str]) -> Guess | None:
    """Return who publishes the page: as the table of hosts has it, else as the page names it.

    What the page names is sure where two places name it, or the host has its letters.
    """
    known = publisher_of(host)
    said = [
        one._replace(value=_name_alone(one.value, host))
        for one in told.fields.get("publisher", ())
        if len(one.value) <= _LONGEST_NAME and not one.value.startswith(("http", "@"))
    ]
    said = [one for one in said if _letters(one.value)]
    journal = next((one for one in said if "citation_" in one.where), None)
    if known is not None and journal is None:
        name = known[1]
        other = next(
            (
                one
                for one in said
                if _same_alphabet(one.value, name) and not _alike(one.value, name)
            ),
            None,
        )
        why = f"by the address; {other.where} says “{other.value}”" if other else "by the address"
        return _guess(name, why, other is None)
    if not said:
        name = found.get("publisher", "")
        return (
            _guess(name, "neither JSON-LD nor a meta tag tells it", False)
            if name and "." not in name
            else None
        )
    said.sort(key=lambda one: (one is not journal, bool(_ADDRESS.search(one.value))))
    first = said[0]
    others = (one for one in said if not _alike(one.value, first.value))
    other = next((one for one in others if not _ADDRESS.search(one.value)), None)
    titles = [
        part for one in told.fields.get("title", ()) for part in _BETWEEN.split(one.value)[1:]
    ]
    witnessed = (
        any(one.where != first.where for one in said if one is not other)
        or _of_host(first.value, host)
        or first is journal
        or any(_alike(part, first.value) for part in titles)
    )
    if _ADDRESS.search(first.value):
        return _guess(first.value, f"{first.where}, which has an address for a name", False)
    if other is not None:
        return _guess(first.value, f"{first.where}; {other.where} says “{other.value}”", False)
    return _guess(first.value, first.where if witnessed else f"{first.where} alone", witnessed)


def _name_alone(name: str, host: str) -> str:
    """Return the part of a site's name after which the host is called; else its first."""
    parts = [part for part in _SLOGAN.split(name) if part]
    return next((part for part in parts if _of_host(part, host)), (parts or [name])[0])


def _published(
    told: ToldValues, tree: html.HtmlElement, address: str, language: str, today: datetime
) -> Guess | None:
    """Return the day on which the page says it was published."""
    days: list[tuple[PageDay, Told]] = []
    for one in told.fields.get("published", ()):
        day = day_in(one.value, language, today)
        if day is not None and (one.where != "text" or day.date.precision is Precision.DAY):
            days.append((day, one))
    by_address = _source(address, today).published
    if by_address is not None:
        place = Told("", "the address", by_address.sure)
        days.append((PageDay(SourceDate.parse(by_address.value), False), place))
    if not any(len(str(day.date)) == _DAY for day, _ in days):
        # Of a page that tells its day htmldate knows no more.
        guessed = day_in(_day_by_htmldate(tree, address), language, today)
        days += [(guessed, Told("", "htmldate, in the page", False))] if guessed else []
    if not days:
        return None
    # The most exact, and a day by the page's own clock before one in UTC that may be the next.
    best = min(range(len(days)), key=lambda n: (-len(str(days[n][0].date)), days[n][0].far, n))
    day, place = days[best]
    others = [(other, one) for other, one in days if one.machine and not _within(day, other)]
    if others:
        other, one = others[0]
        return _guess(str(day.date), f"{place.where}; {one.where} says {other.date}", False)
    alike = {one.where for other, one in days if other.date == day.date}
    if day.far and len(alike) == 1:
        return _guess(str(day.date), f"{place.where}, by the clock of Greenwich", False)
    exact = day.date.precision is Precision.DAY or place.where.startswith("meta citation_")
    sure = len(alike) > 1 or (place.machine and place.where not in _TEXTS)
    why = place.where if sure and exact else f"{place.where} alone"
    return _guess(str(day.date), why, sure and exact)


def _day_by_htmldate(tree: html.HtmlElement, address: str) -> str:
    """Return the day that htmldate guesses; it gets a tree, and so fetches nothing."""
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return htmldate.find_date(tree, original_date=True, url=address) or ""
    except Exception:  # noqa: BLE001
        # A fault of the library costs what it would have guessed.
        return ""


def _within(day: PageDay, other: PageDay) -> bool:
    """Return whether a day lies in another, which may be a month or a year."""
    return str(day.date).startswith(str(other.date))


def _author(told: ToldValues, publisher: Guess | None, found: dict[str, str]) -> Guess | None:
    """Return who wrote the page, as JSON-LD or else a meta tag names them."""
    said = [
        one
        for one in told.fields.get("author", ())
        if len(one.value) <= _LONGEST_NAME
        and not _ADDRESS.search(one.value)
        and not (publisher and _alike(one.value, publisher.value))
    ]
    if not said:
        name = found.get("author", "")
        return _guess(name, "found by trafilatura in the page", False) if name else None
    first = said[0]
    names = dict.fromkeys(_BY.sub("", one.value) for one in said if one.where == first.where)
    name = ", ".join(names)
    other = next((one for one in said if _letters(one.value) not in _letters(name)), None)
    if other is not None:
        return _guess(name, f"{first.where}; {other.where} says “{other.value}”", False)
    # A word alone may be that of an account: admin.
    whole = not name.isascii() or " " in name
    return _guess(name, first.where, first.machine and whole)


def _checks(told: ToldValues, publisher: Guess | None) -> Iterable[str]:
    origin = next((one.value for one in told.fields.get("origin", ())), None)
    if origin and not (publisher and _alike(origin, publisher.value)):
        yield f"the page names {origin} as where it has the text from"
    if told.paywalled:
        yield "the page shows its whole text to subscribers alone"


def _guess(value: str, why: str, sure: bool) -> Guess:
    return Guess(visible(value).strip(), why, sure)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in folded if one.isalnum() or unicodedata.combining(one))


def _alike(one: str, other: str) -> bool:
    """Return whether two names are of one body: the letters of one begin or end the other's."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return len(short) > 1 and (long.startswith(short) or long.endswith(short))


def _same_alphabet(one: str, other: str) -> bool:
    return one.isascii() == other.isascii()


def _of_host(name: str, host: str) -> bool:
    """Return whether a host is called by a name, or by its first letters."""
    label = (extract_domain(f"https://{host}/") or host).split(".")[0]
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    plain = _letters(label)
    return len(plain) > 1 and (
        plain in _letters(name) or plain == initials or _letters(name) in plain
    )

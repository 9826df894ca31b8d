"""What is known of a page from all that it says of itself, each value with its evidence.

A value is sure where a place made for programs tells it, or two places tell it alike, and no other
place tells another. Whatever else was taken has a remark that says from where.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

import trafilatura
from courlan import extract_domain
from lxml import etree, html

from strevview.adding.page_words import PageDay, day_in, language_of_text
from strevview.adding.told_values import Told, ToldValues, told_values
from strevview.importers.blocks import LinkText
from strevview.importers.facts import sources_of
from strevview.importers.item_text import Guess
from strevview.model.dates import Period
from strevview.online.page_text import letters_of

# What is behind it in a page of 5 MB is no text of an article.
_MOST = 1_000_000
_MOST_ELEMENTS = 20_000
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|\s*[|_»｜]\s*|—|--|-(?=[^\W\d_])")
_SLOGAN = re.compile(r"\s+[-–—|·•:»]\s+")
_ADDRESS = re.compile(r"https?://|www\.|^@|\.(?:com|org|net|cn|in|ru|pk)$", re.IGNORECASE)
_LONGEST_NAME = 80
_BY = re.compile(r"^(?:by|von|par|por)\s+|\s*@\w+$", re.IGNORECASE)
# Places whose word alone is not enough.
_TEXTS = ("text", "<time>", "the line below the heading")


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
    tree = _tree(text)
    if tree is None:
        return None
    told = told_values(tree)
    guessed = _by_libraries(tree, address)
    # What the address alone tells, as the import reads it.
    link, period = LinkText("", address, 0, 0), Period(today.date(), today.date())
    ((source,), _) = sources_of([link], period)
    host = urlsplit(address).hostname or ""
    text = guessed.text or "\n".join(told.lines)
    language = _language(told, "\n".join((text, *(one.value for one in told.fields["title"][:1]))))
    publisher = _publisher(told, host, source.publisher, guessed.publisher)
    days = _days(told, source.published, guessed.day, language.value if language else "en", today)
    return PageFacts(
        source.key,
        _title(told, [publisher, *told.fields["publisher"]], host),
        publisher,
        _published(days),
        language,
        _author(told, publisher, guessed.author),
        next((one.value for one in told.fields["canonical"]), None),
        guessed.text,
        tuple(_checks(told, publisher)),
    )


def _tree(text: str) -> html.HtmlElement | None:
    """Return the beginning of a page as far as it may have an article; None for what is none."""
    data = text[:_MOST].replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None
    for element in list(tree.iter())[_MOST_ELEMENTS:]:
        element.drop_tree()
    return tree if tree.find(".//*") is not None else None


class Guessed(NamedTuple):
    """What trafilatura and htmldate take for the article's text and for facts of the page."""

    text: str = ""
    publisher: str = ""
    author: str = ""
    day: str = ""


def _by_libraries(tree: html.HtmlElement, address: str) -> Guessed:
    """Return what libraries guess; they get a tree, and so fetch nothing."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = trafilatura.extract(
                tree, url=address, include_comments=False, include_tables=False, fast=True
            )
            # Its extensive search for a day may take minutes.
            days = {"original_date": True, "extensive_search": False}
            found = trafilatura.extract_metadata(tree, default_url=address, date_config=days)
    except Exception:  # noqa: BLE001
        # A fault of a library costs what it would have guessed.
        return Guessed()
    return Guessed(text or "", found.sitename or "", found.author or "", found.date or "")


def _judged(first: Told, against: str | None, sure: bool) -> Guess:
    """Return a value with the place that tells it, and what speaks against it."""
    if against is not None:
        return Guess(first.value, f"{first.where}; {against}", False)
    return Guess(first.value, first.where if sure else f"{first.where} alone", sure)


def _only_guessed(value: str) -> Guess | None:
    found = Told(value, "found in the page by trafilatura")
    return _judged(found, "neither JSON-LD nor a meta tag tells it", False) if value else None


def _says(other: Told | None) -> str | None:
    return other and f"{other.where} says “{other.value[:_LONGEST_NAME]}”"


def _language(told: ToldValues, text: str) -> Guess | None:
    """Return the language that the page names and its text is in."""
    said = [
        one._replace(value=code)
        for one in told.fields["language"]
        if re.fullmatch(r"[a-z]{2,3}", code := re.split(r"[-_]", one.value.lower())[0])
    ]
    # Of a page in two languages `lang` is nearest to the text.
    said.sort(key=lambda one: one.where != "<html lang>")
    spoken = language_of_text(text, [one.value for one in said])
    if spoken is None:
        return _judged(said[0], "its text is too short to tell", False) if said else None
    first = next((one for one in said if one.value == spoken), None)
    if first is not None:
        return _judged(first, None, True)
    names = "; ".join(f"{one.where} says {one.value}" for one in said[:2])
    return _judged(Told(spoken, "by its text"), names or "the page names none", False)


def _title(told: ToldValues, names: Iterable[Told | Guess | None], host: str) -> Guess | None:
    """Return the title on which two places agree, the heading's where it is one of them."""
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    sites = {letters_of(name) for name in (host.removeprefix("www."), *labels)}
    sites |= {letters_of(one.value) for one in names if one is not None}
    places = [
        one._replace(value=title)
        for one in told.fields["title"]
        if letters_of(title := _without_site(one.value, sites, told))
    ]
    places = [one for one in places if letters_of(one.value) not in sites] or places
    if not places:
        return None
    heading = next((one for one in places if one.where == "<h1>" and one.machine), None)
    best = next((one for one in (heading, *places) if one and _agree(one, places)), places[0])
    alike = {one.where for one in places if _one_title(one.value, best.value)}
    others = [one for one in places if one.where not in alike]
    # <title> is often written for search engines: heading and meta tags are nearer to the text.
    if "<h1>" in alike and alike - {"<h1>", "<title>"}:
        others = []
    other = heading if heading in others else next(iter(others), None)
    return _judged(best, _says(other), _agree(best, places) and letters_of(best.value) not in sites)


def _agree(one: Told, places: Sequence[Told]) -> bool:
    """Return whether another place has the same title."""
    alike = (other for other in places if letters_of(other.value) == letters_of(one.value))
    return any(other.where != one.where for other in alike)


def _one_title(one: str, other: str) -> bool:
    """Return whether two titles are one, perhaps with more in front or behind."""
    short, long = sorted((letters_of(one), letters_of(other)), key=len)
    return short in long


def _without_site(title: str, sites: set[str], told: ToldValues) -> str:
    """Return a title without the names of the site, and of its parts, around it.

    They are cut where the heading, or another place, has what is left.
    """
    known = {letters_of(one.value) for one in told.fields["title"] if one.value != title}
    cuts = list(_BETWEEN.finditer(title))
    for cut in cuts:
        before, behind = title[: cut.start()].strip(), title[cut.end() :].strip()
        if letters_of(before) in known - sites:
            return before
        for rest, other in ((before, behind), (behind, before)):
            if letters_of(other) in sites and letters_of(rest):
                return _without_site(rest, sites, told)
    return title


def _publisher(told: ToldValues, host: str, known: Guess | None, guessed: str) -> Guess | None:
    """Return who publishes the page: a journal, as the table of hosts has it, as the page names it.

    What the page names is sure where two places name it, or the host has its letters.
    """
    said = [
        one._replace(value=name)
        for one in told.fields["publisher"]
        if len(one.value) <= _LONGEST_NAME and not one.value.startswith(("http", "@"))
        if letters_of(name := _name_alone(one.value, host))
    ]
    said.sort(key=lambda one: bool(_ADDRESS.search(one.value)))
    journal = next((one for one in said if "citation_" in one.where), None)
    first = journal or (Told(known.value, known.why) if known else next(iter(said), None))
    if first is None:
        return _only_guessed(guessed) if "." not in guessed else None
    if _ADDRESS.search(first.value):
        return _judged(first, "it has an address for a name", False)
    titles = (part for one in told.fields["title"] for part in _BETWEEN.split(one.value)[1:])
    others = [one for one in said if not _alike(one.value, first.value)]
    if first is not journal and known is not None:
        # The table's names are English: in another alphabet a body has another name.
        others = [one for one in others if one.value.isascii() == first.value.isascii()]
    other = next((one for one in others if not _ADDRESS.search(one.value)), None)
    witnessed = (
        any(one.where != first.where for one in said)
        or first is journal
        or known is not None
        or _of_host(first.value, host)
        or any(_alike(part, first.value) for part in titles)
    )
    return _judged(first, _says(other), witnessed)


def _name_alone(name: str, host: str) -> str:
    """Return the part of a site's name after which the host is called; else its first."""
    parts = [part for part in _SLOGAN.split(name) if part]
    return next((part for part in parts if _of_host(part, host)), (parts or [name])[0])


def _days(
    told: ToldValues, by_address: Guess | None, guessed: str, language: str, today: datetime
) -> list[tuple[PageDay, Told]]:
    """Return all days of publication that a page tells, each with its place."""
    places = list(told.fields["published"])
    if by_address is not None:
        places.append(Told(by_address.value, "the address", by_address.sure))
    days = [(day, one) for one in places if (day := day_in(one.value, language, today))]
    days = [(day, one) for day, one in days if one.where != "text" or day.is_whole]
    if not any(day.is_whole for day, _ in days):
        # Of a page that tells its day htmldate knows no more.
        day = day_in(guessed, language, today)
        days += [(day, Told("", "htmldate, in the page", False))] if day else []
    return days


def _published(days: Sequence[tuple[PageDay, Told]]) -> Guess | None:
    """Return the day on which the page says it was published.

    The most exact, and a day by the page's own clock before one in UTC that may be the next.
    """
    if not days:
        return None
    day, place = min(days, key=lambda one: (-len(str(one[0].date)), one[0].far))
    best = Told(str(day.date), place.where)
    other = next((one for one in days if one[1].machine and not _within(day, one[0])), None)
    alike = {one.where for same, one in days if same.date == day.date}
    if other is not None:
        return _judged(best, f"{other[1].where} says {other[0].date}", False)
    if day.far and len(alike) == 1:
        return _judged(best, "by the clock of Greenwich", False)
    exact = day.is_whole or place.where.startswith("meta citation_")
    told = len(alike) > 1 or (place.machine and place.where not in _TEXTS)
    return _judged(best, None, exact and told)


def _within(day: PageDay, other: PageDay) -> bool:
    """Return whether a day lies in another, which may be a month or a year."""
    return str(day.date).startswith(str(other.date))


def _author(told: ToldValues, publisher: Guess | None, guessed: str) -> Guess | None:
    """Return who wrote the page, as JSON-LD or else a meta tag names them."""
    said = [
        one
        for one in told.fields["author"]
        if len(one.value) <= _LONGEST_NAME
        and not _ADDRESS.search(one.value)
        and not (publisher and _alike(one.value, publisher.value))
    ]
    if not said:
        return _only_guessed(guessed)
    where = said[0].where
    names = dict.fromkeys(_BY.sub("", one.value) for one in said if one.where == where)
    first = said[0]._replace(value=", ".join(names))
    other = next(
        (one for one in said if letters_of(one.value) not in letters_of(first.value)), None
    )
    # A word alone may be that of an account: admin.
    whole = not first.value.isascii() or " " in first.value
    return _judged(first, _says(other), first.machine and whole)


def _checks(told: ToldValues, publisher: Guess | None) -> Iterable[str]:
    origin = next((one.value for one in told.fields["origin"]), None)
    if origin and not (publisher and _alike(origin, publisher.value)):
        yield f"the page names {origin} as where it has the text from"
    if told.paywalled:
        yield "the page shows its whole text to subscribers alone"


def _alike(one: str, other: str) -> bool:
    """Return whether two names are of one body: the letters of one begin or end the other's."""
    short, long = sorted((letters_of(one), letters_of(other)), key=len)
    return len(short) > 1 and (long.startswith(short) or long.endswith(short))


def _of_host(name: str, host: str) -> bool:
    """Return whether a host is called by a name, or by its first letters."""
    label = (extract_domain(f"https://{host}/") or host).split(".")[0]
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    plain = letters_of(label)
    return len(plain) > 1 and (
        plain in letters_of(name) or plain == initials or letters_of(name) in plain
    )

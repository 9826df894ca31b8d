"""What is known of a page from all that it says of itself, each value with its evidence.

A value is sure where places agree on it and none tells another. Whatever else was taken has a
remark that says which places are to be compared.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import trafilatura
from courlan import extract_domain
from lxml import etree, html

from strevview.adding.told_values import (
    ALONE,
    BESIDE,
    ISSUING,
    PageDay,
    Told,
    ToldValues,
    beside,
    day_in,
    last_resort,
    told_values,
)
from strevview.importers.blocks import LinkText
from strevview.importers.draft_writer import Guess
from strevview.importers.facts import sources_of
from strevview.model.dates import Period
from strevview.online.page_text import language_of_text, letters_of

# What is behind them in a page of 5 MB is no text of an article.
_MOST_ELEMENTS = 20_000
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|\s*[|_»｜]\s*|—|--|-(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W\d_]")
_SLOGAN = re.compile(r"\s+[-–—|·•:»]\s+")
_ADDRESS = re.compile(r"https?://|www\.|^@|\.(?:com|org|net|cn|in|ru|pk)$", re.IGNORECASE)
# 新华网, 人民日报社, 央视频道
_CHINESE_SITE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:网|報|报|社|台|在线|频道)$")
_LONGEST_NAME = 80
# So many letters in a row two titles of a page have in common.
_IN_COMMON = 5
_BY = re.compile(r"^(?:by|von|par|por)\s+|\s*@\w+$", re.IGNORECASE)
_IN_ADDRESS = "the address"
_SEEN = {BESIDE, ISSUING, ALONE, "<time>", "htmldate"}


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
    article, author, guess = _by_libraries(tree)
    # What the address alone tells, as the import reads it.
    link, period = LinkText("", address, 0, 0), Period(today.date(), today.date())
    sources, (key,) = sources_of([link], period)
    host = urlsplit(address).hostname or ""
    language = _language(told, article or "\n".join(told.lines))
    publisher = _publisher(told, host, sources[key].publisher)
    title = _title(told, [publisher, *told.fields["publisher"], *told.fields["origin"]], host)
    read = partial(day_in, language=language.value if language else "en", today=today)
    behind = (
        one._replace(value=part)
        for one in told.fields["title"]
        for part in _BETWEEN.split(one.value)
        if not _LETTER.search(part)
    )
    by_address = Told(urlsplit(address).path, _IN_ADDRESS)
    near = beside(title.value if title else "", told.lines)
    fields = told.fields
    days = _days((*fields["published"], by_address, *behind, *near, *fields["dated"]), read)
    if not any(day.is_whole for day in days.values()):
        days |= _days(last_resort(told.lines), read)
    return PageFacts(
        key,
        title,
        publisher,
        _published(days, read(guess)),
        language,
        _author(told, publisher, author),
        next((one.value for one in reversed(told.fields["canonical"])), None),
        article,
        tuple(_checks(told, publisher)),
    )


def _tree(text: str) -> html.HtmlElement | None:
    """Return the beginning of a page as far as it may have an article; None for what is none.

    Scripts stay: JSON-LD often stands at the end.
    """
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None
    for element in list(tree.iter())[_MOST_ELEMENTS:]:
        if element.tag != "script":
            element.drop_tree()
    return tree if tree.find(".//*") is not None else None


def _by_libraries(tree: html.HtmlElement) -> tuple[str, str, str]:
    """Return what trafilatura takes for the article's text and its author, htmldate for its day.

    They get a tree, and so fetch nothing.
    """
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A fault of a library costs what it would have found.
    with warnings.catch_warnings(), suppress(Exception):
        warnings.simplefilter("ignore")
        text = trafilatura.extract(tree, include_comments=False, include_tables=False, fast=True)
        # An extensive search for a day may take minutes.
        days = {"original_date": True, "extensive_search": False}
        found = trafilatura.extract_metadata(tree, date_config=days)
        return text or "", found.author or "", found.date or ""
    return "", "", ""


def _judged(first: Told, against: str | None, sure: bool) -> Guess:
    """Return a value with what is to be compared: nothing, if it is sure."""
    if against is not None:
        return Guess(first.value, f"{first.where} says so, but {against}", False)
    return Guess(first.value, first.where if sure else f"only {first.where} says so", sure)


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
    spoken, is_alone = language_of_text(text, [one.value for one in said])
    if spoken is None:
        return _judged(said[0], "its text does not tell", False) if said else None
    first = next((one for one in said if one.value == spoken), None)
    if first is not None:
        return _judged(first, None, True)
    names = "; ".join(f"{one.where} says {one.value}" for one in said[:2])
    return _judged(Told(spoken, "its text"), names or None, is_alone)


def _title(told: ToldValues, names: Iterable[Told | Guess | None], host: str) -> Guess | None:
    """Return the heading, else what the first place calls the page, without the site's name.

    It is sure where another place has it, <title> as it is, a place for programs also with more in
    front or behind, and none tells another; if a place for programs has it, <title> may.
    """
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    sites = {letters_of(name) for name in (host.removeprefix("www."), *labels)}
    sites |= {letters_of(one.value) for one in names if one is not None}
    cut = [one._replace(value=_without_site(one.value, sites)) for one in told.fields["title"]]
    places = [one for one in cut if letters_of(one.value) not in sites | {""}] or cut
    headings = [one for one in places if one.where == "<h1>"]
    others = [one for one in places if one.where != "<h1>"]
    best = _heading(headings, others) or next(iter(others or headings), None)
    if best is None:
        return None
    if best.where == "<h1>" and not any(_is_part(best, one) for one in others):
        # What only the heading has in front is a kicker.
        best = next((one for one in others if _is_part(one, best)), best)
    if best.where != "<h1>":
        others = [*headings[:1], *others]
    again = [one for one in others if one.where != best.where and _is_part(best, one)]
    rivals = [one for one in others if not _is_part(best, one)]
    if any(one.where != "<title>" for one in again):
        rivals = [one for one in rivals if one.where != "<title>"]
    return _judged(best, _says(next(iter(rivals), None)), bool(again))


def _heading(headings: Sequence[Told], others: Sequence[Told]) -> Told | None:
    """Return the heading of the page: that which another place has, too, first with more behind it.

    Else the only one, if it has anything in common with what the page is called elsewhere: a
    heading that has not is that of a part of the site.
    """
    for other in others:
        parts = [one for one in headings if _is_part(one, other)]
        if parts:
            return next((one for one in parts if _begins(one, other)), parts[0])
    if len({letters_of(one.value) for one in headings}) != 1:
        return None
    named = (one for one in others if one.where != "<title>")
    return headings[0] if _is_alike(headings[0], next(named, headings[0])) else None


def _is_alike(one: Told, other: Told) -> bool:
    """Return whether two titles have some letters in a row in common."""
    compared = SequenceMatcher(None, letters_of(one.value), letters_of(other.value), autojunk=False)
    return compared.find_longest_match().size >= _IN_COMMON


def _begins(one: Told, other: Told) -> bool:
    return letters_of(other.value).startswith(letters_of(one.value))


def _is_part(one: Told, other: Told) -> bool:
    """Return whether a title begins or ends another, and is the greater part of <title>.

    What ends <title>, or is the smaller part of it, is the site's name.
    """
    part, whole = letters_of(one.value), letters_of(other.value)
    if other.where == "<title>":
        return _begins(one, other) and 2 * len(part) > len(whole)
    return _begins(one, other) or whole.endswith(part)


def _without_site(title: str, sites: set[str]) -> str:
    """Return a title without the names of the site, and of its parts, behind it."""
    for cut in _BETWEEN.finditer(title):
        before, behind = title[: cut.start()].strip(), title[cut.end() :].strip()
        if letters_of(before) and (letters_of(behind) in sites or _CHINESE_SITE.match(behind)):
            return _without_site(before, sites)
    return title


def _publisher(told: ToldValues, host: str, known: Guess | None) -> Guess | None:
    """Return who publishes the page: a journal, as the table of hosts has it, as the page names it.

    What the page names is sure where two places name it, or the host has its letters.
    """
    said = [
        one._replace(value=name)
        for one in told.fields["publisher"]
        if len(one.value) <= _LONGEST_NAME and not one.value.startswith(("http", "@"))
        if letters_of(name := _name_alone(one.value, host))
    ]
    journal = next((one for one in said if "citation_" in one.where), None)
    first = journal or (Told(known.value, known.why) if known else next(iter(said), None))
    if first is None:
        return None
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


def _days(told: Iterable[Told], read: Callable[[str], PageDay | None]) -> dict[str, PageDay]:
    """Return the first day that each place names, or else the first month."""
    days: dict[str, PageDay] = {}
    for one in told:
        known, day = days.get(one.where), read(one.value)
        if day is not None and (known is None or day.is_whole > known.is_whole):
            days[one.where] = day
    return days


def _published(days: Mapping[str, PageDay], guess: PageDay | None) -> Guess | None:
    """Return the day that the most places tell; of as many, the first place's.

    A moment of the night in UTC is of the day before or after, if another place names that. It is
    sure where a place made for programs tells it, or the address; or what readers see, if htmldate
    finds it, too.
    """
    whole = {where: day for where, day in days.items() if day.is_whole}
    if not whole.keys() - {ALONE} and guess is not None:
        whole = {"htmldate": guess}
    whole = whole or dict(days)
    if not whole:
        return None
    here = {day.date.start for day in whole.values() if not day.far}
    told = {where: _day_there(day, here) for where, day in {**days, **whole}.items()}
    ((best, _),) = Counter(told[where] for where in whole).most_common(1)
    wheres = {where: day for where, day in whole.items() if told[where] == best}
    against = (f"{where} says {day}" for where, day in told.items() if not best.startswith(day))
    at_place = (wheres[where] for where in (BESIDE, _IN_ADDRESS) if where in wheres)
    is_far = any(day.far for day in wheres.values()) and all(day.far for day in at_place)
    doubts = (
        next(against, None),
        "in UTC: at the place it may have been another day" if is_far else None,
        None if any(day.is_whole for day in wheres.values()) else "it names no day",
        "its day may be its month" if all(day.unsure for day in wheres.values()) else None,
    )
    seen_twice = BESIDE in wheres and guess is not None and str(guess.date) == best
    is_sure = seen_twice or bool(wheres.keys() - _SEEN)
    doubt = next((one for one in doubts if one is not None), None)
    return _judged(Told(best, next(iter(wheres))), doubt, is_sure)


def _day_there(day: PageDay, here: Collection[date]) -> str:
    """Return a day, or that at the place, if only that is among those which are told `here`."""
    there = day.date.start + timedelta(days=day.far)
    return str(there) if there in here and day.date.start not in here else str(day.date)


def _author(told: ToldValues, publisher: Guess | None, found: str) -> Guess | None:
    """Return who wrote the page, as JSON-LD or else a meta tag names them."""
    said = [
        one
        for one in told.fields["author"]
        if len(one.value) <= _LONGEST_NAME
        and not _ADDRESS.search(one.value)
        and not (publisher and _alike(one.value, publisher.value))
    ]
    if not said:
        return _judged(Told(found, "trafilatura"), None, False) if found else None
    where = said[0].where
    names = dict.fromkeys(_BY.sub("", one.value) for one in said if one.where == where)
    first = said[0]._replace(value=", ".join(names))
    other = next(
        (one for one in said if letters_of(one.value) not in letters_of(first.value)), None
    )
    # A word alone may be that of an account: admin.
    whole = not first.value.isascii() or " " in first.value
    return _judged(first, _says(other), first.where != "the text" and whole)


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

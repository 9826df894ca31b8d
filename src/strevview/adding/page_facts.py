"""What is known of a page from all that it says of itself, each value with its evidence.

A value is sure where what readers see and what the page tells programs agree, and no place tells
another. Whatever else was taken has a remark that says which places are to be compared.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from difflib import SequenceMatcher
from functools import partial
from itertools import product
from typing import NamedTuple
from urllib.parse import urlsplit

import trafilatura
from courlan import extract_domain
from lxml import html

from strevview.adding.told_values import (
    ALONE,
    BESIDE,
    Days,
    Told,
    beside,
    days_in,
    last_resort,
    short_lines,
    told_values,
)
from strevview.importers.blocks import LinkText
from strevview.importers.draft_writer import Guess
from strevview.importers.facts import sources_of
from strevview.model.dates import Period
from strevview.model.record import LANGUAGE_CODE
from strevview.online.page_text import language_of_text, letters_of, tree_of

# What is behind them in a page of 5 MB is no text of an article.
_MOST_ELEMENTS = 20_000
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|\s*[|_»｜]\s*|—|--|-(?=[^\W\d_])")
_SLOGAN = re.compile(r"\s+[-–—|·•:»]\s+")
_ADDRESS = re.compile(r"https?://|www\.|^@|\.(?:com|org|net|cn|in|ru|pk)$", re.IGNORECASE)
# 新华网, 人民日报社, 央视频道
_CHINESE_SITE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:网|報|报|社|台|在线|频道)$")
# As the library that tells languages has it.
_OTHER_CODES = {"nb": "no"}
_LONGEST_NAME = 80
# So many letters in a row two titles of a page have in common.
_IN_COMMON = 5
_BY = re.compile(r"^(?:by|von|par|por)\s+|\s*@\w+$", re.IGNORECASE)
_BY_ADDRESS = "the address"
_GUESSED = "htmldate"
# What readers see; all but these and the address is told to programs.
_SEEN = (BESIDE, ALONE, _GUESSED, "<time>", "itemprop datePublished")


Fields = Mapping[str, Sequence[Told]]


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
    lines = short_lines(tree)
    told = told_values(tree, lines)
    article, author, guess = _by_libraries(tree)
    # What the address alone tells, as the import reads it.
    link, period = LinkText("", address, 0, 0), Period(today.date(), today.date())
    sources, (key,) = sources_of([link], period)
    host = urlsplit(address).hostname or ""
    language = _language(told, article or "\n".join(lines))
    publisher = _publisher(told, host, sources[key].publisher)
    title = _title(told, [publisher, *told["publisher"], *told["origin"]], host)
    spoken = language.value if language else "en"
    read = partial(days_in, language=spoken, today=today.date())
    behind = (
        one._replace(value=part)
        for one in told["title"]
        for part in _BETWEEN.split(one.value)
        if not re.search(r"[^\W\d_]", part)
    )
    by_address = Told(urlsplit(address).path, _BY_ADDRESS)
    near = beside(title.value if title else "", lines)
    days = _days_by_place((*told["published"], by_address, *behind, *near, *told["dated"]), read)
    if not days:
        days = _days_by_place(last_resort(lines), read)
    return PageFacts(
        key,
        title,
        publisher,
        _published(days, read(guess)),
        language,
        _author(told, publisher, author),
        next((one.value for one in reversed(told["canonical"])), None),
        article,
        tuple(_checks(told, publisher)),
    )


def _tree(text: str) -> html.HtmlElement | None:
    """Return the beginning of a page as far as it may have an article; None for what is none.

    Scripts stay: JSON-LD often stands at the end.
    """
    tree = tree_of(text)
    if tree is None or tree.find(".//*") is None:
        return None
    for element in list(tree.iter())[_MOST_ELEMENTS:]:
        if element.tag != "script":
            element.drop_tree()
    return tree


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


def _judged(value: str, wheres: Iterable[str], doubt: str | None, sure: bool) -> Guess:
    """Return a value that some places tell, with what is to be looked up: nothing if it is sure."""
    first, *others = wheres
    if doubt is not None:
        return Guess(value, f"{first} says so, but {doubt}", False)
    alone = f"{first} and {others[0]} say" if others else f"{first} says"
    return Guess(value, first if sure else f"only {alone} so", sure)


def _says(others: Iterable[Told]) -> str | None:
    """Return what the first of some places says, if there is one."""
    return next((f"{one.where} says “{one.value[:_LONGEST_NAME]}”" for one in others), None)


def _language(told: Fields, text: str) -> Guess | None:
    """Return the language that the page names and its text is in."""
    said: dict[str, str] = {}
    # Of a page in two languages `lang` is nearest to the text.
    for one in sorted(told["language"], key=lambda one: one.where != "<html lang>"):
        code = re.split(r"[-_]", one.value.lower())[0]
        if re.fullmatch(LANGUAGE_CODE, code):
            said.setdefault(_OTHER_CODES.get(code, code), one.where)
    spoken, is_alone = language_of_text(text, said)
    if spoken in said:
        return _judged(spoken, [said[spoken]], None, True)
    if spoken is None:
        doubt = "its text does not tell"
        return next((_judged(code, [said[code]], doubt, False) for code in said), None)
    names = "; ".join(f"{where} says {code}" for code, where in said.items())
    return _judged(spoken, ["its text"], names or None, is_alone)


def _title(told: Fields, names: Iterable[Told | Guess | None], host: str) -> Guess | None:
    """Return the heading that another place has, too, which is sure if no place has another.

    Else the only heading, if it has anything in common with what the page tells programs; else what
    it tells them. The name of the site does not count, nor does <title> where a better place tells.
    """
    sites = {letters_of(one.value) for one in names if one is not None}
    sites.add(letters_of(host.removeprefix("www.")))
    cut = [one._replace(value=_without_site(one.value, sites)) for one in told["title"]]
    places = [one for one in cut if letters_of(one.value) not in sites | {""}] or cut
    headings = [one for one in places if one.where == "<h1>"]
    others = [one for one in places if one.where != "<h1>"]
    pairs = [pair for pair in product(others, headings) if _agree(*pair)]
    best = next(iter(others or headings), None)
    if best is None:
        return None
    if pairs:
        other, best = pairs[0]
        kicker = letters_of(best.value).removesuffix(letters_of(other.value))
        # What only the heading has in front is a kicker.
        best = other if 0 < len(kicker) < len(letters_of(best.value)) else best
    elif len({letters_of(one.value) for one in headings}) == 1:
        shown, named = letters_of(headings[0].value), letters_of(best.value)
        compared = SequenceMatcher(None, shown, named, autojunk=False)
        best = headings[0] if compared.find_longest_match().size >= _IN_COMMON else best
    again = dict.fromkeys(one.where for one in (best, *others) if _agree(one, best))
    rivals = [one for one in others if not _agree(one, best)]
    if again.keys() - {"<h1>", "<title>"}:
        rivals = [one for one in rivals if one.where != "<title>"]
    return _judged(best.value, again, _says(rivals), bool(pairs))


def _agree(one: Told, other: Told) -> bool:
    """Return whether a title begins or ends another, and is the greater part of it."""
    short, long = sorted((len(letters_of(one.value)), len(letters_of(other.value))))
    return _alike(one.value, other.value) and 2 * short > long


def _without_site(title: str, sites: set[str]) -> str:
    """Return a title without the names of the site, and of its parts, behind it."""
    for cut in _BETWEEN.finditer(title):
        before, behind = title[: cut.start()].strip(), title[cut.end() :].strip()
        if letters_of(before) and (letters_of(behind) in sites or _CHINESE_SITE.match(behind)):
            return _without_site(before, sites)
    return title


def _publisher(told: Fields, host: str, known: Guess | None) -> Guess | None:
    """Return who publishes the page: a journal, as the table of hosts has it, as the page names it.

    What the page names is sure where two places name it, or the host has its letters. One that
    names nobody may end its title with the letters of the host.
    """
    parts = [
        one._replace(value=part) for one in told["title"] for part in _BETWEEN.split(one.value)[1:]
    ]
    named = told["publisher"] or [part for part in parts if _is_label(part.value, host)]
    said = [
        one._replace(value=name)
        for one in named
        if len(one.value) <= _LONGEST_NAME and not one.value.startswith(("http", "@"))
        if letters_of(name := _name_alone(one.value, host))
    ]
    journal = next((one for one in said if "citation_" in one.where), None)
    first = journal or (Told(known.value, known.why) if known else next(iter(said), None))
    if first is None:
        return None
    if _ADDRESS.search(first.value):
        return _judged(first.value, [first.where], "it has an address for a name", False)
    others = [one for one in said if not _alike(one.value, first.value)]
    if first is not journal and known is not None:
        # The table's names are English: in another alphabet a body has another name.
        others = [one for one in others if one.value.isascii() == first.value.isascii()]
    others = [one for one in others if not _ADDRESS.search(one.value)]
    witnessed = (
        any(one.where != first.where for one in said)
        or first is journal
        or known is not None
        or _of_host(first.value, host)
        or any(_alike(part.value, first.value) for part in parts)
    )
    return _judged(first.value, [first.where], _says(others), witnessed)


def _name_alone(name: str, host: str) -> str:
    """Return the part of a site's name after which the host is called; else its first."""
    parts = [part for part in _SLOGAN.split(name) if part]
    return next((part for part in parts if _of_host(part, host)), (parts or [name])[0])


def _days_by_place(told: Iterable[Told], read: Callable[[str], Days]) -> dict[str, Days]:
    """Return the first day that each place names."""
    found: dict[str, Days] = {}
    for one in told:
        if days := read(one.value):
            found.setdefault(one.where, days)
    return found


def _published(told: Mapping[str, Days], guess: Days) -> Guess | None:
    """Return the day that the most places may mean; of as many, the first place's.

    It is sure where readers see it and programs are told it, and no place tells another. For what
    stands beside the title htmldate's guess will do, too.
    """
    if not told.keys() - {ALONE} and guess:
        told = {_GUESSED: guess}
    if not told:
        return None
    votes = Counter(day for days in told.values() for day in days)
    ((best, _),) = votes.most_common(1)
    places = {where: days for where, days in told.items() if best in days}
    seen = {where for where in places if where in _SEEN}
    doubts = [f"{where} says {days[0]}" for where, days in told.items() if best not in days]
    if not any(places.get(where) == (best,) for where in (BESIDE, _BY_ADDRESS)):
        others = (day for days in places.values() for day in days if day != best)
        doubts += [f"it may mean {day}, too" for day in others]
    told_twice = places.keys() > seen or (BESIDE in seen and best in guess)
    return _judged(best, places, next(iter(doubts), None), bool(seen) and told_twice)


def _author(told: Fields, publisher: Guess | None, found: str) -> Guess | None:
    """Return who wrote the page, as JSON-LD or else a meta tag names them."""
    said = [
        one
        for one in told["author"]
        if len(one.value) <= _LONGEST_NAME
        and not _ADDRESS.search(one.value)
        and not (publisher and _alike(one.value, publisher.value))
    ]
    if not said:
        return _judged(found, ["trafilatura"], None, False) if found else None
    where = said[0].where
    names = ", ".join(dict.fromkeys(_BY.sub("", one.value) for one in said if one.where == where))
    others = [one for one in said if letters_of(one.value) not in letters_of(names)]
    # A word alone may be that of an account: admin.
    return _judged(names, [where], _says(others), not names.isascii() or " " in names)


def _checks(told: Fields, publisher: Guess | None) -> Iterable[str]:
    origin = next((one.value for one in told["origin"]), None)
    if origin and not (publisher and _alike(origin, publisher.value)):
        yield f"the page names {origin} as where it has the text from"
    if any(one.value.lower() == "false" for one in told["free"]):
        yield "the page shows its whole text to subscribers alone"


def _alike(one: str, other: str) -> bool:
    """Return whether the letters of one name begin or end another's: the two are of one body."""
    short, long = sorted((letters_of(one), letters_of(other)), key=len)
    return len(short) > 1 and (long.startswith(short) or long.endswith(short))


def _of_host(name: str, host: str) -> bool:
    """Return whether a host is called by a name, by a part of it, or by its first letters."""
    letters, label = letters_of(name), _label(host)
    return len(label) > 1 and (label in letters or letters in label or _is_label(name, host))


def _is_label(name: str, host: str) -> bool:
    """Return whether a host is called by just the letters of a name, or by its first letters."""
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    return len(name) > 1 and _label(host) in (letters_of(name), initials)


def _label(host: str) -> str:
    """Return how a host is called, without `www.` and `.com`."""
    return letters_of((extract_domain(f"https://{host}/") or host).split(".")[0])

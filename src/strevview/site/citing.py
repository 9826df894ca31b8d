"""How the site is cited: Highwire tags, Open Graph, JSON-LD, BibTeX and RIS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from strevview.events.event_list import EventIssue, EventList
from strevview.model.issue import Issue
from strevview.render.view import IssueView
from strevview.site.addresses import Addresses, slug
from strevview.site.pages import Page
from strevview.site.publishing import SiteFile

_BIBTEX, _RIS = "cite.bib", "cite.ris"


@dataclass(frozen=True, slots=True)
class CiteView:
    """An issue as it is cited, and where BibTeX and RIS are."""

    text: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class About:
    """What a page tells programs: tags as (attribute, name, content), JSON-LD; how to cite it."""

    meta: tuple[tuple[str, str, str], ...]
    json_ld: Markup | None = None
    cite: CiteView | None = None


def issued(issue: Issue) -> date:
    """Return when an issue was published; where it is not told, the period's last day."""
    return issue.published or issue.period.end


def changed(issue: Issue) -> date:
    """Return the last day on which an issue was published, revised or corrected."""
    days = (issue.revised, *(correction.date for correction in issue.corrections))
    return max((issued(issue), *(day for day in days if day is not None)))


class Citing:
    """Tells of a site's pages how they are cited; `url` is the site's address, if it has one."""

    def __init__(
        self,
        events: EventList,
        views: Mapping[str, IssueView],
        addresses: Addresses,
        url: str | None,
    ) -> None:
        self._issues = {issue.key: issue for issue in events.issues}
        self._latest = events.issues[-1]
        self._views = views
        self._addresses = addresses
        self._url = url

    def about(self, page: Page) -> About:
        """Return what a page tells programs; issues and the home page tell the most."""
        issue = self._issues.get(page.folder.rstrip("/"))
        if issue is None:
            is_home = page.template == "home"
            tags = self._open_graph(page.folder, page.title, "website", self._latest)
            periodical = {"@context": "https://schema.org", **self._periodical()}
            return About(tuple(tags), _script(periodical) if is_home else None)
        title = self._title(issue)
        meta = [*self._highwire(issue, title)]
        meta += self._open_graph(page.folder, title, "article", issue)
        cite = CiteView(self._sentence(issue), _BIBTEX, _RIS)
        return About(tuple(meta), _script(self._publication(issue)), cite)

    def files(self, issue: EventIssue) -> tuple[SiteFile, ...]:
        """Return an issue as BibTeX and as RIS."""
        folder = f"{issue.key}/"
        return (
            SiteFile(folder + _BIBTEX, self._bibtex(issue).encode()),
            SiteFile(folder + _RIS, self._ris(issue).encode()),
        )

    def _title(self, issue: EventIssue) -> str:
        return f"{issue.series.title}, {self._views[issue.key].plain_month}"

    def _absolute(self, address: str) -> str | None:
        return None if self._url is None else self._url + quote(address)

    def _pdf(self, issue: EventIssue) -> str | None:
        return self._absolute(f"{issue.key}/{issue.stem}.pdf")

    def _highwire(self, issue: EventIssue, title: str) -> Iterator[tuple[str, str, str]]:
        """Yield the tags that Google Scholar and reference managers read."""
        series, told = issue.series, issue.issue
        number = told.number_in(series)
        values = [
            ("title", title),
            *(("author", name) for name in told.editors or (series.publisher.name,)),
            ("publication_date", issued(told).strftime("%Y/%m/%d")),
            ("journal_title", series.title),
            ("issn", series.issn),
            ("issue", None if number is None else str(number)),
            ("publisher", series.publisher.name),
            ("language", series.language),
            ("abstract_html_url", self._absolute(f"{issue.key}/")),
            ("pdf_url", self._pdf(issue)),
        ]
        for name, value in values:
            if value is not None:
                yield "name", f"citation_{name}", value

    def _open_graph(
        self, folder: str, title: str, kind: str, issue: EventIssue
    ) -> Iterator[tuple[str, str, str]]:
        highlights = [line for one in issue.issue.sections if (line := one.cover_line)]
        values = [
            ("og:title", title),
            ("og:type", kind),
            ("og:site_name", issue.series.title),
            ("og:locale", issue.series.language.replace("-", "_")),
            ("og:url", self._absolute(folder)),
            ("og:image", self._absolute(self._addresses.cover(issue.key))),
        ]
        if kind == "article":
            yield "name", "description", "; ".join(highlights) or title
            values.append(("og:description", "; ".join(highlights)))
        for name, value in values:
            if value:
                yield "property", name, value

    def _periodical(self) -> dict[str, Any]:
        series = self._latest.series
        publisher = {"@type": "Organization", "name": series.publisher.name}
        found = {
            "@type": "Periodical",
            "name": series.title,
            "issn": series.issn,
            "inLanguage": series.language,
            "publisher": publisher,
            "url": self._url,
        }
        return {name: value for name, value in found.items() if value is not None}

    def _publication(self, issue: EventIssue) -> dict[str, Any]:
        told = issue.issue
        number = told.number_in(issue.series)
        found = {
            "@context": "https://schema.org",
            "@type": "PublicationIssue",
            "name": self._title(issue),
            "issueNumber": None if number is None else str(number),
            "datePublished": issued(told).isoformat(),
            "dateModified": changed(told).isoformat(),
            "inLanguage": issue.series.language,
            "url": self._absolute(f"{issue.key}/"),
            "image": self._absolute(self._addresses.cover(issue.key)),
            "editor": [{"@type": "Person", "name": name} for name in told.editors] or None,
            "about": [section.title for section in told.sections],
            "isPartOf": self._periodical(),
        }
        return {name: value for name, value in found.items() if value is not None}

    def _sentence(self, issue: EventIssue) -> str:
        publisher, number = issue.series.publisher.name, issue.issue.number_in(issue.series)
        parts = [
            ", ".join(issue.issue.editors) or publisher,
            f"{self._title(issue)}" + (f", no. {number}" if number is not None else ""),
            *([publisher] if issue.issue.editors else []),
            self._absolute(f"{issue.key}/"),
        ]
        return ". ".join(part for part in parts if part)

    def _bibtex(self, issue: EventIssue) -> str:
        told, series = issue.issue, issue.series
        number = told.number_in(series)
        day = issued(told)
        values = {
            "title": f"{{{self._title(issue)}}}",
            "editor": " and ".join(f"{{{name}}}" for name in told.editors) or None,
            "journal": series.title,
            "number": None if number is None else str(number),
            "publisher": series.publisher.name,
            "issn": series.issn,
            "year": f"{day.year}",
            "month": f"{day.month}",
            "day": f"{day.day}",
            "url": self._absolute(f"{issue.key}/"),
        }
        name = f"{slug(series.publisher.short or series.publisher.name)}-{issue.key}"
        lines = [f"  {key} = {{{_bibtex(value)}}}," for key, value in values.items() if value]
        return "\n".join((f"@periodical{{{name},", *lines, "}\n"))

    def _ris(self, issue: EventIssue) -> str:
        told, series = issue.issue, issue.series
        number = told.number_in(series)
        lines = [
            ("TY", "JFULL"),
            ("TI", self._title(issue)),
            ("T2", series.title),
            *(("ED", name) for name in told.editors),
            ("IS", None if number is None else str(number)),
            ("PB", series.publisher.name),
            ("SN", series.issn),
            ("PY", f"{issued(told).year}"),
            ("DA", issued(told).strftime("%Y/%m/%d")),
            ("LA", series.language),
            ("UR", self._absolute(f"{issue.key}/")),
            ("L1", self._pdf(issue)),
        ]
        told_lines = (f"{key}  - {value}" for key, value in lines if value is not None)
        # The form's lines end as on Windows.
        return "\r\n".join((*told_lines, "ER  - ", ""))


def _bibtex(text: str) -> str:
    """Return a text with what LaTeX would take for commands made plain; braces stay."""
    for mark in "&%$#_":
        text = text.replace(mark, f"\\{mark}")
    return text


def _script(data: Mapping[str, Any]) -> Markup:
    """Return data as JSON that can stand in a `<script>`: no `<` ends it."""
    text = json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 - nothing in it can end the element

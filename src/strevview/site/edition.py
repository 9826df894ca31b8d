"""The way from issues to the files of a site: pages, assets, data, feeds; proven, then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from markupsafe import Markup

from strevview.diagnostics import Diagnostic, error, has_errors
from strevview.events.event_list import is_out, list_events
from strevview.events.groups import words_of
from strevview.model.loading import LoadedIssue
from strevview.render.compose import fill
from strevview.render.date_labels import is_from_right_to_left
from strevview.render.pictures import read_pictures
from strevview.render.view import view_of
from strevview.site import feeds
from strevview.site.addresses import INDEX
from strevview.site.assets import (
    STYLESHEET,
    WebFiles,
    cover_key,
    fonts,
    read_web_files,
    stylesheet,
)
from strevview.site.citing import about, cite_files
from strevview.site.page_proof import ReadPage, issue_faults, link_faults, pdf_faults, read_page
from strevview.site.pages import LinkView, Page, Pages
from strevview.site.publishing import Publishing, SiteFile, Written
from strevview.site.reducing import COVER_WIDTH, cover_picture
from strevview.site.review import Review
from strevview.site.search_index import search_files
from strevview.site.tables import CSV, DATABASE, DESCRIBED, JSON, data_files
from strevview.style.script_fonts import with_fonts
from strevview.style.scripts import letters_of
from strevview.style.style_file import millimetres
from strevview.style.style_folder import Style, find_style
from strevview.style.style_names import named_style

NO_ISSUES = "SV973"
NOT_FOUND_PAGE = "404.html"
_DATA, _SEARCH = "data/", "search/"


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What a site is asked for: its folder, that of the PDFs, the day, and what to leave out."""

    output: Path
    pdfs: Path
    today: date
    drafts: bool = False
    search: bool = True
    feeds: bool = True


@dataclass(frozen=True, slots=True)
class Made:
    """What a site came to: its pages, and what was written; or why nothing was."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    written: Written | None = None


def chosen(issues: Iterable[LoadedIssue], options: SiteOptions) -> tuple[LoadedIssue, ...]:
    """Return the issues that are out; one that cannot be read is among them."""
    return tuple(
        one
        for one in issues
        if one.issue is None or options.drafts or is_out(one.issue, options.today)
    )


def unreadable(issues: Sequence[LoadedIssue]) -> tuple[Diagnostic, ...]:
    """Return what keeps issues from being a site: faults in their files, two of one period."""
    if not issues:
        advice = "issues that are drafts, or whose `published:` is to come, need --drafts"
        return (error(NO_ISSUES, "no issue is out", None, advice),)
    found = list(dict.fromkeys(fault for one in issues for fault in one.shelf.diagnostics))
    found += (fault for one in issues for fault in one.diagnostics)
    periods: dict[str, str] = {}
    for one in issues:
        if one.issue is not None:
            other = periods.setdefault(one.issue.period.stem, one.name)
            if other != one.name:
                message = f"{other} and {one.name} are of one period, and would be one page"
                found.append(error(NO_ISSUES, message, None, "give them to `site` one at a time"))
    return tuple(found) if has_errors(found) else ()


def make_site(issues: Sequence[LoadedIssue], options: SiteOptions) -> Made:
    """Make the site of some issues, whose PDFs are there, and write it; an error stops it."""
    faults = unreadable(issues)
    if faults:
        return Made(faults)
    name, named_at = named_style(issues[-1])
    style = find_style(name, issues[-1].folder, named_at)
    if isinstance(style, tuple):
        return Made(style)
    web = read_web_files(style)
    if isinstance(web, tuple):
        return Made(web)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        publishing = Publishing.open(options.output, workers)
        maker = _SiteMaker(issues, style, web, options, publishing)
        files = maker.files()
    if has_errors(maker.faults):
        return Made(tuple(maker.faults))
    written = publishing.write(files)
    if not isinstance(written, Written):
        return Made(written)
    return Made(tuple(maker.faults), len(maker.read), written)


class _SiteMaker:
    def __init__(
        self,
        issues: Sequence[LoadedIssue],
        style: Style,
        web: WebFiles,
        options: SiteOptions,
        publishing: Publishing,
    ) -> None:
        self.faults: list[Diagnostic] = []
        self.read: dict[str, ReadPage] = {}
        self._style = style
        self._web = web
        self._options = options
        self._publishing = publishing
        events = list_events(issues, options.today, unpublished=True)
        loaded = {one.issue.period.stem: one for one in issues if one.issue is not None}
        self._review = Review(
            events,
            loaded,
            {key: view_of(one, style, web=True)[0] for key, one in loaded.items()},
            words_of(events.issues[-1].series, style.file.labels),
        )

    def files(self) -> tuple[SiteFile, ...]:
        """Return the site's files in the order in which they are written, the home page last."""
        review = self._review
        files = [*self._pictures(), *self._of_issues()]
        site = self._site()
        templates = self._web.templates()
        pages = [self._html(page, site, templates) for page in self._pages()]
        if has_errors(self.faults):
            return ()
        files += (*self._assets(pages), *data_files(review))
        search = self._search(pages)
        closing = self._closing()
        paths = [file.path for file in (*files, *search, *pages, *closing)]
        self.faults += self._prove(pages, [*paths, *self._publishing.made_of])
        # The home page comes last of `Pages`.
        return (*files, *self._publishing.made(), *search, *pages, *closing)

    def _pages(self) -> Iterator[Page]:
        labels = self._review.labels
        if self._options.search:
            yield Page(_SEARCH, "search", labels["search"], {})
        content = {"tables": DESCRIBED, "files": (CSV, JSON, DATABASE)}
        yield Page(_DATA, "data", labels["data"], content)
        yield from Pages(self._review).all()

    def _site(self) -> Mapping[str, object]:
        """Return what every page says of the site."""
        review = self._review
        series, view = review.series, review.views[review.latest.key].series
        return {
            "title": series.title,
            "title_markup": view.title,
            "language": series.language,
            "direction": view.direction,
            "publisher": view.publisher.name,
            "publisher_names": view.publisher.names,
            "publisher_lines": view.publisher.lines,
            "issn": series.issn,
            "rights": view.rights,
            "home": "" if review.url else INDEX,
            "stylesheet": STYLESHEET,
            "cover_height": self._cover_height(),
            "navigation": tuple(self._navigation()),
            "feeds": tuple(self._feed_links()),
        }

    def _navigation(self) -> Iterator[LinkView]:
        addresses, search = self._review.addresses, ["search"] if self._options.search else []
        for name in (*addresses.lists, "data", *search):
            yield self._labelled(addresses.page(f"{name}/"), name)

    def _feed_links(self) -> Iterator[LinkView]:
        if self._review.url is not None and self._options.feeds:
            for name, label in feeds.FEEDS.items():
                yield self._labelled(name, label)

    def _labelled(self, address: str, label: str) -> LinkView:
        return LinkView(address, Markup.escape(self._review.labels[label]))

    def _cover_height(self) -> int:
        page = self._style.file.page
        return round(COVER_WIDTH * millimetres(page.height) / millimetres(page.width))

    def _html(
        self, page: Page, site: Mapping[str, object], templates: Mapping[str, str]
    ) -> SiteFile:
        """Return a page as HTML; a template that fails is among the faults."""
        review = self._review
        is_lost = page.template == "404"
        path = NOT_FOUND_PAGE if is_lost else page.folder + INDEX
        told = about(page, review)
        heading = {
            "title": page.title,
            # A server shows this page under any address.
            "root": (review.url or "") if is_lost else page.root,
            "address": review.addresses.page(page.folder),
            "canonical": None if is_lost else review.absolute(page.folder),
            "meta": told.meta,
            "json_ld": told.json_ld,
        }
        context = {"site": site, "labels": review.labels, "page": heading, "cite": told.cite}
        name = f"{page.template}.html"
        html = fill(templates, name, {**context, **page.content}, f"{self._style.shown}/web")
        if isinstance(html, Diagnostic):
            self.faults.append(html)
            return SiteFile(path, b"")
        return SiteFile(path, html.encode())

    def _pictures(self) -> Iterator[SiteFile]:
        """Yield the pictures of each issue beside its page, and those of the style's sheets."""
        for key, loaded in self._review.loaded.items():
            pictures, faults = read_pictures(loaded)
            self.faults += faults
            yield from (SiteFile(f"{key}/{one.file}", one.data) for one in pictures)
        for name, data in self._web.pictures.items():
            yield SiteFile(name, data)

    def _of_issues(self) -> Iterator[SiteFile]:
        """Yield each issue's PDF, its cover as a picture, and what cites it."""
        for issue in self._review.events.issues:
            source = self._options.pdfs / f"{issue.stem}.pdf"
            pdf = source.read_bytes()
            self.faults += pdf_faults(str(source), pdf, self._review.loaded[issue.key])
            path = self._review.addresses.cover(issue.key)
            self._publishing.make(path, cover_key(pdf), partial(cover_picture, pdf))
            yield SiteFile(f"{issue.key}/{issue.stem}.pdf", pdf)
            yield from cite_files(issue, self._review)

    def _assets(self, pages: Iterable[SiteFile]) -> Iterator[SiteFile]:
        characters = frozenset().union(*(page.data.decode() for page in pages))
        letters = frozenset(letters_of("".join(sorted(characters))))
        style, served = with_fonts(self._style, letters)
        self.faults += served.faults
        made = tuple(fonts(style, characters, self._publishing.make))
        rtl = is_from_right_to_left(self._review.series.language)
        css = stylesheet(style, self._web, made, right_to_left=rtl)
        yield SiteFile(STYLESHEET, css.encode())

    def _search(self, pages: Sequence[SiteFile]) -> tuple[SiteFile, ...]:
        if not self._options.search:
            return ()
        of_issues = [page for page in pages if b"data-pagefind-body" in page.data]
        found = search_files(of_issues, self._review.series.language)
        if isinstance(found, Diagnostic):
            self.faults.append(found)
            return ()
        return found

    def _closing(self) -> tuple[SiteFile, ...]:
        """Return what needs an address on the web: the feeds, then the sitemap."""
        if self._review.url is None:
            return ()
        found = feeds.feed_files(self._review) if self._options.feeds else ()
        return (*found, feeds.sitemap(self._review))

    def _prove(self, pages: Sequence[SiteFile], files: Sequence[str]) -> Iterator[Diagnostic]:
        self.read = {page.path: read_page(page.data.decode()) for page in pages}
        for key, loaded in self._review.loaded.items():
            path = f"{key}/{INDEX}"
            yield from issue_faults(path, self.read[path], loaded)
        # A missing page's own links are absolute, or lead from wherever it is shown.
        yield from link_faults(self.read, files)

"""A series as a web site: pages, assets, data and feeds are made, proven, and then written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup

from strevview.build.pool import one_beside
from strevview.build.turn import Task
from strevview.diagnostics import Diagnostic, error, has_errors
from strevview.events import EventList
from strevview.render.compose import fill
from strevview.render.date_labels import is_from_right_to_left
from strevview.render.pictures import read_pictures
from strevview.site.assets import (
    COVER_WIDTH,
    STYLESHEET,
    WebFiles,
    cover_key,
    cover_picture,
    fonts,
    read_web_files,
    search_files,
    stylesheet,
)
from strevview.site.citing import FEEDS, about, cite_files, feed_files, sitemap
from strevview.site.page_proof import issue_faults, link_faults, pdf_faults, read_page
from strevview.site.pages import MISSING_PAGE, LinkView, Page, Pages
from strevview.site.publishing import Publishing, SiteFile, Written
from strevview.site.review import PAGE_FILE, Review
from strevview.site.tables import data_files
from strevview.style.script_fonts import with_fonts
from strevview.style.scripts import letters_of
from strevview.style.style_file import millimetres
from strevview.style.style_folder import find_style, named_style

NO_ISSUES = "SV973"


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What a site is asked for: its folder, and what to leave out."""

    output: Path
    search: bool = True
    feeds: bool = True


@dataclass(frozen=True, slots=True)
class MadeSite:
    """The number of a site's pages, and which files were written; or why none was."""

    diagnostics: tuple[Diagnostic, ...]
    pages: int = 0
    written: Written | None = None


def unpublishable(listed: EventList) -> tuple[Diagnostic, ...]:
    """Return what keeps issues from being a site: there is none, or two are of one period."""
    if not listed.issues:
        advice = "issues that are drafts, or whose `published:` is to come, need --drafts"
        return (error(NO_ISSUES, "no issue is out", None, advice),)
    advice = "give them to `site` one at a time"
    both = "{} and {} are of one period, and would be one page"
    return tuple(
        error(NO_ISSUES, both.format(one.loaded.name, other.loaded.name), None, advice)
        for one, other in pairwise(listed.issues)
        if one.key == other.key
    )


def make_site(listed: EventList, tasks: Iterable[Task], options: SiteOptions) -> MadeSite:
    """Make the site of some events, of which no two issues share a period, and write it.

    `tasks` are what was done for the PDFs of their issues. An error leaves the site as it was.
    """
    latest = listed.issues[-1].loaded
    name, named_at = named_style(latest)
    style = find_style(name, latest.folder, named_at)
    if isinstance(style, tuple):
        return MadeSite(style)
    web = read_web_files(style)
    if isinstance(web, tuple):
        return MadeSite(web)
    review = Review(listed, style)
    with one_beside() as beside:
        publishing = Publishing.open(options.output, beside)
        pdfs = {str(task.path): task for task in tasks}
        maker = _SiteMaker(review, web, pdfs, options, publishing)
        first, last = maker.files()
        if has_errors(maker.faults):
            return MadeSite(tuple(maker.faults))
        written = publishing.write(first, last)
    if not isinstance(written, Written):
        return MadeSite(written)
    pages = sum(file.path.endswith(".html") for file in (*first, *last))
    return MadeSite(tuple(maker.faults), pages, written)


@dataclass(frozen=True, slots=True)
class _SiteMaker:
    """Makes the files of a site; what is wrong with them is among `faults`."""

    review: Review
    web: WebFiles
    pdfs: Mapping[str, Task]
    options: SiteOptions
    publishing: Publishing
    faults: list[Diagnostic] = field(default_factory=list)

    def files(self) -> tuple[tuple[SiteFile, ...], tuple[SiteFile, ...]]:
        """Return the site's files, and those that are written last: the home page, feeds, sitemap.

        A worker draws the covers while the pages are made, and cuts the fonts while all else is.
        """
        review = self.review
        pdfs = tuple(self._pdfs())
        site = self._site()
        templates = self.web.templates()
        # The home page comes last of them.
        pages = tuple(Pages(review).all(search=self.options.search))
        written = [self._html(page, site, templates) for page in pages]
        if has_errors(self.faults):
            return (), ()
        assets = (*self._assets(written), *self._pictures())
        cited = (file for issue in review.events.issues for file in cite_files(issue, review))
        files = (*assets, *pdfs, *cited, *data_files(review))
        search = self._search(written)
        closing = self._closing(pages)
        paths = [file.path for file in (*files, *search, *written, *closing)]
        self.faults.extend(self._prove(written, [*paths, *self.publishing.made_of]))
        return (*files, *search, *written[:-1]), (written[-1], *closing)

    def _site(self) -> Mapping[str, object]:
        """Return what every page says of the site."""
        addresses, options = self.review.addresses, self.options
        lists = (*self.review.lists, "data", *(("search",) if options.search else ()))
        served = FEEDS if self.review.url and options.feeds else {}
        page = self.review.style.file.page
        return {
            "home": "" if self.review.url else PAGE_FILE,
            "stylesheet": STYLESHEET,
            "cover_height": round(COVER_WIDTH * millimetres(page.height) / millimetres(page.width)),
            "navigation": [self._labelled(addresses.page(f"{name}/"), name) for name in lists],
            "feeds": [self._labelled(name, label) for name, label in served.items()],
        }

    def _labelled(self, address: str, label: str) -> LinkView:
        return LinkView(address, Markup.escape(self.review.labels[label]))

    def _html(
        self, page: Page, site: Mapping[str, object], templates: Mapping[str, str]
    ) -> SiteFile:
        """Return a page as HTML; a template that fails is among the faults."""
        review = self.review
        is_lost = page.template == MISSING_PAGE
        path = f"{MISSING_PAGE}.html" if is_lost else page.folder + PAGE_FILE
        heading = {
            "title": page.title,
            "address": review.addresses.page(page.folder),
            "canonical": None if is_lost else review.absolute(page.folder),
        }
        context = {
            "site": site,
            "series": review.views[review.latest.key].series,
            "labels": review.labels,
            "page": heading,
            # A server shows the page of what is not there under any address.
            "root": (review.url or "") if is_lost else page.root,
            "about": about(page, review),
            **page.content,
        }
        html = fill(templates, f"{page.template}.html", context, f"{review.style.shown}/web")
        if isinstance(html, Diagnostic):
            self.faults.append(html)
            return SiteFile(path, b"")
        return SiteFile(path, html.encode())

    def _pictures(self) -> Iterator[SiteFile]:
        """Yield the pictures of each issue beside its page, and those of the style's sheets."""
        for key, issue in self.review.issues.items():
            known = self.pdfs[issue.loaded.name].verdict.carried
            pictures, faults = read_pictures(issue.loaded, known)
            self.faults.extend(faults)
            yield from (SiteFile(f"{key}/{one.file}", one.data) for one in pictures)
        for name, data in self.web.pictures.items():
            yield SiteFile(name, data)

    def _pdfs(self) -> Iterator[SiteFile]:
        """Yield each issue's PDF; its cover is made a picture."""
        for issue in self.review.events.issues:
            task = self.pdfs[issue.loaded.name]
            pdf = task.pdf.read_bytes()
            # One that was up to date was held against this very issue.
            if task.is_due:
                self.faults.extend(pdf_faults(str(task.pdf), pdf, issue.loaded))
            path = self.review.addresses.cover(issue)
            self.publishing.make(path, cover_key(pdf), partial(cover_picture, pdf))
            yield SiteFile(self.review.addresses.pdf(issue), pdf)

    def _assets(self, pages: Iterable[SiteFile]) -> Iterator[SiteFile]:
        characters = frozenset().union(*(page.data.decode() for page in pages))
        letters = frozenset(letters_of("".join(sorted(characters))))
        style, served = with_fonts(self.review.style, letters)
        self.faults.extend(served.faults)
        made = tuple(fonts(style, characters, self.publishing.make))
        rtl = is_from_right_to_left(self.review.series.language)
        css = stylesheet(style, self.web, made, right_to_left=rtl)
        yield SiteFile(STYLESHEET, css.encode())

    def _search(self, pages: Sequence[SiteFile]) -> tuple[SiteFile, ...]:
        if not self.options.search:
            return ()
        of_issues = [page for page in pages if b"data-pagefind-body" in page.data]
        found = search_files(of_issues, self.review.series.language)
        if isinstance(found, Diagnostic):
            self.faults.append(found)
            return ()
        return found

    def _closing(self, pages: Iterable[Page]) -> tuple[SiteFile, ...]:
        """Return what needs an address on the web: the feeds, then the sitemap."""
        if self.review.url is None:
            return ()
        found = feed_files(self.review) if self.options.feeds else ()
        folders = (page.folder for page in pages if page.template != MISSING_PAGE)
        return (*found, sitemap(self.review, folders))

    def _prove(self, pages: Sequence[SiteFile], files: Sequence[str]) -> Iterator[Diagnostic]:
        read = {page.path: read_page(page.data.decode()) for page in pages}
        for key, issue in self.review.issues.items():
            path = f"{key}/{PAGE_FILE}"
            yield from issue_faults(path, read[path], issue.loaded)
        # A missing page's own links are absolute, or lead from wherever it is shown.
        yield from link_faults(read, files)

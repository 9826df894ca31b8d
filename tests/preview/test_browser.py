"""The preview in a real Chromium: what an editor sees while writing."""

from __future__ import annotations

import hashlib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import ISSUE, change, make_desk
from tests.preview.browser import Page, browser
from tests.programs import need_programs
from tests.watching import Watch

PAGES = 4


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    need_programs("chromium", "chromedriver")
    with browser(tmp_path_factory.mktemp("profile")) as shown:
        yield shown


def long_issue() -> str:
    """Return an issue of some pages: one section of many items, each with a number in its text."""
    head, item = ISSUE.format(period="2025-07", month="July").split("      - id: launch\n")
    items = []
    for number in range(24):
        text = item.replace("a camera", f"camera number {number}").replace(
            "2025-07\n", f"{number}\n"
        )
        items.append(f"      - id: launch-{number}\n{text}")
    return head + "".join(items)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_desk(tmp_path_factory.mktemp("desk"))
    (folder / "issues" / "2025-07.yaml").write_text(long_issue(), "utf-8")
    # That one event is told 24 times is what these tests want.
    with (folder / "issues" / "series.yaml").open("a", encoding="utf-8") as series:
        series.write("lint:\n  ignore:\n    - SV801\n")
    return folder


@pytest.fixture(scope="module")
def address(desk: Path, page: Page) -> Iterator[str]:
    del page  # nothing is started where there is no browser
    watch = Watch(desk, "--serve", "--port", "0")
    try:
        yield watch.address()
    finally:
        watch.end()


@pytest.fixture
def shown(desk: Path, page: Page, address: str) -> Iterator[Page]:
    """Show the issue as it is at first, at the head of its first page."""
    page.size(1200, 800)
    page.open(address)
    yield page
    assert page.complaints() == []
    issue = desk / "issues" / "2025-07.yaml"
    if not issue.exists() or issue.read_text("utf-8") != long_issue():
        turn = page.turn()
        issue.write_text(long_issue(), "utf-8")
        page.until(lambda: page.turn() > turn and not page.all(".finding"), "not as it was")
    page.run("sessionStorage.clear(); localStorage.clear()")


def picture(page: Page, number: int) -> str:
    """Return the digest of the picture that is shown of a page."""
    url = page.run("return document.querySelectorAll('.page > img')[arguments[0]].src", number - 1)
    with urllib.request.urlopen(url) as answer:  # noqa: S310
        return hashlib.sha256(answer.read()).hexdigest()


def pages_painted(page: Page) -> set[str]:
    """Return the editions of the pages in view."""
    script = """
        const pane = document.querySelector('#pages').getBoundingClientRect();
        return [...document.querySelectorAll('.page')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.bottom > pane.top && box.top < pane.bottom;
        }).map(one => one.dataset.edition ?? '')"""
    return set(page.run(script))


def scroll_to(page: Page, number: int, share: float) -> None:
    page.run(
        """const pane = document.querySelector('#pages');
        const one = document.querySelectorAll('.page')[arguments[0] - 1];
        pane.scrollTop = one.offsetTop + arguments[1] * one.offsetHeight""",
        number,
        share,
    )


def is_at(page: Page, number: int, share: float) -> bool:
    """Return whether so much of a page is above the upper edge, within a hundredth."""
    at, above = place(page)
    return at == number and abs(above - share) < 0.01


def place(page: Page) -> tuple[int, float]:
    """Return the page at the upper edge, and which share of it is above the edge."""
    script = """
        const pane = document.querySelector('#pages');
        const all = [...document.querySelectorAll('.page')];
        const at = all.findIndex(one => one.offsetTop + one.offsetHeight > pane.scrollTop);
        return [at + 1, (pane.scrollTop - all[at].offsetTop) / all[at].offsetHeight]"""
    number, share = page.run(script)
    return int(number), float(share)


def is_in_view(page: Page, selector: str) -> bool:
    script = """
        const pane = document.querySelector('#pages').getBoundingClientRect();
        const found = document.querySelector(arguments[0]);
        if (!found) return false;
        const box = found.getBoundingClientRect();
        return box.top >= pane.top && box.bottom <= pane.bottom"""
    return bool(page.run(script, selector))


def test_the_pages_follow_the_file_and_the_last_good_ones_stay(desk: Path, shown: Page) -> None:
    issue = desk / "issues" / "2025-07.yaml"
    assert len(shown.all(".page")) == PAGES
    assert shown.text("#count") == "0 errors, 0 warnings"
    scroll_to(shown, 2, 0.1)
    shown.until(lambda: shown.all(".page:nth-of-type(2)[data-edition]"), "page 2 is not painted")
    before, first = picture(shown, 2), pages_painted(shown)

    change(issue, "camera number 3,", "telescope number 3,")
    shown.until(lambda: pages_painted(shown).isdisjoint(first), "the new edition is not shown")
    assert picture(shown, 2) != before or picture(shown, 3) != before
    assert "telescope" in shown.run("return document.querySelector('#pages').textContent")
    good = pages_painted(shown)
    assert shown.all("#banner[hidden]")

    change(issue, "launch-0\n        date: 2025-07-21", "launch-0\n        date: 2025-07-32")
    shown.until(lambda: shown.all(".finding.error"), "the finding is not shown")
    assert "issues/2025-07.yaml:7:15" in shown.text(".finding.error")
    assert "there is no day 2025-07-32" in shown.text(".finding.error button")
    assert shown.text(".finding.error .excerpt") == "7\ndate: 2025-07-32"
    assert shown.text(".finding.error mark") == "2025-07-32"
    assert shown.text("#banner").startswith("These pages show the last good state, of ")
    assert shown.all("#pages.stale")
    assert pages_painted(shown) == good

    change(issue, "date: 2025-07-32", "date: 2025-07-21")
    shown.until(lambda: shown.all("#banner[hidden]"), "the banner does not go")
    assert not shown.all("#pages.stale")
    assert not shown.all(".finding")


def test_a_missing_file_is_told_and_waited_for(desk: Path, shown: Page) -> None:
    issue = desk / "issues" / "2025-07.yaml"
    text = issue.read_text("utf-8")
    good = pages_painted(shown)
    issue.unlink()
    shown.until(lambda: shown.all(".finding.error"), "the finding is not shown")
    assert "no such file" in shown.text(".finding.error button")
    assert "it is about the issue as a whole" in shown.text(".finding.error .seen")
    assert "last good state" in shown.text("#banner")
    assert pages_painted(shown) == good
    issue.write_text(text, "utf-8")
    shown.until(lambda: shown.all("#banner[hidden]"), "the banner does not go")


def test_a_finding_leads_to_its_page(desk: Path, shown: Page) -> None:
    change(desk / "issues" / "2025-07.yaml", "camera number 22,", "camera  number 22,")
    shown.until(lambda: shown.all(".finding.warning"), "the finding is not shown")
    assert place(shown)[0] == 1
    button = shown.all(".finding button")[0]
    assert shown.text(".finding .seen") == f"page {PAGES}"
    button.click()
    shown.until(lambda: is_in_view(shown, f".page:nth-of-type({PAGES}) .spot"), "not in view")
    scroll_to(shown, 1, 0)
    shown.until(lambda: place(shown)[0] == 1, "not at the head again")
    shown.run("arguments[0].focus()", button)
    button.send_keys("\n")
    shown.until(lambda: is_in_view(shown, f".page:nth-of-type({PAGES}) .spot"), "not by key")
    shown.until(lambda: len(pages_painted(shown) - {""}) == 1, "not painted")
    assert shown.all(".finding.chosen button[aria-current=true]")
    # The words under the mark are the words that the finding is about.
    under = """
        const spot = document.querySelector('.spot').getBoundingClientRect();
        const middle = (spot.top + spot.bottom) / 2;
        return [...document.querySelectorAll('.text span')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.top < middle && box.bottom > middle;
        }).map(one => one.textContent).join(' ')"""
    assert "22" in shown.run(under) or "camera" in shown.run(under)
    # It goes with the finding.
    change(desk / "issues" / "2025-07.yaml", "camera  number 22,", "camera number 22,")
    shown.until(lambda: not shown.all(".finding") and not shown.all(".spot"), "the mark stays")


def test_the_place_is_kept(desk: Path, shown: Page) -> None:
    issue = desk / "issues" / "2025-07.yaml"
    scroll_to(shown, 3, 0.4)
    shown.until(lambda: shown.all(".page:nth-of-type(3)[data-edition]"), "page 3 is not painted")
    first = pages_painted(shown)
    change(issue, "camera number 0,", "telescope number 0,")
    shown.until(lambda: pages_painted(shown).isdisjoint(first), "the new edition is not shown")
    assert is_at(shown, 3, 0.4)
    # The place is a share of the page: the window may have another width.
    shown.size(900, 600)
    shown.until(lambda: is_at(shown, 3, 0.4), "the place is lost in a smaller window")
    shown.all("#larger")[0].click()
    assert shown.text("#fit") == "110 %"
    assert is_at(shown, 3, 0.4)
    shown.reload()
    shown.until(lambda: is_at(shown, 3, 0.4), "the place is lost on loading anew")
    assert shown.text("#fit") == "110 %"
    shown.all("#fit")[0].click()
    assert is_at(shown, 3, 0.4)


def test_narrow_windows_have_the_findings_above_the_pages(shown: Page) -> None:
    boxes = """
        const box = name => document.querySelector(name).getBoundingClientRect();
        const [findings, pages] = [box('#findings'), box('#pages')];
        return [findings.left >= pages.right - 1, findings.bottom <= pages.top + 1,
                document.documentElement.scrollWidth <= innerWidth]"""
    assert shown.run(boxes) == [True, False, True]
    shown.size(400, 700)
    assert shown.run(boxes) == [False, True, True]


def test_the_pages_can_be_read_by_ear(shown: Page) -> None:
    first = shown.run("return document.querySelector('.page .text').textContent")
    assert "INSTITUTE OF TESTS परीक्षण संस्थान Review of Tests" in " ".join(first.split())
    headings = (
        "return [...document.querySelectorAll('.text [role=heading]')].map(h => h.textContent)"
    )
    assert [" ".join(one.split()) for one in shown.run(headings)][-1] == "Space"
    links = "return [...document.querySelectorAll('.links a')].map(a => [a.textContent, a.href])"
    assert ["launched", "https://example.org/5"] in shown.run(links)
    names = "return [...document.querySelectorAll('.page')].map(one => one.ariaLabel)"
    assert shown.run(names) == [f"Page {number} of {PAGES}" for number in range(1, PAGES + 1)]


def test_markup_in_a_file_stays_text(desk: Path, shown: Page) -> None:
    issue = desk / "issues" / "2025-07.yaml"
    change(issue, "id: launch-0\n", "id: launch-0\n        <img src=x onerror=alert(1)>: 1\n")
    shown.until(lambda: shown.all(".finding.error"), "the finding is not shown")
    assert "<img src=x onerror=alert(1)>" in shown.text(".finding.error button")
    assert not shown.all("#findings img")

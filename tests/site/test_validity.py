"""The site's pages as validators and a browser see them: valid, open to all, searchable."""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.inside import strevview as inside
from tests.preview.browser import Page, browser
from tests.programs import FULL, need_programs
from tests.site.review import DAY, make_review, make_site

# `make test-full` installs them there.
NPM = Path(sys.prefix, "npm", "node_modules")
VNU = NPM / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = NPM / "axe-core" / "axe.min.js"
# Newer than tidy knows.
KNOWN_TO_BROWSERS = re.compile('proprietary attribute "(aria-current|loading)"')
SHOWN = (
    "index.html",
    "2025-07/index.html",
    "actors/index.html",
    "actors/emile-laurent/index.html",
    "chronology/index.html",
    "data/index.html",
    "search/index.html",
    "404.html",
)


def need_package(file: Path) -> None:
    if not file.is_file():
        if os.environ.get(FULL):
            pytest.fail(f"{file} is not there: make test-full installs it", pytrace=False)
        pytest.skip(f"{file.name} is not installed: make test-full installs it")


def test_each_page_is_valid_for_tidy(tmp_path: Path) -> None:
    need_programs("tidy")
    folder = make_review(tmp_path)
    assert make_site(folder).code == 0
    pages = sorted((folder / "public").rglob("*.html"))
    assert len(pages) > 15
    command = ["tidy", "-q", "-e", "-utf8", "--gnu-emacs", "yes", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if not KNOWN_TO_BROWSERS.search(line)]
    assert said == []


def test_feeds_are_valid_by_the_schema_of_atom(tmp_path: Path) -> None:
    folder = make_review(tmp_path)
    assert make_site(folder).code == 0
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
    for name in ("issues.atom", "items.atom"):
        feed = etree.parse(folder / "public" / name)
        assert schema.validate(feed), schema.error_log
        ids = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}id")]
        assert len(ids) == len(set(ids)) > 2
        # The schema sees what is amiss.
        feed.getroot().remove(feed.find("{http://www.w3.org/2005/Atom}updated"))
        assert not schema.validate(feed)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("pagefind_bin_extended")
    folder = make_review(tmp_path_factory.mktemp("review"))
    done = inside("site", "--today", DAY, cwd=folder)
    assert done.code == 0, done.err
    return folder / "public"


def test_each_page_is_valid_for_the_nu_validator(site: Path) -> None:
    need_programs("java")
    need_package(VNU)
    pages = sorted(map(str, site.rglob("*.html")))
    done = subprocess.run(
        ["java", "-jar", VNU, *pages], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    need_programs("chromium", "chromedriver")
    with browser(tmp_path_factory.mktemp("profile")) as shown:
        yield shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", SHOWN)
def test_axe_finds_no_barrier(address: str, page: Page, path: str, scheme: str) -> None:
    need_package(AXE)
    page.scheme(scheme)
    page.size(800, 900)
    page.go(f"{address}/{path}")
    if path.startswith("search"):
        page.until(lambda: page.all("#_search input"), "no field for words")
        page.all("#_search input")[0].send_keys("satellite")
        page.until(lambda: page.all(".pagefind-ui__result-link"), "nothing found")
    page.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    page.run(AXE.read_text("utf-8"))
    violations = page.answer(
        "axe.run().then(found => arguments[0](found.violations.map(one => "
        "[one.id, ...one.nodes.map(node => node.html)])))"
    )
    assert violations == []


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_no_page_is_wider_than_the_window(address: str, page: Page, width: int) -> None:
    page.size(width, 900)
    for path in SHOWN:
        page.go(f"{address}/{path}")
        widest = page.run("return document.documentElement.scrollWidth")
        assert widest <= page.run("return innerWidth") <= width, path


@pytest.mark.parametrize("words", ["satellite", "मंगलयान", "अभियान", "高能物理", "研究所"])
def test_words_are_found_in_each_script(address: str, page: Page, words: str) -> None:
    page.go(f"{address}/search/index.html")
    page.until(lambda: page.all("#_search input"), "no field for words")
    page.all("#_search input")[0].send_keys(words)
    page.until(lambda: page.all(".pagefind-ui__result-link"), f"{words} not found")
    (link, *_) = page.all(".pagefind-ui__result-link")
    month = "2025-07" if words == "satellite" else "2025-06"
    assert f"/{month}/" in (link.get_attribute("href") or "")

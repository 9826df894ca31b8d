"""`strevview add`: where the item goes, what is told and left alone, and pages that are none."""

from __future__ import annotations

import errno
import os
import random
import signal
import socket
import time
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from strevview.source.disk import put_whole
from tests.adding.made_up_pages import PAGES, TEXTS
from tests.cli.inside import strevview
from tests.command import Finished
from tests.online.desk import SERIES
from tests.online.fake_web import PUBLIC, Answer, Asked, FakeWeb, page, redirect

URL = "https://www.dawn.test/news/19"
ISSUE = Path(__file__).with_name("issue.yaml").read_text("utf-8")
HEAD = (
    '<meta property="og:title" content="PRSS-1 launched">'
    '<meta property="og:site_name" content="Dawn">'
    '<meta property="article:published_time" content="2025-07-31T10:00:00+05:00">'
)
LEAD = (
    "<p>The China National Space Administration (CNSA) launched a satellite in Xichang, Sichuan, "
    "on 30 July, and it is to be of use to farmers for years.</p>"
)


def html(head: str = HEAD, title: str = "PRSS-1 launched - Dawn") -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        f"<h1>PRSS-1 launched</h1><time>2025-07-31</time><article>{LEAD}"
        f"<p>{TEXTS['en']}</p></article></body></html>"
    )


def answer(text: str) -> Answer:
    return Answer(200, text.encode())


def loaded(text: str) -> Any:  # noqa: ANN401
    """Read YAML with each value as the text that it is."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "issues").mkdir()
    (tmp_path / "issues" / "series.yaml").write_text(SERIES, "utf-8")
    (tmp_path / "issues" / "2025-06.yaml").write_text(
        "schema: 1\nperiod: 2025-06\nsections:\n  - title: Old\n    items:\n      - id: old\n"
        "        sources: {a: {url: https://old.com.pk/a}}\n",
        "utf-8",
    )
    (tmp_path / "issues" / "2025-07.yaml").write_text(ISSUE, "utf-8")
    (tmp_path / "saved.html").write_text(html(), "utf-8")
    return tmp_path


def add(desk: Path, *more: str | Path, url: str = URL) -> Finished:
    return strevview("add", url, *more, cwd=desk)


def saved(desk: Path, *more: str | Path, url: str = URL) -> Finished:
    return add(desk, "--html", "saved.html", *more, url=url)


def issue_of(desk: Path) -> str:
    return (desk / "issues" / "2025-07.yaml").read_text("utf-8")


GONE = "the page is not there:"
BY_HAND = "it lets no program in: open it in a browser, save it, and give the file with --html"
ITEM = Path(__file__).with_name("item.yaml").read_text("utf-8")


def test_an_item_goes_to_the_end_of_its_section_and_nothing_else_changes(desk: Path) -> None:
    done = saved(desk, "--section", "space")
    assert done == Finished(
        0,
        "issues/2025-07.yaml: `cnsa-launched-satellite` was added to “Space”\n"
        "Next: write its text, and look up what has a remark `check:` (3)\n",
        "",
    )
    assert issue_of(desk) == ISSUE.replace("  # Next month", ITEM + "  # Next month")
    assert {path.name for path in (desk / "issues").iterdir()} == {
        "series.yaml", "2025-06.yaml", "2025-07.yaml",
    }  # fmt: skip


def test_lint_leads_to_what_is_left(desk: Path) -> None:
    (desk / "saved.html").write_text("<html><body><p>Words</p></body></html>", "utf-8")
    assert saved(desk).code == 0
    done = strevview("lint", "issues/2025-07.yaml", cwd=desk)
    assert done.code == 0
    told = [line.split(": ")[0].split() for line in done.out.splitlines() if " SV" in line]
    start = issue_of(desk).splitlines().index("      - id: dawn") + 1
    codes = {code for place, code, *_ in told if int(place.split(":")[1]) >= start}
    assert codes == {"SV101", "SV102", "SV104", "SV416"}


@pytest.mark.parametrize(
    ("given", "section"),
    [
        ([], "Space Law"),
        (["--section", "SPACE  L"], "Space Law"),
        (["--section", "Space"], "Space"),
    ],
)
def test_the_section(desk: Path, given: list[str], section: str) -> None:
    done = saved(desk, *given)
    assert f"was added to “{section}”" in done.out
    sections = loaded(issue_of(desk))["sections"]
    (found,) = (one for one in sections if one["title"] == section)
    assert found["items"][-1]["sources"]["dawn"]["url"] == URL


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("Sp", "more than one section begins with “Sp”; "),
        ("Sea", "no section begins with “Sea”; "),
    ],
)  # fmt: skip
def test_a_section_that_is_none(desk: Path, given: str, message: str) -> None:
    assert saved(desk, "--section", given) == Finished(
        2, "", f"strevview add: {message}issues/2025-07.yaml has:\n  Space\n  Space Law\n"
    )
    assert issue_of(desk) == ISSUE


@pytest.mark.parametrize("given", ["2025-06", "issues/2025-06.yaml"])
def test_the_issue_may_be_named_by_its_month_or_its_file(desk: Path, given: str) -> None:
    assert saved(desk, "--issue", given).code == 0
    assert "dawn.test/news/19" in (desk / "issues" / "2025-06.yaml").read_text("utf-8")
    assert issue_of(desk) == ISSUE


def test_an_issue_that_is_not_there(desk: Path) -> None:
    done = saved(desk, "--issue", "2025-10")
    assert done.code == 2
    assert "issues/2025-10.yaml:1:1 SV018 no such file" in done.err
    assert "or write the issue: `strevview new 2025-10`" in done.err


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Line ends of Windows, a mark at the start, no line end at the last line
        (ISSUE, ISSUE.replace("\n", "\r\n")),
        (ISSUE, "\ufeff" + ISSUE),
        (ISSUE, ISSUE.removesuffix("    # The end.\n").rstrip("\n")),
        # Wider indents, lists that are not indented, empty lines between items
        ("", "schema: 1\nperiod: 2025-07\nsections:\n    - title: A\n      items:\n"
             "          - id: a\n            text: |\n                One.\n\n"),
        ("", "schema: 1\nperiod: 2025-07\nsections:\n- title: A\n  items:\n  - id: a\n"),
        ("", "schema: 1\nperiod: 2025-07\nsections:\n- title: A\n  items:\n  - id: a\n\n"
             "  # Second\n  - id: b\n"),
        # No items yet
        ("", "schema: 1\nperiod: 2025-07\nsections:\n  - title: A\n    items:\n  # end\n"),
        ("", "schema: 1\nperiod: 2025-07\nsections:\n  - title: A\n    highlight: no  # why\n"),
        ("", "schema: 1\nperiod: 2025-07\nsections:\n  - items:  # none yet\n    title: A\n"),
    ],
)  # fmt: skip
def test_every_layout_stays_as_it_is(desk: Path, before: str, after: str) -> None:
    path = desk / "issues" / "2025-07.yaml"
    path.write_bytes(after.encode())
    assert saved(desk).code == 0
    text = path.read_bytes().decode()
    assert {one for one, *_ in SequenceMatcher(None, after, text, False).get_opcodes()} == {
        "equal", "insert",
    }  # fmt: skip
    assert ("\r\n" in after) == ("\r\n" in text)
    assert text.count("\n") - text.count("\r\n") == (0 if "\r\n" in after else text.count("\n"))
    known = loaded(after.removeprefix("\ufeff"))
    read = loaded(text.removeprefix("\ufeff"))
    added = read["sections"][-1]["items"].pop()
    assert added["sources"]["dawn"]["url"] == URL
    known["sections"][-1]["items"] = known["sections"][-1].get("items") or []
    assert read == known


def test_a_blank_line_stands_between_items_where_others_have_one(desk: Path) -> None:
    path = desk / "issues" / "2025-07.yaml"
    text = "schema: 1\nperiod: 2025-07\nsections:\n- title: A\n  items:\n  - id: a\n\n  - id: b\n"
    path.write_text(text, "utf-8")
    assert saved(desk).code == 0
    assert path.read_text("utf-8").startswith(f"{text}\n  - id: cnsa")


def test_an_empty_list_in_brackets_becomes_a_list(desk: Path) -> None:
    path = desk / "issues" / "2025-07.yaml"
    text = "schema: 1\nperiod: 2025-07\nsections:\n  - items: []  # none yet\n    title: A\n"
    path.write_text(text, "utf-8")
    assert saved(desk).code == 0
    before, after = path.read_text("utf-8").split("      - id: cnsa", 1)
    assert before == text.partition(" []")[0] + "  # none yet\n"
    assert after.endswith("\n    title: A\n")


def test_where_an_edit_would_change_more_the_item_is_printed(desk: Path) -> None:
    path = desk / "issues" / "2025-07.yaml"
    text = "schema: 1\nperiod: 2025-07\nsections:\n  - title: A\n    items: [{id: a}]\n"
    path.write_text(text, "utf-8")
    done = saved(desk)
    assert done.code == 1
    assert yaml.safe_load(done.out)[0]["id"] == "cnsa-launched-satellite"
    assert done.err == (
        "strevview add: issues/2025-07.yaml has no place for it that an edit can find: "
        "put it there yourself\n"
    )
    assert path.read_text("utf-8") == text


def test_ids_are_unique(desk: Path) -> None:
    saved(desk)
    assert "`cnsa-launched-satellite-2`" in saved(desk, url="https://other.test/a").out


@pytest.mark.parametrize(
    "url",
    [
        "http://dawn.test/news/1/?b=2",
        "https://www.dawn.test/news/1?utm_campaign=y&b=2&fbclid=z",
        "http://dawn.test/news/1/?b=2#comments",
    ],
)
def test_an_address_that_is_there_already_is_told(desk: Path, web: FakeWeb, url: str) -> None:
    done = add(desk, url=url)
    assert done.code == 1
    assert done.err == (
        "strevview add: issues/2025-07.yaml:15:13: "
        f"`prss-1` cites {url} already; nothing was added\n"
    )
    assert web.asked == []
    assert issue_of(desk) == ISSUE


def test_an_address_of_another_issue_is_told_also_where_only_the_page_names_it(
    desk: Path, web: FakeWeb
) -> None:
    link = '<link rel="canonical" href="https://old.com.pk/a">'
    web.sites["m.old.com.pk"] = lambda _: answer(html(HEAD + link))
    done = add(desk, url="http://m.old.com.pk/amp/a")
    assert done.code == 1
    assert "issues/2025-06.yaml:7:23: `old` cites https://old.com.pk/a already" in done.err


@pytest.mark.parametrize(
    ("url", "canonical", "written"),
    [
        # What tracks goes, what the page needs stays.
        ("http://dawn.test/a?id=7&utm_source=x&gclid=1#c", None, "http://dawn.test/a?id=7"),
        ("http://dawn.test/a?fbclid=1", "https://www.dawn.test/a", "http://dawn.test/a"),
        ("http://dawn.test/amp/a", "/a?utm_medium=z", "http://dawn.test/a"),
        ("http://dawn.test/a", "http://thief.test/a", "http://dawn.test/a"),
        ("http://dawn.test/a", "http://dawn.test/", "http://dawn.test/a"),
        ("http://dawn.test/a", "http://[", "http://dawn.test/a"),
        ("http://dawn.test/old", None, "http://dawn.test/new"),
    ],
)  # fmt: skip
def test_the_address_that_is_written(
    desk: Path, web: FakeWeb, url: str, canonical: str | None, written: str
) -> None:
    def site(asked: Asked) -> Answer:
        if asked.path == "/old":
            return redirect("/new?utm_source=r")
        return answer(
            html(HEAD + (f"<link rel='canonical' href='{canonical}'>" if canonical else ""))
        )

    web.sites["dawn.test"] = site
    done = add(desk, "--print", url=url)
    assert yaml.safe_load(done.out)[0]["sources"]["dawn"]["url"] == written


@pytest.mark.parametrize(
    ("site", "message"),
    [
        (Answer(404), "its server answers 404: the page is not there"),
        (Answer(500), "its server answers 500: the page is not there"),
        (Answer(403), f"403; {BY_HAND}"),
        (page("Just a moment..."), f"200; {BY_HAND}"),
        (page("Page not found"), f"{GONE} 200; its title says that the page is not there"),
        (redirect("/"), f"{GONE} 301 → 200; it leads to the home page"),
        (Answer(200, b"%PDF-1.7", (("Content-Type", "application/pdf"),)),
         "it is no page of HTML (application/pdf): write its item by hand"),
        (Answer(200, b""), "there is nothing to read on the page"),
        (redirect("http://inside.test/"),
         "inside.test is on this machine or in a private network: --allow-private asks it"),
    ],
)  # fmt: skip
def test_pages_that_are_none(desk: Path, web: FakeWeb, site: Answer, message: str) -> None:
    web.sites["gone.test"] = lambda asked: page("Home") if asked.path == "/" else site
    web.addresses["inside.test"] = [["10.0.0.1"]]
    done = add(desk, url="http://gone.test/a")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"strevview add: http://gone.test/a: {message}\n"
    assert issue_of(desk) == ISSUE


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (socket.gaierror(socket.EAI_NONAME, "no such name"), "there is no host gone.test"),
        (socket.gaierror(socket.EAI_FAIL, "failed"), "gone.test cannot be looked up now"),
        (None, "it refuses the connection"),
    ],
)
def test_where_nobody_answers_the_network_is_asked_for_and_a_saved_page(
    desk: Path, web: FakeWeb, found: Exception | None, message: str
) -> None:
    web.addresses["gone.test"] = [[PUBLIC] if found is None else found]
    web.refusing[PUBLIC] = ConnectionRefusedError()
    done = add(desk, url="http://gone.test/a")
    by_hand = BY_HAND.partition(": ")[2]
    advice = f"is there a network? Else {by_hand}"
    assert done == Finished(1, "", f"strevview add: http://gone.test/a: {message}: {advice}\n")
    assert issue_of(desk) == ISSUE


def test_a_page_of_another_month_says_why_the_date_is_open(desk: Path) -> None:
    text = html().replace("2025-07-31", "2025-11-12").replace("30 July", "11 November")
    (desk / "saved.html").write_text(text, "utf-8")
    assert saved(desk).code == 0
    why = "the page is of 2025-11-12, which is outside the issue's period, 2025-07"
    assert f"        date:  # check: {why}\n" in issue_of(desk)


@pytest.mark.parametrize("url", ["dawn.test/a", "ftp://dawn.test/a", "https://[", "javascript:x"])
def test_what_is_no_address(desk: Path, url: str) -> None:
    done = add(desk, url=url)
    assert done == Finished(
        2, "", f"strevview add: `{url}` is no address of a web page, such as https://…\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"%PDF-1.7", "no page of HTML"), (b"", "nothing to read"), (None, "No such file")],
)
def test_a_saved_file_that_is_no_page(desk: Path, content: bytes | None, message: str) -> None:
    path = desk / "saved.html"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    done = saved(desk)
    assert done.code == 1
    assert message in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "text", [PAGES[0].html, "https://evil.test/", "<html>https://evil.test/</html>"]
)
def test_a_saved_page_needs_no_network(
    desk: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    (desk / "saved.html").write_text(text, "utf-8")
    assert saved(desk, "--print").code == 0


def test_a_long_page_without_a_day_is_read_all_the_same(desk: Path) -> None:
    # To look for a day in all of it takes minutes.
    line = "<p>In {} there were {} of 1{}/{}</p>"
    years = "".join(line.format(1995 + n % 30, n, n % 10, n % 12) for n in range(120_000))
    head = "<html lang='en'><title>PRSS-1 launched</title><body><h1>PRSS-1 launched</h1>"
    text = head + years
    (desk / "saved.html").write_text(text, "utf-8")
    (item,) = loaded(saved(desk, "--print").out)
    assert item["sources"]["dawn"] == {"url": URL, "title": "PRSS-1 launched", "language": "en"}


def test_a_file_that_changed_meanwhile_is_left_alone(desk: Path, web: FakeWeb) -> None:
    path = desk / "issues" / "2025-07.yaml"

    def site(_: Asked) -> Answer:
        path.write_text(ISSUE + "# meanwhile\n", "utf-8")
        return answer(html())

    web.sites["www.dawn.test"] = site
    done = add(desk, url="http://www.dawn.test/news/19")
    assert done.code == 1
    assert "was changed while it was checked; it was left as it is" in done.err
    assert issue_of(desk) == ISSUE + "# meanwhile\n"


def test_on_a_full_disk_the_issue_stays(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = saved(desk)
    monkeypatch.undo()
    assert (
        done.err
        == "strevview add: issues/2025-07.yaml cannot be written: No space left on device\n"
    )
    assert done.code == 1
    assert issue_of(desk) == ISSUE
    assert len(list((desk / "issues").iterdir())) == 3


def killed_while_adding(desk: Path, url: str, chance: random.Random) -> None:
    """Add in a process of its own, which is killed before or in the midst of writing, or behind."""
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:

            def noted(*told: Any, **more: Any) -> None:  # noqa: ANN401
                os.write(said, b".")
                put_whole(*told, **more)

            patch.setattr("strevview.lint.fixes.put_whole", noted)
            saved(desk, url=url)
        os._exit(0)
    os.close(said)
    os.read(heard, 1)
    os.close(heard)
    time.sleep(chance.uniform(0, 0.002))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here")
def test_killed_at_random_moments_the_issue_is_whole_or_as_it_was(desk: Path) -> None:
    chance = random.Random(16)  # noqa: S311
    saved(desk, "--print")
    for number in range(20):
        before = issue_of(desk)
        killed_while_adding(desk, f"https://dawn.test/killed/{number}", chance)
        if issue_of(desk) != before:
            items = loaded(issue_of(desk))["sections"][-1]["items"]
            assert len(items) == len(loaded(before)["sections"][-1]["items"]) + 1
            assert items[-1]["sources"]["dawn"]["url"].endswith(f"/killed/{number}")
    # What was half written goes with the next run.
    assert saved(desk).code == 0
    assert len(list((desk / "issues").iterdir())) == 3


def test_without_the_extra_import_the_item_is_added_without_its_facts(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strevview.adding.new_item.GAZETTEER", "no_such_library")
    done = saved(desk)
    hint = "date, place and actors are left open: pip install 'strevview[import]'"
    assert done.err == f"strevview add: {hint}\n"
    assert "      - id: dawn\n        date:\n        actors:\n        text:" in issue_of(desk)


def test_without_its_libraries_one_line_says_what_to_install(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strevview.cli.web_commands._TO_READ", ("no_such_library",))
    done = saved(desk)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("strevview add: it needs `no_such_library`: ")
    assert done.err.endswith(" install 'strevview[sources]'\n")


def test_what_a_page_says_cannot_steer_a_terminal_or_break_the_file(desk: Path) -> None:
    title = "A \x1b[31m# b: &#x202e;'\"{c}\n&#10;- d"
    text = html(f'<meta property="og:title" content="{title}">', title)
    (desk / "saved.html").write_text(text.replace("PRSS-1 launched", title), "utf-8")
    done = saved(desk, "--print")
    assert done.code == 0
    assert done.out.isprintable() is False
    assert not {"\x1b", "\u202e"} & set(done.out)
    assert saved(desk).code == 0
    sources = loaded(issue_of(desk))["sections"][-1]["items"][-1]["sources"]
    assert sources["dawn"]["title"] == "A [31m# b: '\"{c} - d"


def test_a_paywall_and_another_origin_are_remarks_at_the_item(desk: Path) -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"PRSS-1 launched",'
        '"isAccessibleForFree":false}</script><meta name="ContentSource" content="Xinhua">'
    )
    (desk / "saved.html").write_text(html(HEAD + head), "utf-8")
    lines = saved(desk, "--print").out.splitlines()
    assert lines[:2] == [
        "# check: the page names Xinhua as where it has the text from",
        "# check: the page shows its whole text to subscribers alone",
    ]

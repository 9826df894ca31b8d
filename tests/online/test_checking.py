"""`strevview sources check` on a fake web: pages of all kinds, looked at day after day."""

from __future__ import annotations

import gzip
import itertools
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from strevview.model.web_pages import PageVerdict, read_lock
from strevview.online import checking, fetching
from tests.cli.inside import strevview
from tests.command import ROOT, Finished
from tests.online.desk import Sources, write_desk
from tests.online.fake_web import Answer, Asked, FakeWeb, QuickClock, page, redirect

ALIVE, MOVED, DRIFTED, SOFT, BLOCKED, DEAD, UNKNOWN = PageVerdict
TITLES = (
    "Pakistan launches a satellite from Xichang",
    "我国成功发射巴基斯坦遥感卫星一号",
    "चीन ने पाकिस्तान का उपग्रह प्रक्षेपित किया",
    "Китай запустил спутник для Пакистана",
    "Accord on deep-sea research is signed in Dushanbe",
    "پاکستان کا مصنوعی سیارہ خلا میں بھیج دیا گیا",
)
OTHERS = (
    "Ten recipes for a long weekend in the hills",
    "周末山间度假的十道家常菜谱",
    "पहाड़ों में सप्ताहांत के लिए दस व्यंजन",
    "Десять рецептов для долгих выходных в горах",
    "Ten recipes for a long weekend in the hills",
    "پہاڑوں میں طویل اختتام ہفتہ کے لیے دس ترکیبیں",
)
OTHER = OTHERS[0]
FORBIDDEN = "127.0.0.1"


NOT_HERE = Answer(404)


@dataclass(frozen=True, slots=True)
class Case:
    """A page: the site, by day and title; its verdicts day by day; how it stands in the issue.

    `hops` are the statuses of redirects in front of the page, `for_good` whether --fix may follow.
    """

    answer: Callable[[int, str], Answer]
    verdicts: tuple[PageVerdict, ...]
    titled: bool = True
    hops: tuple[int, ...] = ()
    scheme: str = "http"
    port: str = ""
    for_good: bool = False
    named: bool = True
    elsewhere: Answer = NOT_HERE
    everywhere: bool = False
    refusing: OSError | None = None
    addresses: tuple[str, ...] = ()


def says(title: str) -> Callable[[int, str], Answer]:
    return lambda _, __: page(title)


def answers(answer: Answer) -> Callable[[int, str], Answer]:
    return lambda _, __: answer


def other(_: int, title: str) -> Answer:
    return page(OTHERS[TITLES.index(title)])


def itself(_: int, title: str) -> Answer:
    return page(f"{title} | Some Agency of the News")


def by_day(*kinds: str) -> Callable[[int, str], Answer]:
    def answer(day: int, title: str) -> Answer:
        kind = kinds[min(day, len(kinds) - 1)]
        return (
            page(title) if kind == "page" else page(OTHER) if kind == "other" else Answer(int(kind))
        )

    return answer


HTML = ("Content-Type", "text/html; charset=utf-8")
PACKED = ("Content-Encoding", "gzip")


def heavy(_: int, title: str) -> Answer:
    return Answer(200, page(title).body + b"x" * 50_000_000, (HTML,))


def bomb(_: int, title: str) -> Answer:
    return Answer(200, gzip.compress(page(title).body + b"\0" * 50_000_000), (HTML, PACKED))


GONE_WORDS = "Sorry, the page you requested was not found"
NEVER = (UNKNOWN,) * 4
DIES = (UNKNOWN, UNKNOWN, DEAD, DEAD)
STAYS = (ALIVE,) * 4
LATER = (ALIVE, ALIVE, DRIFTED, DRIFTED)
CASES: dict[str, Case] = {
    "alive": Case(itself, STAYS),
    "alive, no title": Case(itself, STAYS, titled=False),
    "alive, https": Case(itself, STAYS, scheme="https"),
    "no HTML": Case(answers(Answer(200, b"%PDF-", (("Content-Type", "application/pdf"),))), STAYS),
    "50 MB": Case(heavy, STAYS),
    "a bomb": Case(bomb, STAYS),
    "404": Case(answers(Answer(404)), DIES),
    "410": Case(answers(Answer(410, b"<title>x</title>")), DIES),
    "404 that says so": Case(answers(Answer(404, page(GONE_WORDS).body, (HTML,))), DIES),
    "no such name": Case(itself, DIES, named=False),
    "refused": Case(itself, DIES, refusing=ConnectionRefusedError()),
    "404 after a redirect": Case(answers(Answer(404)), DIES, hops=(301,)),
    "back on day 4": Case(by_day("404", "404", "404", "page"), (*DIES[:3], ALIVE)),
    "flapping": Case(by_day("404", "page", "404", "page"), (UNKNOWN, ALIVE, UNKNOWN, ALIVE)),
    "flapping late": Case(by_day("404", "404", "page", "404"), (UNKNOWN, UNKNOWN, ALIVE, UNKNOWN)),
    "404, then 500": Case(by_day("404", "500", "500", "404"), NEVER),
    "404 thrice, with 500": Case(by_day("404", "500", "404", "404"), (*NEVER[:3], DEAD)),
    "500": Case(answers(Answer(500)), NEVER),
    "503": Case(answers(Answer(503)), NEVER),
    "no answer": Case(itself, NEVER, refusing=TimeoutError()),
    "reset": Case(itself, NEVER, refusing=ConnectionResetError()),
    "no HTTP": Case(answers(Answer(raw=b"+OK ready\r\n")), NEVER),
    "a slow drip": Case(answers(Answer(200, b"x" * 20_000, (HTML,), drip=10)), NEVER),
    "ran out": Case(itself, NEVER, scheme="https", port=":8443"),
    "a loop": Case(lambda _, __: redirect("/news/0"), NEVER),
    "into the network": Case(answers(redirect("http://10.0.0.7/")), NEVER),
    "to a file": Case(answers(redirect("file:///etc/passwd")), NEVER),
    "moved once": Case(itself, (MOVED,) * 4, hops=(301,), for_good=True),
    "moved thrice": Case(itself, (MOVED,) * 4, hops=(301, 308, 301), for_good=True),
    "moved for a while": Case(itself, (MOVED,) * 4, hops=(302,)),
    "moved, in part": Case(itself, (MOVED,) * 4, hops=(301, 307)),
    "moved, no title": Case(itself, (MOVED,) * 4, titled=False, hops=(301,)),
    "moved away": Case(other, (DRIFTED,) * 4, hops=(301,)),
    "drifted": Case(other, (DRIFTED,) * 4),
    "drifts later": Case(by_day("page", "page", "other"), LATER, titled=False),
    "soft 404": Case(says(GONE_WORDS), (SOFT,) * 4),
    "soft 404, no title": Case(says("页面不存在"), (SOFT,) * 4, titled=False),
    "soft 404 everywhere": Case(other, (SOFT,) * 4, everywhere=True),
    "home page": Case(answers(redirect("/")), (SOFT,) * 4, elsewhere=page("The News")),
    "401": Case(answers(Answer(401)), (BLOCKED,) * 4),
    "403": Case(answers(Answer(403)), (BLOCKED,) * 4),
    "429": Case(answers(Answer(429, b"", (("Retry-After", "9999"),))), (BLOCKED,) * 4),
    "a challenge": Case(says("Just a moment..."), (BLOCKED,) * 4),
    "a log-in": Case(answers(redirect("/login?to=1")), (BLOCKED,) * 4, elsewhere=page("Log in")),
    "turns private": Case(itself, (ALIVE, *NEVER[:3]), addresses=("8.8.8.8", FORBIDDEN)),
}  # fmt: skip


def put_up(web: FakeWeb) -> tuple[Sources, dict[str, tuple[str, Case]]]:
    """Put all pages on the web; return the sources, and the cases by their addresses."""
    sources: Sources = []
    cases: dict[str, tuple[str, Case]] = {}
    for kind, (name, case) in enumerate(CASES.items()):
        for number in range(2):
            title = TITLES[(kind + number) % len(TITLES)]
            host = f"{'a.' if case.scheme == 'http' else ''}k{kind}n{number}.safe.test"
            address = f"{case.scheme}://{host}{case.port}/news/0"
            sources.append((address, title if case.titled else None))
            cases[address] = name, case
            if case.addresses:
                web.addresses[host] = [[one] for one in case.addresses]
            if case.refusing is not None:
                public = f"9.9.{kind}.{number + 1}"
                web.addresses[host] = [[public]]
                web.refusing[public] = case.refusing
            if case.named:
                web.sites[host] = site(web, case, title)
    return sources, cases


def site(web: FakeWeb, case: Case, title: str) -> Callable[[Asked], Answer]:
    last = f"/news/{len(case.hops)}"

    def answer(asked: Asked) -> Answer:
        if asked.path == last or case.everywhere:
            return case.answer(web.clock.day, title)
        step = asked.path.removeprefix("/news/")
        if step.isdigit() and int(step) < len(case.hops):
            return redirect(f"/news/{int(step) + 1}", case.hops[int(step)])
        return case.elsewhere

    return answer


def check(desk: Path, *options: str) -> Finished:
    done = strevview("sources", "check", *options, cwd=desk)
    assert done.err == ""
    assert done.code == 0, done.out
    return done


def test_each_page_has_its_verdict_day_after_day(
    web: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With one clock for all there is one thread.
    monkeypatch.setattr(checking, "WORKERS", 1)
    sources, cases = put_up(web)
    assert len(cases) == len(sources) == 2 * len(CASES)
    write_desk(tmp_path, sources)
    for day in range(4):
        check(tmp_path)
        lock = read_lock(tmp_path / "sources.lock.yaml")
        assert lock.diagnostics == ()
        wrong = {
            (name, address): (lock.pages[address].verdict, lock.pages[address].evidence)
            for address, (name, case) in cases.items()
            if lock.pages[address].verdict is not case.verdicts[day]
        }
        assert wrong == {}
        for address, (_, case) in cases.items():
            assert lock.pages[address].for_good is case.for_good, address
        web.clock.next_day()
    assert {one for one in web.connected if one.startswith(("127.", "10."))} == set()
    # People read the file: each page says what its verdict rests on.
    text = (tmp_path / "sources.lock.yaml").read_text("utf-8")
    assert "evidence: 404; not there on day 3 of 3, since 2026-03-02" in text
    assert f"title_then: {TITLES[1]}" in text


def test_a_page_is_looked_at_once_a_day(web: FakeWeb, tmp_path: Path) -> None:
    web.sites["a.test"] = lambda _: page("Here")
    write_desk(tmp_path, [("http://a.test/1", None), ("http://a.test/1", None)])
    check(tmp_path)
    check(tmp_path)
    assert [asked.path for asked in web.asked] == ["/1"]
    check(tmp_path, "--again")
    assert len(web.asked) == 2
    assert (
        "checks the sources of Review; https://review.test/" in web.asked[0].headers["user-agent"]
    )


def test_without_a_network_what_was_known_stays(web: FakeWeb, tmp_path: Path) -> None:
    write_desk(tmp_path, [("http://here.test/", None), ("http://gone.test/", None)])
    lock = tmp_path / "sources.lock.yaml"
    assert strevview("sources", "check", cwd=tmp_path).code == 2
    assert not lock.exists()
    web.sites["here.test"] = lambda _: page("Here")
    check(tmp_path)
    known = lock.read_bytes()
    del web.sites["here.test"]
    for _ in range(4):
        web.clock.next_day()
        done = strevview("sources", "check", cwd=tmp_path)
        assert done.code == 2
        assert "no host answered: is there a network?" in done.err
        assert lock.read_bytes() == known


def test_what_one_run_names_does_not_forget_the_rest(web: FakeWeb, tmp_path: Path) -> None:
    web.sites["a.test"] = lambda _: page("Here")
    july = write_desk(tmp_path, [("http://a.test/7", None)])
    august = write_desk(tmp_path, [("http://a.test/8", None)], "2025-08")
    check(tmp_path)
    web.clock.next_day()
    check(tmp_path, "issues/2025-08.yaml")
    lock = tmp_path / "sources.lock.yaml"
    assert [str(page.checked) for page in read_lock(lock).pages.values()] == [
        "2026-03-02", "2026-03-03",
    ]  # fmt: skip
    august.unlink()
    check(tmp_path)
    assert read_lock(lock).pages.keys() == {"http://a.test/7"}
    assert july.exists()


def test_a_lock_that_cannot_be_read_is_left(web: FakeWeb, tmp_path: Path) -> None:
    web.sites["a.test"] = lambda _: page("Here")
    write_desk(tmp_path, [("http://a.test/7", None)])
    lock = tmp_path / "sources.lock.yaml"
    lock.write_text("<<<<<<< ours\nschema: 1\n", "utf-8")
    done = strevview("sources", "check", cwd=tmp_path)
    assert done.code == 1
    assert "sources.lock.yaml:1:" in done.err
    assert lock.read_text("utf-8") == "<<<<<<< ours\nschema: 1\n"
    assert web.asked == []


def test_lint_tells_and_mends_and_a_build_knows_nothing(web: FakeWeb, tmp_path: Path) -> None:
    web.sites["a.test"] = lambda asked: (
        redirect("https://b.safe.test/1")
        if asked.path == "/1"
        else page(OTHER)
        if asked.path == "/2"
        else NOT_HERE
    )
    web.sites["b.safe.test"] = lambda _: page(f"{TITLES[0]} - Dawn")
    issue = write_desk(
        tmp_path, [("http://a.test/1#facts", TITLES[0]), ("http://a.test/2", TITLES[0])]
    )
    before = issue.read_text("utf-8")
    check(tmp_path)
    asked = len(web.asked)
    codes = ("--select", "SV421,SV422")
    found = strevview("lint", *codes, cwd=tmp_path)
    assert found.code == 0
    assert (
        "SV422 warning: the page of `s0` has moved for good to https://b.safe.test/1#facts"
        in found.out
    )
    assert "SV421 warning: the page of `s1` is another one by now" in found.out
    assert strevview("lint", "--fix", *codes, cwd=tmp_path).code == 0
    after = issue.read_text("utf-8")
    assert after == before.replace("http://a.test/1", "https://b.safe.test/1")
    assert len(web.asked) == asked
    # The item lacks its actors: the issue is not built, and all is told.
    built = strevview("build", cwd=tmp_path)
    assert built.code == 1
    assert "SV102" in built.err
    assert "SV42" not in built.err + built.out


def test_hosts_are_asked_one_thing_at_a_time(web: FakeWeb, tmp_path: Path) -> None:
    """Sixteen threads, a quick clock: each host has its pauses, and no two requests at once."""
    clock = web.clock = QuickClock()
    busy: Counter[str] = Counter()
    starts: dict[str, list[float]] = {}
    most: Counter[str] = Counter()

    def answer(asked: Asked) -> Answer:
        busy[asked.host] += 1
        most[asked.host] = max(most[asked.host], busy[asked.host])
        starts.setdefault(asked.host, []).append(clock.now())
        time.sleep(0.002)
        busy[asked.host] -= 1
        return page("Here")

    hosts = [f"h{number}.test" for number in range(20)]
    web.sites |= dict.fromkeys(hosts, answer)
    web.sites["hub.test"] = lambda asked: redirect(f"http://h0.test{asked.path}")
    addresses = [f"http://{host}/{number}" for host in hosts for number in range(5)]
    addresses += [f"http://hub.test/{number}" for number in range(5)]
    write_desk(tmp_path, [(address, None) for address in addresses])
    check(tmp_path)
    assert set(most.values()) == {1}
    assert len(starts["h0.test"]) == 10
    for times in starts.values():
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
        assert min(gaps) > 0.9 * fetching.BETWEEN


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_kills_at_any_moment_lose_no_verdict(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.online.kills", str(tmp_path), "12"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = dict(line.split(": ") for line in done.stdout.splitlines())
    assert int(told["killed"]) == 12
    assert int(told["verdicts"]) > 40
    assert int(told["lost"]) == 0


def test_without_the_extra_a_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "truststore", None)
    for command in ("check", "archive"):
        done = strevview("sources", command, cwd=tmp_path)
        assert done.code == 2
        assert "it needs `truststore`: " in done.err
        assert " install 'strevview[sources]'" in done.err


@pytest.mark.parametrize(
    ("in_issue", "on_page", "verdict"),
    [
        ("Verify first, trust later", "Verify first, trust later - Dawn", ALIVE),
        (None, "Verify you are human", BLOCKED),
        ("404 Media is founded", "404 Media is founded", ALIVE),
        (None, "404 Not Found", SOFT),
        ("Pakistan's satellite is launched", "我国成功发射巴基斯坦遥感卫星一号_新华网", ALIVE),
    ],
)
def test_a_title_that_was_known_tells_no_fault(
    web: FakeWeb, tmp_path: Path, in_issue: str | None, on_page: str, verdict: PageVerdict
) -> None:
    web.sites["a.test"] = lambda asked: page(on_page) if asked.path == "/1" else NOT_HERE
    write_desk(tmp_path, [("http://a.test/1", in_issue)])
    check(tmp_path)
    (state,) = read_lock(tmp_path / "sources.lock.yaml").pages.values()
    assert state.verdict is verdict


def test_an_issue_that_cannot_be_read_is_told_and_the_others_are_looked_at(
    web: FakeWeb, tmp_path: Path
) -> None:
    web.sites["a.test"] = lambda _: page("Here")
    write_desk(tmp_path, [("http://a.test/7", None)])
    check(tmp_path)
    (tmp_path / "issues" / "2025-07.yaml").write_text("sections: [", "utf-8")
    write_desk(tmp_path, [("http://a.test/8", None)], "2025-08")
    done = strevview("sources", "check", cwd=tmp_path)
    assert done.code == 0
    assert "2025-07.yaml:1:" in done.err
    # What is known of its pages is not forgotten.
    pages = read_lock(tmp_path / "sources.lock.yaml").pages
    assert pages.keys() == {"http://a.test/7", "http://a.test/8"}

"""One page at a time, politely and safely: what comes back, and what is never asked."""

from __future__ import annotations

import errno
import gzip
import socket
import tracemalloc
import zlib

import pytest

from strevview.online import fetching
from strevview.online.fetching import Fault, Fetcher, Unreached, WebPage
from strevview.online.page_text import same_title, titles_of
from tests.online.fake_web import Answer, Asked, FakeWeb, page, redirect

HTML = (("Content-Type", "text/html"),)


def fetched(url: str = "http://a.test/") -> WebPage:
    """Return the page at an address."""
    got = Fetcher().fetch(url)
    assert isinstance(got, WebPage), got
    return got


def unreached(url: str = "http://a.test/") -> Unreached:
    """Return why there is no page at an address."""
    got = Fetcher().fetch(url)
    assert isinstance(got, Unreached), got
    return got


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_comes_back_from_the_address_that_was_looked_up_once(
    web: FakeWeb, scheme: str
) -> None:
    web.sites["a.test"] = lambda _: page("Hello")
    got = fetched(f"{scheme}://a.test/x%20y/é?q=ü#part")
    assert (got.status, titles_of(got)) == (200, ("Hello",))
    assert web.looked_up == {"a.test": 1}
    (asked,) = web.asked
    assert (asked.host, asked.path) == ("a.test", "/x%20y/%C3%A9?q=%C3%BC")
    assert asked.headers["user-agent"].startswith("strevview/")


# What the first and every later look-up of the name gives, and whether that may be connected to.
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1",  # noqa: S104
        "169.254.169.254", "100.64.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "::1", "::",
        "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "198.18.0.1",
    ],
)  # fmt: skip
def test_no_private_address_is_connected_to(web: FakeWeb, address: str) -> None:
    web.sites["a.test"] = lambda _: page("Hello")
    web.addresses["a.test"] = [[address]]
    assert unreached().fault is Fault.PRIVATE
    assert (web.connected, web.asked) == ([], [])
    web.connected.clear()
    assert isinstance(Fetcher(allow_private=True).fetch("http://a.test/"), WebPage)


def test_the_second_answer_of_a_name_server_does_not_count(web: FakeWeb) -> None:
    web.sites["a.test"] = lambda _: page("Hello")
    web.addresses["a.test"] = [["8.8.8.8"], ["127.0.0.1"]]
    fetched()
    assert web.connected == ["8.8.8.8"]
    unreached()
    assert web.connected == ["8.8.8.8"]


def test_public_addresses_among_private_ones_are_taken(web: FakeWeb) -> None:
    web.sites["a.test"] = lambda _: page("Hello")
    web.addresses["a.test"] = [["10.0.0.1", "8.8.8.8"]]
    fetched()
    assert web.connected == ["8.8.8.8"]


def test_a_public_address_of_this_machine_is_hung_up_on(web: FakeWeb) -> None:
    web.sites["a.test"] = lambda _: page("Hello")
    web.addresses["a.test"] = [["8.8.8.8"]]
    web.own.add("8.8.8.8")
    got = unreached()
    assert (got.fault, web.asked) == (Fault.PRIVATE, [])


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd", "ftp://a.test/", "http://127.0.0.1/", "http://localhost/",
        "http://u:p@a.test/", "http://[::1]/", "http://a.test:99999/", "data:,x",
        "http://a.test:0/", "gopher://a.test/", "http://[", "//127.0.0.1/", "http://0x7f000001/",
    ],
)  # fmt: skip
def test_each_hop_is_looked_at(web: FakeWeb, target: str) -> None:
    web.sites["a.test"] = lambda asked: redirect(target) if asked.path == "/a" else page("No")
    web.addresses |= {"localhost": [["127.0.0.1"]], "0x7f000001": [["127.0.0.1"]]}
    web.addresses["::1"] = [["::1"]]
    got = unreached("http://a.test/a")
    assert got.fault in (Fault.NOT_ALLOWED, Fault.PRIVATE, Fault.GARBLED)
    assert [asked.path for asked in web.asked] == ["/a"]


def test_redirects_are_followed_ten_times_and_never_round_and_round(web: FakeWeb) -> None:
    def ladder(asked: Asked) -> Answer:
        step = int(asked.path.strip("/"))
        return redirect(f"/{step - 1}", 302) if step else page("Here")

    web.sites["a.test"] = ladder
    got = fetched("http://a.test/10")
    assert (len(got.hops), got.url) == (10, "http://a.test/0")
    assert unreached("http://a.test/11").fault is Fault.LOOP
    web.sites["b.test"] = lambda asked: redirect("/b" if asked.path == "/a" else "/a")
    assert unreached("http://b.test/a").fault is Fault.LOOP


BOMB = gzip.compress(b"\0" * 200_000_000)
RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(b"<title>Hello</title>"),
    "deflate": zlib.compress(b"<title>Hello</title>"),
    "Deflate ": RAW.compress(b"<title>Hello</title>") + RAW.flush(),
}


@pytest.mark.parametrize("packing", PACKED)
def test_packed_pages_are_unpacked(web: FakeWeb, packing: str) -> None:
    headers = (*HTML, ("Content-Encoding", packing))
    web.sites["a.test"] = lambda _: Answer(200, PACKED[packing], headers)
    got = fetched()
    assert got.body == b"<title>Hello</title>"


@pytest.mark.parametrize(
    ("answer", "size"),
    [
        (Answer(200, b"x" * 50_000_000, HTML), fetching.MAX_BYTES),
        (Answer(200, BOMB, (*HTML, ("Content-Encoding", "gzip"))), fetching.MAX_BYTES),
        (Answer(200, b"x", (*HTML, ("Content-Encoding", "compress"))), 0),
        (Answer(200, b"%PDF" * 9999, (("Content-Type", "application/pdf"),)), 0),
    ],
    ids=["50 MB", "bomb", "unknown packing", "not HTML"],
)
def test_no_more_than_five_megabytes_are_kept(web: FakeWeb, answer: Answer, size: int) -> None:
    web.sites["a.test"] = lambda _: answer
    got = fetched()
    assert len(got.body) == size


def test_a_bomb_is_unpacked_bit_by_bit(web: FakeWeb) -> None:
    web.sites["a.test"] = lambda _: Answer(200, BOMB, (*HTML, ("Content-Encoding", "gzip")))
    tracemalloc.start()
    try:
        fetched()
        assert tracemalloc.get_traced_memory()[1] < 5 * fetching.MAX_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, b"x" * 20_000, HTML, drip=10),
        Answer(200, b"a" * 20_000, raw=b"HTTP/1.1 200 OK\r\nX: ", drip=10),
    ],
    ids=["body", "headers"],
)
def test_a_slow_drip_ends_after_a_minute(web: FakeWeb, answer: Answer) -> None:
    web.sites["a.test"] = lambda _: answer
    assert unreached().fault is Fault.NO_ANSWER
    assert len(web.asked) == 3


GONE = socket.gaierror(socket.EAI_NONAME, "x")
LATER = socket.gaierror(socket.EAI_AGAIN, "x")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (GONE, Fault.NO_SUCH_NAME),
        (LATER, Fault.NO_ANSWER),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), Fault.REFUSED),
        (TimeoutError("x"), Fault.NO_ANSWER),
        (OSError(errno.ENETUNREACH, "no network"), Fault.NO_ANSWER),
        (ConnectionResetError(errno.ECONNRESET, "x"), Fault.NO_ANSWER),
    ],
    ids=str,
)
def test_no_answer_is_told_in_a_word(web: FakeWeb, fault: OSError, expected: Fault) -> None:
    if isinstance(fault, socket.gaierror):
        web.addresses["a.test"] = [fault]
    else:
        web.sites["a.test"] = lambda _: page("x")
        web.refusing["93.184.216.34"] = fault
    assert unreached().fault is expected


@pytest.mark.parametrize(
    ("url", "raw", "expected"),
    [
        ("https://a.test:8443/", None, Fault.CERTIFICATE),
        ("https://other.example/", None, Fault.CERTIFICATE),
        ("http://a.test/", b"SSH-2.0-x\r\n", Fault.GARBLED),
        ("http://a.test/", b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000, Fault.GARBLED),
        ("http://" + "a" * 70 + ".test/", None, Fault.NOT_ALLOWED),
    ],
    ids=["expired", "another name", "no HTTP", "endless header", "long name"],
)
def test_what_no_browser_shows_is_no_page(
    web: FakeWeb, url: str, raw: bytes | None, expected: Fault
) -> None:
    web.sites |= dict.fromkeys(("a.test", "other.example"), lambda _: Answer(raw=raw))
    web.addresses["a" * 70 + ".test"] = [UnicodeError("label too long")]
    assert unreached(url).fault is expected


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ((("Retry-After", "30"),), 30.0),
        ((("Retry-After", "Mon, 02 Mar 2026 12:01:00 GMT"),), 59.0),
        ((), fetching.FIRST_WAIT),
        ((("Retry-After", "soon"),), fetching.FIRST_WAIT),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_again_after_the_time_it_names(
    web: FakeWeb, status: int, headers: tuple[tuple[str, str], ...], waited: float
) -> None:
    answers = [Answer(status, b"", headers), page("Here")]
    web.sites["a.test"] = lambda _: answers.pop(0)
    start = web.clock.now()
    got = fetched()
    assert got.status == 200
    assert waited - 1 <= web.clock.now() - start <= waited + 2


def test_who_asks_for_hours_is_not_waited_for(web: FakeWeb) -> None:
    web.sites["a.test"] = lambda _: Answer(429, b"", (("Retry-After", "7200"),))
    got = fetched()
    assert (got.status, len(web.asked)) == (429, 1)


def test_a_host_has_a_pause_between_two_requests(web: FakeWeb) -> None:
    web.sites["a.test"] = lambda _: page("Hello")
    fetcher = Fetcher()
    start = web.clock.now()
    for number in range(5):
        fetcher.fetch(f"http://a.test/{number}")
    assert web.clock.now() - start >= 4 * fetching.BETWEEN


@pytest.mark.parametrize(
    ("body", "kind", "title"),
    [
        ("<title>日本</title>".encode("shift_jis"), "text/html; charset=Shift_JIS", "日本"),
        ('<meta charset="gb2312"><title>镕基</title>'.encode("gb18030"), "text/html", "镕基"),
        ("<title>Привет</title>".encode("cp1251"), "text/html; charset=windows-1251", "Привет"),
        ("<title>हिन्दी</title>".encode(), "text/html; charset=iso-8859-1", "हिन्दी"),
        (b"<title>caf\xe9 \x93q\x94</title>", "text/html", "café “q”"),
        ("\ufeff<title>Ö</title>".encode("utf-16"), "text/html", "Ö"),
        (b"<title>a &amp; b\n  c</title>", "text/html; charset=nonsense", "a & b c"),
        (b"<svg><title>no</title></svg><h1>Head<b>ing</b></h1>", "text/html", "Head ing"),
        ("<title>日本</title>".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "日本"),
    ],
)
def test_titles_are_read_in_the_encoding_of_the_page(body: bytes, kind: str, title: str) -> None:
    read = titles_of(WebPage("http://a.test/", 200, {"content-type": kind}, body))
    assert read[0] == title


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("PRSS-1 launched", "PRSS-1 Launched | The Associated Press of Pakistan", True),
        ("Dawn - PRSS-1 satellite launched", "PRSS-1 satellite launched", True),
        ("PRSS-1 satellite launched | Dawn", "Dawn", False),
        ("WebPage not found | The Associated Press", "A deal signed | The Associated Press", False),
        ("Annual report 2024 | Ministry", "Annual report 2025 | Ministry", False),
        ("China and Pakistan sign accord", "China and Pakistan sign an accord", True),
        ("我国成功发射卫星_新华网", "我国成功发射卫星", True),
        ("我国成功发射卫星_新华网", "页面不存在_新华网", False),
    ],
)
def test_a_title_is_known_again(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same
    assert same_title(other, one) is same

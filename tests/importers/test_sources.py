"""The sources that an item's links become."""

from __future__ import annotations

import pytest

from strevview.importers.guesses import LinkText, SourceGuess
from strevview.importers.sources import NO_ADDRESS, sources_of
from strevview.model.dates import Period

JULY = Period.parse("2025-07")


def _link(address: str | None, word: str = "held") -> LinkText:
    return LinkText(word, address, 0, len(word))


def _source(address: str) -> SourceGuess:
    (source,), _ = sources_of([_link(address)], JULY)
    return source


def test_one_source_for_each_address_and_a_key_for_each_link() -> None:
    links = [_link(f"https://www.dawn.com/news/{n}") for n in (1, 2, 1)]
    sources, keys = sources_of(links, JULY)
    assert keys == ("dawn", "dawn-2", "dawn")
    assert [source.url for source in sources] == [
        "https://www.dawn.com/news/1",
        "https://www.dawn.com/news/2",
    ]


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.dawn.com/news/1", "dawn"),
        ("https://www.petra.gov.jo/1", "petra"),
        ("http://mx.china-embassy.gov.cn/1", "china-embassy"),
        ("https://global.chinadaily.com.cn/1", "china-daily"),
        ("https://news.example/1", "news"),
        ("https://www.zju.edu.cn/1", "zju"),
    ],
)
def test_the_key_tells_who_publishes(address: str, key: str) -> None:
    assert _source(address).key == key


def test_publishers_that_everybody_cites_are_known_by_the_address() -> None:
    people = _source("http://en.people.cn/n3/2025/0618/c90000-20329520.html")
    assert people.publisher is not None
    assert (people.publisher.value, people.publisher.sure) == ("People’s Daily Online", True)
    # A host that is not known has a name in print that no address tells.
    assert _source("https://www.daily-example.com/1").publisher is None
    # An embassy's page is not the government's.
    assert _source("http://mx.china-embassy.gov.cn/1").publisher is None
    assert _source("https://notdawn.com/1").publisher is None


@pytest.mark.parametrize(
    ("address", "published", "sure"),
    [
        ("https://a.example/2025/07/31/launch", "2025-07-31", True),
        ("https://a.example/a/202506/04/WS683f.html", "2025-06-04", True),
        ("https://a.example/web/2025-06/25/content_1.html", "2025-06-25", True),
        ("http://a.example/n3/2025/0618/c90000-20329520.html", "2025-06-18", True),
        ("http://a.example/sgjs/202506/t20250613_11648386.htm", "2025-06-13", True),
        ("https://a.example/n/20250815/1c03ec13.html", "2025-08-15", True),
        ("https://a.example/page/202507/1337809.shtml", "2025-07", True),
        ("https://a.example/2025/07/meeting", "2025-07", True),
        ("https://a.example/news/20250231/x", None, None),
        ("https://a.example/2031/07/31/x", None, None),
        ("https://a.example/?date=2025/07/31/", None, None),
        ("https://a.example/12025/07/31/x", None, None),
    ],
)
def test_the_day_that_an_address_plainly_has(
    address: str, published: str | None, sure: bool | None
) -> None:
    found = _source(address).published
    assert (found.value if found else None) == published
    assert (found.sure if found else None) == sure


def test_what_an_address_carries_stays() -> None:
    address = "https://a.example/1?utm_source=mail&id=7#part"
    assert _source(address).url == address


@pytest.mark.parametrize("address", ["", None, "  "])
def test_a_link_without_address_is_unavailable(address: str | None) -> None:
    (source,), keys = sources_of([_link(address, "pointed out")], JULY)
    assert keys == ("pointed-out",)
    assert (source.url, source.unavailable) == (None, NO_ADDRESS)

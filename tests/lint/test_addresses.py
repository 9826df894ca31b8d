from __future__ import annotations

import pytest

from strevview.lint.addresses import damage, page_identity, without_tracking

PAGE = "https://www.dawn.com/news/1927952"


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        "http://dawn.com",
        "https://dawn.com:8080/news?id=1&b=2#top",
        "https://web.archive.org/web/2025/https://www.dawn.com/news",
        "https://en.wikipedia.org/wiki/Long_March_(rocket)",
        "https://en.wikipedia.org/wiki/Apple_Inc.",
        "https://例え.jp/新闻",
        "https://[2001:db8::1]/news",
        "https://dawn.com/a,b;c~d!e",
    ],
)
def test_a_sound_address_has_no_damage(address: str) -> None:
    assert damage(address) is None


@pytest.mark.parametrize(
    ("address", "words", "where"),
    [
        ("https://https://dawn.com/", "starts with https:// twice", "https://https:"),
        ("https://http:/dawn.com/", "starts with https:// twice", "https://http:"),
        ("https://dawn.com/a b", "has a space in it", " "),
        ("https://dawn.com/”", "has `”` in it", "”"),
        ("https://dawn.com/a...", "is cut off", "..."),
        ("https://dawn.com/?a=1&amp;b=2", "has `&amp;` in the place of `&`", "&amp;"),
        ("https://dawn/news", "has `dawn` for a host, which is none", "dawn"),
        (
            "https://www.dawn..com/",
            "has `www.dawn..com` for a host, which is none",
            "www.dawn..com",
        ),
        ("https://dawn,com.pk/", "has `dawn,com.pk` for a host, which is none", "dawn,com.pk"),
        ("https://dawn.com/(a", "has one `(` too many", "("),
        ("https://dawn.com/a)", "has one `)` too many", ")"),
        ("https://dawn.com/a,", "ends with `,`", ","),
    ],
)
def test_damage_is_told_at_its_place(address: str, words: str, where: str) -> None:
    found = damage(address)
    assert found is not None
    assert found.words == words
    assert address[found.start : found.end] == where


@pytest.mark.parametrize(
    ("address", "clean", "names"),
    [
        (f"{PAGE}?utm_source=a&utm_medium=b", PAGE, ("utm_source", "utm_medium")),
        (f"{PAGE}?id=1&fbclid=x#top", f"{PAGE}?id=1#top", ("fbclid",)),
        (f"{PAGE}?gclid=x&id=1", f"{PAGE}?id=1", ("gclid",)),
        (f"{PAGE}?id=1", f"{PAGE}?id=1", ()),
        (f"{PAGE}?", f"{PAGE}?", ()),
        (f"{PAGE}#utm_source=a", f"{PAGE}#utm_source=a", ()),
    ],
)
def test_only_what_tracks_is_taken_out(address: str, clean: str, names: tuple[str, ...]) -> None:
    assert without_tracking(address) == (clean, names)


@pytest.mark.parametrize(
    "address",
    [
        "http://dawn.com/news/1927952",
        "https://WWW.Dawn.com/news/1927952/",
        "https://www.dawn.com:443/news/1927952#comments",
        "https://www.dawn.com/news/1927952?utm_source=a",
    ],
)
def test_one_page_under_other_addresses(address: str) -> None:
    assert page_identity(address) == page_identity(PAGE)


@pytest.mark.parametrize(
    "address",
    ["https://www.dawn.com/news/1927953", f"{PAGE}?id=2", f"{PAGE}#/2", f"{PAGE}#!2"],
)
def test_other_pages(address: str) -> None:
    assert page_identity(address) != page_identity(PAGE)

"""Who publishes the pages of a host, for the agencies, ministries and papers that everybody cites.

A host that is not here gives its key to the source, and no publisher: its name in print is not in
an address.
"""

from __future__ import annotations

from typing import NamedTuple


class Publisher(NamedTuple):
    """A publisher's name, and the short key for its pages."""

    key: str
    name: str


_KNOWN = {
    "afp.com": Publisher("afp", "Agence France-Presse"),
    "apnews.com": Publisher("ap", "Associated Press"),
    "app.com.pk": Publisher("app", "Associated Press of Pakistan"),
    "brecorder.com": Publisher("brecorder", "Business Recorder"),
    "cas.cn": Publisher("cas", "Chinese Academy of Sciences"),
    "cgtn.com": Publisher("cgtn", "CGTN"),
    "chinadaily.com.cn": Publisher("china-daily", "China Daily"),
    "cnsa.gov.cn": Publisher("cnsa", "China National Space Administration"),
    "dawn.com": Publisher("dawn", "Dawn"),
    "esa.int": Publisher("esa", "European Space Agency"),
    "fmprc.gov.cn": Publisher("mfa", "Ministry of Foreign Affairs of China"),
    "globaltimes.cn": Publisher("global-times", "Global Times"),
    "gov.cn": Publisher("gov", "Government of China"),
    "iaea.org": Publisher("iaea", "International Atomic Energy Agency"),
    "indiatoday.in": Publisher("india-today", "India Today"),
    "kyodonews.net": Publisher("kyodo", "Kyodo News"),
    "mfa.gov.cn": Publisher("mfa", "Ministry of Foreign Affairs of China"),
    "most.gov.cn": Publisher("most", "Chinese Ministry of Science and Technology"),
    "nasa.gov": Publisher("nasa", "NASA"),
    "nature.com": Publisher("nature", "Nature"),
    "news.cn": Publisher("xinhua", "Xinhua"),
    "pakistantoday.com.pk": Publisher("pakistan-today", "Pakistan Today"),
    "people.cn": Publisher("peoples-daily", "People’s Daily Online"),
    "people.com.cn": Publisher("peoples-daily", "People’s Daily Online"),
    "reuters.com": Publisher("reuters", "Reuters"),
    "science.org": Publisher("science", "Science"),
    "scio.gov.cn": Publisher("scio", "State Council Information Office"),
    "scmp.com": Publisher("scmp", "South China Morning Post"),
    "stdaily.com": Publisher("st-daily", "Science and Technology Daily"),
    "tass.com": Publisher("tass", "TASS"),
    "thenews.com.pk": Publisher("the-news", "The News"),
    "unesco.org": Publisher("unesco", "UNESCO"),
    "xinhuanet.com": Publisher("xinhua", "Xinhua"),
    "yna.co.kr": Publisher("yonhap", "Yonhap"),
}
# Hosts of others under a host that is known: an embassy is not the government's own page.
_NOT_BELOW = frozenset(("gov.cn", "nasa.gov"))


def publisher_of(host: str) -> Publisher | None:
    """Return who publishes the pages of a host, by it or by the host that it is part of."""
    labels = host.casefold().removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in _KNOWN and (start == 0 or domain not in _NOT_BELOW):
            return _KNOWN[domain]
    return None

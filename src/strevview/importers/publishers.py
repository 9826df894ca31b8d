"""Who publishes the pages of a host, for the agencies, ministries and papers that everybody cites.

A host that is not here gives its key to the source, and no publisher: its name in print is not in
an address.
"""

from __future__ import annotations

# A host, the short key for its pages, and the publisher's name.
_TABLE = """
afp.com               afp             Agence France-Presse
apnews.com            ap              Associated Press
app.com.pk            app             Associated Press of Pakistan
brecorder.com         brecorder       Business Recorder
cas.cn                cas             Chinese Academy of Sciences
cgtn.com              cgtn            CGTN
chinadaily.com.cn     china-daily     China Daily
cnsa.gov.cn           cnsa            China National Space Administration
dawn.com              dawn            Dawn
esa.int               esa             European Space Agency
fmprc.gov.cn          mfa             Ministry of Foreign Affairs of China
globaltimes.cn        global-times    Global Times
gov.cn                gov             Government of China
iaea.org              iaea            International Atomic Energy Agency
indiatoday.in         india-today     India Today
kyodonews.net         kyodo           Kyodo News
mfa.gov.cn            mfa             Ministry of Foreign Affairs of China
most.gov.cn           most            Chinese Ministry of Science and Technology
nasa.gov              nasa            NASA
nature.com            nature          Nature
news.cn               xinhua          Xinhua
pakistantoday.com.pk  pakistan-today  Pakistan Today
people.cn             peoples-daily   People’s Daily Online
people.com.cn         peoples-daily   People’s Daily Online
reuters.com           reuters         Reuters
science.org           science         Science
scio.gov.cn           scio            State Council Information Office
scmp.com              scmp            South China Morning Post
stdaily.com           st-daily        Science and Technology Daily
tass.com              tass            TASS
thenews.com.pk        the-news        The News
unesco.org            unesco          UNESCO
xinhuanet.com         xinhua          Xinhua
yna.co.kr             yonhap          Yonhap
"""
_KNOWN = {
    host: (key, name)
    for host, key, name in (line.split(maxsplit=2) for line in _TABLE.strip().splitlines())
}
# Hosts of others under a host that is known: an embassy is not the government's own page.
_NOT_BELOW = frozenset(("gov.cn", "nasa.gov"))


def publisher_of(host: str) -> tuple[str, str] | None:
    """Return the key and the name of who publishes the pages of a host, or of one above it."""
    labels = host.casefold().removeprefix("www.").split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in _KNOWN and (start == 0 or domain not in _NOT_BELOW):
            return _KNOWN[domain]
    return None

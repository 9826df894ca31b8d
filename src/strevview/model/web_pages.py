"""Pages of the web that sources lead to: their addresses, and what was seen of them last.

That stands in `sources.lock.yaml` beside the folder of the issues, which `strevview sources check`
writes; it is committed and read by people.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import quote, unquote

import idna
from pydantic import Field

from strevview.diagnostics import Diagnostic
from strevview.model.record import Address, Day, Flag, Record, SchemaVersion, Text, one_of, optional
from strevview.model.validation import read_record
from strevview.source.disk import read_file
from strevview.source.writer import to_yaml

_HOST = re.compile(r"(?<=://)[^/?#@:]+")
# What advertisers, mailings and social networks add to an address, and no page needs.
_TRACKING = re.compile(
    r"(?:(?:utm|mtm|hsa)_\w+|pk_(?:campaign|cid|content|kwd|medium|source)|fbclid|gclid|gclsrc|dclid"
    r"|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)|_g[al]|mkt_tok"
    r"|oly_(?:enc|anon)_id|vero_id|wickedid|ref_src|s_cid|smid|spm|__twitter_impression)(?:=|$)",
    re.ASCII | re.IGNORECASE,
)
LOCK_FILE = "sources.lock.yaml"
_HEADING = (
    "# Written by `strevview sources check`, read by `strevview lint` and by people.\nschema: 1\n"
)


def uri_of(address: str) -> str:
    """Return an address as a PDF holds it: its host by IDNA, what else no URI may have as %XX.

    Programs other than browsers look a host up as it is written (RFC 3987, 3.1; RFC 5891).
    """
    uri = quote(address.strip(), safe="/:?#[]@!$&'()*+,;=~%")
    return _HOST.sub(lambda host: _ascii_host(host[0]), uri, count=1)


def readable_host(host: str) -> str:
    """Return a host in the letters that people know it by."""
    if "xn--" not in host:
        return host
    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def without_tracking(address: str) -> tuple[str, tuple[str, ...]]:
    """Return the address without the parameters that only track, and their names."""
    main, hash_mark, fragment = address.partition("#")
    page, _, query = main.partition("?")
    parts = query.split("&")
    names = tuple(part.partition("=")[0] for part in parts if _TRACKING.match(part))
    if not names:
        return address, ()
    rest = "&".join(part for part in parts if not _TRACKING.match(part))
    return page + (f"?{rest}" if rest else "") + hash_mark + fragment, names


def page_identity(address: str) -> str:
    """Return what two addresses of one page have in common.

    Scheme, `www.`, the case of the host, a slash at the end, the place in the page and tracking
    make no other page (RFC 3986, section 6.2); a fragment that starts with `/` or `!` does.
    """
    clean, _ = without_tracking(address)
    main, _, fragment = clean.partition("#")
    rest = main.partition("://")[2]
    page, mark, query = rest.partition("?")
    host, slash, path = page.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    identity = host + (slash + path).rstrip("/") + mark + query.rstrip("/")
    return f"{identity}#{fragment}" if fragment[:1] in ("/", "!") and fragment else identity


def _ascii_host(host: str) -> str:
    if "%" not in host:
        return host
    try:
        return idna.encode(unquote(host), uts46=True).decode()
    except idna.IDNAError:
        return host


class PageVerdict(StrEnum):
    """What became of a page."""

    ALIVE = "alive"
    MOVED = "moved"
    DRIFTED = "drifted"
    SOFT_404 = "soft-404"
    BLOCKED = "blocked"
    DEAD = "dead"
    UNKNOWN = "unknown"


class PageState(Record):
    """What was seen of one page, and when."""

    verdict: Annotated[PageVerdict, one_of(PageVerdict, "verdict")] = Field(
        description="In a word."
    )
    evidence: Text = Field(description="What it rests on.")
    checked: Day = Field(description="The day of the last look.")
    title_then: Text | None = optional("What the page was called.")
    title_now: Text | None = optional("What it is called, if otherwise.")
    moved_to: Address | None = optional("Where it leads.")
    for_good: Flag = optional("It moved by permanent redirects alone, with its title.", False)
    failed: tuple[Day, ...] = optional("Days on which it was not there.", ())

    def as_data(self) -> dict[str, object]:
        """Return the state as the file has it."""
        data = {key: value for key, value in self if value not in (None, False, ())}
        data |= {"verdict": self.verdict.value, "checked": str(self.checked)}
        if self.failed:
            data["failed"] = [str(day) for day in self.failed]
        return data


class SourcesLock(Record):
    """The file: pages by their addresses."""

    schema_version: SchemaVersion = Field(alias="schema", description="The file's form: 1.")
    pages: dict[str, PageState] = optional("The pages by their addresses.", {})


class SeenPages(NamedTuple):
    """The pages that a file tells of, and what is wrong with the file."""

    pages: Mapping[str, PageState]
    diagnostics: tuple[Diagnostic, ...] = ()


def lock_path(folder: Path) -> Path:
    """Return where the file of a folder of issues is: beside that folder."""
    beside = folder / os.pardir if folder.name in ("", os.pardir) else folder.parent
    return beside / LOCK_FILE


def read_lock(path: Path) -> SeenPages:
    """Read a file; one that is not there tells of no pages."""
    if not os.path.lexists(path):
        return SeenPages({})
    reading = read_record(SourcesLock, read_file(path, str(path)))
    return SeenPages(reading.value.pages if reading.value else {}, reading.diagnostics)


def lock_text(pages: Mapping[str, PageState]) -> str:
    """Return the file of some pages, in the order of their addresses."""
    data = {address: pages[address].as_data() for address in sorted(pages)}
    return _HEADING + to_yaml({"pages": data})

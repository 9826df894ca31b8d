"""Fetching one page from the web, politely and without danger to this machine or its network.

Each hop is a connection of our own: its name is resolved once, the addresses are looked at, and one
of them is connected to, so that no second answer of a name server counts. The name still goes into
`Host` and into TLS (SNI and the certificate's check), as RFC 9110, 7.2 and RFC 6066, 3 ask. What a
server sends is bounded in time, size and unpacked size. A proxy of the environment is not used.
"""

from __future__ import annotations

import io
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urldefrag, urljoin

import truststore
import urllib3
from urllib3.exceptions import DecodeError, LocationParseError
from urllib3.util import Url, parse_url

from strevview import __version__

MAX_BYTES = 5 * 1024 * 1024
MAX_HOPS = 10
# Addresses of one host that are tried.
MAX_ADDRESSES = 3
# Seconds: for one connection or silence of a server, for a page as a whole, between two requests to
# a host, and the longest `Retry-After` that is waited for.
SILENCE = 20.0
WHOLE = 60.0
BETWEEN = 1.0
LONGEST_WAIT = 300.0
# How often more a server is asked that is busy or does not answer; the waits double.
RETRIES = 2
FIRST_WAIT = 5.0
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 500, 502, 503, 504)
_PACKINGS = ("", "identity", "gzip", "x-gzip", "deflate")
_NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
_READABLE = re.compile(r"text/|application/(?:.*\b(?:xml|xhtml|json|link-format)\b|$)|$")
# IPv4 addresses as an IPv6-only network shows them (RFC 6052, 2.1).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Fault(StrEnum):
    """Why no page came back."""

    NOT_ALLOWED = "not allowed"
    PRIVATE = "private"
    NO_SUCH_NAME = "no such name"
    REFUSED = "refused"
    NO_ANSWER = "no answer"
    CERTIFICATE = "certificate"
    LOOP = "loop"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a server answered; header names are in small letters.

    `body` is unpacked, and empty for what is no text; of a long one it is the beginning. `hops` are
    the statuses of the redirects that led to it.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreached:
    """Why there is no page, in a word and in words."""

    fault: Fault
    reason: str


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an address, if it is not simply its page; with `data` it is a POST."""

    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None
    follow: bool = True


PAGE = Request()


class Clock:
    """The time; tests have one of their own."""

    def now(self) -> float:
        """Return the seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _RefusedError(Exception):
    """An address that is not asked: the Fault, and why in words."""


@dataclass(slots=True)
class _Turn:
    """Whose turn it is at a host, and from when on it may be asked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


class Fetcher:
    """Fetches pages; each host is asked one thing at a time, with a pause after it.

    It may be used by threads at once. `about` says in the user agent on whose behalf it asks.
    """

    def __init__(self, about: str = "", *, allow_private: bool = False) -> None:
        words = re.sub(r"[^ -'*-~]+", " ", about).strip()
        self._agent = f"strevview/{__version__} ({words or 'checks the sources of a review'})"
        self._allow_private = allow_private
        self._tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.clock = Clock()
        self._turns: dict[str, _Turn] = {}

    def fetch(self, url: str, request: Request = PAGE) -> WebPage | Unreached:
        """Return the page at an address, or why there is none.

        A server that is busy or silent is asked again, after `Retry-After` where it says so.
        """
        hops: dict[str, int] = {}
        while True:
            url = urldefrag(url).url
            got = self._with_retries(url, request)
            if isinstance(got, Unreached):
                return got
            target = got.headers.get("location", "")
            if got.status not in _REDIRECTS or not target or not request.follow:
                return replace(got, hops=tuple(hops.values()))
            hops[url] = got.status
            try:
                # Servers send the bytes of UTF-8, which http.client reads as Latin-1.
                url = urljoin(url, target.encode("latin-1").decode("utf-8", "replace"))
            except ValueError:
                return Unreached(Fault.GARBLED, "it leads to an address that is none")
            if url in hops:
                return Unreached(Fault.LOOP, "its redirects lead back to themselves")
            if len(hops) > MAX_HOPS:
                return Unreached(Fault.LOOP, f"more than {MAX_HOPS} redirects")

    def _with_retries(self, url: str, request: Request) -> WebPage | Unreached:
        """Ask one address; a server that is busy or silent again, after longer and longer waits."""
        try:
            parts = _allowed(url)
        except _RefusedError as reason:
            return Unreached(*reason.args)
        turn = self._turns.setdefault(parts.host or "", _Turn())
        wait, left = FIRST_WAIT, RETRIES
        with turn.lock:
            while True:
                while (early := turn.free_at - self.clock.now()) > 0:
                    self.clock.sleep(early)
                got = self._one_hop(url, parts, request)
                turn.free_at = self.clock.now() + BETWEEN
                if isinstance(got, WebPage):
                    asked = self._retry_after(got)
                    wait = wait if asked is None else asked
                    busy = got.status in _BUSY and wait <= LONGEST_WAIT
                else:
                    busy = got.fault is Fault.NO_ANSWER
                if not busy or left == 0:
                    return got
                turn.free_at += max(0.0, wait - BETWEEN)
                wait, left = max(2 * wait, FIRST_WAIT), left - 1

    def _retry_after(self, page: WebPage) -> float | None:
        """Return the seconds that a server asks to wait (RFC 9110, 10.2.3); None for no word."""
        value = page.headers.get("retry-after", "").strip()
        if value.isascii() and value.isdigit():
            return float(value[:9])
        try:
            then = parsedate_to_datetime(value)
        except (ValueError, IndexError):
            return None
        now = datetime.fromtimestamp(self.clock.now(), UTC)
        return max((then.replace(tzinfo=then.tzinfo or UTC) - now).total_seconds(), 0.0)

    def _one_hop(self, url: str, parts: Url, request: Request) -> WebPage | Unreached:
        """Ask one address once."""
        host = (parts.host or "").strip("[]")
        deadline = self.clock.now() + WHOLE
        try:
            with self._connect(parts, host) as line:
                response = self._send(_TimedSocket(line, self.clock, deadline), parts, request)
                return _answer(url, response)
        except (_RefusedError, OSError, HTTPException, ValueError, DecodeError) as reason:
            return Unreached(*_told(reason, host))

    def _connect(self, parts: Url, host: str) -> socket.socket:
        """Return a line to the first address of a host that answers, with TLS on it for https."""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        faults: list[OSError] = []
        for address in self._resolve(host, port):
            try:
                line = socket.create_connection((address, port), SILENCE)
            except OSError as reason:
                faults.append(reason)
                continue
            # A public address of this machine is called from itself.
            if line.getsockname()[0] == address and not self._allow_private:
                line.close()
                raise _RefusedError(Fault.PRIVATE, "it leads to this machine")
            if parts.scheme == "http":
                return line
            return self._tls.wrap_socket(line, server_hostname=host)
        raise faults[0]

    def _resolve(self, host: str, port: int) -> list[str]:
        """Look a name up, once; return the addresses that may be connected to."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = dict.fromkeys(str(place[0]) for *_, place in found)
        allowed = [one for one in addresses if self._allow_private or _is_public(one)]
        if not allowed:
            words = f"{host} is on this machine or in a private network"
            raise _RefusedError(Fault.PRIVATE, words)
        return allowed[:MAX_ADDRESSES]

    def _send(self, line: _TimedSocket, parts: Url, request: Request) -> HTTPResponse:
        connection = HTTPConnection(parts.netloc or "")
        # It connects by itself only where there is no socket yet.
        connection.sock = line
        headers = {
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **request.headers,
        }
        method = "GET" if request.data is None else "POST"
        connection.request(method, parts.request_uri, request.data, headers)
        return connection.getresponse()


class _TimedSocket(io.RawIOBase):
    """What http.client sees of a connection: each read ends by the deadline of the whole page."""

    def __init__(self, line: socket.socket, clock: Clock, deadline: float) -> None:
        self._socket_to = line
        self._clock = clock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        left = self._deadline - self._clock.now()
        if left <= 0:
            raise TimeoutError
        self._socket_to.settimeout(min(left, SILENCE))
        return self._socket_to.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        self._socket_to.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def close(self) -> None:
        """Leave it open: http.client closes before the answer is read; who connected closes."""


def _allowed(url: str) -> Url:
    """Return the parts of an address that may be asked, its letters as they are sent."""
    try:
        parts = parse_url(url)
    except LocationParseError:
        parts = Url()
    if parts.scheme not in ("http", "https") or not parts.host or parts.port == 0:
        raise _RefusedError(Fault.NOT_ALLOWED, "it leads to what is no address of a web page")
    if parts.auth:
        raise _RefusedError(Fault.NOT_ALLOWED, "it leads to an address with a password in it")
    return parts


def _told(reason: Exception, host: str) -> tuple[Fault, str]:
    """Return in a word and in words why a host gave no page."""
    match reason:
        case _RefusedError(args=(fault, words)):
            told = fault, words
        case socket.gaierror(errno=number) if number in _NO_SUCH_NAME:
            told = Fault.NO_SUCH_NAME, f"there is no host {host}"
        case socket.gaierror():
            told = Fault.NO_ANSWER, f"{host} cannot be looked up now"
        case UnicodeError():
            told = Fault.NOT_ALLOWED, f"{host} is no name of a host"
        case ssl.SSLCertVerificationError(verify_message=words):
            told = Fault.CERTIFICATE, f"its certificate is not valid: {words}"
        case TimeoutError():
            told = Fault.NO_ANSWER, "it took too long to answer"
        case ConnectionRefusedError():
            told = Fault.REFUSED, "it refuses the connection"
        case OSError():
            told = Fault.NO_ANSWER, f"the connection fails: {reason.strerror or reason}"
        case _:
            told = Fault.GARBLED, f"its answer cannot be read: {type(reason).__name__}"
    return told


def _is_public(address: str) -> bool:
    """Return whether an address is public: not of this machine, a private or special network."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inside = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        found = inside or found
    return found.is_global and not found.is_multicast


def _answer(url: str, response: HTTPResponse) -> WebPage:
    """Return what a server says; of what is text no more than may be kept is read, or unpacked."""
    # What is said twice alike is said once; lists may be in several headers (RFC 9110, 5.3).
    headers = {
        name.lower(): ", ".join(dict.fromkeys(response.headers.get_all(name, ())))
        for name in response.headers
    }
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    packing = headers.get("content-encoding", "").strip().lower()
    is_read = _READABLE.match(kind) and response.status not in _REDIRECTS
    if not is_read or packing not in _PACKINGS:
        return WebPage(url, response.status, headers, b"")
    sent = response.read(MAX_BYTES)
    packed = urllib3.HTTPResponse(
        io.BytesIO(sent), {"Content-Encoding": packing}, preload_content=False
    )
    return WebPage(url, response.status, headers, packed.read(MAX_BYTES))

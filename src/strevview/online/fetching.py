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
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit

import truststore

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
_CHUNK = 64 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 500, 502, 503, 504)
_UNPACKED = ("", "identity")
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
class Hop:
    """A redirect: the address that was asked, and the status that led on from it."""

    url: str
    status: int


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a server answered at the end of the hops; header names are in small letters.

    `body` is unpacked; it is empty for what is no text, and `cut` where there was more of it.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    hops: tuple[Hop, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Unreached:
    """Why there is no page, in a word and in words, and the hops until then."""

    fault: Fault
    reason: str
    hops: tuple[Hop, ...] = ()


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


class _HopError(Exception):
    """A fault of one hop: a Fault, and why in words."""


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
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}
        self._lock = threading.Lock()

    def fetch(self, url: str, request: Request = PAGE) -> WebPage | Unreached:
        """Return the page at an address, or why there is none.

        A server that is busy or silent is asked again, after `Retry-After` where it says so.
        """
        hops: list[Hop] = []
        while True:
            url = urldefrag(url).url
            try:
                page = self._with_retries(url, request)
            except _HopError as reason:
                fault, words = reason.args
                return Unreached(fault, words, tuple(hops))
            target = page.headers.get("location", "")
            if page.status not in _REDIRECTS or not target or not request.follow:
                return WebPage(url, page.status, page.headers, page.body, tuple(hops), page.cut)
            hops.append(Hop(url, page.status))
            try:
                # Servers send the bytes of UTF-8, which http.client reads as Latin-1.
                url = urljoin(url, target.encode("latin-1").decode("utf-8", "replace"))
            except ValueError:
                return Unreached(Fault.GARBLED, "it leads to an address that is none", tuple(hops))
            if url in {hop.url for hop in hops}:
                return Unreached(Fault.LOOP, "its redirects lead back to themselves", tuple(hops))
            if len(hops) > MAX_HOPS:
                return Unreached(Fault.LOOP, f"more than {MAX_HOPS} redirects", tuple(hops))

    def _with_retries(self, url: str, request: Request) -> WebPage:
        """Ask one address; a server that is busy or silent again, after longer and longer waits."""
        wait = FIRST_WAIT
        for left in range(RETRIES, -1, -1):
            try:
                page = self._one_hop(url, request)
            except _HopError as reason:
                if left == 0 or Fault.NO_ANSWER not in reason.args:
                    raise
            else:
                asked = self._retry_after(page)
                wait = wait if asked is None else asked
                if left == 0 or page.status not in _BUSY or wait > LONGEST_WAIT:
                    return page
            self._pause(urlsplit(url).hostname or "", wait)
            wait = max(2 * wait, FIRST_WAIT)
        raise AssertionError("the last round returns or raises")

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

    def _pause(self, host: str, seconds: float) -> None:
        with self._lock:
            free = self._free_at.get(host, 0.0)
            self._free_at[host] = max(free, self.clock.now() + seconds)

    @contextmanager
    def _alone_at(self, host: str) -> Iterator[None]:
        """Wait until a host may be asked; within this context no other thread asks it."""
        with self._lock:
            turn = self._turns[host]
        with turn:
            while (wait := self._free_at.get(host, 0.0) - self.clock.now()) > 0:
                self.clock.sleep(wait)
            try:
                yield
            finally:
                self._pause(host, BETWEEN)

    def _one_hop(self, url: str, request: Request) -> WebPage:
        """Ask one address once; raise _HopError where no answer comes that can be read."""
        parts = _allowed(url)
        host = parts.hostname or ""
        with self._alone_at(host):
            deadline = self.clock.now() + WHOLE
            try:
                line = self._connect(parts, host)
                with line:
                    response = self._send(_TimedSocket(line, self.clock, deadline), parts, request)
                    return _answer(url, response)
            except _HopError:
                raise
            except ssl.SSLCertVerificationError as reason:
                words = f"its certificate is not valid: {reason.verify_message}"
                raise _HopError(Fault.CERTIFICATE, words) from reason
            except TimeoutError as reason:
                raise _HopError(Fault.NO_ANSWER, "it took too long to answer") from reason
            except ConnectionRefusedError as reason:
                raise _HopError(Fault.REFUSED, "it refuses the connection") from reason
            except (HTTPException, ValueError, zlib.error) as reason:
                words = f"its answer cannot be read: {type(reason).__name__}"
                raise _HopError(Fault.GARBLED, words) from reason
            except OSError as reason:
                words = f"the connection fails: {reason.strerror or reason}"
                raise _HopError(Fault.NO_ANSWER, words) from reason

    def _connect(self, parts: SplitResult, host: str) -> socket.socket:
        """Return a line to a host that was looked up once; TLS is spoken on it for https."""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        line = self._socket_to(self._resolve(host, port), port)
        if parts.scheme == "http":
            return line
        try:
            return self._tls.wrap_socket(line, server_hostname=host)
        except OSError:
            line.close()
            raise

    def _socket_to(self, addresses: list[str], port: int) -> socket.socket:
        """Connect to the first of some addresses that answers."""
        fault: OSError | None = None
        for address in addresses:
            try:
                line = socket.create_connection((address, port), SILENCE)
            except OSError as reason:
                fault = fault or reason
                continue
            # A public address of this machine is called from itself.
            if line.getsockname()[0] != address or self._allow_private:
                return line
            line.close()
            raise _HopError(Fault.PRIVATE, "it leads to this machine")
        assert fault is not None
        raise fault

    def _resolve(self, host: str, port: int) -> list[str]:
        """Look a name up, once; return the addresses that may be connected to."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as reason:
            if reason.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)):
                raise _HopError(Fault.NO_SUCH_NAME, f"there is no host {host}") from reason
            raise _HopError(Fault.NO_ANSWER, f"{host} cannot be looked up now") from reason
        except UnicodeError as reason:
            raise _HopError(Fault.NOT_ALLOWED, f"{host} is no name of a host") from reason
        addresses = dict.fromkeys(str(place[0]) for *_, place in found)
        allowed = [one for one in addresses if self._allow_private or _is_public(one)]
        if not allowed:
            words = f"{host} is on this machine or in a private network"
            raise _HopError(Fault.PRIVATE, words)
        return allowed[:MAX_ADDRESSES]

    def _send(self, line: _TimedSocket, parts: SplitResult, request: Request) -> HTTPResponse:
        connection = HTTPConnection(parts.netloc)
        # It connects by itself only where there is no socket yet.
        connection.sock = line
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
        if parts.query:
            target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?[]")
        headers = {
            "Host": parts.netloc.rpartition("@")[2].encode("idna").decode(),
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **request.headers,
        }
        connection.request("GET" if request.data is None else "POST", target, request.data, headers)
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


def _allowed(url: str) -> SplitResult:
    """Return the parts of an address that may be asked."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise _HopError(Fault.NOT_ALLOWED, "it leads to what is no address of a web page")
    if "@" in parts.netloc:
        raise _HopError(Fault.NOT_ALLOWED, "it leads to an address with a password in it")
    return parts


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
    # What is said twice alike is said once; lists may be in several headers (RFC 9110, 5.3).
    headers = {
        name.lower(): ", ".join(dict.fromkeys(response.headers.get_all(name, ())))
        for name in response.headers
    }
    body, cut = b"", False
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if _READABLE.match(kind) and response.status not in _REDIRECTS:
        body, cut = _read(response, headers.get("content-encoding", "").strip().lower())
    return WebPage(url, response.status, headers, body, cut=cut)


def _read(response: HTTPResponse, packing: str) -> tuple[bytes, bool]:
    """Read and unpack a body as far as it may go; also return whether there was more."""
    if packing not in (*_UNPACKED, "gzip", "x-gzip", "deflate"):
        return b"", False
    # 32: with the frame of gzip or of zlib, whichever comes.
    unpacker = None if packing in _UNPACKED else zlib.decompressobj(zlib.MAX_WBITS | 32)
    body = bytearray()
    received = 0
    while received <= MAX_BYTES and len(body) <= MAX_BYTES:
        chunk = response.read1(_CHUNK)
        if not chunk:
            return bytes(body), False
        received += len(chunk)
        if unpacker is None:
            body += chunk
            continue
        if received == len(chunk) and packing == "deflate" and chunk[0] & 0x0F != zlib.DEFLATED:
            # Some servers send what is packed without the frame of zlib.
            unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        body += unpacker.decompress(chunk, MAX_BYTES + 1 - len(body))
    return bytes(body[:MAX_BYTES]), True

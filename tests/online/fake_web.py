"""A web and its name server on the loopback, with a clock of their own; nothing leaves the machine.

Names are looked up in a table, and a public address leads to a server of ours. What a host answers
is a function of what it is asked. Connections to addresses that are not in the table are noted.
"""

from __future__ import annotations

import datetime
import io
import socket
import socketserver
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from strevview.online import fetching

CERTIFICATES = Path(__file__).with_name("certificates")
NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC).timestamp()
DAY = 86400.0
PUBLIC = "93.184.216.34"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the host, the path with its query, the headers in small letters, the body."""

    host: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; `drip` is how far the clock moves with each byte of the body (seconds)."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    drip: float = 0.0
    raw: bytes | None = None


Site = Callable[[Asked], Answer]


class FakeClock(fetching.Clock):
    """A clock that waits for nobody; `days` moves it on."""

    def __init__(self) -> None:
        self._now = NOON
        self._lock = threading.Lock()
        self.slept: list[float] = []

    def now(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            # Less would be lost in the digits of so large a number.
            self._now += max(seconds, 0.001)
            self.slept.append(seconds)

    @property
    def day(self) -> int:
        return int((self._now - NOON + DAY / 2) // DAY)

    def next_day(self) -> None:
        self._now = NOON + (self.day + 1) * DAY


class QuickClock(FakeClock):
    """A clock that runs a hundred times as fast as that on the wall."""

    def now(self) -> float:
        return NOON + 100 * (time.monotonic() - self._began)

    def __init__(self) -> None:
        super().__init__()
        self._began = time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / 100)


class FakeWeb:
    """Hosts by their names; `addresses` what each look-up of a name gives, the last for good."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.sites: dict[str, Site] = {}
        self.addresses: dict[str, list[list[str] | Exception]] = {}
        self.refusing: dict[str, OSError] = {}
        self.own: set[str] = set()
        self.asked: list[Asked] = []
        self.looked_up: Counter[str] = Counter()
        self.connected: list[str] = []
        self._ports: dict[int, int] = {}

    def getaddrinfo(
        self, host: str, port: int, *_: object, **__: object
    ) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        self.looked_up[host] += 1
        answers = self.addresses.get(host)
        if answers is None:
            if host not in self.sites and not host.replace(".", "").isdigit():
                raise socket.gaierror(socket.EAI_NONAME, "no such name")
            answers = [[host if host.replace(".", "").isdigit() else PUBLIC]]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return [(2, 1, 6, "", (address, port)) for address in answer]

    def connect(self, place: tuple[str, int], timeout: float, *_: object) -> socket.socket:
        address, port = place
        self.connected.append(address)
        if address in self.refusing:
            raise self.refusing[address]
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(("127.0.0.1", self._ports[port]))
        return _Own(line, address) if address in self.own else line

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Answer on three ports: plain, with a good certificate, with one that ran out."""
        servers = [_Server(self, port) for port in (80, 443, 8443)]
        for server in servers:
            self._ports[server.known_as] = server.server_address[1]
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield
        finally:
            for server in servers:
                server.shutdown()
                server.server_close()

    def answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        site = self.sites.get(asked.host)
        return site(asked) if site else Answer(421)

    def install(self, patch: pytest.MonkeyPatch) -> None:
        """Put this web in the place of the real one."""
        patch.setattr(socket, "getaddrinfo", self.getaddrinfo)
        patch.setattr(socket, "create_connection", self.connect)
        patch.setattr(fetching.Clock, "now", lambda _: self.clock.now())
        patch.setattr(fetching.Clock, "sleep", lambda _, seconds: self.clock.sleep(seconds))
        patch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


class _Own(socket.socket):
    """A connection from this machine to a public address of its own."""

    def __init__(self, line: socket.socket, address: str) -> None:
        super().__init__(fileno=line.detach())
        self._address = address

    def getsockname(self) -> tuple[str, int]:
        return self._address, 1


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, web: FakeWeb, known_as: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.web, self.known_as = web, known_as
        self.tls: ssl.SSLContext | None = None
        if known_as != 80:
            name = "good.pem" if known_as == 443 else "expired.pem"
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(CERTIFICATES / name)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients hang up."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        line: socket.socket = self.request
        line.settimeout(10)
        if self.server.tls is not None:
            line = self.server.tls.wrap_socket(line, server_side=True)
        file = line.makefile("rb")
        _, target, _ = file.readline().decode().split(" ")
        headers = {}
        while (row := file.readline().decode("latin-1").strip()) != "":
            name, _, value = row.partition(":")
            headers[name.lower()] = value.strip()
        data = file.read(int(headers.get("content-length", "0")))
        host = headers["host"].partition(":")[0]
        self._send(line, self.server.web.answer(Asked(host, target, headers, data)))
        line.close()

    def _send(self, line: socket.socket, answer: Answer) -> None:
        head = io.StringIO()
        head.write(f"HTTP/1.1 {answer.status} Said\r\n")
        for name, value in answer.headers:
            head.write(f"{name}: {value}\r\n")
        if not any(name.lower() == "transfer-encoding" for name, _ in answer.headers):
            head.write(f"Content-Length: {len(answer.body)}\r\n")
        start = answer.raw if answer.raw is not None else f"{head.getvalue()}\r\n".encode()
        line.sendall(start)
        if not answer.drip:
            line.sendall(answer.body)
            return
        for index in range(len(answer.body)):
            line.sendall(answer.body[index : index + 1])
            self.server.web.clock.sleep(answer.drip)
            time.sleep(0.002)


def page(title: str, text: str = "", charset: str = "utf-8") -> Answer:
    """A page of HTML with a title."""
    body = f"<!doctype html><html><head><title>{title}</title></head><body>{text}</body></html>"
    return Answer(200, body.encode(charset), (("Content-Type", f"text/html; charset={charset}"),))


def redirect(to: str, status: int = 301) -> Answer:
    """A redirect."""
    return Answer(status, b"", (("Location", to),))

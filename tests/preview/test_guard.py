from __future__ import annotations

import asyncio

import httpx
import pytest

from strevview.preview.server import app_of
from strevview.preview.watcher import Board, State

PORT = 8250
HERE = f"http://127.0.0.1:{PORT}"


class Client:
    """Asks the application itself, without a socket."""

    def __init__(self) -> None:
        self._app = app_of(Board(State("a.yaml", "a.pdf")), PORT)

    def request(
        self, method: str, path: str, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(ask())

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.request("GET", path, headers)


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LocalHost:{PORT}"])
@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_the_page_itself_is_answered(client: Client, host: str, site: str | None) -> None:
    headers = {"host": host, **({"sec-fetch-site": site} if site else {})}
    assert client.get("/", headers=headers).status_code == 200
    assert client.get("/", headers={**headers, "origin": HERE}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        f"example.org:{PORT}",
        "127.0.0.1",
        "localhost",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.example.org:{PORT}",
        f"localhost.:{PORT}",
        f"[::1]:{PORT}",
        f"0.0.0.0:{PORT}",
        f"user@localhost:{PORT}",
        "",
    ],
)
def test_other_hosts_are_refused(client: Client, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "strevview" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"origin": "http://127.0.0.1"},
        {"origin": f"http://127.0.0.1:{PORT + 1}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "anything"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/events", "/assets/preview.js", "/editions/0/1.png"])
def test_other_origins_and_sites_are_refused(
    client: Client, path: str, headers: dict[str, str]
) -> None:
    assert client.get(path, headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"])
def test_nothing_can_be_sent(client: Client, method: str) -> None:
    answer = client.request(method, "/")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/", "/events", "/assets/preview.css"])
def test_head_is_answered_without_a_body(client: Client, path: str) -> None:
    answer = client.request("HEAD", path)
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.mark.parametrize("path", ["/", "/assets/preview.js", "/nothing"])
def test_browsers_are_bound_to_our_own_files(client: Client, path: str) -> None:
    for headers in ({}, {"host": "example.org"}):
        answer = client.get(path, headers=headers)
        policy = answer.headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not any("unsafe" in one for one in policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
import yaml

from strevview.preview.board import Board, BoardState
from strevview.preview.server import app_of

REFUSED = yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text("utf-8"))
PORT = 8250
HERE = f"http://127.0.0.1:{PORT}"


def ask(method: str, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """Ask the application itself, without a socket."""

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(app=app_of(Board(BoardState("a.yaml", "a.pdf")), PORT))
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await client.request(method, path, headers=headers)

    return asyncio.run(answer())


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"LocalHost:{PORT}"])
@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_the_page_itself_is_answered(host: str, site: str | None) -> None:
    headers = {"host": host, **({"sec-fetch-site": site} if site else {})}
    assert ask("GET", "/", headers=headers).status_code == 200
    assert ask("GET", "/", headers={**headers, "origin": HERE}).status_code == 200


@pytest.mark.parametrize("host", REFUSED["hosts"])
def test_other_hosts_are_refused(host: str) -> None:
    answer = ask("GET", "/", headers={"host": host})
    assert answer.status_code == 421
    assert "strevview" not in answer.text


@pytest.mark.parametrize("headers", REFUSED["headers"])
@pytest.mark.parametrize("path", ["/", "/events", "/assets/preview.js", "/editions/0/1.png"])
def test_other_origins_and_sites_are_refused(path: str, headers: dict[str, str]) -> None:
    assert ask("GET", path, headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"])
def test_nothing_can_be_sent(method: str) -> None:
    answer = ask(method, "/")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/", "/events", "/assets/preview.css"])
def test_head_is_answered_without_a_body(path: str) -> None:
    answer = ask("HEAD", path)
    assert answer.status_code == 200
    assert answer.content == b""


@pytest.mark.parametrize("path", ["/", "/assets/preview.js", "/nothing"])
def test_browsers_are_bound_to_our_own_files(path: str) -> None:
    for headers in ({}, {"host": "example.org"}):
        answer = ask("GET", path, headers=headers)
        policy = answer.headers["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not any("unsafe" in one for one in policy)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers

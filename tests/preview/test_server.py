from __future__ import annotations

import contextlib
import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml

from strevview.preview import server as server_module
from strevview.preview.board import Board, BoardState, Preview
from strevview.preview.server import ADDRESS, MOST_CONNECTIONS, Server
from tests.preview.turns import Desk
from tests.watching import events

REFUSED = yaml.safe_load(Path(__file__).with_name("refused.yaml").read_text("utf-8"))
ASSETS = Path(server_module.__file__).parent / "assets"
PATIENCE_SECONDS = 60.0


@pytest.fixture(scope="module")
def preview(built: Desk) -> Preview:
    preview = Preview(built.task)
    preview.show(built.first)
    return preview


@pytest.fixture(scope="module")
def server(preview: Preview) -> Iterator[Server]:
    server = Server(preview.board)
    server.start()
    yield server
    server.close()


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=PATIENCE_SECONDS, trust_env=False) as client:
        yield client


def test_the_page_needs_nothing_but_its_own_files(client: httpx.Client) -> None:
    seen, todo = set(), ["/"]
    while todo:
        path = todo.pop()
        answer = client.get(path)
        assert answer.status_code == 200, path
        seen.add(path)
        assert not re.search(r"(?:src|href)=\"https?:|url\(\s*['\"]?https?:", answer.text), path
        found = re.findall(r"(?:src|href)=\"(/[^\"]+)\"", answer.text)
        found += [f"/assets/{name}" for name in re.findall(r"from \"\./([^\"]+)\"", answer.text)]
        todo += [one for one in found if one not in seen]
    index = client.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=", index)
    files = {f"/assets/{path.name}" for path in ASSETS.iterdir()} - {"/assets/index.html"}
    assert seen == {"/", *files}


@pytest.mark.parametrize("path", REFUSED["paths"])
def test_what_is_no_file_of_ours_is_not_found(
    preview: Preview, client: httpx.Client, path: str
) -> None:
    assert preview.board.state.edition is not None
    path = path.replace("EDITION", preview.board.state.edition.name)
    raw = httpx.URL(client.base_url.join("/")).copy_with(raw_path=path.encode())
    assert client.get(raw).status_code == 404


def test_the_state_comes_as_an_event_and_each_new_one_too(
    preview: Preview, client: httpx.Client, built: Desk
) -> None:
    with client.stream("GET", "/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        found = events(stream)
        state = next(found)
        assert state["issue"] == str(built.issue)
        assert state["good"] is True
        assert state["findings"] == []
        preview.show(built.first)
        again = next(found)
    assert again == {**state, "turn": state["turn"] + 1}


def test_pages_are_sent_as_pictures_and_as_text(preview: Preview, client: httpx.Client) -> None:
    edition = preview.board.state.edition
    assert edition is not None
    pages = client.get(f"/editions/{edition.name}.json").json()["pages"]
    assert len(pages) == len(edition.sizes)
    answer = client.get(f"/editions/{edition.name}/{len(pages)}.png?width=120")
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == edition.picture(len(pages) - 1, 120)


def test_only_this_machine_can_connect(server: Server) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)} - {ADDRESS}
    others |= {"127.0.0.2"}
    for other in others:
        family = socket.AF_INET6 if ":" in str(other) else socket.AF_INET
        with socket.socket(family) as attempt:
            attempt.settimeout(PATIENCE_SECONDS)
            with pytest.raises(OSError, match=r"refused|unreachable|assign|requested address"):
                attempt.connect((str(other), server.port))


def test_it_ends_with_streams_open() -> None:
    server = Server(Board(BoardState("a.yaml", "a.pdf")))
    server.start()
    with (
        httpx.Client(base_url=server.url, timeout=PATIENCE_SECONDS, trust_env=False) as client,
        client.stream("GET", "/events") as one,
        client.stream("GET", "/events") as other,
    ):
        found = events(one)
        assert next(found)["good"] is None
        server.close()
        # Each stream has come to its proper end: nothing was cut off.
        assert list(found) == []
        assert [event["good"] for event in events(other)] == [None]
    with socket.socket() as attempt, pytest.raises(ConnectionRefusedError):
        attempt.connect((ADDRESS, server.port))


def test_a_port_that_is_taken_is_an_error(server: Server) -> None:
    with pytest.raises(OSError, match="in use"):
        Server(Board(BoardState("a.yaml", "a.pdf")), server.port)


def test_a_server_that_never_began_is_closed_too() -> None:
    server = Server(Board(BoardState("a.yaml", "a.pdf")))
    server.close()
    again = Server(Board(BoardState("a.yaml", "a.pdf")), server.port)
    again.close()


def test_connections_beyond_some_number_are_closed_and_the_others_are_served(
    preview: Preview,
) -> None:
    server = Server(preview.board)
    server.start()
    request = f"GET /events HTTP/1.1\r\nHost: {ADDRESS}:{server.port}\r\n\r\n".encode()
    opened = []
    try:
        for number in range(MOST_CONNECTIONS + 40):
            one = socket.create_connection((ADDRESS, server.port), PATIENCE_SECONDS)
            opened.append(one)
            with contextlib.suppress(OSError):
                # Every other says nothing, and would be waited for.
                one.sendall(request if number % 2 else b"")
        left = opened
        while len(left) > MOST_CONNECTIONS:
            left = [one for one in left if not _is_closed(one)]
        assert len(left) == MOST_CONNECTIONS
        for one in opened:
            one.close()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _answers(server) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert _answers(server)
    finally:
        for one in opened:
            one.close()
        server.close()


def _is_closed(connection: socket.socket) -> bool:
    connection.settimeout(0.05)
    try:
        return not connection.recv(1)
    except TimeoutError:
        return False
    except OSError:
        return True


def _answers(server: Server) -> bool:
    try:
        return httpx.get(server.url, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False

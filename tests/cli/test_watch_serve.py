from __future__ import annotations

import re
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

from strevview.cli.build import USUAL_PORT
from tests.cli import inside
from tests.command import strevview
from tests.desk import change, make_desk
from tests.watching import PATIENCE_SECONDS, Watch, events


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return make_desk(tmp_path)


@pytest.fixture
def watch(desk: Path) -> Iterator[Watch]:
    running = Watch(desk, "--serve", "--port", "0")
    yield running
    running.end()


def client(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False)


def test_each_build_is_told_to_the_page_and_on_the_terminal(desk: Path, watch: Watch) -> None:
    issue = desk / "issues" / "2025-07.yaml"
    with client(watch.address()) as page, page.stream("GET", "/events") as stream:
        told = (event for event in events(stream) if event["good"] is not None)
        first = next(told)
        assert first["good"] is True
        assert watch.line().startswith("out/2025-07.pdf: 2 pages, 0 warnings, ")
        change(issue, "date: 2025-07-21", "date: 2025-07-32")
        broken = next(told)
        assert (broken["good"], broken["errors"]) == (False, 1)
        assert broken["edition"] == first["edition"]
        assert broken["findings"][0]["where"] == "issues/2025-07.yaml:7:15"
        assert watch.line() == "out/2025-07.pdf: 1 error, the last good one stays; watching …\n"
        change(issue, "date: 2025-07-32", "date: 2025-07-22")
        mended = next(told)
        assert mended["good"] is True
        assert mended["edition"] != first["edition"]
        assert watch.line().startswith("out/2025-07.pdf: 2 pages")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_with_a_browser_connected(
    watch: Watch, number: signal.Signals, code: int
) -> None:
    with client(watch.address()) as page, page.stream("GET", "/events") as stream:
        told = events(stream)
        next(event for event in told if event["good"])
        watch.process.send_signal(number)
        assert watch.process.wait(PATIENCE_SECONDS) == code
        # The stream came to its proper end.
        assert list(told) == []


def test_a_port_that_is_taken_is_told(desk: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = strevview("watch", "issues/2025-07.yaml", "--serve", "--port", str(port), cwd=desk)
    assert done.code == 2
    assert done.err.startswith(f"strevview watch: port {port} cannot be used: ")
    assert done.err.count("\n") == 1


def test_a_free_port_is_taken_where_the_usual_one_is_not_free(desk: Path) -> None:
    try:
        taken = socket.create_server(("127.0.0.1", USUAL_PORT))
    except OSError:
        taken = socket.socket()  # somebody else has it: just as well
    watch = Watch(desk, "--serve")
    try:
        address = watch.address()
        assert address != f"http://127.0.0.1:{USUAL_PORT}/"
        with client(address) as page:
            assert page.get("/").status_code == 200
    finally:
        watch.end()
        taken.close()


def test_the_usual_port_is_asked_for_first_so_that_the_address_stays(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, ...]] = []

    def served(_: object, ports: tuple[int, ...]) -> NoReturn:
        asked.append(ports)
        raise OSError("none is free")

    monkeypatch.setattr("strevview.preview.server.served", served)
    for port in ((), ("--port", "8300")):
        done = inside.strevview("watch", "issues/2025-07.yaml", "--serve", *port, cwd=desk)
        assert done.code == 2
    assert asked == [(USUAL_PORT, 0), (8300,)]


def test_the_page_is_opened_in_the_browser(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url, opened = "http://127.0.0.1:8250/", list[str]()

    def open_and_leave(address: str) -> NoReturn:
        opened.append(address)
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", open_and_leave)
    monkeypatch.setattr("strevview.preview.server.served", lambda *_: nullcontext((None, url)))
    done = inside.strevview("watch", "issues/2025-07.yaml", "--serve", "--open", cwd=desk)
    assert (done.code, url in done.out, opened) == (130, True, [url])


@pytest.mark.parametrize("missing", ["starlette", "uvicorn"])
def test_without_the_extra_one_line_says_how_to_get_it(
    desk: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    done = inside.strevview("watch", "issues/2025-07.yaml", "--serve", cwd=desk)
    assert (done.code, done.out) == (2, "")
    assert re.fullmatch(
        rf"strevview watch --serve: it needs `{missing}`: .*pip'? install 'strevview\[serve\]'\n",
        done.err,
    )


def test_pip_is_named_with_its_folder_where_the_shell_would_call_another(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    for folder in (desk / ".venv/bin", desk / "bin"):
        folder.mkdir(parents=True)
        (folder / "pip").touch(0o755)
    monkeypatch.setattr(sys, "executable", str(desk / ".venv/bin/python"))
    for on_path, called in (("bin", ".venv/bin/pip"), (".venv/bin", "pip")):
        monkeypatch.setenv("PATH", str(desk / on_path))
        done = inside.strevview("watch", "issues/2025-07.yaml", "--serve", cwd=desk)
        assert f": {called} install 'strevview[serve]'\n" in done.err


@pytest.mark.parametrize("option", [("--port", "8000"), ("--open",)])
def test_what_goes_with_serve_is_told(desk: Path, option: tuple[str, ...]) -> None:
    done = inside.strevview("watch", "issues/2025-07.yaml", *option, cwd=desk)
    assert (done.code, done.err) == (2, "strevview watch: --port and --open go with --serve\n")


def test_a_port_that_is_none_is_a_usage_error(desk: Path) -> None:
    done = inside.strevview("watch", "issues/2025-07.yaml", "--serve", "--port", "70000", cwd=desk)
    assert done.code == 2

"""The preview's server: the page, its events, and the pages of the PDF; on 127.0.0.1 alone.

A page of another site can make the browser send requests to 127.0.0.1. Such requests bear the
other site's name as Host (after DNS rebinding), as Origin, or say `cross-site` in Sec-Fetch-Site
(Fetch Metadata Request Headers, W3C): all of them are refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from strevview.build.turn import Task
from strevview.preview.board import Board, Preview
from strevview.preview.edition import Edition, GoneError, pages_of

ADDRESS = "127.0.0.1"
# A browser opens up to six for a window.
MOST_CONNECTIONS = 64
# So many more are taken before the first of them is looked at.
_BACKLOG = 32
# A browser keeps what bears the name of an edition: it is named by its content.
_FOR_GOOD = {"cache-control": "private, max-age=86400, immutable"}
_HEARTBEAT_SECONDS = 15.0
_END_SECONDS = 5.0
# The files of the page, by name: no request names a file on the disk.
_ASSETS = {
    "index.html": "text/html; charset=utf-8",
    "preview.css": "text/css; charset=utf-8",
    "preview.js": "text/javascript; charset=utf-8",
    "pages.js": "text/javascript; charset=utf-8",
    "findings.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
_METHODS = ("GET", "HEAD")
_SITES = ("same-origin", "none")
# Nothing but our own files, no inline script or style, no frames, no forms.
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Passes requests of the page on and refuses all others; adds headers that bind browsers."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = tuple(f"{name}:{port}" for name in (ADDRESS, "localhost"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer = self._app if refusal is None else refusal

        async def send_bound(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await answer(scope, receive, send_bound)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        """Return why a request is refused, or None."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return PlainTextResponse("this host is not served here\n", 421)
        origins = [f"http://{host}" for host in self._hosts]
        if any(origin.lower() not in origins for origin in headers.getlist("origin")):
            return PlainTextResponse("other origins are not served\n", 403)
        if any(site not in _SITES for site in headers.getlist("sec-fetch-site")):
            return PlainTextResponse("other sites are not served\n", 403)
        if method not in _METHODS:
            return PlainTextResponse("only GET and HEAD\n", 405, {"allow": ", ".join(_METHODS)})
        return None


def app_of(board: Board, port: int) -> Guard:
    """Return the ASGI application that shows a board to the page on a port."""
    routes = _Routes(board)
    return Guard(
        Starlette(
            routes=[
                Route("/", routes.index),
                Route("/assets/{name}", routes.asset),
                Route("/events", routes.events),
                Route("/editions/{edition}.json", routes.edition),
                Route("/editions/{edition}/{number:int}.png", routes.picture),
            ],
            exception_handlers={GoneError: _not_found},
        ),
        port,
    )


def _not_found(request: Request, reason: Exception) -> Response:
    del request, reason
    return PlainTextResponse("Not Found", 404)


class _Routes:
    """What is answered on each path."""

    def __init__(self, board: Board) -> None:
        self._board = board
        folder = files("strevview.preview") / "assets"
        self._assets = {
            name: Response((folder / name).read_bytes(), media_type=kind)
            for name, kind in _ASSETS.items()
        }

    async def index(self, request: Request) -> Response:
        del request
        return self._assets["index.html"]

    async def asset(self, request: Request) -> Response:
        found = self._assets.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return found

    async def events(self, request: Request) -> Response:
        """Send each state as an event (HTML Standard, 9.2, server-sent events)."""
        kind = "text/event-stream"
        if request.method == "HEAD":
            return Response(media_type=kind)
        return StreamingResponse(self._events(), media_type=kind)

    async def _events(self) -> AsyncIterator[str]:
        async for state in self._board.states(_HEARTBEAT_SECONDS):
            yield ": still here\n\n" if state is None else f"data: {state.to_json()}\n\n"

    async def edition(self, request: Request) -> Response:
        pages = await run_in_threadpool(self._named(request).ask, pages_of)
        text = json.dumps({"pages": pages}, ensure_ascii=False, separators=(",", ":"))
        return Response(text, media_type="application/json", headers=_FOR_GOOD)

    async def picture(self, request: Request) -> Response:
        """Send a page, from 1, as a picture `width` pixels wide."""
        edition = self._named(request)
        width = request.query_params.get("width", "")
        if not (width.isascii() and width.isdigit() and len(width) < 6):
            raise HTTPException(404)
        number = request.path_params["number"] - 1
        data = await run_in_threadpool(edition.picture, number, int(width))
        return Response(data, media_type="image/png", headers=_FOR_GOOD)

    def _named(self, request: Request) -> Edition:
        edition = self._board.edition(request.path_params["edition"])
        if edition is None:
            raise GoneError(request.path_params["edition"])
        return edition


class _Connection(H11Protocol):
    """A connection; one too many is closed at once, for each is an open file of this process."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()


class Server:
    """Serves a board in a thread of its own until it is closed."""

    def __init__(self, board: Board, port: int = 0) -> None:
        """Bind to a port; 0 is any free one.

        Raises:
            OSError: the port is taken.
        """
        self._board = board
        self._socket = socket.create_server((ADDRESS, port))
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app_of(board, self.port),
            loop="asyncio",
            http=_Connection,
            backlog=_BACKLOG,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{ADDRESS}:{self.port}/"

    def start(self) -> None:
        """Begin to answer; what comes before is kept waiting by the socket."""
        self._thread.start()

    def close(self) -> None:
        """End open streams, then the server; it takes a moment."""
        self._board.close()
        self._server.should_exit = True
        if self._thread.ident is not None:
            self._thread.join(_END_SECONDS)
        with contextlib.suppress(OSError):
            self._socket.close()

    def _run(self) -> None:
        # It would print a traceback for each connection that no file is left for.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        self._server.run(sockets=[self._socket])


@contextmanager
def served(task: Task, ports: Sequence[int]) -> Iterator[tuple[Preview, str]]:
    """Give the preview of an issue and the address it is served at, on the first port that is free.

    Raises:
        OSError: none of the ports can be used.
    """
    preview = Preview(task)
    server = _bound(preview.board, ports)
    try:
        server.start()
        yield preview, server.url
    finally:
        server.close()


def _bound(board: Board, ports: Sequence[int]) -> Server:
    for port in ports[:-1]:
        with contextlib.suppress(OSError):
            return Server(board, port)
    return Server(board, ports[-1])

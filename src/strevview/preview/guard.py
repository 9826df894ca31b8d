"""Who may ask: the page itself, in a browser on this machine, and nobody else.

A page of another site can make the browser send requests to 127.0.0.1. Such requests bear the
other site's name as Host (after DNS rebinding), as Origin, or say `cross-site` in Sec-Fetch-Site
(Fetch Metadata Request Headers, W3C): all of them are refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        self._hosts = tuple(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))

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

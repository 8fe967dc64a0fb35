"""Who may ask what of the author's page: by host, by origin, by where a request comes from, by the key, and by size.

The page reads and writes an author's files, so a page from elsewhere that is open in the same browser must be able to do
neither. Everything that is refused is refused here, before any file is touched.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK: Final = "127.0.0.1"
MOST_BODY: Final = 4 << 20
"""Bytes of a message: the longest file a story may have, with every character of it escaped."""
OPEN: Final = frozenset({"/", "/come-in", "/door.js", "/author.css"})
"""What may be asked for without the key: the way in, which shows nothing of the story."""
_FONTS: Final = "/fonts/"


class Keys:
    """The token that stands in the address and works once, and the key it is exchanged for.

    Args:
        port: Where the page is served; browsers keep one set of cookies for every port of a machine.
        key: The key of a page that was open before, so that it finds its way back; a new one without.
    """

    def __init__(self, port: int, key: str = "") -> None:
        self.cookie = f"author-{port}"
        self.key = key or secrets.token_urlsafe(32)
        self._token: str | None = secrets.token_urlsafe(24)

    @property
    def token(self) -> str:
        """The token, for whoever may come in; empty once it was used."""
        return self._token or ""

    def exchanged(self, token: str) -> bool:
        """Whether the token was the right one, and had not been used. It has been used now."""
        if self._token is None or not secrets.compare_digest(self._token.encode(), token.encode(errors="replace")):
            return False
        self._token = None
        return True

    def opens(self, headers: Headers) -> bool:
        """Whether a request carries the key. What other programs of this machine have left beside it is let be."""
        shown = cookie_parser("; ".join(headers.getlist("cookie"))).get(self.cookie, "")
        return secrets.compare_digest(shown.encode(errors="replace"), self.key.encode())


class Gate:
    """The application, for its own page alone.

    Args:
        app: What stands behind it.
        host: The one `address:port` it is called by. Another name that leads here is somebody's trick.
        keys: Who may come in.
    """

    def __init__(self, app: ASGIApp, *, host: str, keys: Keys) -> None:
        self.app = app
        self.host = host
        self.origin = f"http://{host}"
        self.keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if scope["type"] == "websocket":
            if refused:
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        answer = self._safely(send)
        if refused:
            code, words = refused
            await PlainTextResponse(words, status_code=code)(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [self.host]:
            return 400, "This page is not called by that name.\n"
        asks = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not asks and headers.get("origin", "") != self.origin:
            return 403, "Another page asked for this.\n"
        # A browser says where a request comes from, and no page can make it say otherwise.
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return 403, "Another page asked for this.\n"
        path = scope["path"]
        if path not in OPEN and not path.startswith(_FONTS) and not self.keys.opens(headers):
            return 401, "Come in by the address that `ampersand author` opens.\n"
        if scope["type"] == "websocket" or asks:
            return None
        return _ill_formed(scope["method"], headers)

    def _safely(self, send: Send) -> Send:
        """The answer with what keeps a browser from being talked into anything."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault(
                    "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                    f"frame-src 'self'; connect-src 'self' ws://{self.host}; form-action 'none'; base-uri 'none'; "
                    "frame-ancestors 'none'",
                )
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers.setdefault("Cache-Control", "no-store")
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
                headers["Cross-Origin-Opener-Policy"] = "same-origin"
            await send(message)

        return answer


def _ill_formed(method: str, headers: Headers) -> tuple[int, str] | None:
    if method != "POST":
        return 405, "That cannot be asked here.\n"
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return 415, "This is not how the page is spoken to.\n"
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdecimal()) or len(length) > 9 or int(length) > MOST_BODY:
        return 413, "That is too long.\n"
    return None

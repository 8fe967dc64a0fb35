"""Who may ask what of the room: by host, by origin, by size, and by how often. Everything that is refused is refused here,
before anything of the room is touched.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

import attrs
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY: Final = 4096
"""Bytes of a message to the room."""
LOOPBACK: Final = "127.0.0.1"
_MOST_REMEMBERED: Final = 2048
"""Addresses, or seats, whose buckets are remembered."""


@attrs.define
class Bucket:
    """So many at once, and so many a second after that."""

    burst: float
    a_second: float
    left: float = attrs.field(init=False)
    _when: float | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self.left = self.burst

    def take(self, now: float, number: float = 1) -> bool:
        """Whether one more is in time, or so many; `now` in seconds."""
        if self._when is not None:
            self.left = min(self.burst, self.left + (now - self._when) * self.a_second)
        self._when = now
        if self.left < number:
            return False
        self.left -= number
        return True


class Buckets:
    """A bucket for each of many: for addresses that guess, for seats that speak. The one heard of longest ago is forgotten.

    Args:
        clock: What time it is, in seconds that only rise.
        burst: How many each may have at once.
        a_second: How many a second after that.
    """

    def __init__(self, clock: Callable[[], float], *, burst: float, a_second: float) -> None:
        self._clock = clock
        self._burst, self._a_second = burst, a_second
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, whose: str) -> bool:
        """Whether one more is in time."""
        bucket = self._buckets.pop(whose, None) or Bucket(burst=self._burst, a_second=self._a_second)
        self._buckets[whose] = bucket
        while len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return bucket.take(self._clock())


class Gate:
    """The application, for those who come in by the right door.

    Args:
        app: What stands behind it.
        hosts: Every `address:port` the room may be called by. Another name that leads here is somebody's trick.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts
        self.origins = frozenset(f"http://{host}" for host in hosts)

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
        if refused:
            code, words = refused
            await PlainTextResponse(words, status_code=code)(scope, receive, self._safely(send, scope))
            return
        await self.app(scope, receive, self._safely(send, scope))

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [headers.get("host", "")] or headers.get("host", "").lower() not in self.hosts:
            return 400, "This room is not called by that name.\n"
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if changes and headers.get("origin", "") not in self.origins:
            return 403, "Another page asked for this.\n"
        if scope["type"] == "websocket" or not changes:
            return None
        if scope["method"] != "POST":
            return 405, "That cannot be asked here.\n"
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return 415, "This is not how the room is spoken to.\n"
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdecimal()) or int(length[:9]) > MOST_BODY or len(length) > 9:
            return 413, "That is too long.\n"
        return None

    def _safely(self, send: Send, scope: Scope) -> Send:
        """The answer with what keeps a browser from being talked into anything."""
        host = Headers(scope=scope).get("host", "")
        socket = f" ws://{host}" if host.lower() in self.hosts else ""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = (
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    f"connect-src 'self'{socket}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                )
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cache-Control"] = "no-store"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        return answer

"""Connections that are let go: one that does not say in time what it wants, one that does not take in what it is sent, and
one that sends more than any phone would. The server's own clock and limits know nothing of these.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from game.room.gate import Bucket

HEADERS_S = 10.0
"""How long a connection may take to say what it wants. One that says nothing holds a place that a phone could have."""
DEAF_S = 10.0
"""How long a phone may take in nothing of what it was sent. It is let go then, and comes back by itself."""
BURST_BYTES: Final = 16 * 1024
BYTES_A_SECOND: Final = 2 * 1024
"""What a socket may send at once, and after that: a hand that is raised takes some hundred bytes."""
MOST_PIECES: Final = 16
"""Frames that one message may come in. Empty ones weigh nothing, and could go on for ever."""


class Patient(H11Protocol):
    """A connection that is shut where it does not say in time what it wants."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._deadline = self.loop.call_later(HEADERS_S, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        is_waiting = self.conn.their_state is h11.IDLE and self.transport.get_protocol() is self
        if not is_waiting:
            self._call_off()
        elif self._deadline is None:
            self._deadline = self.loop.call_later(HEADERS_S, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        self._call_off()
        super().connection_lost(exc)

    def _call_off(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Measured(WebSocketsSansIOProtocol):
    """A socket that is cut off where it sends too much, or takes nothing in. To close one that does not read would wait for
    it to read: it is cut.
    """

    _bucket: Bucket | None = None
    _deaf: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._bucket = Bucket(burst=BURST_BYTES, a_second=BYTES_A_SECOND)
        transport.set_write_buffer_limits(high=0)  # so that whatever the network does not take is noticed at once

    def data_received(self, data: bytes) -> None:
        if self._bucket is not None and not self._bucket.take(self.loop.time(), len(data)):
            self.transport.abort()
            return
        super().data_received(data)
        if len(self.frames) > MOST_PIECES:
            self.transport.abort()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._deaf is None:
            self._deaf = self.loop.call_later(DEAF_S, self.transport.abort)

    def resume_writing(self) -> None:
        self._hears_again()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._hears_again()
        super().connection_lost(exc)

    def _hears_again(self) -> None:
        if self._deaf is not None:
            self._deaf.cancel()
            self._deaf = None

"""The sockets of phones: one for each seat, the newest; each is sent the page as it is whenever that is new, and says its hands."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from game.room.answers import SEND_S, address_of
from game.room.asked import NotUnderstood, understood
from game.room.gate import Bucket
from game.room.hosting import Hosted
from game.room.vote import NotNow

MOST_SOCKETS: Final = 1200
MOST_FROM_ONE_ADDRESS: Final = 600
"""Sockets from one address: a whole room may stand behind one."""
TAKEN_ELSEWHERE: Final = 4001
"""The code of a close by a newer connection of the same seat."""


class Sockets:
    """Every socket that is open.

    Args:
        hosted: The open room.
    """

    def __init__(self, hosted: Hosted) -> None:
        self.hosted = hosted
        self.by_seat: dict[str, WebSocket] = {}
        self._open: Counter[str] = Counter()

    def is_full(self, address: str) -> bool:
        """Whether no more are taken from an address, or at all."""
        return self._open.total() >= MOST_SOCKETS or self._open[address] >= MOST_FROM_ONE_ADDRESS

    async def hold(self, socket: WebSocket, seat: str) -> None:
        """Talk with a phone whose socket was accepted, until it goes; the socket that its seat had before is closed."""
        address = address_of(socket)
        before, self.by_seat[seat] = self.by_seat.get(seat), socket
        self._open[address] += 1
        try:
            if before is not None:
                with contextlib.suppress(RuntimeError, TimeoutError):
                    await asyncio.wait_for(before.close(TAKEN_ELSEWHERE), SEND_S)
            await self._converse(socket, seat)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
            if self.by_seat.get(seat) is socket:
                del self.by_seat[seat]

    async def _converse(self, socket: WebSocket, seat: str) -> None:
        said = asyncio.Event()
        self.hosted.listeners.add(said)
        telling = asyncio.create_task(self._tell(socket, seat, said))
        hearing = asyncio.create_task(self._hear(socket, seat, said))
        done, rest = await asyncio.wait({telling, hearing}, return_when=asyncio.FIRST_COMPLETED)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        self.hosted.listeners.discard(said)
        for task in done:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):  # the phone has gone
                await task
        with contextlib.suppress(RuntimeError, OSError):
            await socket.close(1008)

    async def _tell(self, socket: WebSocket, seat: str, said: asyncio.Event) -> None:
        """Send what there is to see whenever it is new: the latest alone, to a phone that is slow."""
        while True:
            said.clear()
            try:
                async with asyncio.timeout(SEND_S):
                    await socket.send_text(self.hosted.frame(seat))
            except TimeoutError:
                return
            await said.wait()

    async def _hear(self, socket: WebSocket, seat: str, said: asyncio.Event) -> None:
        """Take what a phone says, until it says what nobody would or too much of it."""
        bucket, clock = Bucket(burst=10, a_second=5), asyncio.get_running_loop().time
        while True:
            text = await socket.receive_text()
            if not bucket.take(clock()):
                return
            try:
                self.hosted.say(seat, understood(text))
            except NotUnderstood:
                return
            except NotNow:
                pass  # the answer shows the page as it is
            said.set()

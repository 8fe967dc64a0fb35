"""The network between phones and a room, which can be cut: everything goes through here, in a thread of its own.

*Hung* it takes what is sent and passes nothing on, as a network does from which a phone has walked away: nobody is told. *Cut*
it breaks every connection and takes none. *Mended* it passes on again what it holds.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections.abc import Iterator

import attrs

PIECE = 65536


@attrs.define(eq=False)
class Way:
    """One way of one connection, and what is on it."""

    source: socket.socket
    sink: socket.socket
    held: bytearray = attrs.field(factory=bytearray)
    is_lost: bool = False


class Cable:
    """A network that can be cut.

    Args:
        here: The address phones find the room at.
        room: Where the room really is.
    """

    def __init__(self, here: str, room: tuple[str, int] | None = None) -> None:
        self._door = socket.create_server((here, 0))
        self._door.setblocking(False)
        self.address = f"{here}:{self._door.getsockname()[1]}"
        self.room = room
        self._is_hung = self._is_cut = self._is_over = False
        self._ways: dict[socket.socket, Way] = {}
        self._eyes = selectors.DefaultSelector()
        self._eyes.register(self._door, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self.carried = 0
        """Connections that were made through it."""

    def open(self, room: tuple[str, int]) -> None:
        """Begin to carry."""
        self.room = room
        self._thread.start()

    def hang(self) -> None:
        """Pass nothing on, and tell nobody."""
        self._is_hung = True

    def cut(self) -> None:
        """Break every connection, and take none."""
        self._is_cut = True

    def mend(self) -> None:
        """Carry again, and pass on what was held."""
        self._is_hung = self._is_cut = False

    def lose(self) -> None:
        """Lose for ever whatever comes on the connections there are, and tell nobody; new ones are carried."""
        for way in self._ways.values():
            way.is_lost = True

    def close(self) -> None:
        self._is_over = True
        self._thread.join(5)
        for each in (*self._ways, self._door):
            each.close()
        self._eyes.close()

    def _carry(self) -> None:
        while not self._is_over:
            for key, _ in self._eyes.select(0.02):
                if key.fileobj is self._door:
                    self._take_call()
                else:
                    self._take(self._ways.get(key.fileobj))  # type: ignore[arg-type]
            if self._is_cut:
                for each in tuple(self._ways.values()):
                    self._break(each)
            elif not self._is_hung:
                for each in tuple(self._ways.values()):
                    self._pass_on(each)

    def _take_call(self) -> None:
        call, _ = self._door.accept()
        if self._is_cut or self.room is None:
            call.close()
            return
        try:
            on = socket.create_connection(self.room, timeout=5, source_address=("127.0.0.3", 0))
        except OSError:
            call.close()
            return
        self.carried += 1
        for source, sink in ((call, on), (on, call)):
            source.setblocking(False)
            self._ways[source] = Way(source, sink)
            self._eyes.register(source, selectors.EVENT_READ)

    def _take(self, way: Way | None) -> None:
        if way is None:
            return
        try:
            data = way.source.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            way.held += b"" if way.is_lost else data
        else:
            self._break(way)

    def _pass_on(self, way: Way) -> None:
        if not way.held:
            return
        try:
            del way.held[: way.sink.send(way.held)]
        except BlockingIOError:
            return
        except OSError:
            self._break(way)

    def _break(self, way: Way) -> None:
        for end in (way.source, way.sink):
            if self._ways.pop(end, None) is not None:
                with contextlib.suppress(KeyError, ValueError):
                    self._eyes.unregister(end)
            end.close()


@contextlib.contextmanager
def laid(here: str) -> Iterator[Cable]:
    """A cable, until the block is left."""
    cable = Cable(here)
    try:
        yield cable
    finally:
        cable.close()

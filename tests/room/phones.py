"""An open room, and those who come to it: phones, the laptop, strangers. All speak to a real server over the network."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from uvicorn import Server
from websockets.sync.client import ClientConnection, connect

from game.hindsight import Hindsight
from game.room.addresses import bound, names
from game.room.door import Door
from game.room.hosting import Hosted
from game.room.journal import Journal
from game.room.patience import Measured
from game.room.serving import server
from game.room.session import Session
from game.story import read_story

HERE = "127.0.0.2"
"""Where phones find the room in tests: another address of this machine than the laptop's own 127.0.0.1."""
SHORT_DAY = Path(__file__).parent.parent / "stories" / "short-day"


class OpenRoom:
    """A room that is open on this machine."""

    def __init__(self, hosted: Hosted, port: int, running: Server) -> None:
        self.hosted = hosted
        self._running = running
        self.port = port
        self.address = f"{HERE}:{port}"
        self.laptop = Visitor(self, "127.0.0.1", "127.0.0.1")
        code = hosted.leaders.pairing()
        assert self.laptop.post("/pair", {"code": code})[0] == 200

    @property
    def sockets(self) -> list[Any]:
        """The sockets that are open to it."""
        return [each for each in self._running.server_state.connections if isinstance(each, Measured)]

    def phone(self) -> Visitor:
        """A phone that has come in by the code."""
        visitor = Visitor(self, HERE, HERE)
        assert visitor.get(f"/{self.hosted.door.code}")[0] == 200
        return visitor

    def stranger(self) -> Visitor:
        """Somebody on the same network who has not come in."""
        return Visitor(self, HERE, HERE)

    def lead(self, do: str, **more: Any) -> dict[str, Any]:
        """What the facilitator's page shows after it asked for something."""
        page = json.loads(self.laptop.get("/host/state")[1])["page"]
        status, told = self.laptop.post("/host/do", {"do": do, "page": page, **more})
        assert status == 200, told
        return dict(told)


class Visitor:
    """A browser, so far as the room can tell."""

    def __init__(self, room: OpenRoom, name: str, source: str) -> None:
        self.room = room
        self.host = f"{name}:{room.port}"
        self.source = source
        self.cookies: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        """Ask for something, with whatever headers; one given as empty is left out."""
        name = self.host.partition(":")[0]
        wire = http.client.HTTPConnection(name, self.room.port, source_address=(self.source, 0), timeout=10)
        sent = {
            "Host": self.host,
            "Cookie": self.cookie,
            **{key.replace("_", "-"): said for key, said in headers.items()},
        }
        wire.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for key, said in sent.items():
            if said:
                wire.putheader(key, said)
        if body is not None:
            wire.putheader("Content-Length", str(len(body)))
        with contextlib.closing(wire):
            wire.endheaders(body)
            answer = wire.getresponse()
            told = answer.read()
            for made in answer.headers.get_all("Set-Cookie") or ():
                key, _, value = made.partition(";")[0].partition("=")
                self.cookies[key] = value
            return answer.status, told, answer.headers

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        status, told, _ = self.ask("GET", path, **headers)
        return status, told

    def post(self, path: str, asked: Any, **headers: str) -> tuple[int, Any]:
        """Post what a page of the room would."""
        given = {"Content-Type": "application/json", "Origin": f"http://{self.host}", **headers}
        status, told, _ = self.ask("POST", path, json.dumps(asked).encode(), **given)
        with contextlib.suppress(ValueError):
            return status, json.loads(told)
        return status, told

    def state(self) -> dict[str, Any]:
        """What the phone shows."""
        return dict(json.loads(self.get("/state")[1]))

    def choose(self, place: int) -> int:
        """Raise a hand for a choice; the answer's status."""
        view = self.state()
        return self.post(
            "/say", {"page": view["page"], "said": [int(at == place) for at in range(len(view["choices"]))]}
        )[0]

    def live(self, **headers: str) -> contextlib.AbstractContextManager[ClientConnection]:
        """A socket of the phone."""
        given = {"Cookie": self.cookie, "Origin": f"http://{self.host}", "Host": self.host, **headers}
        origin = given.pop("Origin") or None
        host = given.pop("Host")
        return connect(
            f"ws://{host}/live" if host == self.host else f"ws://{self.host}/live",
            origin=origin,  # type: ignore[arg-type]
            additional_headers={key: said for key, said in given.items() if said},
            source_address=(self.source, 0),
            compression=None,
            open_timeout=10,
        )


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    late = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < late
        time.sleep(0.02)


@contextlib.contextmanager
def open_room(
    story: Path = SHORT_DAY,
    session: Session | None = None,
    door: Door | None = None,
    *,
    send_buffer: int = 0,
    also: tuple[str, ...] = (),
) -> Iterator[OpenRoom]:
    """A room that is open until the block is left.

    Args:
        story: Its story.
        session: Where it stands, if not at the beginning.
        door: What phones know it by.
        send_buffer: Bytes that the system keeps for a phone that does not read; its own number without it.
        also: Other names it is called by, such as a proxy's.
    """
    with Journal(read_story(story)) as journal, contextlib.closing(Hindsight(story)) as hindsight:
        sockets = bound(HERE, 0)
        port = sockets[0].getsockname()[1]
        door = door or Door.fresh()
        at = session or Session.begin(journal.story)
        where = f"http://{HERE}:{port}"
        hosted = Hosted(at, journal, door=door, address=where, clock=time.monotonic, hindsight=hindsight)
        for each in sockets if send_buffer else ():
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        running = server(hosted, names(HERE, port) | set(also))
        thread = threading.Thread(target=lambda: asyncio.run(running.serve(sockets)), daemon=True)
        thread.start()
        try:
            yield OpenRoom(hosted, port, running)
        finally:
            running.should_exit = True
            thread.join(10)
            assert not thread.is_alive()

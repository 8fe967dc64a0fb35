"""How soon does the last phone of a room see what the first does, with phones that come all at once and go away mid-vote? Beside it, a room of two.

    python benchmarks/room_load.py [PHONES ...]

A real room in a process of its own, on this machine; phones are sockets in this one. Each round: all join, each by the page
and then a socket; all vote; three in ten are cut without a word and come back; the facilitator closes and reveals. Told
are how long joining took, and how long after a close phones saw it, and how much of a processor the room took for it: that is the same on a busy machine.
Radio is not in it: a real room of 200 is limited by air-time, which no loopback shows.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
STORY = ROOT / "tests" / "stories" / "short-day"
CUT = 0.3
"""How many phones lose their socket in the middle of the vote."""


class Room:
    """A room in a process of its own."""

    def __init__(self, home: str) -> None:
        command = [sys.executable, "-u", "-m", "game", "room", str(STORY), "--no-window", "--address", "127.0.0.1"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "AMPERSAND_HOME": home}
        )
        told = ""
        assert self.process.stdout
        while "Ctrl-C" not in told:
            told += self.process.stdout.readline()
        (self.address,) = set(re.findall(r"http://127\.0\.0\.1:\d+", told))
        self.cookie = ""
        answer = self._post("/pair", {"code": re.search(r"pair#(\w+)", told)[1]})
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.code = json.loads(self._get("/screen/state"))["code"]
        self.lead("begin")

    def _get(self, path: str) -> bytes:
        wanted = urllib.request.Request(self.address + path, headers={"Cookie": self.cookie})
        with urllib.request.urlopen(wanted, timeout=30) as answer:
            return bytes(answer.read())

    def _post(self, path: str, asked: object) -> object:
        headers = {"Cookie": self.cookie, "Origin": self.address, "Content-Type": "application/json"}
        wanted = urllib.request.Request(self.address + path, json.dumps(asked).encode(), headers)
        return urllib.request.urlopen(wanted, timeout=30)

    def state(self) -> dict[str, object]:
        return dict(json.loads(self._get("/host/state")))

    def lead(self, do: str) -> None:
        self._post("/host/do", {"do": do, "page": self.state()["page"]}).close()

    def memory_mib(self) -> float:
        """The most memory the room has held; nought where the system does not say."""
        status = Path(f"/proc/{self.process.pid}/status")
        found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
        return int(found[1]) / 1024 if found else 0.0

    def processor_ms(self) -> float:
        """How long the room has kept a processor busy so far; nought where the system does not say."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        user, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) * 1000 / os.sysconf("SC_CLK_TCK")


class Phone:
    """A phone: its seat, its socket, and when it saw the vote closed."""

    def __init__(self, room: Room, at: int) -> None:
        self.room = room
        # No network gives a thousand phones one address; on Linux this machine has many.
        self.source = (f"127.0.0.{2 + at % 8}", 0) if sys.platform == "linux" else None
        self.cookie = ""
        self.socket: ClientConnection | None = None
        self.saw: dict[str, float] = {}
        self.frames = 0
        self.listening: asyncio.Task[None] | None = None
        self.voted = asyncio.Event()

    async def join(self) -> None:
        host, _, port = self.room.address.removeprefix("http://").partition(":")
        reader, writer = await asyncio.open_connection(host, int(port), local_addr=self.source)
        writer.write(f"GET /{self.room.code} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = (await reader.read()).decode()
        writer.close()
        self.cookie = re.search(r"set-cookie: ([^;]+)", answer, re.IGNORECASE)[1]
        await self.connect()

    async def connect(self) -> None:
        self.socket = await connect(
            self.room.address.replace("http", "ws") + "/live",
            origin=self.room.address,
            additional_headers={"Cookie": self.cookie},
            compression=None,
            local_addr=self.source,
            open_timeout=60,
        )
        view = json.loads(await self.socket.recv())
        self.page, self.sides = view["page"], len(view["choices"])
        self.see(view)
        self.listening = asyncio.create_task(self.listen(self.socket))

    async def listen(self, socket: ClientConnection) -> None:
        async for message in socket:
            self.frames += 1
            view = json.loads(message)
            self.page = view["page"]
            self.see(view)
            if any(view["mine"]):
                self.voted.set()

    def see(self, view: dict[str, object]) -> None:
        self.saw.setdefault(str(view["phase"]), time.perf_counter())

    async def vote(self, place: int) -> None:
        assert self.socket
        said = [int(each == place) for each in range(self.sides)]
        await self.socket.send(json.dumps({"page": self.page, "said": said}))
        await self.voted.wait()

    def cut(self) -> None:
        assert self.socket
        assert self.listening
        self.listening.cancel()
        self.socket.transport.abort()


async def measured(phones: int) -> None:
    """One room with so many phones, told in a line."""
    with tempfile.TemporaryDirectory() as home:
        room = await asyncio.to_thread(Room, home)
        try:
            await _round(room, phones)
        finally:
            room.process.kill()
            room.process.wait()


async def _round(room: Room, phones: int) -> None:
    crowd = [Phone(room, at) for at in range(phones)]
    began = time.perf_counter()
    await asyncio.gather(*(phone.join() for phone in crowd))
    joined = time.perf_counter() - began

    began = time.perf_counter()
    await asyncio.gather(*(phone.vote(at % 2) for at, phone in enumerate(crowd)))
    voted = time.perf_counter() - began
    told = sum(phone.frames for phone in crowd)

    gone = crowd[: int(phones * CUT)]
    for phone in gone:
        phone.cut()
    back = asyncio.gather(*(phone.connect() for phone in gone))
    busy, closing = room.processor_ms(), time.perf_counter()
    await asyncio.to_thread(room.lead, "close")
    await back
    while any("closed" not in phone.saw for phone in crowd):
        await asyncio.sleep(0.005)
    delays = sorted(phone.saw["closed"] - closing for phone in crowd)
    busy = room.processor_ms() - busy
    await asyncio.to_thread(room.lead, "reveal")
    counted = sum(side["part"] > 0 for side in (await asyncio.to_thread(room.state))["result"])
    p95, p99 = (statistics.quantiles(delays, n=100)[at] for at in (94, 98))
    print(
        f"{phones:5d} phones: joined {joined:5.2f} s, voted {voted:5.2f} s ({told / phones:.2f} frames a phone), "
        f"close to phone p50 {statistics.median(delays) * 1000:4.0f} ms, p95 {p95 * 1000:4.0f}, p99 {p99 * 1000:4.0f}, "
        f"last {delays[-1] * 1000:4.0f}; sides {counted}; at most {room.memory_mib():.0f} MiB; "
        f"{busy:.0f} ms of a processor"
    )


if __name__ == "__main__":
    for wanted in [int(each) for each in sys.argv[1:]] or [2, 200, 500, 1000]:
        asyncio.run(measured(wanted))

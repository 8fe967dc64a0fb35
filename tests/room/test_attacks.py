"""A room under attack, in a process of its own: whoever sends too much, or takes nothing in, is let go; nobody else notices, and
the room's memory stays as it was.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import socket
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from game.room import patience
from game.room.gate import Buckets
from tests.room.phones import HERE, SHORT_DAY, Visitor, open_room, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and needs a second loopback address")
MASK = b"\x01\x02\x03\x04"
GROWTH_MIB = 25.0
"""How much the room's memory may grow by under attack."""


class Room:
    """A room that the command opened, its memory, and phones that come to it."""

    def __init__(self) -> None:
        command = [sys.executable, "-u", "-m", "game", "room", str(SHORT_DAY), "--no-window", "--address", HERE]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        told = ""
        assert self.process.stdout
        while "Ctrl-C" not in told:
            told += self.process.stdout.readline()
        found = re.search(r"Phones: +http://[\d.]+:(\d+) +and the code (\w+)", told)
        assert found
        self.port, self.code = int(found[1]), found[2]
        link = re.search(r"pair#(\w+)", told)
        assert link
        self.cookie = ""
        with self._ask("/pair", {"code": link[1]}) as answer:
            self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
        self.lead("begin")

    def _ask(self, path: str, asked: object = None):  # type: ignore[no-untyped-def]
        home = f"http://127.0.0.1:{self.port}"
        headers = {"Cookie": self.cookie, "Origin": home, "Content-Type": "application/json"}
        data = None if asked is None else json.dumps(asked).encode()
        return urllib.request.urlopen(urllib.request.Request(home + path, data, headers), timeout=20)

    def lead(self, do: str) -> None:
        with self._ask("/host/state") as answer:
            page = json.load(answer)["page"]
        self._ask("/host/do", {"do": do, "page": page}).close()

    @property
    def memory_mib(self) -> float:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process.pid}/status").read_text())
        assert found
        return int(found[1]) / 1024

    def seat(self) -> str:
        """A cookie of a phone that has come in."""
        with urllib.request.urlopen(f"http://{HERE}:{self.port}/{self.code}", timeout=20) as answer:
            return str(answer.headers["Set-Cookie"]).partition(";")[0]

    def votes(self) -> None:
        """A phone comes in, votes by its socket, and is answered."""
        where = f"{HERE}:{self.port}"
        with connect(
            f"ws://{where}/live",
            origin=f"http://{where}",  # type: ignore[arg-type]
            additional_headers={"Cookie": self.seat()},
            compression=None,
            open_timeout=5,
        ) as live:
            page = json.loads(live.recv(timeout=5))["page"]
            live.send(json.dumps({"page": page, "said": [1, 0, 0]}))
            while json.loads(live.recv(timeout=5))["mine"] != [1, 0, 0]:
                pass

    def wire(self) -> socket.socket:
        """A socket that has been let in, in the raw."""
        return raw(self.port, self.seat())


def raw(port: int, cookie: str) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.settimeout(5)
    made.connect((HERE, port))
    key = base64.b64encode(os.urandom(16)).decode()
    made.sendall(
        f"GET /live HTTP/1.1\r\nHost: {HERE}:{port}\r\nOrigin: http://{HERE}:{port}\r\nCookie: {cookie}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += made.recv(1)
    assert answer.startswith(b"HTTP/1.1 101")
    return made


def frame(opcode: int, data: bytes, *, is_last: bool = True) -> bytes:
    first = (0x80 if is_last else 0) | opcode
    size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + struct.pack("!H", len(data))
    return bytes([first]) + size + MASK + bytes(each ^ MASK[at % 4] for at, each in enumerate(data))


def sent_until_cut(wire: socket.socket, piece: bytes, most: int) -> int:
    """How many bytes were taken before the connection was cut, out of so many at most."""
    sent = 0
    wire.settimeout(2)
    with contextlib.suppress(OSError):
        while sent < most:
            sent += wire.send(piece)
    wire.close()
    return sent


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMPERSAND_HOME", str(tmp_path_factory.mktemp("attacked")))
        room = Room()
        try:
            yield room
        finally:
            room.process.kill()
            room.process.communicate()


@pytest.mark.parametrize(
    ("opening", "piece"),
    [
        pytest.param(frame(1, b"", is_last=False), frame(0, b"", is_last=False) * 500, id="empty continuations"),
        pytest.param(frame(1, b"[", is_last=False), frame(0, b" " * 100, is_last=False) * 20, id="continuations"),
        pytest.param(b"", frame(9, b"x" * 125) * 20, id="pings, with no answer read"),
        pytest.param(b"", frame(10, b"x" * 125) * 20, id="pongs"),
        pytest.param(b"\x81\xff" + struct.pack("!Q", 64 * 2**20) + MASK, b"x" * 4096, id="a frame of 64 MiB"),
        pytest.param(b"\x81\xff" + struct.pack("!Q", 2**62) + MASK, b"x" * 4096, id="a frame of 4 EiB"),
        pytest.param(b"", b"\x00" * 4096, id="no frames at all"),
        pytest.param(b"", frame(2, b"\xff" * 100) * 40, id="bytes"),
        pytest.param(b"", frame(1, b"\xff\xfe" * 50) * 40, id="no UTF-8"),
    ],
)
def test_whoever_sends_what_no_phone_would_is_cut_off_and_the_memory_stays(
    attacked: Room, opening: bytes, piece: bytes
) -> None:
    attacked.votes()
    before = attacked.memory_mib
    taken = []
    for _ in range(6):
        wire = attacked.wire()
        wire.sendall(opening)
        taken.append(sent_until_cut(wire, piece, 64 * 2**20))
    assert max(taken) < 16 * 2**20, "what the two systems' buffers hold, and no more"
    attacked.votes()
    assert attacked.memory_mib - before < GROWTH_MIB


def test_hundreds_of_half_said_wishes_and_silent_sockets_leave_room_for_phones(attacked: Room) -> None:
    before, held = attacked.memory_mib, []
    for at in range(300):
        wire = socket.create_connection((HERE, attacked.port), timeout=5)
        wire.sendall((b"GET /state HT", b"POST /say HTTP/1.1\r\nContent-Length: 4000\r\n", b"\x16\x03\x01")[at % 3])
        held.append(wire)
    deaf = [attacked.wire() for _ in range(40)]
    attacked.votes()
    assert attacked.memory_mib - before < GROWTH_MIB
    for each in (*held, *deaf):
        each.close()


def test_whoever_takes_every_seat_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.room.seats.MOST_SEATS", 5)
    with open_room() as room:
        voted = room.phone()
        assert voted.choose(0) == 200
        with room.phone().live():
            for _ in range(20):
                room.phone()
            assert len(room.hosted.seats.taken) == 5
            assert room.phone().choose(1) == 200
        assert voted.state()["mine"] == [1, 0, 0]


def test_seats_are_given_out_no_faster_than_a_room_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.room.server.MOST_AT_ONCE", 8)
    with open_room() as room:
        answers = [room.stranger().get(f"/{room.hosted.door.code}")[0] for _ in range(12)]
        assert answers[:8] == [200] * 8
        assert 429 in answers[8:]
        elsewhere = Visitor(room, HERE, "127.0.0.9")
        assert elsewhere.get(f"/{room.hosted.door.code}")[0] == 200


def test_a_flood_without_a_socket_is_slowed_down_for_that_seat_alone() -> None:
    with open_room() as room:
        phone, other = room.phone(), room.phone()
        page = phone.state()["page"]
        answers = [phone.post("/say", {"page": page, "said": [1, 0, 0]})[0] for _ in range(60)]
        assert answers.count(200) < 40
        assert answers[-1] == 429
        assert other.choose(1) == 200
        assert room.lead("close")["raised"] == 0


def test_a_phone_that_takes_nothing_in_is_cut_and_the_others_see_every_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "DEAF_S", 0.5)
    with open_room(send_buffer=4096) as room:
        phones = [room.phone() for _ in range(20)]
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.closing(raw(room.port, room.phone().cookie)))
            lives = [stack.enter_context(phone.live()) for phone in phones]
            for at in range(200):  # more than the system itself keeps for a phone
                room.lead("resume" if at % 2 else "pause")
                for live in lives:
                    while json.loads(live.recv(timeout=5))["phase"] != ("open" if at % 2 else "paused"):
                        pass
            wait_until(lambda: len(room.sockets) == 20)


def test_a_bucket_is_refilled_by_time_and_forgotten_in_turn() -> None:
    now = [0.0]
    buckets = Buckets(lambda: now[0], burst=2, a_second=1)
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    assert buckets.take("b")
    now[0] = 1.0
    assert [buckets.take("a") for _ in range(2)] == [True, False]


def test_a_late_seat_and_more_hands_than_people_are_told_to_whoever_leads() -> None:
    with open_room() as room:
        room.phone().choose(0)
        assert room.lead("people", people=1)["doubts"] == []
        room.lead("close")
        room.lead("reveal")
        host = room.lead("reopen")
        assert host["doubts"] == []
        room.phone().choose(0)
        room.phone().choose(1)
        late, more = room.lead("pause")["doubts"]
        assert late.startswith("2 phones have come in since this vote was opened")
        assert more.startswith("2 hands are in, and 1 people were counted")
        room.lead("close")
        assert room.lead("reveal")["doubts"] == []

"""The room on the network: what phones, the projector and the facilitator see, and what nobody else gets to do."""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection

from game.room import live, patience
from game.room.controls import ACTIONS
from game.room.journal import Journal, written
from tests.room.phones import HERE, OpenRoom, Visitor, open_room

pytestmark = pytest.mark.skipif(
    sys.platform == "darwin", reason="has no second loopback address unless it is given one"
)


@pytest.fixture
def room() -> Iterator[OpenRoom]:
    with open_room() as opened:
        yield opened


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRoom]:
    """A room for whatever must change nothing in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMPERSAND_HOME", str(tmp_path_factory.mktemp("guarded")))
        with open_room() as opened:
            yield opened


def heard(socket: ClientConnection) -> dict[str, Any]:
    return dict(json.loads(socket.recv(timeout=5)))


def flood(socket: ClientConnection, message: str) -> None:
    """Say the same a thousand times, as fast as it is answered."""
    for _ in range(1000):
        socket.send(message)
        socket.recv(timeout=5)


# ---- a vote


def test_phones_and_hands_decide_together_and_nobody_sees_how_before_it_is_revealed(room: OpenRoom) -> None:
    phones = [room.phone() for _ in range(9)]
    for phone in phones:
        assert phone.choose(0) == 200
    room.lead("hands", said=[0, 4, 0])
    for phase, do in (("open", "pause"), ("paused", "resume"), ("open", "close"), ("closed", "reveal")):
        state = phones[0].state()
        assert (state["phase"], state["result"], state["found"]) == (phase, [], [])
        room.lead(do)
    state = phones[0].state()
    assert [side["told"] for side in state["result"]] == ["9 of 13", "4 of 13", "0 of 13"]
    assert json.loads(room.laptop.get("/screen/state")[1])["result"] == state["result"]
    assert room.lead("go")["phase"] == "open"
    assert room.laptop.get("/host/splits.csv")[1].decode().count("\n") == 4


def test_a_reload_keeps_the_seat_and_a_vote_counts_once(room: OpenRoom) -> None:
    phone = room.phone()
    for place in (0, 1, 0):
        phone.choose(place)
        phone.get(f"/{room.hosted.door.code}")
    assert phone.state()["mine"] == [1, 0, 0]
    host = room.lead("pause")
    assert (host["seats"], host["raised"]) == (1, 1)


def test_a_phone_may_stand_for_a_table(room: OpenRoom) -> None:
    phone = room.phone()
    assert phone.post("/say", {"hands": 6})[1]["hands"] == 6
    page = phone.state()["page"]
    assert phone.post("/say", {"page": page, "said": [4, 2, 0]})[0] == 200
    assert phone.post("/say", {"page": page, "said": [4, 3, 0]})[0] == 400
    assert phone.post("/say", {"hands": 2})[1]["mine"] == [0, 0, 0]
    assert phone.post("/say", {"hands": 0})[0] == 400


def test_a_tables_card_is_one_seat_of_that_many_hands_however_often_it_is_scanned(room: OpenRoom) -> None:
    printed = room.laptop.get("/host/tables?tables=3&hands=6")[1].decode()
    assert printed.count("<section>") == 3
    assert "Table 3" in printed
    card = f"/{room.hosted.door.code}?table={room.hosted.seats.card(2, 6)}"
    one, other = room.stranger(), room.phone()
    other.choose(1)
    room.lead("lock")
    for phone in (one, other):
        assert phone.get(card)[0] == 200
    assert one.cookies == other.cookies
    state = one.state()
    assert (state["hands"], state["mine"]) == (6, [0, 0, 0])
    assert other.post("/say", {"page": state["page"], "said": [4, 2, 0]})[0] == 200
    host = room.lead("unlock")
    assert (host["seats"], host["seatHands"], host["raised"]) == (1, 6, 6)


def test_a_card_that_this_room_did_not_print_seats_nobody(room: OpenRoom) -> None:
    good = room.hosted.seats.card(2, 6)
    for made_up in ("2-60" + good[3:], "3" + good[1:], good[:-1] + "x", "2-6-", "٢-6-x", "x", "999-9-y"):
        assert room.stranger().get(f"/{room.hosted.door.code}?table={quote(made_up)}")[0] in (404, 429)
    assert room.laptop.get("/host/tables?tables=0&hands=6")[0] == 400
    assert room.laptop.get("/host/tables?tables=3&hands=61")[0] == 400
    assert room.laptop.get("/host/tables?tables=x&hands=6")[0] == 400
    assert room.stranger().get("/host/tables?tables=3&hands=6")[0] == 403


def test_a_hand_raised_late_is_not_counted_on_the_next_page(room: OpenRoom) -> None:
    phone = room.phone()
    page = phone.state()["page"]
    room.lead("override", choice=0)
    assert phone.post("/say", {"page": page, "said": [1, 0, 0]})[0] == 409
    assert room.lead("pause")["raised"] == 0


def test_a_socket_shows_every_turn_and_takes_hands(room: OpenRoom) -> None:
    phone = room.phone()
    with phone.live() as socket:
        first = heard(socket)
        assert first["phase"] == "open"
        socket.send(json.dumps({"page": first["page"], "said": [0, 1, 0]}))
        assert heard(socket)["mine"] == [0, 1, 0]
        room.lead("close")
        assert heard(socket)["phase"] == "closed"


def test_a_hand_is_told_to_nobody_else(room: OpenRoom) -> None:
    one, other = room.phone(), room.phone()
    with one.live() as first, other.live() as second:
        page = heard(first)["page"]
        heard(second)
        first.send(json.dumps({"page": page, "said": [1, 0, 0]}))
        heard(first)
        with pytest.raises(TimeoutError):
            second.recv(timeout=0.3)


def test_the_newest_connection_of_a_seat_wins(room: OpenRoom) -> None:
    phone = room.phone()
    with phone.live() as old, phone.live() as new:
        heard(old)
        heard(new)
        with pytest.raises(ConnectionClosed) as closed:
            old.recv(timeout=5)
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 4001
        room.lead("close")
        assert heard(new)["phase"] == "closed"


def test_a_locked_door_lets_back_in_whoever_was_there(room: OpenRoom) -> None:
    phone = room.phone()
    room.lead("lock")
    assert phone.get(f"/{room.hosted.door.code}")[0] == 200
    assert room.stranger().get(f"/{room.hosted.door.code}")[0] == 403
    room.lead("unlock")
    room.phone()


def test_at_the_end_the_facilitator_is_told_what_those_who_were_outvoted_would_have_met(room: OpenRoom) -> None:
    for choice in (0, 1, None, 1):
        room.lead("go") if choice is None else room.lead("override", choice=choice)
    told, late = "", time.monotonic() + 30
    while not told and time.monotonic() < late:
        told = " ".join(json.loads(room.laptop.get("/host/state")[1])["moved"])
    assert "Had you chosen ‘Shut the door’" in told
    assert "Had you chosen" not in room.laptop.get("/screen/state")[1].decode()


def test_a_clock_is_set_only_by_the_facilitator_and_goes_with_the_page(room: OpenRoom) -> None:
    assert room.lead("lock")["left"] is None
    assert 0 < room.lead("clock", minutes=4)["left"] <= 240
    assert json.loads(room.laptop.get("/screen/state")[1])["left"] <= 240
    room.lead("unlock")
    assert "left" not in room.phone().state()
    assert room.lead("pause")["left"] is not None
    assert room.lead("override", choice=0)["left"] is None
    assert room.lead("clock", minutes=0)["left"] is None


def test_one_phone_tries_the_way_in_before_anybody_comes(room: OpenRoom) -> None:
    first = Visitor(room, HERE, "127.0.0.3")
    assert "firewall" in room.lead("lock")["wayIn"]
    first.get("/")
    assert "needs the six letters" in room.lead("unlock")["wayIn"]
    first.get(f"/{room.hosted.door.code}")
    assert "three seconds later" in room.lead("unlock")["wayIn"]
    with first.live() as live:
        heard(live)
        assert "all is well" in room.lead("unlock")["wayIn"]


# ---- what is seen


def test_a_phone_and_the_projector_are_sent_nothing_that_is_not_theirs(room: OpenRoom) -> None:
    phone, other = room.phone(), room.phone()
    phone.choose(0)
    room.lead("close")
    host = json.loads(room.laptop.get("/host/state")[1])
    seen = phone.get("/state")[1] + room.laptop.get("/screen/state")[1] + other.get("/state")[1]
    seen += json.dumps(room.hosted.in_the_window()).encode()
    for hidden in (phone.cookies["seat"], room.laptop.cookies["leads"], "goto", "strike", "raised", "recovery"):
        assert hidden.encode() not in seen
    assert host["say"]
    for note in (*host["say"], *host["help"]):
        assert json.dumps(note).encode() not in seen


def test_nothing_that_tells_who_voted_how_is_left_after_a_close(room: OpenRoom) -> None:
    phones = [room.phone() for _ in range(10)]
    for at, phone in enumerate(phones):
        phone.choose(at % 2)
    room.lead("close")
    vote = room.hosted.session.vote
    assert vote is not None
    assert not vote.cast
    kept = room.hosted.journal.path.read_bytes()
    for phone in phones:
        assert phone.cookies["seat"].encode() not in kept
        assert phone.cookies["seat"] not in repr(vote)
        assert phone.state()["mine"] == [0, 0, 0]


def test_a_phones_page_is_small_and_has_no_script_from_anywhere_else(room: OpenRoom) -> None:
    phone = room.phone()
    parts = [phone.ask("GET", path) for path in (f"/{room.hosted.door.code}", "/phone.js", "/room.css", "/state")]
    assert sum(len(told) for _, told, _ in parts) < 50_000
    for _, told, headers in parts:
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert b"https://" not in told
        assert b"innerHTML" not in told


# ---- what is refused


@pytest.mark.parametrize("do", ACTIONS)
def test_only_the_facilitator_leads(guarded: OpenRoom, do: str) -> None:
    phone, stranger, stale = guarded.phone(), guarded.stranger(), guarded.stranger()
    stale.cookies["leads"] = "0" * 64
    guess = guarded.stranger()
    guess.cookies["leads"] = guarded.hosted.door.code
    before = written(guarded.hosted.session)
    for who in (phone, stranger, stale, guess):
        asked = {"do": do, "page": phone.state()["page"], "choice": 0, "said": [1, 0, 0]}
        assert who.post("/host/do", asked)[0] == 403
        assert who.ask("GET", "/host/do")[0] in (404, 405)
        for path in ("/host/state", "/host/splits.csv", "/host/code.svg", "/host", "/screen", "/screen/state"):
            assert who.get(path)[0] == 403
    assert written(guarded.hosted.session) == before
    assert len(guarded.hosted.leaders) == 1


def test_a_pairing_link_works_once_and_leading_can_be_taken_back(room: OpenRoom) -> None:
    code = room.lead("pair")["link"].partition("#")[2]
    phone = room.phone()
    assert phone.post("/pair", {"code": "0" * 32})[0] == 403
    assert phone.post("/pair", {"code": code})[0] == 200
    assert room.stranger().post("/pair", {"code": code})[0] == 403
    assert phone.get("/host/state")[0] == 200
    room.lead("unpair")
    assert phone.get("/host/state")[0] == 403


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://evil.test", f"http://{HERE}", f"http://{HERE}.evil.test", f"https://{HERE}:1"],
)
def test_another_page_cannot_speak_for_a_phone_or_the_facilitator(guarded: OpenRoom, origin: str) -> None:
    phone = guarded.phone()
    page = phone.state()["page"]
    assert phone.post("/say", {"page": page, "said": [1, 0, 0]}, Origin=origin)[0] == 403
    assert guarded.laptop.post("/host/do", {"do": "close", "page": page}, Origin=origin)[0] == 403
    with pytest.raises(InvalidStatus) as refused, phone.live(Origin=origin):
        pass
    assert refused.value.response.status_code == 403
    assert phone.state()["mine"] == [0, 0, 0]


@pytest.mark.parametrize("host", ["evil.test", HERE, f"{HERE}:1", f"evil.test:{HERE}"])
def test_the_room_answers_to_its_own_names_alone(guarded: OpenRoom, host: str) -> None:
    for who in (guarded.phone(), guarded.laptop):
        assert who.get("/state", Host=host)[0] == 400
        assert who.get("/host/state", Host=host)[0] == 400


def test_a_form_or_a_link_changes_nothing(room: OpenRoom) -> None:
    kind = "application/x-www-form-urlencoded"
    assert room.laptop.post("/host/do", {"do": "close"}, **{"Content-Type": kind})[0] == 415
    assert room.laptop.ask("PUT", "/host/do", b"{}", Origin=f"http://{room.laptop.host}")[0] == 405
    assert room.lead("pause")["phase"] == "paused"


def test_a_seat_of_another_room_or_a_made_up_one_is_none(room: OpenRoom) -> None:
    for word in ("", "hands", "0" * 64, "\u00e9"):
        who = room.stranger()
        who.cookies["seat"] = word
        assert who.get("/state")[0] == 401
        assert who.post("/say", {"hands": 3})[0] == 401
        with pytest.raises(InvalidStatus), who.live():
            pass


@pytest.mark.parametrize(
    "path",
    [
        "/static/../x",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5cx",
        "/%00",
        "//etc/passwd",
        "/phone.js/..",
        "/host.html",
        "/room.css1",
    ],
)
def test_nothing_but_the_rooms_own_pages_is_served(guarded: OpenRoom, path: str) -> None:
    assert guarded.stranger().get(path)[0] == 404


@pytest.mark.parametrize("parts", [200, 3000])
def test_a_question_for_thousands_of_pieces_is_answered_at_once_or_not_at_all(guarded: OpenRoom, parts: int) -> None:
    asked = "bytes=" + ",".join(f"{at}-{at}" for at in range(parts))
    status, told, _ = guarded.stranger().ask("GET", "/phone.js", Range=asked)
    assert status in (200, 400, 431)
    assert status != 200 or told == guarded.stranger().get("/phone.js")[1]


def test_codes_are_not_guessed_for_long(room: OpenRoom) -> None:
    stranger = room.stranger()
    answers = [stranger.get("/join?code=ABCDEF")[0] for _ in range(25)]
    assert answers[0] == 404
    assert answers[-1] == 429
    room.phone()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"NaN",
        b'{"page": 1, "said": "x"}',
        b'{"said": [1, 0, 0]}',
        b'{"name": "Ash"}',
        b'{"hands": true}',
        b'{"hands": 1e3}',
        b'{"hands": NaN}',
        b'{"hands": -1}',
        b"\xff\xfe",
        b"[" * 4000,
        b'{"hands": "\\ud800"}',
    ],
)
def test_what_no_phone_would_say_is_refused(guarded: OpenRoom, body: bytes) -> None:
    phone = guarded.phone()
    given = {"Content-Type": "application/json", "Origin": f"http://{phone.host}"}
    status, _, _ = phone.ask("POST", "/say", body, **given)
    assert status in (400, 409)
    assert phone.state()["mine"] == [0, 0, 0]


@pytest.mark.parametrize(
    "said", [[2, 0, 0], [1, 1, 0], [True, 0, 0], [1.0, 0, 0], [-1, 0, 0], [0] * 65, [0, 0, 0, 1], {}]
)
def test_no_seat_has_more_than_its_hands(guarded: OpenRoom, said: Any) -> None:
    phone = guarded.phone()
    assert phone.post("/say", {"page": phone.state()["page"], "said": said})[0] == 400
    assert phone.state()["mine"] == [0, 0, 0]


def test_a_long_message_is_refused_and_harms_nobody(room: OpenRoom) -> None:
    phone, other = room.phone(), room.phone()
    given = {"Content-Type": "application/json", "Origin": f"http://{phone.host}"}
    assert phone.ask("POST", "/say", b" " * 5000, **given)[0] == 413
    with other.live() as kept, phone.live() as socket:
        heard(kept)
        heard(socket)
        socket.send("x" * 5000)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=5)
        assert closed.value.rcvd
        assert closed.value.rcvd.code == 1009
        room.lead("close")
        assert heard(kept)["phase"] == "closed"


@pytest.mark.parametrize("is_a_hand", [True, False], ids=["hands", "hardly anything"])
def test_a_flood_is_cut_off_and_harms_nobody(room: OpenRoom, is_a_hand: bool) -> None:
    phone, other = room.phone(), room.phone()
    with other.live() as kept, phone.live() as socket:
        heard(kept)
        page = heard(socket)["page"]
        with pytest.raises(ConnectionClosed):
            flood(socket, json.dumps({"page": page, "said": [1, 0, 0]} if is_a_hand else {}))
        assert room.lead("close")["raised"] == 0
        assert heard(kept)["phase"] == "closed"


def test_a_connection_that_never_says_what_it_wants_is_shut(monkeypatch: pytest.MonkeyPatch, room: OpenRoom) -> None:
    monkeypatch.setattr(patience, "HEADERS_S", 0.3)
    slow = [socket.create_connection((HERE, room.port), timeout=5) for _ in range(21)]
    for at, each in enumerate(slow):
        each.sendall((b"", b"GET /state HT", b"GET /phone.js HTTP/1.1\r\nX: 1\r\n")[at % 3])
    assert room.phone().choose(0) == 200
    for each in slow:
        with contextlib.suppress(ConnectionResetError):
            while each.recv(4096):
                pass
        each.close()


def test_a_socket_stays_open_longer_than_a_slow_beginning_may(monkeypatch: pytest.MonkeyPatch, room: OpenRoom) -> None:
    monkeypatch.setattr(patience, "HEADERS_S", 0.2)
    with room.phone().live() as live:
        heard(live)
        with pytest.raises(TimeoutError):
            live.recv(timeout=0.5)
        room.lead("close")
        assert heard(live)["phase"] == "closed"


def test_no_more_sockets_are_taken_than_the_room_has_places(monkeypatch: pytest.MonkeyPatch, room: OpenRoom) -> None:
    monkeypatch.setattr(live, "MOST_SOCKETS", 2)
    with room.phone().live() as one, room.phone().live() as other:
        heard(one)
        with pytest.raises(InvalidStatus), room.phone().live():
            pass
        room.lead("close")
        assert heard(other)
        assert heard(one)["phase"] == "closed"


def test_a_forwarded_address_is_not_believed(guarded: OpenRoom) -> None:
    assert guarded.phone().get("/screen", X_Forwarded_For="127.0.0.1")[0] == 403
    projector = Visitor(guarded, "127.0.0.1", "127.0.0.1")
    assert projector.get("/screen", X_Forwarded_For="10.0.0.9")[0] == 200


# ---- a fall


def test_after_a_fall_the_same_phones_go_on_with_the_same_seats(room: OpenRoom) -> None:
    phone = room.phone()
    room.lead("hands", said=[12, 9, 0])
    room.lead("close")
    room.hosted.journal.__exit__()
    resumed = Journal(room.hosted.journal.story).resume()
    with open_room(session=resumed.session, door=room.hosted.door) as again:
        returned = again.stranger()
        returned.cookies = dict(phone.cookies)
        state = returned.state()
        assert state["phase"] == "closed"
        assert again.lead("reveal")["result"][0]["told"] == "12 of 21"
        assert returned.choose(0) == 409

"""The room on the network: a page for phones, one for the projector, one for whoever leads, and what they ask for.

| where | who | what |
| --- | --- | --- |
| `/`, `/join`, `/CODE` | phones | the way in by the room's code, and the page |
| `/state`, `/say`, `/live` | phones with a seat | what to show; a hand; both, by a socket |
| `/screen…` | the laptop itself, or whoever leads | the projector's page |
| `/pair` | whoever has the one-use link | becomes a facilitator's page |
| `/host…` | whoever leads | notes, counts and controls |
"""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections import Counter
from importlib.resources import files
from typing import Any, Final

import segno
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket, WebSocketDisconnect

from game import language
from game.language import tr
from game.room import split, table_cards
from game.room.gate import LOOPBACK, MOST_BODY, Bucket, Buckets, Gate
from game.room.hosting import Hosted, NotTheHost, NotUnderstood, understood
from game.room.seats import DoorShut, NotASeat
from game.room.spoken_here import A_YEAR_S, COOKIE, SpokenTo, page, script
from game.room.vote import NotNow
from game.room.way_in import WayIn

SEAT: Final = "seat"
LEADS: Final = "leads"
A_DAY_S: Final = 86_400
MOST_SOCKETS: Final = 1200
MOST_FROM_ONE_ADDRESS: Final = 600
"""Sockets from one address: a whole room may stand behind one."""
MOST_AT_ONCE: Final = 600
"""Seats that are given out to one address at once; after that five a second."""
SEND_S: Final = 5.0
"""How long a phone may take to take in what it is sent before its socket is dropped; it comes back by itself."""
TAKEN_ELSEWHERE: Final = 4001
"""The code of a close by a newer connection of the same seat."""

_PAGES: Final = {
    "room.css": "text/css",
    "phone.js": "text/javascript",
    "screen.js": "text/javascript",
    "host.js": "text/javascript",
    "pair.js": "text/javascript",
    "phone.html": "text/html",
    "screen.html": "text/html",
    "host.html": "text/html",
    "pair.html": "text/html",
    "door.html": "text/html",
}
"""All that is ever served from the disk: read once, by these names alone."""


def application(hosted: Hosted, *, hosts: frozenset[str]) -> ASGIApp:
    """The room as an application.

    Args:
        hosted: The open room.
        hosts: Every `address:port` it may be called by.
    """
    room = _Room(hosted)
    served = ("room.css", "phone.js", "screen.js", "host.js", "pair.js")
    app = Starlette(
        routes=[
            Route("/", room.door, methods=["GET"]),
            Route("/join", room.join, methods=["GET"]),
            Route("/state", room.state, methods=["GET"]),
            Route("/say", room.say, methods=["POST"]),
            WebSocketRoute("/live", room.live),
            Route("/screen", room.screen, methods=["GET"]),
            Route("/screen/state", room.screen_state, methods=["GET"]),
            Route("/screen/code.svg", room.screen_code, methods=["GET"]),
            Route("/pair", room.pair_page, methods=["GET"]),
            Route("/pair", room.pair, methods=["POST"]),
            Route("/host", room.host, methods=["GET"]),
            Route("/host/state", room.host_state, methods=["GET"]),
            Route("/host/do", room.host_do, methods=["POST"]),
            Route("/host/code.svg", room.host_code, methods=["GET"]),
            Route("/host/tables", room.host_tables, methods=["GET"]),
            Route("/host/splits.csv", room.host_splits, methods=["GET"]),
            *(Route(f"/{name}", room.serve(name), methods=["GET"]) for name in served),
            Route("/language/{code:str}", room.speak, methods=["GET"]),
            Route("/favicon.ico", room.no_picture, methods=["GET"]),
            Route("/{code:str}", room.phone, methods=["GET"]),
        ]
    )
    return Gate(SpokenTo(app), hosts=hosts)


class _Room:
    def __init__(self, hosted: Hosted) -> None:
        self.hosted = hosted
        self._here = hosted.address.removeprefix("http://").partition(":")[0]
        self.sockets: dict[str, WebSocket] = {}
        self._open: Counter[str] = Counter()
        self._guesses = Buckets(hosted.clock, burst=20, a_second=0.2)
        """Wrong codes by address: honest phones of one network share one, so only what is wrong is counted."""
        self._newcomers = Buckets(hosted.clock, burst=MOST_AT_ONCE, a_second=5)
        """Seats that are asked for by address: a whole room may come at once, and then no second room."""
        self._asking = Buckets(hosted.clock, burst=20, a_second=5)
        """What a phone asks without a socket."""
        folder = files("game.room") / "pages"
        self._pages = {name: (folder / name).read_text(encoding="utf-8") for name in _PAGES}

    # ---- pages

    def serve(self, name: str) -> Any:
        async def served(_: Request) -> Response:
            return self._page(name)

        return served

    def _page(self, name: str, status: int = 200) -> Response:
        written, code = self._pages[name], language.now().code
        told = {"html": page, "js": script}.get(name.rpartition(".")[2])
        return Response(told(written, code) if told else written, status_code=status, media_type=_PAGES[name])

    async def speak(self, request: Request) -> Response:
        """Speak another language to this browser from now on, and go back to its page."""
        code = request.path_params["code"]
        there = f"/{self.hosted.door.code}" if self._seat(request) else "/"
        answer = RedirectResponse(there, status_code=303)
        if code in language.codes():
            answer.set_cookie(COOKIE, code, max_age=A_YEAR_S, httponly=True, samesite="strict")
        return answer

    async def no_picture(self, _: Request) -> Response:
        """What every browser asks for unasked, and is no guess at the code."""
        return Response(status_code=204)

    async def door(self, request: Request) -> Response:
        self._note(request, WayIn.REACHED)
        return self._page("door.html")

    async def join(self, request: Request) -> Response:
        code = "".join(request.query_params.get("code", "")[:40].upper().split())
        if code != self.hosted.door.code:
            return self._wrong_code(request)
        return RedirectResponse(f"/{code}", status_code=303)

    async def phone(self, request: Request) -> Response:
        if request.path_params["code"].upper() != self.hosted.door.code:
            return self._wrong_code(request)
        shown, card = request.cookies.get(SEAT, ""), request.query_params.get("table", "")
        if card:
            return self._at_a_table(request, card[:40], shown)
        if shown not in self.hosted.seats.taken and not self._newcomers.take(_address(request)):
            return Response(
                tr("Too many came in from here at once. Wait a little.") + "\n", 429, media_type="text/plain"
            )
        try:
            seat = self.hosted.sit(shown, here=self.sockets)
        except DoorShut as shut:
            return Response(f"{shut}\n", status_code=403, media_type="text/plain")
        return self._seated(request, seat)

    def _at_a_table(self, request: Request, card: str, shown: str) -> Response:
        try:
            seat = self.hosted.sit_at(card, shown)
        except NotASeat:
            return self._wrong_code(request)
        except (DoorShut, NotNow) as shut:
            return Response(f"{shut}\n", status_code=403, media_type="text/plain")
        return self._seated(request, seat)

    def _seated(self, request: Request, seat: str) -> Response:
        self._note(request, WayIn.SEATED)
        answer = self._page("phone.html")
        answer.set_cookie(SEAT, seat, max_age=A_DAY_S, httponly=True, samesite="strict")
        return answer

    def _note(self, connection: HTTPConnection, way_in: WayIn) -> None:
        """Note how far a phone has come; the laptop, which always gets in, tells nothing."""
        if _address(connection) not in (LOOPBACK, self._here):
            self.hosted.came(way_in)

    def _wrong_code(self, request: Request) -> Response:
        self._note(request, WayIn.REACHED)
        if not self._guesses.take(_address(request)):
            return Response(
                tr("Too many codes were tried from here. Wait a little.") + "\n", 429, media_type="text/plain"
            )
        return self._page("door.html", 404)

    # ---- phones

    async def state(self, request: Request) -> Response:
        seat = self._seat(request)
        if seat is None:
            return _no(401, tr("Come in by the code first."))
        return JSONResponse(self.hosted.phone(seat)) if self._asking.take(seat) else _too_often()

    async def say(self, request: Request) -> Response:
        seat = self._seat(request)
        if seat is None:
            return _no(401, tr("Come in by the code first."))
        if not self._asking.take(seat):
            return _too_often()
        try:
            self.hosted.say(seat, understood(await _body(request)))
        except NotUnderstood as wrong:
            return _no(400, str(wrong))
        except NotNow as late:
            return _no(409, str(late))
        return JSONResponse(self.hosted.phone(seat))

    def _seat(self, connection: HTTPConnection) -> str | None:
        word = connection.cookies.get(SEAT, "")
        try:
            self.hosted.seats = self.hosted.seats.back(word)
        except (NotASeat, DoorShut):
            return None
        return word

    async def live(self, socket: WebSocket) -> None:
        seat, address = self._seat(socket), _address(socket)
        is_full = self._open.total() >= MOST_SOCKETS or self._open[address] >= MOST_FROM_ONE_ADDRESS
        if seat is None or is_full:
            await socket.close(1008 if seat is None else 1013)
            return
        await socket.accept()
        self._note(socket, WayIn.LIVE)
        before, self.sockets[seat] = self.sockets.get(seat), socket
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
            if self.sockets.get(seat) is socket:
                del self.sockets[seat]

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

    # ---- the projector

    def _may_see_screen(self, request: Request) -> bool:
        return _address(request) == LOOPBACK or self._leads(request)

    async def screen(self, request: Request) -> Response:
        return self._page("screen.html") if self._may_see_screen(request) else _only_the_laptop()

    async def screen_state(self, request: Request) -> Response:
        return JSONResponse(self.hosted.screen()) if self._may_see_screen(request) else _only_the_laptop()

    async def screen_code(self, request: Request) -> Response:
        if not self._may_see_screen(request):
            return _only_the_laptop()
        return _code(f"{self.hosted.address}/{self.hosted.door.code}")

    # ---- whoever leads

    def _leads(self, request: Request) -> bool:
        return self.hosted.leads(request.cookies.get(LEADS, ""))

    async def pair_page(self, _: Request) -> Response:
        return self._page("pair.html")

    async def pair(self, request: Request) -> Response:
        try:
            asked = understood(await _body(request))
            code = asked.get("code") if isinstance(asked, dict) else None
            key = self.hosted.pair(code if isinstance(code, str) else "")
        except NotUnderstood as wrong:
            return _no(400, str(wrong))
        except NotTheHost as wrong:
            return _no(403 if self._guesses.take(_address(request)) else 429, str(wrong))
        answer = JSONResponse({"paired": True})
        answer.set_cookie(LEADS, key, httponly=True, samesite="strict")
        return answer

    async def host(self, request: Request) -> Response:
        return self._page("host.html") if self._leads(request) else self._page("pair.html", 403)

    async def host_state(self, request: Request) -> Response:
        return JSONResponse(self.hosted.host()) if self._leads(request) else _not_the_host()

    async def host_do(self, request: Request) -> Response:
        try:
            asked = understood(await _body(request))
            return JSONResponse(await self.hosted.lead(request.cookies.get(LEADS, ""), asked))
        except NotTheHost:
            return _not_the_host()
        except NotUnderstood as wrong:
            return _no(400, str(wrong))
        except NotNow as late:
            return _no(409, str(late))

    async def host_code(self, request: Request) -> Response:
        """A new pairing link as a QR code, for the facilitator's own phone."""
        if not self._leads(request):
            return _not_the_host()
        return _code(f"{self.hosted.address}/pair#{self.hosted.pairing()}")

    async def host_tables(self, request: Request) -> Response:
        """Cards to print, one for each table: whoever scans one raises that table's hands."""
        if not self._leads(request):
            return _not_the_host()
        try:
            tables, hands = (_number(request.query_params.get(each, "")) for each in ("tables", "hands"))
            cards = [self.hosted.seats.card(table, hands) for table in range(1, tables + 1)]
            if not cards:
                raise ValueError(tr("There is no table."))
        except ValueError as wrong:
            return Response(f"{wrong}\n", status_code=400, media_type="text/plain")
        address, code = self.hosted.address, self.hosted.door.code
        printed = await asyncio.to_thread(table_cards.page, cards, address=address, code=code, hands=hands)
        return Response(printed, media_type="text/html")

    async def host_splits(self, request: Request) -> Response:
        if not self._leads(request):
            return _not_the_host()
        named = {"Content-Disposition": 'attachment; filename="splits.csv"'}
        return Response(split.table(self.hosted.session), media_type="text/csv", headers=named)


def _address(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else ""


def _no(status: int, words: str) -> Response:
    return JSONResponse({"no": words}, status_code=status)


def _not_the_host() -> Response:
    return _no(403, tr("Only the facilitator's page can do this."))


def _number(asked: str) -> int:
    """A number in a question. Raises ValueError where it is none."""
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 4:
        raise ValueError(tr("Say how many tables there are, and how many hands at each."))
    return int(asked)


def _too_often() -> Response:
    return _no(429, tr("That is more than anybody says. Wait a moment."))


def _only_the_laptop() -> Response:
    return _no(403, tr("The projector's page opens on the laptop itself."))


def _code(words: str) -> Response:
    drawn = io.BytesIO()
    segno.make(words, error="m").save(drawn, kind="svg", scale=8, border=4, xmldecl=False)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


async def _body(request: Request) -> bytes:
    """A message, read no further than it may be long, and no longer than a phone takes to send it."""
    data = b""

    async def read() -> None:
        nonlocal data
        async for piece in request.stream():
            data += piece
            if len(data) > MOST_BODY:
                raise NotUnderstood(tr("That is too long."))

    try:
        await asyncio.wait_for(read(), SEND_S)
    except TimeoutError:
        raise NotUnderstood(tr("That took too long to come.")) from None
    return data

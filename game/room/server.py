"""The room on the network: a page for phones, one for the projector, one for whoever leads, and what they ask for.

| where | who | what |
| --- | --- | --- |
| `/`, `/join`, `/CODE` | phones | the way in by the room's code, and the page |
| `/state`, `/say`, `/live` | phones with a seat | what to show; a hand; both, by a socket |
| `/screen…` | the laptop itself, or whoever leads | the projector's page: `laptop.py` |
| `/pair` | whoever has the one-use link | becomes a facilitator's page: there too |
| `/host…` | whoever leads | notes, counts and controls: there too |
"""

from __future__ import annotations

from typing import Final

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from game import language
from game.language import tr
from game.room.answers import address_of, body_of, plainly_refused, refused
from game.room.asked import NotUnderstood, understood
from game.room.gate import LOOPBACK, Buckets, Gate
from game.room.hosting import Hosted
from game.room.laptop import Laptop
from game.room.live import Sockets
from game.room.seats import DoorShut, NotASeat
from game.room.served import BY_NAME, Served
from game.room.spoken_here import A_YEAR_S, COOKIE, SpokenTo
from game.room.vote import NotNow
from game.room.way_in import WayIn

SEAT: Final = "seat"
"""The cookie with a phone's seat."""
A_DAY_S: Final = 86_400
MOST_AT_ONCE: Final = 600
"""Seats that are given out to one address at once; after that five a second."""


def application(hosted: Hosted, *, hosts: frozenset[str]) -> ASGIApp:
    """The room as an application.

    Args:
        hosted: The open room.
        hosts: Every `address:port` it may be called by.
    """
    pages = Served()
    guesses = Buckets(hosted.clock, burst=20, a_second=0.2)
    """Wrong codes by address: honest phones of one network share one, so only what is wrong is counted."""
    phones, laptop = _Phones(hosted, pages, guesses), Laptop(hosted, pages, guesses)
    app = Starlette(
        routes=[
            Route("/", phones.door, methods=["GET"]),
            Route("/join", phones.join, methods=["GET"]),
            Route("/state", phones.state, methods=["GET"]),
            Route("/say", phones.say, methods=["POST"]),
            WebSocketRoute("/live", phones.live),
            *laptop.routes(),
            *(Route(f"/{name}", pages.way(name), methods=["GET"]) for name in BY_NAME),
            Route("/language/{code:str}", phones.speak, methods=["GET"]),
            Route("/favicon.ico", phones.no_picture, methods=["GET"]),
            Route("/{code:str}", phones.phone, methods=["GET"]),
        ]
    )
    return Gate(SpokenTo(app), hosts=hosts)


class _Phones:
    """What phones ask for."""

    def __init__(self, hosted: Hosted, pages: Served, guesses: Buckets) -> None:
        self.hosted = hosted
        self._here = hosted.address.removeprefix("http://").partition(":")[0]
        self._pages = pages
        self._guesses = guesses
        self._sockets = Sockets(hosted)
        self._newcomers = Buckets(hosted.clock, burst=MOST_AT_ONCE, a_second=5)
        """Seats that are asked for by address: a whole room may come at once, and then no second room."""
        self._asking = Buckets(hosted.clock, burst=20, a_second=5)
        """What a phone asks without a socket."""

    # ---- the way in

    async def door(self, request: Request) -> Response:
        self._note(request, WayIn.REACHED)
        return self._pages.page("door.html")

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
        if shown not in self.hosted.seats.taken and not self._newcomers.take(address_of(request)):
            return plainly_refused(429, tr("Too many came in from here at once. Wait a little."))
        try:
            seat = self.hosted.sit(shown, here=self._sockets.by_seat)
        except DoorShut as shut:
            return plainly_refused(403, str(shut))
        return self._seated(request, seat)

    def _at_a_table(self, request: Request, card: str, shown: str) -> Response:
        try:
            seat = self.hosted.sit_at(card, shown)
        except NotASeat:
            return self._wrong_code(request)
        except (DoorShut, NotNow) as shut:
            return plainly_refused(403, str(shut))
        return self._seated(request, seat)

    def _seated(self, request: Request, seat: str) -> Response:
        self._note(request, WayIn.SEATED)
        answer = self._pages.page("phone.html")
        answer.set_cookie(SEAT, seat, max_age=A_DAY_S, httponly=True, samesite="strict")
        return answer

    def _note(self, connection: HTTPConnection, way_in: WayIn) -> None:
        """Note how far a phone has come; the laptop, which always gets in, tells nothing."""
        if address_of(connection) not in (LOOPBACK, self._here):
            self.hosted.came(way_in)

    def _wrong_code(self, request: Request) -> Response:
        self._note(request, WayIn.REACHED)
        if not self._guesses.take(address_of(request)):
            return plainly_refused(429, tr("Too many codes were tried from here. Wait a little."))
        return self._pages.page("door.html", 404)

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

    # ---- with a seat

    async def state(self, request: Request) -> Response:
        seat = self._seat(request)
        if seat is None:
            return _come_in_first()
        return JSONResponse(self.hosted.phone(seat)) if self._asking.take(seat) else _too_often()

    async def say(self, request: Request) -> Response:
        seat = self._seat(request)
        if seat is None:
            return _come_in_first()
        if not self._asking.take(seat):
            return _too_often()
        try:
            self.hosted.say(seat, understood(await body_of(request)))
        except NotUnderstood as wrong:
            return refused(400, str(wrong))
        except NotNow as late:
            return refused(409, str(late))
        return JSONResponse(self.hosted.phone(seat))

    async def live(self, socket: WebSocket) -> None:
        seat = self._seat(socket)
        if seat is None or self._sockets.is_full(address_of(socket)):
            await socket.close(1008 if seat is None else 1013)
            return
        await socket.accept()
        self._note(socket, WayIn.LIVE)
        await self._sockets.hold(socket, seat)

    def _seat(self, connection: HTTPConnection) -> str | None:
        word = connection.cookies.get(SEAT, "")
        try:
            self.hosted.seats = self.hosted.seats.back(word)
        except (NotASeat, DoorShut):
            return None
        return word


def _come_in_first() -> Response:
    return refused(401, tr("Come in by the code first."))


def _too_often() -> Response:
    return refused(429, tr("That is more than anybody says. Wait a moment."))

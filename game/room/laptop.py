"""The pages of the laptop: the projector's, and those of whoever leads. A key is asked for at each, in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from game.language import tr
from game.room import controls, split, table_cards
from game.room.answers import address_of, body_of, code_picture, not_the_host, plainly_refused, refused
from game.room.asked import NotUnderstood, understood
from game.room.gate import LOOPBACK, Buckets
from game.room.hosting import Hosted
from game.room.leaders import NotTheHost
from game.room.served import Served
from game.room.vote import NotNow

LEADS: Final = "leads"
"""The cookie with a facilitator's key."""

Answer = Callable[[Request], Awaitable[Response]]


class Laptop:
    """What the laptop asks for.

    Args:
        hosted: The open room.
        pages: The room's pages.
        guesses: Wrong codes by address.
    """

    def __init__(self, hosted: Hosted, pages: Served, guesses: Buckets) -> None:
        self.hosted = hosted
        self._pages = pages
        self._guesses = guesses

    def routes(self) -> list[Route]:
        """Where all of it is."""
        return [
            Route("/screen", self._on_the_laptop(self._screen), methods=["GET"]),
            Route("/screen/state", self._on_the_laptop(self._screen_state), methods=["GET"]),
            Route("/screen/code.svg", self._on_the_laptop(self._screen_code), methods=["GET"]),
            Route("/pair", self._pair_page, methods=["GET"]),
            Route("/pair", self._pair, methods=["POST"]),
            Route("/host", self._host, methods=["GET"]),
            Route("/host/state", self._for_the_host(self._host_state), methods=["GET"]),
            Route("/host/do", self._host_do, methods=["POST"]),
            Route("/host/code.svg", self._for_the_host(self._host_code), methods=["GET"]),
            Route("/host/tables", self._for_the_host(self._host_tables), methods=["GET"]),
            Route("/host/splits.csv", self._for_the_host(self._host_splits), methods=["GET"]),
        ]

    # ---- who may

    def _leads(self, request: Request) -> bool:
        return self.hosted.leaders.leads(request.cookies.get(LEADS, ""))

    def _for_the_host(self, answer: Answer) -> Answer:
        async def answered(request: Request) -> Response:
            return await answer(request) if self._leads(request) else not_the_host()

        return answered

    def _on_the_laptop(self, answer: Answer) -> Answer:
        async def answered(request: Request) -> Response:
            if address_of(request) == LOOPBACK or self._leads(request):
                return await answer(request)
            return refused(403, tr("The projector's page opens on the laptop itself."))

        return answered

    # ---- the projector

    async def _screen(self, _: Request) -> Response:
        return self._pages.page("screen.html")

    async def _screen_state(self, _: Request) -> Response:
        return JSONResponse(self.hosted.screen())

    async def _screen_code(self, _: Request) -> Response:
        return code_picture(f"{self.hosted.address}/{self.hosted.door.code}")

    # ---- whoever leads

    async def _pair_page(self, _: Request) -> Response:
        return self._pages.page("pair.html")

    async def _pair(self, request: Request) -> Response:
        try:
            asked = understood(await body_of(request))
            code = asked.get("code") if isinstance(asked, dict) else None
            key = self.hosted.leaders.pair(code if isinstance(code, str) else "")
        except NotUnderstood as wrong:
            return refused(400, str(wrong))
        except NotTheHost as wrong:
            return refused(403 if self._guesses.take(address_of(request)) else 429, str(wrong))
        answer = JSONResponse({"paired": True})
        answer.set_cookie(LEADS, key, httponly=True, samesite="strict")
        return answer

    async def _host(self, request: Request) -> Response:
        return self._pages.page("host.html") if self._leads(request) else self._pages.page("pair.html", 403)

    async def _host_state(self, _: Request) -> Response:
        return JSONResponse(self.hosted.host())

    async def _host_do(self, request: Request) -> Response:
        try:
            asked = understood(await body_of(request))
            return JSONResponse(await controls.lead(self.hosted, request.cookies.get(LEADS, ""), asked))
        except NotTheHost:
            return not_the_host()
        except NotUnderstood as wrong:
            return refused(400, str(wrong))
        except NotNow as late:
            return refused(409, str(late))

    async def _host_code(self, _: Request) -> Response:
        """A new pairing link as a QR code, for the facilitator's own phone."""
        return code_picture(f"{self.hosted.address}/pair#{self.hosted.leaders.pairing()}")

    async def _host_tables(self, request: Request) -> Response:
        """Cards to print, one for each table: whoever scans one raises that table's hands."""
        try:
            tables, hands = (_number(request.query_params.get(each, "")) for each in ("tables", "hands"))
            cards = [self.hosted.seats.card(table, hands) for table in range(1, tables + 1)]
            if not cards:
                raise ValueError(tr("There is no table."))
        except ValueError as wrong:
            return plainly_refused(400, str(wrong))
        address, code = self.hosted.address, self.hosted.door.code
        printed = await asyncio.to_thread(table_cards.page, cards, address=address, code=code, hands=hands)
        return Response(printed, media_type="text/html")

    async def _host_splits(self, _: Request) -> Response:
        named = {"Content-Disposition": 'attachment; filename="splits.csv"'}
        return Response(split.table(self.hosted.session), media_type="text/csv", headers=named)


def _number(asked: str) -> int:
    """A number in a question. Raises ValueError where it is none."""
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 4:
        raise ValueError(tr("Say how many tables there are, and how many hands at each."))
    return int(asked)

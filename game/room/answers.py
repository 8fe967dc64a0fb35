"""What every way into the room answers with: refusals in a sentence, pictures of codes, and a message read no further than it may be."""

from __future__ import annotations

import asyncio
import io
from typing import Final

import segno
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response

from game.language import tr
from game.room.asked import NotUnderstood
from game.room.gate import MOST_BODY

SEND_S: Final = 5.0
"""How long a phone may take to send a message, or to take in what it is sent before its socket is dropped; it comes back by
itself.
"""


def address_of(connection: HTTPConnection) -> str:
    """Where somebody asks from."""
    return connection.client.host if connection.client else ""


def refused(status: int, words: str) -> Response:
    """A refusal to a script of ours, which shows the sentence."""
    return JSONResponse({"no": words}, status_code=status)


def plainly_refused(status: int, words: str) -> Response:
    """A refusal to a browser."""
    return Response(f"{words}\n", status_code=status, media_type="text/plain")


def not_the_host() -> Response:
    """To whoever asks for what only whoever leads may."""
    return refused(403, tr("Only the facilitator's page can do this."))


def code_picture(words: str) -> Response:
    """Words as a square code."""
    drawn = io.BytesIO()
    segno.make(words, error="m").save(drawn, kind="svg", scale=8, border=4, xmldecl=False)
    return Response(drawn.getvalue(), media_type="image/svg+xml")


async def body_of(request: Request) -> bytes:
    """A message, read no further than it may be long, and no longer than a phone takes to send it.

    Raises:
        NotUnderstood: It is too long, or took too long.
    """
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

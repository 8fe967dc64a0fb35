"""What the page says to the program: JSON, with nothing in it that the page would not say."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

from starlette.requests import Request

from game.author.page.gate import MOST_BODY
from game.author.page.written import Edit

SEND_S: Final = 10.0
"""How long a page may take to send a message, or to take in what it is sent; its socket comes back by itself."""
PLAYED: Final = {
    "do",
    "choice",
    "scene",
    "half",
    "meter",
    "value",
    "variable",
    "kind",
    "name",
    "holds",
}
"""What may be said of the playing scene; `Desk.play` says what each means."""


class NotUnderstood(Exception):
    """A message that the page would never send."""


def edit_of(data: bytes) -> tuple[str, str, Edit]:
    """A file's name, the revision an edit was made in, and the edit. Raises NotUnderstood."""
    match understood(data, {"name", "base", "start", "end", "insert"}):
        case {"name": str(name), "base": str(base), "start": int(start), "end": int(end), "insert": str(insert)}:
            return name, base, Edit(start, end, insert)
    raise NotUnderstood("That is no edit.")


def understood(data: bytes, known: set[str]) -> dict[str, Any]:
    """What a message says, by names that are all among those known. Raises NotUnderstood."""
    try:
        asked = json.loads(data)
    except (ValueError, RecursionError):
        raise NotUnderstood("That is not how the page is spoken to.") from None
    if not isinstance(asked, dict) or not set(asked) <= known:
        raise NotUnderstood("That is not how the page is spoken to.")
    return asked


async def body_of(request: Request) -> bytes:
    """A message, read no further than it may be long, and no longer than a page takes to send it."""
    data = bytearray()

    async def read() -> None:
        async for piece in request.stream():
            data.extend(piece)
            if len(data) > MOST_BODY:
                raise NotUnderstood("That is too long.")

    try:
        await asyncio.wait_for(read(), SEND_S)
    except TimeoutError:
        raise NotUnderstood("That took too long to come.") from None
    return bytes(data)

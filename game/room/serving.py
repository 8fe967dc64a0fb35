"""The server of a room, and what goes on beside it until the room is shut: phones that are not there, the projector's window."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Callable, Sequence

import uvicorn

from game.room import rehearsal
from game.room.gate import MOST_BODY
from game.room.hosting import Hosted
from game.room.patience import Measured, Patient
from game.room.preflight import looked_over
from game.room.projecting import project
from game.room.server import application
from game.serving import discreet


async def serve(
    hosted: Hosted,
    serving: uvicorn.Server,
    sockets: list[socket.socket],
    *,
    phones: int,
    drawing: Sequence[str] | None,
    say: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C, with so many phones that are not there, and the projector's window beside."""
    beside = [asyncio.create_task(_look_over(hosted, serving, say))]
    if phones:
        beside.append(asyncio.create_task(rehearsal.crowd(hosted, phones, random.Random())))  # noqa: S311 - no secret comes of it
    if drawing is not None:
        beside.append(asyncio.create_task(project(hosted, drawing, say)))
    try:
        await serving.serve(sockets)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _look_over(hosted: Hosted, serving: uvicorn.Server, say: Callable[[str], None]) -> None:
    """Once it serves, find out what may keep phones out, and say it."""
    while not serving.started:
        await asyncio.sleep(0.05)
    here = hosted.address.removeprefix("http://").partition(":")[0]
    hosted.checks = await looked_over(here, hosted.door.port)
    for line in hosted.checks:
        say(line)


def server(hosted: Hosted, hosts: frozenset[str]) -> uvicorn.Server:
    """The server for a room: no message is longer than it need be."""
    return discreet(
        application(hosted, hosts=hosts),
        http=Patient,
        h11_max_incomplete_event_size=16 * 1024,
        ws=Measured,
        ws_max_size=MOST_BODY,
        timeout_graceful_shutdown=2,
    )

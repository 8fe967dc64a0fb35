"""A server of pages on this machine, as the room and the author's page each have one: its socket, and what it keeps to itself."""

from __future__ import annotations

import socket
import sys
from typing import Any

import uvicorn


def listening(address: str, port: int, *, waiting: int) -> socket.socket:
    """A socket that listens there, on any free port for 0, with room for so many who wait to be let in.

    Raises:
        OSError: Another program has the port, or this machine has no such address.
    """
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let another program take the same port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((address, port))
        opened.listen(waiting)
        opened.setblocking(False)
    except OSError:
        opened.close()
        raise
    return opened


def discreet(application: Any, **own: Any) -> uvicorn.Server:
    """A server that logs nothing, believes no proxy, does not say what it is, and takes no packed messages; the rest is its own."""
    return uvicorn.Server(
        uvicorn.Config(
            application,
            access_log=False,
            log_config=None,
            log_level="critical",
            proxy_headers=False,
            server_header=False,
            lifespan="off",
            ws_per_message_deflate=False,
            **own,
        )
    )

"""Where a room is on the network: the address that phones find it at, what it is called by, and its sockets."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import sys
from typing import Final

from game.language import tr
from game.room.gate import LOOPBACK
from game.serving import listening

_FILES: Final = 4096
"""Open files the system is asked for: every phone is one."""
_TRIES: Final = 50
"""Ports that are tried: one may be free at one of the addresses and taken at the other."""
_WAITING: Final = 2048
"""How many phones may come in the same moment."""


class CannotOpen(Exception):
    """The room cannot be opened at that address; the words say why, and what to do."""


def names(here: str, port: int) -> frozenset[str]:
    """Every name the room is called by."""
    return frozenset(f"{name}:{port}" for name in (here, LOOPBACK, "localhost"))


def found() -> str:
    """The address this machine has on its own network; the loopback where it has none, or one open to the world."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))  # nothing is sent: the system only says which way it would go
            here = str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK
    return here if _is_ours(here) else LOOPBACK


def checked(address: str) -> str:
    """An address that was asked for. Raises CannotOpen where it is none of this machine's own network."""
    try:
        is_ours = _is_ours(address)
    except ValueError:
        raise CannotOpen(tr("{address} is no address, such as 192.168.1.5.", address=repr(address))) from None
    if not is_ours:
        raise CannotOpen(
            tr(
                "{address} is open to the whole world, or to nobody: a room opens on a network of its own.",
                address=address,
            )
        )
    return address


def _is_ours(address: str) -> bool:
    known = ipaddress.IPv4Address(address)
    return known.is_private and not known.is_unspecified and not known.is_multicast and not known.is_reserved


def bound(here: str, port: int) -> list[socket.socket]:
    """Sockets at the address and at the loopback, on one port: the one wanted, or another where that is taken."""
    _ask_for_files()
    for wanted in (port, *[0] * _TRIES):
        taken: list[socket.socket] = []
        try:
            for address in dict.fromkeys((here, LOOPBACK)):
                taken.append(listening(address, taken[0].getsockname()[1] if taken else wanted, waiting=_WAITING))
        except OSError:
            for each in taken:
                each.close()
            continue
        return taken
    raise CannotOpen(
        tr(
            "The room could not be opened at {here}: another program is in the way, or it is not this machine.",
            here=here,
        )
    )


def _ask_for_files() -> None:
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

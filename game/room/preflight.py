"""What can be known before anybody comes of why phones might not get in, in words, with what to do about it.

A machine cannot see its own network from outside: whether a guest network keeps phones and laptops apart only a phone can
show (`way_in.py`). What is asked here is the rest: more networks than one, none at all, a firewall that is up, and whether the
room answers at the very address that phones are told.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from game.language import both, tr

PATIENCE_S: Final = 3.0
"""How long an answer is waited for."""
_PROBES: Final = ("10.255.255.255", "172.31.255.255", "192.168.255.255", "192.168.1.254", "169.254.255.254", "8.8.8.8")
"""Where to ask the way to: nothing is sent there. A machine on two networks goes two ways."""
_SELF_GIVEN: Final = ipaddress.ip_network("169.254.0.0/16")

Run = Callable[[Sequence[str]], str]
"""Runs a program, and gives what it printed; nothing where it is not there."""


def networks() -> tuple[str, ...]:
    """The addresses that this machine has on its networks, as far as can be found out without asking anybody."""
    found: dict[str, None] = {}
    for probe in _PROBES:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way, contextlib.suppress(OSError):
            way.connect((probe, 9))
            found[str(way.getsockname()[0])] = None
    return tuple(each for each in found if not ipaddress.ip_address(each).is_loopback)


def of_networks(here: str, others: Sequence[str]) -> Iterator[str]:
    """What there is to say of the networks a machine is on.

    Args:
        here: The address that phones are told.
        others: All that were found.
    """
    address = ipaddress.ip_address(here)
    if address.is_loopback:
        yield tr(
            "This laptop is on no network that phones could share: nobody can join by phone. Join a network or open a hotspot, and "
            "open the room again with --resume; or count hands."
        )
        return
    if address in _SELF_GIVEN:
        yield tr(
            "No network gave this laptop an address: it took {here} itself, and phones will hardly find it. Is the cable in, is "
            "the access point on?",
            here=here,
        )
    other = tuple(each for each in others if each != here)
    if other:
        yield tr(
            "This laptop is on more than one network: phones are told {here}, and it is also {others}. Where they find nothing, "
            "shut the room and open it with --resume --address {other}; leave a VPN for the hour.",
            here=here,
            others=both(other),
            other=other[0],
        )


def of_firewalls(
    port: int, *, system: str = sys.platform, etc: Path = Path("/etc"), run: Run | None = None
) -> Iterator[str]:
    """What there is to say of a firewall that is up on this machine.

    Args:
        port: The room's port.
        system: As `sys.platform`.
        etc: Where Linux keeps its settings.
        run: Runs a program.
    """
    run = run or _printed
    if system == "win32":
        if "on" in run(["netsh", "advfirewall", "show", "currentprofile", "state"]).lower().split():
            yield tr(
                "Windows' firewall is on. Where it asked about Python, it wants a yes for private and for public networks; a No is "
                "kept for ever: Windows Security, Firewall, Allow an app, and tick both boxes. A firm's laptop may forbid it."
            )
    elif system == "darwin":
        if "enabled" in run(["/usr/libexec/ApplicationFirewall/socketfilterfw", "--getglobalstate"]).lower():
            yield tr(
                "This Mac's firewall is on. Where it asks whether Python may take incoming connections, say yes; else System "
                "Settings, Network, Firewall, Options."
            )
    else:
        with contextlib.suppress(OSError):
            if "ENABLED=yes" in (etc / "ufw" / "ufw.conf").read_text(encoding="utf-8", errors="replace"):
                yield tr(
                    "A firewall (ufw) is on. Let phones in: sudo ufw allow {port}/tcp. Shut it after: sudo ufw delete allow "
                    "{port}/tcp.",
                    port=str(port),
                )
        if run(["firewall-cmd", "--state"]).strip() == "running":
            yield tr(
                "A firewall (firewalld) is on. Let phones in until it starts again: sudo firewall-cmd --add-port={port}/tcp.",
                port=str(port),
            )


async def answers(here: str, port: int) -> bool:
    """Whether the room answers at the address that phones are told, asked from this machine."""
    try:
        reader, writer = await asyncio.wait_for(asyncio.open_connection(here, port), PATIENCE_S)
    except (OSError, TimeoutError):
        return False
    try:
        writer.write(f"GET /favicon.ico HTTP/1.1\r\nHost: {here}:{port}\r\nConnection: close\r\n\r\n".encode())
        first = await asyncio.wait_for(reader.readline(), PATIENCE_S)
    except (OSError, TimeoutError):
        return False
    finally:
        writer.close()
    return first.startswith(b"HTTP/1.1 204")


async def looked_over(here: str, port: int) -> tuple[str, ...]:
    """Everything that may keep phones out, in sentences; and if there is nothing, that."""
    found = [*of_networks(here, await asyncio.to_thread(networks))]
    found += await asyncio.to_thread(lambda: list(of_firewalls(port)))
    if not await answers(here, port):
        found.insert(
            0,
            tr(
                "The room does not answer at {address}, not even to this laptop: a VPN or a firewall stands before it. Leave the "
                "VPN, or count hands.",
                address=f"{here}:{port}",
            ),
        )
    return tuple(found) or (
        tr(
            "The room answers at {address}, and nothing is known on this laptop that would keep phones out. Whether the network "
            "does, one phone will show.",
            address=f"{here}:{port}",
        ),
    )


def _printed(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_S, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout

"""How far in the phone has come that came furthest, and what to do about it: one is tried before anybody is there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from game.language import later


class WayIn(IntEnum):
    """How far in the phone has come that came furthest: a trial before anybody is there."""

    NOBODY = 0
    REACHED = 1
    SEATED = 2
    LIVE = 3


FOUND: Final[Mapping[WayIn, str]] = {
    WayIn.NOBODY: later(
        "No phone has reached this laptop yet. Try one now, before anybody comes. If its browser finds nothing: is it on "
        "the same network as the laptop, with mobile data off? Did this laptop's firewall ask, and was it told yes? A guest "
        "network may keep phones and laptops apart: then use a router or a hotspot of your own, or count hands."
    ),
    WayIn.REACHED: later(
        "A phone has reached this laptop, so the network is well. It has not come in yet: it needs the six letters."
    ),
    WayIn.SEATED: later(
        "A phone has come in, and is asking again and again, since its socket is cut off. It works, three seconds later."
    ),
    WayIn.LIVE: later("A phone has come in, and all is well."),
}

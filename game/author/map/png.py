"""A map as a PNG, in the game's own type."""

from __future__ import annotations

from typing import Final

from game import disk
from game.author.map import look
from game.author.map.sheet import Map
from game.author.map.svg import drawn

TIMES: Final = 2.0
"""How many times its own size it is drawn: fine enough for paper."""
MOST: Final = 14_000
"""Pixels on the longer side at most; a larger map is drawn smaller."""


def pressed(map_: Map) -> bytes:
    """The bytes of the picture."""
    import resvg_py

    times = min(TIMES, MOST / max(map_.width, map_.height))
    files = [str(disk.asset(f"fonts/{file}")) for *_, file in look.FACES]
    return resvg_py.svg_to_bytes(
        svg_string=drawn(map_),
        skip_system_fonts=True,
        font_files=files,
        serif_family="Literata",
        width=round(map_.width * times),
    )

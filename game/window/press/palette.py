"""Colours for a sheet: every mixture of two inks on paper, as 256 entries. Pure Python, because the window uses it."""

from __future__ import annotations

from functools import lru_cache

import attrs

Colour = tuple[int, int, int]

STEPS = 16
"""How many coverages a plate knows, none and solid included; a sheet's index is `inner * STEPS + outer`."""


def _colour(value: str | Colour) -> Colour:
    if isinstance(value, str):
        red, green, blue = bytes.fromhex(value.removeprefix("#"))
        return (red, green, blue)
    return value


@attrs.frozen
class Inks:
    """The four colours of a two-ink print, each `#rrggbb` or three values 0 to 255."""

    paper: Colour = attrs.field(converter=_colour)
    inner: Colour = attrs.field(converter=_colour)
    outer: Colour = attrs.field(converter=_colour)
    both: Colour = attrs.field(converter=_colour)
    """Where the two overlap: chosen, not computed, since no ink mixes as light does."""


@lru_cache(maxsize=64)
def palette(inks: Inks, inner: float = 1.0, outer: float = 1.0) -> tuple[Colour, ...]:
    """The 256 colours of a sheet, by Neugebauer's mixing of dot areas.

    `inner` and `outer` are the strengths of the plates, 0 (not printed) to 1: a fade, one half alone and the landing
    of the second ink are all a change of these.
    """
    return tuple(
        _mix(_mix(inks.paper, inks.inner, x * inner), _mix(inks.outer, inks.both, x * inner), y * outer)
        for x in _COVERAGES
        for y in _COVERAGES
    )


_COVERAGES = tuple(step / (STEPS - 1) for step in range(STEPS))


def _mix(one: Colour, other: Colour, share: float) -> Colour:
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )

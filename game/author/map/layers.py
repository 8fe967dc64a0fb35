"""Which room stands in which column: the longest way from where its part begins, parts one after another.

The days give the bands and the parts their order, so that what is left of a layered drawing (Sugiyama, Tagawa, Toda,
"Methods for visual understanding of hierarchical system structures", IEEE Transactions on Systems, Man, and Cybernetics
11, 1981) is a longest path within each part, and an order within each column: see `ordering.py`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import attrs


@attrs.frozen
class Line:
    """What stands beside one another in a row of a band: columns, from left to right."""

    columns: tuple[tuple[str, ...], ...]
    """The rooms of each column, in the author's order."""


def columns_of(rooms: Sequence[str], ways: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """The columns of one part.

    Args:
        rooms: its rooms, in the author's order; the first is where it begins.
        ways: the rooms each leads to; those of other parts are left out of account.
    """
    inside = set(rooms)
    onward = {room: [to for to in ways.get(room, ()) if to in inside and to != room] for room in rooms}
    order = _in_order(rooms, onward)
    place = {room: at for at, room in enumerate(order)}
    forward = {room: [to for to in onward[room] if place[to] > place[room]] for room in rooms}
    column = dict.fromkeys(rooms, 0)
    for room in order:
        for to in forward[room]:
            column[to] = max(column[to], column[room] + 1)
    entered = {to for each in forward.values() for to in each}
    for room in rooms[1:]:
        # What nothing here leads to would stand at the far left: it stands just before what it leads to.
        if room not in entered and forward[room]:
            column[room] = max(0, min(column[to] for to in forward[room]) - 1)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for room in rooms:
        found[column[room]].append(room)
    return [found[at] for at in sorted(found)]


def _in_order(rooms: Sequence[str], onward: Mapping[str, Sequence[str]]) -> list[str]:
    """Rooms so that each stands before those it leads to, but where they go in circles."""
    done: dict[str, None] = {}
    begun: set[str] = set()
    for first in rooms:
        if first in begun:
            continue
        begun.add(first)
        waiting = [(first, iter(onward[first]))]
        while waiting:
            room, rest = waiting[-1]
            for to in rest:
                if to not in begun:
                    begun.add(to)
                    waiting.append((to, iter(onward[to])))
                    break
            else:
                done[room] = None
                waiting.pop()
    return list(reversed(done))


def lines_of(parts: Iterable[Sequence[Sequence[str]]], widest: int) -> list[Line]:
    """The columns of a day's parts set in lines, as words are: a part begins a new line where it would not fit this one.

    Args:
        parts: the columns of each part.
        widest: how many columns a line may have.
    """
    lines: list[list[tuple[str, ...]]] = [[]]
    for columns in parts:
        # A part that needs several lines has them of one length, so that none is left with a single room.
        most = math.ceil(len(columns) / max(1, math.ceil(len(columns) / widest)))
        for at, column in enumerate(columns):
            begins = at == 0 and len(lines[-1]) + len(columns) > widest
            if lines[-1] and (begins or (at and at % most == 0)):
                lines.append([])
            lines[-1].append(tuple(column))
    return [Line(tuple(line)) for line in lines if line]

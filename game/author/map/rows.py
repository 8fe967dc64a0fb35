"""One row of a band laid out by itself: its rooms, the strands that run through it, and the tags of where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import attrs

from game.author.map import look
from game.author.map.layers import Line
from game.author.map.passing import Shares
from game.author.map.placing import Bundle, RowAsked, Tag, Thread, placed
from game.author.map.rooms import SORTING, Shown, Strand
from game.author.map.sheet import ENDINGS, Box, RoomBox, Row, Stretch, lowered

Where = Mapping[str, tuple[str, int, int]]
"""For each room its band, row and column."""
_Between = dict[tuple[str, str], list[Thread]]
"""The strands from one room to another."""


def row_of(found: Shown, line: Line, where: Where, *, top: float, is_last: bool) -> Row:
    """A row laid out.

    Args:
        found: what the map shows.
        line: its columns.
        where: where every room of the map stands.
        top: how far below the upper end of its band it begins.
        is_last: whether it is the endings.
    """
    strung = _Strung(found, where, line, is_last=is_last, strands=_strands(found, line, where))
    put = placed(strung.asked())
    head = 0.0 if strung.is_last else look.STRETCH_HEAD
    height = head + put.height
    return Row(
        box=Box(0.0, top, strung.right + look.TAG_WIDTH, height),
        rooms=tuple(strung.rooms(put.middle, top + head)),
        pieces=tuple(lowered(piece, top + head) for piece in put.pieces),
        tags=tuple(strung.tags(put.middle, top + head)),
        stretches=() if strung.is_last else tuple(_stretches(found, line, strung.edges, top, height)),
    )


@attrs.frozen(eq=False)
class _Strands:
    """The strands that touch a row."""

    inside: _Between
    """Those within it, by the rooms they join."""
    going: _Between
    """Those that leave it."""
    coming: Mapping[str, tuple[int, ...]]
    """The numbers of those that come in, by the room they come to."""

    @property
    def leads_to(self) -> dict[str, list[list[Thread]]]:
        """By the rooms elsewhere that it leads to, what leads there."""
        found: dict[str, list[list[Thread]]] = {}
        for (_, target), threads in self.going.items():
            found.setdefault(target, []).append(threads)
        return found


@attrs.frozen(eq=False)
class _Strung:
    """A row, with the strands that touch it, of which nothing has its height yet."""

    found: Shown
    where: Where
    line: Line
    is_last: bool = attrs.field(kw_only=True)
    """Whether it is the endings."""
    strands: _Strands = attrs.field(kw_only=True)
    edges: tuple[tuple[float, float], ...] = attrs.field(init=False)
    """The left and right edge of every column."""

    @edges.default
    def _edges(self) -> tuple[tuple[float, float], ...]:
        return _edges(self.line, last=self.is_last)

    @property
    def right(self) -> float:
        """Where its last column ends, and its tags begin."""
        return self.edges[-1][0]

    def asked(self) -> RowAsked:
        """What is to be placed in it: rooms, and before and after them where strands come in and go out."""
        coming = self.strands.coming
        leads_to = self._in_order()
        return RowAsked(
            columns=(tuple(map(_way_in, coming)), *self.line.columns, tuple(map(_way_out, leads_to))),
            edges=self.edges,
            tall={room: self._height(room) for column in self.line.columns for room in column}
            | dict.fromkeys(map(_way_out, leads_to), look.TAG_HEIGHT)
            | dict.fromkeys(map(_way_in, coming), look.FULL / 2),
            bundles=tuple(self._bundles()),
            comes_in={_way_in(target): numbers for target, numbers in coming.items()},
            fixed=frozenset({len(self.line.columns)} if self.is_last else ()),
        )

    def _in_order(self) -> list[str]:
        """The rooms elsewhere that it leads to: those among the endings below those that go on."""
        return sorted(
            self.strands.leads_to, key=lambda target: target in self.where and self.where[target][0] == ENDINGS
        )

    def _bundles(self) -> Iterator[Bundle]:
        for (source, target), threads in self.strands.inside.items():
            yield _bundle(source, target, threads)
        for (source, target), threads in self.strands.going.items():
            yield _bundle(source, _way_out(target), threads)
        for target, numbers in self.strands.coming.items():
            yield _bundle(_way_in(target), target, [_together(self.found, numbers)])

    def _height(self, room: str) -> float:
        return look.ENDING_HEIGHT if self.is_last and room != SORTING else look.ROOM_HEIGHT

    def rooms(self, middle: Mapping[str, float], down: float) -> Iterator[RoomBox]:
        """Its rooms, given how far below its upper end the middle of each is."""
        for (left, right), column in zip(self.edges[1:], self.line.columns, strict=False):
            for room in column:
                height = self._height(room)
                upper = down + middle[room] - height / 2
                yield RoomBox(self.found.rooms[room], Box(left, upper, right - left, height))

    def tags(self, middle: Mapping[str, float], down: float) -> Iterator[Tag]:
        """Where it leads, given the same."""
        leads_to = self.strands.leads_to
        for target in self._in_order():
            at = self.right, down + middle[_way_out(target)]
            yield _tag(self.found, self.where, target, leads_to[target], at)


def _way_in(target: str) -> str:
    """What the place is called, beside the rooms of a row, where strands come in to one."""
    return f"in:{target}"


def _way_out(target: str) -> str:
    """The same, where they go out to one."""
    return f"out:{target}"


def _bundle(source: str, target: str, threads: Sequence[Thread]) -> Bundle:
    """Strands side by side, thick enough together to be seen."""
    whole = sum(each.thickness for each in threads)
    if whole >= look.HAIR:
        return Bundle(source, target, tuple(threads))
    each = look.HAIR / len(threads)
    return Bundle(source, target, tuple(attrs.evolve(thread, thickness=each) for thread in threads))


def _strands(found: Shown, line: Line, where: Where) -> _Strands:
    here = {room for column in line.columns for room in column}
    inside: _Between = {}
    going: _Between = {}
    coming: dict[str, tuple[int, ...]] = {}
    for number, strand in _touching(found, here):
        thread = Thread(number, thickness(strand.share, found.shares), found.rooms[strand.source].ink)
        onward = strand.source in here and strand.target in here and where[strand.target][2] > where[strand.source][2]
        if onward:
            inside.setdefault((strand.source, strand.target), []).append(thread)
            continue
        if strand.source in here:
            going.setdefault((strand.source, strand.target), []).append(thread)
        if strand.target in here:
            coming[strand.target] = (*coming.get(strand.target, ()), number)
    return _Strands(inside, going, coming)


def _touching(found: Shown, here: Set[str]) -> Iterator[tuple[int, Strand]]:
    numbers = {number for room in here for number in found.near.get(room, ())}
    for number in sorted(numbers):
        yield number, found.strands[number]


def thickness(share: float | None, shares: Shares | None) -> float:
    """How thick a strand is: as its share of lives."""
    if shares is None or share is None:
        return look.UNKNOWN
    return look.FULL * share


def _together(found: Shown, numbers: Sequence[int]) -> Thread:
    """What comes in from elsewhere, as one."""
    strands = [found.strands[number] for number in numbers]
    known = [strand.share for strand in strands if strand.share is not None]
    share = min(1.0, sum(known)) if len(known) == len(strands) else None
    return Thread(-1, thickness(share, found.shares), found.rooms[strands[0].source].ink)


def _edges(line: Line, *, last: bool) -> tuple[tuple[float, float], ...]:
    """The left and right edge of every column; what comes in has no width, nor has what goes out."""
    found, x = [(0.0, 0.0)], look.ENTRY
    for at, column in enumerate(line.columns):
        wide = look.ENDING_WIDTH if last and at == len(line.columns) - 1 and SORTING not in column else look.ROOM_WIDTH
        found.append((x, x + wide))
        x += wide + look.BETWEEN
    return (*found, (x, x))


def _tag(found: Shown, where: Where, target: str, leaving: Sequence[Sequence[Thread]], at: tuple[float, float]) -> Tag:
    strands = [found.strands[thread.number] for threads in leaving for thread in threads]
    shares = [strand.share for strand in strands]
    room = found.rooms[target]
    chapter = found.story.chapters.get(room.chapter)
    words = room.name
    if target == SORTING:
        words = "an ending"
    elif chapter is not None and chapter.id != found.rooms[strands[0].source].chapter:
        words = chapter.title
    elif any(
        where[strand.source][0] == where[target][0] and where[target] <= where[strand.source] for strand in strands
    ):
        words = f"back to {room.name}"
    told = ""
    if found.shares is not None and None not in shares:
        told = found.in_words(min(1.0, sum(each or 0.0 for each in shares)))
    return Tag(target, words, told, *at, look.TAG_WIDTH, found.rooms[strands[0].source].ink)


def _stretches(
    found: Shown, line: Line, edges: Sequence[tuple[float, float]], top: float, height: float
) -> Iterator[Stretch]:
    before = None
    for at, column in enumerate(line.columns, 1):
        room = found.rooms[column[0]]
        if room.part != before:
            yield Stretch(room.half, room.ink, edges[at][0], top, height, before is not None)
        before = room.part

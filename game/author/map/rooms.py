"""What a map shows, before it has places: rooms, the strands of lives between them, and what is to be said of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final, Literal

import attrs

from game.author.map.passing import Shares
from game.author.map.ways import Ends, ends_of, target_of
from game.author.shares import WHOLE, is_estimate, is_unseen, percent
from game.author.words import every_arm, joined
from game.language import in_quotes
from game.odds.chances import Chance
from game.story.model import ENDING, Choice, Ink, Scene, Story
from game.story.prose import Text
from game.story.wording import asked

Kind = Literal["scene", "ending", "sorting", "unwritten"]
"""A scene; an ending; where the first ending that holds is taken; a name that something leads to and nobody has written."""

RARE: Final = 0.02
"""A scene that fewer lives meet is marked."""
SORTING: Final = ENDING
"""The id of the room where the first ending that holds is taken: no scene may be called so."""
OPENING: Final = 90
"""Letters of a scene's first words that are quoted."""
GOING_ON: Final = "going on"
"""What a way is called where nothing is asked."""
NO_HALF: Final[Ink] = "both"


@attrs.frozen
class Room:
    """A place on the map."""

    id: str
    kind: Kind
    name: str
    """What stands on it: a scene's id, an ending's title."""
    chapter: str
    """Empty for what belongs to no day."""
    part: str
    half: str
    ink: Ink
    time: str
    share: float | None
    """Of all lives, how many come here; None where that was not asked, or is not known."""
    told: str
    """The share in words."""
    mark: str
    """What an author should know of it, in words; empty for most."""
    opening: str
    """How its text begins."""
    file: str
    line: int


@attrs.frozen
class Strand:
    """One way of one choice, from room to room."""

    source: str
    target: str
    choice: str
    words: str
    """What the choice is called."""
    offered: str
    """On what it hangs that the choice is on offer, as its author would write it; empty where it always is."""
    asks: str
    """On what it hangs that the choice leads there: `if rest == 3`, `otherwise`; empty where it always does."""
    share: float | None
    """Of all lives, how many pass; None where that was not asked, or cannot be told apart."""
    told: str
    """The share in words."""


@attrs.frozen(eq=False)
class Shown:
    """Everything there is to show of a story."""

    story: Story
    shares: Shares | None
    rooms: dict[str, Room]
    """By id, in the author's order; scenes first."""
    strands: tuple[Strand, ...]
    near: Mapping[str, tuple[int, ...]]
    """For each room, the strands that leave it or come to it, by their place among all."""

    def in_words(self, share: float | None) -> str:
        """A share of lives in words, `about` where it is an estimate; nothing where it is not known."""
        return _percent(share, self.shares)


def shown(story: Story, shares: Shares | None = None) -> Shown:
    """A story as rooms and strands. Parts of it may be missing, as in one that is being written.

    Args:
        story: the story.
        shares: how many lives pass; None to show none.
    """
    ends = ends_of(story)
    strands = tuple(_strands(story, shares, ends))
    rooms = {room.id: room for room in _rooms(story, shares, strands)}
    led_to = {strand.target for strand in strands}
    if SORTING in led_to:
        rooms[SORTING] = _sorting(strands, shares)
        strands += tuple(_sorted(story, shares, strands))
    for missing in led_to - set(rooms):
        rooms[missing] = _unwritten(missing, strands, rooms)
    near: defaultdict[str, list[int]] = defaultdict(list)
    for number, strand in enumerate(strands):
        for room in {strand.source, strand.target}:
            near[room].append(number)
    return Shown(story, shares, rooms, strands, {room: tuple(numbers) for room, numbers in near.items()})


# ---- rooms


def _rooms(story: Story, shares: Shares | None, strands: Sequence[Strand]) -> Iterator[Room]:
    last = ends_of(story)
    led_to = {strand.target for strand in strands} | _begins(story)
    for scene in story.scenes.values():
        if scene.id in last:
            continue
        half, chance = story.halves.get(scene.half), None if shares is None else shares.scenes.get(scene.id)
        yield Room(
            id=scene.id,
            kind="scene",
            name=scene.id,
            chapter=scene.chapter,
            part=scene.part,
            half=half.header if half is not None else "",
            ink=half.ink if half is not None else NO_HALF,
            time=scene.time or "",
            share=None if chance is None else chance.probability,
            told=told(chance),
            mark=_mark(scene, chance, shares, linked=scene.id in led_to),
            opening=opening(scene.text),
            file=_near(scene.span.file, story),
            line=scene.span.line,
        )
    for ending in story.endings.values():
        own = story.scenes.get(ending.scene)
        half = None if own is None else story.halves.get(own.half)
        chance = None if shares is None else shares.endings.get(ending.id)
        yield Room(
            id=ending.id,
            kind="ending",
            name=ending.title,
            chapter="",
            part="",
            half="",
            ink=half.ink if half is not None else NO_HALF,
            time="",
            share=None if chance is None else chance.probability,
            told=told(chance),
            mark=_seldom(chance),
            opening="" if own is None else opening(own.text),
            file=_near(ending.span.file, story),
            line=ending.span.line,
        )


def _near(file: str, story: Story) -> str:
    """A file's name from the story's folder on: where that lies is nobody else's business."""
    try:
        return PurePath(file).relative_to(story.folder).as_posix()
    except ValueError:
        return PurePath(file).name


def _begins(story: Story) -> set[str]:
    """The scenes at which a day may begin: the first, and any that can be begun alone."""
    return {
        chapter.parts[0].scene
        for chapter in story.chapters.values()
        if chapter.parts and (chapter.id == story.start or chapter.alone)
    }


def _mark(scene: Scene, chance: Chance | None, shares: Shares | None, *, linked: bool) -> str:
    if not scene.choices:
        return "dead end"
    if shares is not None and (stuck := shares.stuck.get(scene.id)):
        return f"dead end for {percent(stuck)}"
    if not linked:
        return "nothing leads here"
    return _seldom(chance)


def _seldom(chance: Chance | None) -> str:
    if chance is None:
        return ""
    if chance.reachable is False:
        return "never reached"
    if is_unseen(chance):
        return "not seen"
    return "hardly anybody" if chance.probability < RARE else ""


def told(chance: Chance | None) -> str:
    """How often something happens, in words; `about` where that is an estimate, nothing where it is not known."""
    if chance is None:
        return ""
    if chance.reachable is False:
        return "never"
    if is_unseen(chance):
        return "not seen"
    if is_estimate(chance) and chance.probability < WHOLE:
        return f"about {percent(chance.probability)}"
    return percent(chance.probability)


def opening(text: Text) -> str:
    """How a text begins, every arm of its variants told."""
    whole = _plain(joined(text.paragraphs[0].pieces, every_arm)) if text.paragraphs else ""
    return whole if len(whole) <= OPENING else whole[: OPENING - 1].rsplit(" ", 1)[0] + "…"


def _plain(words: str) -> str:
    """Words on one line, without the marks of italics."""
    return " ".join(words.replace("*", "").split())


def _sorting(strands: tuple[Strand, ...], shares: Shares | None) -> Room:
    passing = [strand.share for strand in strands if strand.target == SORTING]
    share = None if None in passing or not passing else min(1.0, sum(each or 0.0 for each in passing))
    return Room(
        id=SORTING,
        kind="sorting",
        name="the first that holds",
        chapter="",
        part="",
        half="",
        ink=NO_HALF,
        time="",
        share=share,
        told=_percent(share, shares),
        mark="",
        opening="Whoever comes here has the first ending whose condition holds, in this order.",
        file="",
        line=0,
    )


def _unwritten(name: str, strands: tuple[Strand, ...], rooms: dict[str, Room]) -> Room:
    """A name that is not written yet, beside the first scene that leads there."""
    near = next((rooms[each.source] for each in strands if each.target == name and each.source in rooms), None)
    return Room(
        id=name,
        kind="unwritten",
        name=name,
        chapter="" if near is None else near.chapter,
        part="" if near is None else near.part,
        half="" if near is None else near.half,
        ink=NO_HALF if near is None else near.ink,
        time="",
        share=None,
        told="",
        mark="not written yet",
        opening="",
        file="",
        line=0,
    )


# ---- strands


def _choices(story: Story, ends: Ends) -> Iterator[tuple[Scene, Choice]]:
    for scene in story.scenes.values():
        if scene.id not in ends:
            for choice in scene.choices:
                yield scene, choice


def _strands(story: Story, shares: Shares | None, ends: Ends) -> Iterator[Strand]:
    for scene, choice in _choices(story, ends):
        ways = [target_of(route, scene, story, ends) for route in choice.goto]
        targets = list(dict.fromkeys(ways))
        for target in targets:
            share = None if shares is None else _passing(choice, target, len(targets) == 1, scene, shares)
            yield Strand(
                source=scene.id,
                target=target,
                choice=choice.id,
                words=called(choice, story.written_in),
                offered="" if choice.when is None else asked(choice.when),
                asks=_asks(choice, target, ways),
                share=share,
                told=_percent(share, shares),
            )


def _passing(choice: Choice, target: str, only: bool, scene: Scene, shares: Shares) -> float | None:
    if not only:
        return shares.ways.get((choice.id, target))
    chance = shares.scenes.get(scene.id) if choice.going_on else shares.choices.get(choice.id)
    return None if chance is None else chance.probability


def called(choice: Choice, code: str) -> str:
    """What a choice is called, in the language of that code; nothing where it only stands for going on."""
    if choice.going_on:
        return GOING_ON
    words = _plain(" / ".join(joined(each.pieces, every_arm) for each in choice.text.paragraphs))
    return in_quotes(words, code) if choice.spoken else words


def _asks(choice: Choice, target: str, ways: Sequence[str]) -> str:
    """On what it hangs that a choice leads there, in words; `ways` has where each of its routes leads."""
    if set(ways) == {target}:
        return ""
    routes = [route for to, route in zip(ways, choice.goto, strict=True) if to == target]
    return " or ".join("otherwise" if route.when is None else f"if {asked(route.when)}" for route in routes)


def _sorted(story: Story, shares: Shares | None, strands: tuple[Strand, ...]) -> Iterator[Strand]:
    """From where the first ending that holds is taken to each that may be."""
    by_name: dict[str, list[float | None]] = {ending: [] for ending in story.endings}
    for strand in strands:
        if strand.target in by_name:
            by_name[strand.target].append(strand.share)
    for ending in story.endings.values():
        if ending.by_name:
            continue
        chance = None if shares is None else shares.endings.get(ending.id)
        share = None
        if chance is not None and None not in by_name[ending.id]:
            share = max(0.0, chance.probability - sum(each or 0.0 for each in by_name[ending.id]))
        yield Strand(
            source=SORTING,
            target=ending.id,
            choice="",
            words="otherwise" if ending.when is None else f"if {asked(ending.when)}",
            offered="",
            asks="",
            share=share,
            told=_percent(share, shares),
        )


def _percent(share: float | None, shares: Shares | None) -> str:
    if share is None or shares is None:
        return ""
    return percent(share) if shares.method == "exact" or share >= WHOLE else f"about {percent(share)}"

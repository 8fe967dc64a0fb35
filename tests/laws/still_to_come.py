"""Which facts of a life can still matter, told from a story's map alone.

A fact that no condition reads from a scene on can be forgotten there without changing what can follow, or how often: what
is offered, where a choice leads and what passes at a door depend on conditions, and every fact comes only of itself.
What prose reads is no matter here: it changes no life.

Written from `docs/format.md`, and on purpose not from `game.odds`, which this is to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import attrs

from game.story.condition import Chose, Condition, Name, Visited, parts
from game.story.model import ENDING, NEXT, Part, Story

Kind = Literal["meter", "variable", "visited", "chose", "folded"]


@attrs.frozen(order=True)
class Fact:
    """Something a life remembers."""

    kind: Kind
    id: str
    half: str = ""
    """Whose reading it is, for a meter."""


FOLDED = Fact("folded", "folded")


def read_by(story: Story, condition: Condition | None, half: str) -> frozenset[Fact]:
    """The facts a condition reads, for a half."""
    found = set()
    for node in parts(condition) if condition is not None else ():
        if isinstance(node, Name):
            is_meter = node.name in story.meters
            found.add(Fact("meter", node.name, half) if is_meter else Fact("variable", node.name))
        elif isinstance(node, Visited):
            found.add(Fact("visited", story.former.get(node.scene, node.scene)))
        elif isinstance(node, Chose):
            found.add(Fact("chose", story.former.get(node.choice, node.choice)))
    return frozenset(found)


def part_after(story: Story, part: str) -> Part | None:
    """The part that `next` leads to; none after the story's last."""
    day = next(chapter for chapter in story.chapters.values() if any(each.id == part for each in chapter.parts))
    at = [each.id for each in day.parts].index(part)
    if at + 1 < len(day.parts):
        return day.parts[at + 1]
    return story.chapters[day.next].parts[0] if day.next else None


def ends_part(story: Story, scene: str, to: str) -> bool:
    """Whether going from a scene to another ends a part, so that things pass at its door."""
    return story.scenes[scene].part != story.scenes[to].part


def _ways_on(story: Story, scene: str) -> tuple[set[str], bool]:
    """The scenes that routes of a scene lead to, and whether one leads to the first ending that holds."""
    to, to_any_ending = set(), False
    for choice in story.scenes[scene].choices:
        for route in choice.goto:
            following = part_after(story, story.scenes[scene].part) if route.to == NEXT else None
            if following is not None:
                to.add(following.scene)
            elif route.to in (NEXT, ENDING):
                to_any_ending = True
            elif route.to not in story.endings:
                to.add(route.to)
    return to, to_any_ending


def _read_at(story: Story, scene: str, to: Iterable[str], to_any_ending: bool) -> frozenset[Fact]:
    """Every fact that is looked at in leaving a scene, or in folding on the way in to where it leads."""
    here = story.scenes[scene]
    found: set[Fact] = set()
    for choice in here.choices:
        found |= read_by(story, choice.when, here.half)
        for route in choice.goto:
            found |= read_by(story, route.when, here.half)
    if to_any_ending:
        for ending in story.endings.values():
            found |= read_by(story, ending.when, here.half)
    if any(ends_part(story, scene, each) for each in to):
        found |= _read_at_door(story, here.part)
    if story.fold is not None and story.fold.before in to:
        found |= read_in_folding(story)
    return frozenset(found)


def _read_at_door(story: Story, part: str) -> frozenset[Fact]:
    """Every fact that is looked at when a part is over: by messages in the half that sends them, by drains in theirs."""
    found: set[Fact] = set()
    for message in story.door:
        if message.after == part:
            found |= read_by(story, message.when, story.parts[part].half)
    for drain in story.drains:
        if drain.after == part:
            found |= read_by(story, drain.when, drain.to)
    return frozenset(found)


def read_in_folding(story: Story) -> frozenset[Fact]:
    """The facts that the whole is made of: the readings of the parted halves, and the variables that are counted."""
    if story.fold is None:
        return frozenset()
    readings = {
        Fact("meter", rule.meter, half)
        for rule in story.fold.meters
        for half in story.halves
        if half != story.fold.into
    }
    counted = {Fact("variable", each) for _, variables in story.fold.counts for each in variables}
    return frozenset(readings | counted | {FOLDED})


def still_to_come(story: Story) -> Mapping[str, frozenset[Fact]]:
    """For each scene, every fact that can be looked at from there on."""
    ways = {scene: _ways_on(story, scene) for scene in story.scenes}
    found = {scene: _read_at(story, scene, to, any_ending) for scene, (to, any_ending) in ways.items()}
    grew = True
    while grew:
        grew = False
        for scene in reversed(found):
            more = found[scene].union(*(found[to] for to in ways[scene][0]))
            grew = grew or more != found[scene]
            found[scene] = more
    return found

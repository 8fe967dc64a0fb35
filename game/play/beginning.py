"""Where a life begins: with the story, or with a day of it by itself."""

from __future__ import annotations

from game.play.draft import Draft
from game.play.events import ChapterBegan, HalfWoke
from game.play.state import State
from game.play.tables import Beginning, tables_of
from game.story.model import Player, Story

_MOST_KEPT = 32
"""Beginnings kept of one story: its days, for the few players one process has."""


def beginning(story: Story, chapter: str, player: Player) -> Beginning:
    """The first state of a life that begins with a day, and what is told there."""
    kept = tables_of(story).beginnings
    key = chapter, player
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = _begin(story, chapter, player)
    return kept[key]


def _begin(story: Story, chapter: str, player: Player) -> Beginning:
    tables, day = tables_of(story), story.chapters[chapter]
    first = day.parts[0]
    state = State(
        chapter=chapter,
        part=first.id,
        scene=first.scene,
        half=first.half,
        readings=_standing_readings(story, chapter),
        variables=_standing_variables(story, chapter),
        visited=frozenset(),
        chosen=frozenset(),
        folded=story.fold is not None and story.fold.into == first.half and not tables.arrivals[first.scene].folds,
        player=player,
    )
    draft = Draft(tables, state, [ChapterBegan(chapter), HalfWoke(first.half)])
    if chapter != story.start:
        draft.say(day.recap, first.half, "recap")
    return draft.enter(tables.arrivals[first.scene]), tuple(draft.happened)


def _standing_readings(story: Story, chapter: str) -> tuple[tuple[int, ...], ...]:
    standing = (
        {} if chapter == story.start else {each.half: dict(each.meters) for each in story.chapters[chapter].alone}
    )
    return tuple(
        tuple(standing.get(half, {}).get(meter.id, meter.start) for meter in story.meters.values())
        for half in story.halves
    )


def _standing_variables(story: Story, chapter: str) -> tuple[int, ...]:
    values = {variable.id: variable.start for variable in story.variables.values()}
    if chapter != story.start:
        values |= {given.variable: given.value for each in story.chapters[chapter].alone for given in each.set}
    return tuple(values.values())
